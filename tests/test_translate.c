/* From pages to programs: the shipped pages against hard numbers, what steps share, statistics
 * per application, --set, and the golden pairs of tests/errors: each page there is refused with
 * exactly the text beside it. A first line `# --set name=value` is a setting. BLESS=1 in the
 * environment rewrites the texts; the difference is then read. Runs from the root of the tree.
 */
#include "../compiler/tools/tools.h"
#include "../compiler/translate/translate.h"

#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t
parameter_count(const Program *program)
{
    int64_t count = 0;
    for (int i = 0; i < program->parameters.count; i++)
        count += shape_size(program->parameters.at[i]->shape);
    return count;
}

static Program *
shipped(const char *name)
{
    Program *program = translate(format("graphs/%s.yaml", name), 0, NULL);
    ck_assert_msg(program != NULL, "graphs/%s.yaml is refused", name);
    return program;
}

static const Tensor *
tensor(const Program *program, const char *key)
{
    for (int i = 0; i < program->parameters.count; i++) {
        if (strcmp(program->parameters.at[i]->key, key) == 0)
            return program->parameters.at[i];
    }
    for (int i = 0; i < program->states.count; i++) {
        if (strcmp(program->states.at[i]->key, key) == 0)
            return program->states.at[i];
    }
    ck_abort_msg("no tensor %s", key);
    return NULL;
}

static void
verify(const Program *program)
{
    Nodes all = {0};
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int j = 0; j < step->losses.count; j++)
            PUSH(all, step->losses.at[j]);
        for (int j = 0; j < step->updates.count; j++)
            PUSH(all, step->updates.at[j].gradient);
        for (int j = 0; j < step->assigns.count; j++)
            PUSH(all, step->assigns.at[j].value);
        for (int j = 0; j < step->logged.count; j++)
            PUSH(all, step->logged.at[j].value);
    }
    for (int i = 0; i < program->scalars.count; i++) {
        ck_assert_int_gt(program->scalars.at[i]->logged, 0);
        ck_assert_ptr_nonnull(program->scalars.at[i]->evaluated);
        PUSH(all, program->scalars.at[i]->evaluated);
    }
    for (int i = 0; i < program->commands.count; i++) {
        for (int j = 0; j < program->commands.at[i]->outputs.count; j++)
            PUSH(all, program->commands.at[i]->outputs.at[j].value);
    }
    graph_verify(all.count, all.at, "translate");
}

START_TEST(vae_has_652824_parameters)
{
    const Program *program = shipped("vae");
    verify(program);
    ck_assert_int_eq(parameter_count(program), 652824);
    ck_assert_int_eq(program->parameters.count, 10);
    ck_assert_str_eq(program->parameters.at[0]->key, "encoder.1.weight");
    ck_assert_str_eq(program->parameters.at[2]->key, "encoder.mu.0.weight");
    ck_assert_str_eq(program->parameters.at[2]->name, "encoder_mu_0_weight");
    ck_assert_int_eq(program->parameters.at[0]->dims.n[0], 400);
    ck_assert_int_eq(program->parameters.at[0]->dims.n[1], 784);
    ck_assert_double_eq_tol(program->parameters.at[0]->init.b, 1.0 / 28.0, 1e-12);
    ck_assert_int_eq(program->steps.count, 1);
    ck_assert_int_eq(program->steps.at[0]->updates.count, 10);
    ck_assert_int_eq(program->steps.at[0]->logged.count, 2);
    ck_assert_int_eq(program->noises.count, 2);
    ck_assert_str_eq(program->noises.at[0]->stream, "z.1");
    ck_assert_str_eq(program->noises.at[1]->stream, "sample.1");
    ck_assert(!program->commands.at[0]->reads_data);
    ck_assert(program->commands.at[1]->reads_data);
    ck_assert_int_eq(program->commands.at[1]->outputs.count, 2);
}
END_TEST

START_TEST(gan_shares_fake_between_steps)
{
    const Program *program = shipped("gan");
    verify(program);
    ck_assert_int_eq(parameter_count(program), 247697);
    Nodes first = {0}, second = {0};
    graph_order(1, program->steps.at[0]->losses.at, &first);
    graph_order(1, program->steps.at[1]->losses.at, &second);
    const Node *fake[2] = {NULL, NULL};
    int old_critic = 0, new_critic = 0;
    for (int k = 0; k < 2; k++) {
        const Nodes *order = k ? &second : &first;
        for (int i = 0; i < order->count; i++) {
            const Node *n = order->at[i];
            if (n->op == OP_SIGMOID && n->tag && strcmp(n->tag->name[1], "G_sigmoid") == 0)
                fake[k] = n;
            if (n->op == OP_PARAMETER && strncmp(n->name, "D_", 2) == 0) {
                old_critic += k == 1 && n->version == 0;
                new_critic += k == 1 && n->version == 1;
            }
        }
    }
    ck_assert_ptr_nonnull(fake[0]);
    ck_assert_ptr_eq(fake[0], fake[1]);
    ck_assert_int_eq(old_critic, 0);
    ck_assert_int_eq(new_critic, 6);
    ck_assert_int_eq(program->commands.at[1]->sheet.columns, 8);
    ck_assert_str_eq(program->steps.at[0]->name, "d_loss");
}
END_TEST

/* Sum of the numbers in a sum of sums. */
static double
added(const Node *n)
{
    double sum = 0.0;
    if (n->op == OP_CONST)
        return n->value;
    for (int i = 0; n->op == OP_ADD && i < n->count; i++)
        sum += rational_double(n->number[i]) * added(n->arg[i]);
    return sum;
}

/* What num_batches_tracked grows by in a step is the number of applications. */
static int
applications(const Step *step, const char *key)
{
    for (int i = 0; i < step->assigns.count; i++) {
        if (strcmp(step->assigns.at[i].state->key, key) == 0)
            return (int)added(step->assigns.at[i].value);
    }
    return 0;
}

START_TEST(dcgan_counts_applications)
{
    const Program *program = shipped("dcgan");
    verify(program);
    ck_assert_int_eq(parameter_count(program), 1732224);
    const Tensor *w = tensor(program, "G.1.weight");
    ck_assert_int_eq(w->dims.n[0], 100); /* transposed: [in, out, kh, kw] */
    ck_assert_int_eq(w->dims.n[1], 256);
    ck_assert_int_eq(w->init.kind, INIT_NORMAL);
    ck_assert_double_eq(tensor(program, "D.2.1.weight")->init.a, 1.0);
    ck_assert_str_eq(tensor(program, "D.2.1.running_mean")->name, "D_2_1_running_mean");
    ck_assert(tensor(program, "G.5.1.num_batches_tracked")->integer);
    ck_assert_int_eq(program->states.count, 15);
    const Step *d = program->steps.at[0], *g = program->steps.at[1];
    ck_assert_int_eq(applications(d, "D.2.1.num_batches_tracked"), 2); /* D(x), D(fake) */
    ck_assert_int_eq(applications(d, "G.2.num_batches_tracked"), 1);   /* fake, once */
    ck_assert_int_eq(applications(g, "D.2.1.num_batches_tracked"), 1); /* the new D */
    ck_assert_int_eq(applications(g, "G.2.num_batches_tracked"), 0);   /* the same fake */
}
END_TEST

START_TEST(wgan_gp_differentiates_twice)
{
    const Program *program = shipped("wgan_gp");
    verify(program);
    ck_assert_int_eq(parameter_count(program), 1381648);
    ck_assert_int_eq(program->steps.at[0]->repeat, 5);
    ck_assert_int_eq(program->steps.at[0]->updates.count, 5);
    ck_assert_int_eq(program->steps.at[1]->updates.count, 6);
    ck_assert_double_eq(optimizer_value(program->steps.at[0]->optimizers.at[0], "beta1"), 0.0);
    ck_assert_double_eq(optimizer_value(program->steps.at[0]->optimizers.at[0], "beta2"), 0.9);
    Nodes order = {0};
    int data = 0;
    graph_order(1, program->steps.at[0]->losses.at, &order);
    for (int i = 0; i < order.count; i++)
        data += order.at[i]->op == OP_DATA; /* x only: no stand-in for x_hat is left */
    ck_assert_int_eq(data, 1);
}
END_TEST

START_TEST(pages_have_their_parameters)
{
    static const struct {
        const char *page;
        int64_t parameters;
    } count[] = {{"conv_vae", 1691369},
                 {"dcgan64", 6342272},
                 {"wgan_gp_conv", 1846595},
                 {"vqvae32", 695491},
                 {"resgan", 632964}};
    for (size_t i = 0; i < COUNT_OF(count); i++) {
        const Program *program = shipped(count[i].page);
        verify(program);
        ck_assert_msg(parameter_count(program) == count[i].parameters, "%s has %lld parameters",
                      count[i].page, (long long)parameter_count(program));
    }
}
END_TEST

START_TEST(vqvae_updates_codebook)
{
    const Program *program = shipped("vqvae");
    verify(program);
    const Tensor *codebook = tensor(program, "codebook");
    ck_assert_int_eq(codebook->dims.n[0], 512);
    ck_assert_int_eq(codebook->init.kind, INIT_UNIFORM);
    ck_assert_double_eq(codebook->init.b, 1.0 / 512.0);
    ck_assert_int_eq(tensor(program, "decoder.4.weight")->dims.n[1], 64);
    tensor(program, "encoder.5.0.1.weight");
    const Step *step = program->steps.at[0];
    ck_assert_ptr_eq(step->updates.at[step->updates.count - 1].parameter, codebook);
    ck_assert(program->scalars.at[3]->metric);
    ck_assert_str_eq(program->scalars.at[3]->name, "perplexity");
}
END_TEST

START_TEST(set_changes_sizes_and_text)
{
    const Setting settings[] = {{"latent", "7"}, {"batch", "16"}};
    const Program *program = translate("graphs/vae.yaml", 2, settings);
    ck_assert_ptr_nonnull(program);
    ck_assert_int_eq(tensor(program, "encoder.mu.0.weight")->dims.n[0], 7);
    ck_assert_int_eq(program->batch, 16);
    ck_assert_ptr_nonnull(
        strstr(program->text, "sizes: {batch: 16, hidden: 400, latent: 7, side: 28}"));
}
END_TEST

/* Written to a file of its own; the path. */
static const char *
written(const char *name, const char *text)
{
    const char *path = format("build/tests/%s", name);
    mkdir("build", 0777); /* of a build elsewhere there is none yet */
    mkdir("build/tests", 0777);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static const char page_head[] = "model: page\nsizes: {batch: 8, hidden: 4}\n"
                                "data:\n  x: {vector: 4}\n";

static const char page_tail[] = "losses:\n  loss: mean(f(x))\n"
                                "train:\n  - {minimize: loss, optimizer: sgd(lr=0.1)}\n";

/* The page and its copy are one text: `use` names the copies, and the hash covers all files. */
START_TEST(used_files_are_read)
{
    written("common.yaml", "use: lib/common.yaml\nblocks:\n  dense(n): [linear: n, relu]\n");
    ck_assert(mkdir("build/tests/lib", 0777) == 0 || errno == EEXIST);
    written("lib/common.yaml", "use: ../common_2.yaml\nfunctions:\n  twice(a): 2 * a\n");
    written("common_2.yaml", "functions:\n  thrice(a): a + twice(a)\n");
    const char *body =
        "use: [common.yaml, lib/common.yaml]\n"
        "networks:\n  f:\n    input: x\n    layers: [{dense: hidden, name: d}, linear: 1]\n"
        "    outputs: {y: thrice(d)}\n";
    const char *tail = "losses:\n  loss: mean(f(x).y)\n"
                       "train:\n  - {minimize: loss, optimizer: sgd(lr=0.1)}\n";
    const char *path = written("page.yaml", format("%s%s%s", page_head, body, tail));
    const Program *program = translate(path, 0, NULL);
    ck_assert_ptr_nonnull(program);
    ck_assert_int_eq(program->used.count, 3);
    ck_assert_str_eq(program->used.at[0].name, "common.yaml");
    ck_assert_str_eq(program->used.at[1].name, "common_2.yaml");
    ck_assert_str_eq(program->used.at[2].name, "common_2_2.yaml");
    ck_assert_ptr_nonnull(strstr(program->text, "use: [common.yaml, common_2.yaml]\n"));
    ck_assert_ptr_nonnull(strstr(program->used.at[1].source->text, "use: common_2_2.yaml\n"));
    const char *all =
        format("%s%s%s%s", program->text, program->used.at[0].source->text,
               program->used.at[1].source->text, program->used.at[2].source->text);
    ck_assert_str_eq(program->sha256, sha256_text(all, strlen(all)));
    ck_assert_int_eq(tensor(program, "f.d.0.weight")->mark.line, 9); /* where it is used */
}
END_TEST

/* A named layer is a tap and a key; within a block that is named itself it is a part of that.
 */
START_TEST(named_layers_are_taps_and_keys)
{
    const char *body = "blocks:\n  a: [{linear: hidden, name: h}, relu]\n"
                       "networks:\n  f:\n    input: x\n    layers:\n"
                       "      - {a, name: first}\n      - {linear: hidden, name: g}\n"
                       "      - repeat: {count: 2, layers: [residual: [a]]}\n"
                       "      - skip: [{linear: 2, name: s}]\n      - add: 0.5 * s2\n"
                       "      - linear: 1\n";
    const char *tail = "losses:\n  loss: mean(f(x)) + mean(f(x).first.h) + mean(f(x).g)\n"
                       "train:\n  - {minimize: loss, optimizer: sgd(lr=0.1)}\n";
    const char *wrong = written("taps.yaml", format("%s%s%s", page_head, body, tail));
    Text errors = {0};
    diagnostics_capture(&errors);
    ck_assert_ptr_null(translate(wrong, 0, NULL));
    ck_assert_ptr_nonnull(strstr(errors.at, "no name 's2'"));
    diagnostics_capture(NULL);
    char *at = strstr(body, "      - add: 0.5 * s2\n");
    const char *right = format("%.*s%s", (int)(at - body), body, strchr(at, '\n') + 1);
    const Program *program =
        translate(written("taps.yaml", format("%s%s%s", page_head, right, tail)), 0, NULL);
    ck_assert_ptr_nonnull(program);
    ck_assert_int_eq(tensor(program, "f.first.h.weight")->dims.n[0], 4);
    ck_assert_int_eq(tensor(program, "f.2.1.0.0.h.weight")->dims.n[1], 4);
    ck_assert_int_eq(tensor(program, "f.3.s.weight")->dims.n[0], 2);
    ck_assert_int_eq(tensor(program, "f.4.weight")->dims.n[1], 6); /* what skip joined */
}
END_TEST

/* Each row of the table on a weight [6, 4, 3, 3], with what torch.nn.init gives. */
START_TEST(first_values_as_written)
{
    static const struct {
        const char *init;
        int kind;
        double a, b;
    } row[] = {
        {"normal(0, 0.02)", INIT_NORMAL, 0, 0.02},
        {"truncated_normal(std=0.1)", INIT_TRUNCATED, 0, 0.1},
        {"uniform(-1 / width, 1 / width)", INIT_UNIFORM, -0.25, 0.25},
        {"constant(3)", INIT_CONSTANT, 3, 0},
        {"0.5", INIT_CONSTANT, 0.5, 0},
        {"sqrt(4)", INIT_CONSTANT, 2, 0},
        {"zeros", INIT_CONSTANT, 0, 0},
        {"ones()", INIT_CONSTANT, 1, 0},
        {"identity", INIT_IDENTITY, 1, 0},
        {"orthogonal(gain=2)", INIT_ORTHOGONAL, 2, 0},
        {"xavier_uniform", INIT_UNIFORM, -0.25819888974716115, 0.25819888974716115},
        {"xavier_normal(sqrt(2))", INIT_NORMAL, 0, 0.2108185106778920},
        {"kaiming_uniform(sqrt(5))", INIT_UNIFORM, -1.0 / 6, 1.0 / 6},
        {"kaiming_normal(mode=fan_out, nonlinearity=relu)", INIT_NORMAL, 0,
         0.19245008972987526},
        {"lecun", INIT_TRUNCATED, 0, 1.0 / 6},
        {"pytorch", INIT_UNIFORM, -1.0 / 6, 1.0 / 6},
        {"keras", INIT_UNIFORM, -0.25819888974716115, 0.25819888974716115},
    };
    int seen = 0;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        const char *path =
            written("init.yaml",
                    format("model: page\nsizes: {batch: 8, width: 4}\ndata:\n  x: {vector: 4}\n"
                           "parameters:\n  w:\n    shape: [6, 4, 3, 3]\n    init: %s\n"
                           "losses:\n  loss: mean(x) * sum(w)\n"
                           "train:\n  - {minimize: loss, optimizer: sgd(lr=0.1)}\n",
                           row[i].init));
        const Program *program = translate(path, 0, NULL);
        ck_assert_msg(program != NULL, "%s is refused", row[i].init);
        const Init *init = &tensor(program, "w")->init;
        ck_assert_msg((int)init->kind == row[i].kind && fabs(init->a - row[i].a) < 1e-12 &&
                          fabs(init->b - row[i].b) < 1e-12,
                      "%s: kind %d, %.17g, %.17g", row[i].init, (int)init->kind, init->a,
                      init->b);
    }
    for (int i = 0; i < init_kind_count; i++)
        for (size_t k = 0; k < COUNT_OF(row); k++) {
            size_t size = strlen(init_kinds[i].name);
            if (strncmp(row[k].init, init_kinds[i].name, size) != 0 ||
                isalpha(row[k].init[size]))
                continue;
            seen++;
            break;
        }
    ck_assert_int_eq(seen, init_kind_count); /* no row without a sample */
}
END_TEST

/* A layer's own init goes before the network's; `pytorch` is the layer's default; that of a
 * norm is for its gain; keras sets biases too. */
START_TEST(first_values_of_layers)
{
    const char *path =
        written("init.yaml",
                format("%snetworks:\n  f:\n    input: x\n    init: orthogonal\n    layers:\n"
                       "      - linear: hidden\n      - {batch_norm, init: 0.5}\n"
                       "      - {linear: hidden, init: pytorch}\n      - batch_norm\n"
                       "      - {linear: 1, init: keras}\n%s",
                       page_head, page_tail));
    const Program *program = translate(path, 0, NULL);
    ck_assert_ptr_nonnull(program);
    ck_assert_int_eq(tensor(program, "f.0.weight")->init.kind, INIT_ORTHOGONAL);
    ck_assert_int_eq(tensor(program, "f.0.bias")->init.kind, INIT_UNIFORM);
    ck_assert_double_eq(tensor(program, "f.1.weight")->init.a, 0.5);
    ck_assert_double_eq(tensor(program, "f.1.bias")->init.a, 0.0);
    ck_assert_double_eq(tensor(program, "f.2.weight")->init.b, 0.5);
    ck_assert_double_eq(tensor(program, "f.3.weight")->init.a, 1.0);
    ck_assert_int_eq(tensor(program, "f.4.bias")->init.kind, INIT_CONSTANT);
}
END_TEST

/* A step, a command, a rate and an assignment may be called like a value: their draws are their
 * own. */
START_TEST(draws_of_one_name_are_apart)
{
    static const struct {
        const char *stream;
        int64_t n;
    } row[] = {{"step1.1", 5}, {"lr.1", 5},  {"d.1", 3},     {"step1.1.2", 2}, {"lr.1.2", 1},
               {"k.1", 3},     {"d.1.2", 4}, {"step3.1", 1}, {"step3_.1", 2}};
    const char *path =
        written("draws.yaml",
                "model: draws\nsizes: {batch: 8}\ndata:\n  x: {vector: 3}\n"
                "parameters:\n  w: {shape: 3, init: normal}\n"
                "state:\n  k: {shape: 3, init: 0}\n"
                "values:\n  step1: normal(5)\n  lr: normal(5)\n  d: x * w + normal(3)\n"
                "losses:\n  step3: mean(sum(square(d))) + mean(sum(step1)) + mean(sum(lr)) "
                "+ mean(sum(k * w)) + mean(normal() * sum(w))\n"
                "train:\n"
                "  - minimize: mean(sum(normal(2)) * sum(w))\n    update: w\n"
                "    optimizer: sgd(lr=0.1 * mean(uniform()))\n    assign:\n"
                "      k: mean(normal(3), over=batch)\n"
                "  - minimize: step3\n    update: w\n    optimizer: sgd(lr=0.1)\n"
                "  - minimize: mean(sum(normal(2)) * sum(w) + sum(w))\n    update: w\n"
                "    optimizer: sgd(lr=0.1)\n"
                "generate:\n  d: normal(4)\n");
    const Program *program = translate(path, 0, NULL);
    ck_assert_ptr_nonnull(program);
    for (int i = 0; i < program->noises.count; i++) {
        const Noise *noise = program->noises.at[i];
        size_t k = 0;
        while (k < COUNT_OF(row) && strcmp(row[k].stream, noise->stream) != 0)
            k++;
        ck_assert_msg(k < COUNT_OF(row), "the stream %s", noise->stream);
        ck_assert_int_eq(noise->shape.n[1], row[k].n);
    }
    ck_assert_int_eq(program->noises.count, (int)COUNT_OF(row));
}
END_TEST

START_TEST(arguments_of_grad_have_names)
{
    static const char *const calls[] = {"grad(D(a), a)", "grad(x=a, y=D(a))",
                                        "grad(D(a), x=a)"};
    int size[COUNT_OF(calls)];
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        const char *path = written(
            "grad.yaml",
            format("model: grad\nsizes: {batch: 4}\ndata:\n  x: {vector: 3}\nnetworks:\n"
                   "  D: {input: {v: [6]}, layers: [linear: 4, tanh, linear: 1]}\n"
                   "values:\n  a: reshape(concat(x, 2 * x), [6])\n  g: %s\n"
                   "losses:\n  loss: mean(sum(square(g)))\n"
                   "train:\n  - {minimize: loss, optimizer: sgd(lr=0.1)}\n",
                   calls[i]));
        const Program *program = translate(path, 0, NULL);
        ck_assert_msg(program != NULL, "%s is refused", calls[i]);
        Nodes order = {0};
        graph_order(1, &program->steps.at[0]->losses.at[0], &order);
        size[i] = order.count;
        ck_assert_int_eq(size[i], size[0]);
    }
}
END_TEST

/* What is no ratio of 64-bit numbers is a double. */
START_TEST(constants_need_not_be_exact)
{
    const char *path =
        written("tiny.yaml", "model: tiny\nsizes: {batch: 8}\ndata:\n  x: {vector: 4}\n"
                             "constants: {tiny: -1e-30, twice: 2 * tiny, one: tiny / tiny}\n"
                             "parameters:\n  w: {shape: 4, init: tiny}\n"
                             "losses:\n  loss: mean(sum(x * w))\n"
                             "train:\n  - minimize: loss\n    optimizer: sgd(lr=-twice)\n"
                             "    clip_norm: -tiny * 3\n    clip_value: one / 3\n"
                             "    clamp: [twice, 1e30]\n");
    const Program *program = translate(path, 0, NULL);
    ck_assert_ptr_nonnull(program);
    const Step *step = program->steps.at[0];
    ck_assert_double_eq(tensor(program, "w")->init.a, -1e-30);
    ck_assert_double_eq_tol(step->clip_norm, 3e-30, 1e-45);
    ck_assert_double_eq_tol(step->clip_value, 1.0 / 3, 1e-16);
    ck_assert_double_eq(step->low, -2e-30);
    ck_assert_double_eq(step->high, 1e30);
}
END_TEST

START_TEST(every_row_is_documented)
{
    Text all = {0}, one = {0}, none = {0};
    ck_assert(translate_doc(&all, NULL));
    ck_assert(translate_doc(&one, "kl_normal"));
    ck_assert(!translate_doc(&none, "kl_norml"));
    ck_assert_ptr_nonnull(strstr(one.at, "0.5 * sum("));
    ck_assert_ptr_nonnull(strstr(all.at, "conv_transpose"));
}
END_TEST

/* ---- golden refusals ------------------------------------------------------------------------
 */

static void
refuse(const char *path)
{
    char line[256] = "";
    FILE *file = fopen(path, "r");
    Setting setting = {0};
    int settings = 0;
    if (file && fgets(line, sizeof line, file) && strncmp(line, "# --set ", 8) == 0) {
        char *equals = strchr(line, '=');
        line[strcspn(line, "\n")] = '\0';
        *equals = '\0';
        setting.name = line + 8;
        setting.value = equals + 1;
        settings = 1;
    }
    if (file)
        fclose(file);
    Program *program = translate(path, settings, &setting);
    Plan *made = program ? schedule(program) : NULL;
    if (made != NULL && error_count() == 0) {
        plan(made);
        if (!recompute(made))
            memory_error(made, path, settings, &setting);
    }
    exit(error_count() ? 1 : 0);
}

static char *
read_all(FILE *file)
{
    Text text = {0};
    char chunk[4096];
    size_t size;
    text_put(&text, "");
    while (file && (size = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_put_bytes(&text, chunk, size);
    return text.at ? text.at : format("%s", "");
}

/* A process of its own: the count of errors and the graph are those of one compilation. */
static char *
messages_of(const char *path, int *status)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        refuse(path);
    }
    close(ends[1]);
    FILE *file = fdopen(ends[0], "r");
    char *text = read_all(file);
    fclose(file);
    waitpid(child, status, 0);
    return text;
}

static void
check_pair(const char *name)
{
    const char *path = format("tests/errors/%s", name);
    char *golden = format("%.*s.err", (int)(strlen(path) - 5), path);
    int status;
    char *found = messages_of(path, &status);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 1, "%s is not refused: %s", path,
                  found);
    ck_assert_msg(strncmp(found, path, strlen(path)) == 0 || strstr(found, "--set") ||
                      strncmp(found, "tests/errors/used/", 18) == 0,
                  "%s: no place in the page: %s", path, found);
    if (getenv("BLESS")) {
        FILE *file = fopen(golden, "w");
        ck_assert_ptr_nonnull(file);
        fputs(found, file);
        fclose(file);
    }
    FILE *file = fopen(golden, "r");
    ck_assert_msg(file != NULL, "%s is missing", golden);
    char *wanted = read_all(file);
    fclose(file);
    ck_assert_msg(strcmp(found, wanted) == 0, "%s says\n%s\nand not\n%s", path, found, wanted);
}

START_TEST(errors_are_as_golden)
{
    DIR *folder = opendir("tests/errors");
    ck_assert_ptr_nonnull(folder);
    int pairs = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t size = strlen(entry->d_name);
        if (size <= 5 || strcmp(entry->d_name + size - 5, ".yaml") != 0)
            continue;
        check_pair(entry->d_name);
        pairs++;
    }
    closedir(folder);
    ck_assert_int_ge(pairs, 40);
}
END_TEST

Suite *translate_suite(void);

Suite *
translate_suite(void)
{
    Suite *suite = suite_create("translate");
    TCase *tests = tcase_create("pages");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, vae_has_652824_parameters);
    tcase_add_test(tests, gan_shares_fake_between_steps);
    tcase_add_test(tests, dcgan_counts_applications);
    tcase_add_test(tests, wgan_gp_differentiates_twice);
    tcase_add_test(tests, pages_have_their_parameters);
    tcase_add_test(tests, vqvae_updates_codebook);
    tcase_add_test(tests, set_changes_sizes_and_text);
    tcase_add_test(tests, used_files_are_read);
    tcase_add_test(tests, named_layers_are_taps_and_keys);
    tcase_add_test(tests, first_values_as_written);
    tcase_add_test(tests, first_values_of_layers);
    tcase_add_test(tests, draws_of_one_name_are_apart);
    tcase_add_test(tests, arguments_of_grad_have_names);
    tcase_add_test(tests, constants_need_not_be_exact);
    tcase_add_test(tests, every_row_is_documented);
    tcase_add_test(tests, errors_are_as_golden);
    suite_add_tcase(suite, tests);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(translate_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
