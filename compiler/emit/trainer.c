/* main.c of a trainer: tables only, what runtime/model.h wants to know of a model. Text from
 * the page goes into C strings encoded, never as it stands. */
#include "emit.h"

#include <ctype.h>
#include <string.h>

static void
put_page(Text *text, const Program *program)
{
    text_put(text, "static const char page[] =\n");
    put_literals(text, program->text);
    text_put(text, ";\n\n");
    if (program->used.count == 0)
        return;
    text_put(text, "static const char *const used[] = {\n");
    for (int i = 0; i < program->used.count; i++) {
        text_print(text, "\"%s\",\n", program->used.at[i].name);
        put_literals(text, program->used.at[i].source->text);
        text_put(text, ",\n");
    }
    text_put(text, "NULL};\n\n");
}

static const char *
list_text(const Dims *dims)
{
    Text text = {0};
    text_put(&text, "{");
    for (int i = 0; i < dims->rank; i++)
        text_print(&text, "%s%lld", i ? ", " : "", (long long)dims->n[i]);
    text_put(&text, dims->rank ? "}" : "0}");
    return text.at;
}

/* ---- tables ---- */

/* A word of the page as an enumerator: CROP_RANDOM. */
static void
put_word(Text *text, const char *attribute, const char *word)
{
    if (!word)
        return;
    text_print(text, ", .%s = ", attribute);
    for (const char *c = attribute; *c; c++)
        text_print(text, "%c", toupper((unsigned char)*c));
    text_put(text, "_");
    for (const char *c = word; *c; c++)
        text_print(text, "%c", toupper((unsigned char)*c));
}

/* What the page says of an image; what it does not say is zero. */
static void
put_image(Text *text, const Field *field)
{
    text_print(text, ",\n.low = %s, .high = %s", literal_text(field->low),
               literal_text(field->high));
    if (field->resize[0])
        text_print(text, ", .resize = {%lld, %lld}", (long long)field->resize[0],
                   (long long)field->resize[1]);
    if (field->pad)
        text_print(text, ", .pad = %lld", (long long)field->pad);
    put_word(text, "crop", field->crop);
    put_word(text, "flip", field->flip);
    put_word(text, "binarize", field->binarize);
    if (field->dequantize)
        text_put(text, ", .dequantize = 1");
    if (field->side)
        text_print(text, ", .side = \"%s\"", field->side);
}

static void
put_fields(Text *text, const Program *program)
{
    static const char *const kinds[] = {"FIELD_IMAGE", "FIELD_LABEL", "FIELD_VECTOR"};
    if (program->fields.count == 0)
        return;
    text_put(text, "static const struct field fields[] = {\n");
    for (int i = 0; i < program->fields.count; i++) {
        const Field *field = program->fields.at[i];
        text_print(text, "{.name = \"%s\", .kind = %s", field->name, kinds[field->kind]);
        if (field->from)
            text_print(text, ", .from = \"%s\"", field->from);
        if (field->kind == FIELD_LABEL)
            text_print(text, ", .classes = %lld", (long long)field->classes);
        else
            text_print(text, ", .rank = %d, .shape = %s", field->dims.rank,
                       list_text(&field->dims));
        if (field->kind == FIELD_IMAGE)
            put_image(text, field);
        text_put(text, "},\n");
    }
    text_put(text, "};\n\n");
}

static void
put_storage(Text *text, const Tensor *t, const Storage *storage)
{
    Text strides = {0};
    int first = 1, panel = -1; /* parameters stand behind the outer slots */
    for (int a = 0; a < t->parts.rank; a++) {
        bool cut = storage->panel_slot == first + a;
        panel = cut ? a : panel;
        text_print(&strides, "%s%lld", a ? ", " : "",
                   (long long)(cut ? 1 : storage->stride[first + a]));
    }
    text_print(text, "{{%s}, %d, %d, %lld, %lld, %d, %s}", t->parts.rank ? strides.at : "0",
               panel, panel >= 0 ? PANEL : 0,
               (long long)(panel >= 0 ? storage->panel_stride : 0), (long long)storage->floats,
               t->parts.rank, list_text(&t->parts));
}

/* Its place in the table of tensors. */
static int
tensor_place(const Program *program, const Tensor *t)
{
    return t->trained ? t->index : program->parameters.count + t->index;
}

static void
put_tensor(Text *text, const Program *program, const Tensor *t, const Buffer *buffer,
           int64_t offset)
{
    static const char *const inits[] = {"INIT_CONSTANT",  "INIT_UNIFORM",    "INIT_NORMAL",
                                        "INIT_TRUNCATED", "INIT_ORTHOGONAL", "INIT_IDENTITY"};
    text_print(text, "{\"%s\", %d, %d, %d, %s, %lld,\n", t->key, t->trained, t->integer,
               t->dims.rank, list_text(&t->dims), (long long)offset);
    put_storage(text, t, &buffer->storage);
    if (t->like) {
        text_print(text, ", INIT_LIKE, %d, 0},\n", tensor_place(program, t->like));
        return;
    }
    if (t->lengths_of) {
        text_print(text, ", INIT_LENGTHS, %d, 0},\n", tensor_place(program, t->lengths_of));
        return;
    }
    text_print(text, ", %s, %s, %s},\n", inits[t->init.kind], literal_text(t->init.a),
               literal_text(t->init.b));
}

static void
put_tensors(Text *text, const Plan *plan)
{
    const Program *program = plan->program;
    if (program->parameters.count + program->states.count == 0)
        return;
    text_put(text, "/* key, trained, integer, shape, offset, storage, initial values */\n"
                   "static const struct tensor tensors[] = {\n");
    for (int i = 0; i < program->parameters.count; i++)
        put_tensor(text, program, program->parameters.at[i], plan->parameters[i],
                   plan->parameter_offset[i]);
    for (int i = 0; i < program->states.count; i++)
        put_tensor(text, program, program->states.at[i], plan->states[i],
                   plan->state_offset[i]);
    text_put(text, "};\n\n");
}

static void
put_scalars(Text *text, const Program *program)
{
    if (program->scalars.count == 0)
        return;
    text_put(text, "static const struct scalar scalars[] = {\n");
    for (int i = 0; i < program->scalars.count; i++)
        text_print(text, "{\"%s\", %d, %d},\n", program->scalars.at[i]->name,
                   program->scalars.at[i]->metric, program->scalars.at[i]->stage);
    text_put(text, "};\n\n");
}

static void
put_updated(Text *text, const Step *step)
{
    Text updated = {0}, descends = {0};
    for (int k = 0; k < step->updates.count; k++) {
        text_print(&updated, "%s%d", k ? ", " : "", step->updates.at[k].parameter->index);
        text_print(&descends, "%s%d", k ? ", " : "", step->updates.at[k].loss);
    }
    if (step->updates.count > 0)
        text_print(text, "static const int updated_%d[] = {%s};\n", step->index + 1,
                   updated.at);
    if (step->losses.count > 1)
        text_print(text, "static const int descends_%d[] = {%s};\n", step->index + 1,
                   descends.at);
}

/* What the page does not say is zero. */
static void
put_step(Text *text, const Program *program, const Step *step)
{
    const int number = step->index + 1;
    const char *routine = format("%s_step_%d", program->model, number);
    text_print(text, "{.name = \"%s\", .repeat = %d, .run = %s", step->name, step->repeat,
               routine);
    if (step->every > 1)
        text_print(text, ", .every = %d", step->every);
    if (step->when)
        text_print(text, ", .when = %s_when", routine);
    if (step->accumulate > 1)
        text_print(text, ",\n.accumulate = %d, .update = %s_update", step->accumulate, routine);
    if (step->fresh_noise || step->fresh_data)
        text_print(text, ", .fresh = %s",
                   !step->fresh_data    ? "FRESH_NOISE"
                   : !step->fresh_noise ? "FRESH_DATA"
                                        : "FRESH_ALL");
    if (step->updates.count > 0)
        text_print(text, ",\n.updates = %d, .updated = updated_%d", step->updates.count,
                   number);
    if (step->losses.count > 1)
        text_print(text, ", .descends = descends_%d", number);
    text_put(text, "},\n");
}

static void
put_steps(Text *text, const Program *program)
{
    for (int i = 0; i < program->steps.count; i++)
        put_updated(text, program->steps.at[i]);
    if (program->steps.count == 0)
        return;
    text_put(text, "static const struct step steps[] = {\n");
    for (int i = 0; i < program->steps.count; i++)
        put_step(text, program, program->steps.at[i]);
    text_put(text, "};\n\n");
}

static void
put_stages(Text *text, const Program *program)
{
    if (program->stages.count == 0)
        return;
    text_put(text, "static const struct stage stages[] = {\n");
    for (int i = 0; i < program->stages.count; i++) {
        const Stage *stage = &program->stages.at[i];
        text_print(text,
                   "{.name = \"%s\", .first = %d, .steps = %d, .epochs = %d, .iterations = "
                   "%d},\n",
                   stage->name, stage->first, stage->steps, stage->epochs, stage->iterations);
    }
    text_put(text, "};\n\n");
}

/* Those of the page come first, then those of maps, then those of starts. */
static int
count_commands(const Program *program)
{
    int count = 0;
    while (count < program->commands.count && !program->commands.at[count]->fills &&
           !program->commands.at[count]->map)
        count++;
    return count;
}

static int
count_starts(const Program *program)
{
    int count = 0;
    for (int i = 0; i < program->commands.count; i++)
        count += program->commands.at[i]->fills != NULL;
    return count;
}

static void
put_starts(Text *text, const Program *program)
{
    if (count_starts(program) == 0)
        return;
    text_put(
        text,
        "/* Tables that begin as centres of clusters: place of the tensor, which\n"
        " * table in it, Lloyd's iterations, vectors for a centre, vectors in a batch. */\n"
        "static const struct start starts[] = {\n");
    for (int i = 0; i < program->commands.count; i++) {
        const Command *command = program->commands.at[i];
        const Tensor *t = command->fills;
        if (t)
            text_print(text, "{%d, %d, %lld, %lld, %lld, %s_%s},\n", tensor_place(program, t),
                       command->part, (long long)t->clusters->iterations,
                       (long long)t->clusters->each, (long long)t->clusters->per_batch,
                       program->model, command->name);
    }
    text_put(text, "};\n\n");
}

static void
put_output(Text *text, const Output *output)
{
    text_print(text, "{.name = \"%s\", .rank = %d, .shape = %s", output->name,
               output->dims.rank, list_text(&output->dims));
    if (output->index)
        text_print(text, ", .index = %s", output->value->integer ? "INDEX_INT" : "INDEX_FLOAT");
    if (output->like)
        text_print(text, ", .image = 1, .low = %s, .high = %s", literal_text(output->like->low),
                   literal_text(output->like->high));
    text_put(text, "}");
}

/* What is drawn position by position before the command runs. */
static void
put_maps(Text *text, const Program *program, const Command *command)
{
    if (command->sheet.maps.count == 0)
        return;
    text_print(text, "static const struct map %s_maps[] = {\n", command->name);
    for (int i = 0; i < command->sheet.maps.count; i++) {
        const Map *map = command->sheet.maps.at[i];
        text_print(text,
                   "{.stream = \"%s\", .positions = %lld, .classes = %lld,\n"
                   ".temperature = %s, .run = %s_%s,\n.logits = ",
                   map->stream, (long long)map->positions, (long long)map->classes,
                   literal_text(map->temperature), program->model, map->routine);
        put_output(text, &map->logits);
        text_put(text, "},\n");
    }
    text_put(text, "};\n");
}

static void
put_outputs(Text *text, const Command *command)
{
    text_print(text, "static const struct output %s_outputs[] = {\n", command->name);
    for (int i = 0; i < command->outputs.count; i++) {
        put_output(text, &command->outputs.at[i]);
        text_put(text, ",\n");
    }
    text_put(text, "};\n");
}

/* What the page does not say is zero. */
static void
put_command(Text *text, const Program *program, const Command *command)
{
    static const char *const layouts[] = {"LAYOUT_FREE", "LAYOUT_PATH", "LAYOUT_TRAVERSE",
                                          "LAYOUT_GRID", "LAYOUT_EACH"};
    const Sheet *sheet = &command->sheet;
    text_print(text, "{.name = \"%s\", .outputs = %d, .output = %s_outputs, .run = %s_%s",
               command->name, command->outputs.count, command->name, program->model,
               command->name);
    if (command->reads_data)
        text_put(text, ", .reads_data = 1");
    if (sheet->kind != SHEET_FREE)
        text_print(text, ",\n.layout = {%s, %lld, %lld}", layouts[sheet->kind],
                   (long long)sheet->columns, (long long)sheet->rows);
    if (sheet->maps.count > 0)
        text_print(text, ",\n.maps = %d, .map = %s_maps", sheet->maps.count, command->name);
    if (sheet->samples > 0)
        text_print(text, ",\n.samples = %lld, .at_once = %lld", (long long)sheet->samples,
                   (long long)sheet->at_once);
    text_put(text, "},\n");
}

static void
put_commands(Text *text, const Program *program)
{
    const int count = count_commands(program);
    for (int i = 0; i < count; i++) {
        put_outputs(text, program->commands.at[i]);
        put_maps(text, program, program->commands.at[i]);
    }
    if (count == 0)
        return;
    text_put(text, "static const struct command commands[] = {\n");
    for (int i = 0; i < count; i++)
        put_command(text, program, program->commands.at[i]);
    text_put(text, "};\n\n");
}

static void
put_buffers(Text *text, const Plan *plan)
{
    if (plan->buffers.count == 0)
        return;
    text_put(text, "/* The arena, as the routines see it: m->at[i]. */\n"
                   "static const struct buffer buffers[] = {\n");
    for (int i = 0; i < plan->buffers.count; i++) {
        const Buffer *buffer = plan->buffers.at[i];
        text_print(text, "[%d] = {\"%s\", %lld, %lld},\n", i, buffer_key(plan, buffer),
                   (long long)buffer->storage.floats, (long long)buffer->offset);
    }
    text_put(text, "};\n\n");
}

/* Requires the text of MODEL.c, in which kernels find their functions. */
static int
put_kernels(Text *text, const Plan *plan)
{
    int count = 0;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        if (kernel->lap < 0)
            continue;
        if (count++ == 0)
            text_put(text, "/* The laps of the steps:\n * routine, label, function, line of "
                           "the page, product, operations, bytes */\n"
                           "static const struct kernel kernels[] = {\n");
        text_print(text, "{\"%s\", \"%s\", \"%s\", %d, %d, %lld, %lld},\n",
                   plan->routines.at[kernel->routine]->name, kernel->label,
                   kernel_function(kernel), kernel_line(plan, kernel),
                   kernel->kind == KERNEL_CONTRACTION, (long long)kernel->flops,
                   (long long)kernel->bytes);
    }
    if (count > 0)
        text_put(text, "};\n\n");
    return count;
}

static void
put_table(Text *text, const char *name, int count)
{
    text_print(text, ".%s = %d,\n", name, count);
}

static void
put_model(Text *text, const Plan *plan, int kernels)
{
    const Program *program = plan->program;
    const struct {
        const char *counts, *table, *array;
        int count;
        bool optional;
    } tables[] = {
        {"fields", "field", "fields", program->fields.count, false},
        {"tensors", "tensor", "tensors", program->parameters.count + program->states.count,
         false},
        {"scalars", "scalar", "scalars", program->scalars.count, false},
        {"steps", "step", "steps", program->steps.count, false},
        {"stages", "stage", "stages", program->stages.count, true},
        {"commands", "command", "commands", count_commands(program), false},
        {"buffers", "buffer", "buffers", plan->buffers.count, false},
        {"kernels", "kernel", "kernels", kernels, false},
    };
    text_print(text, "const struct model %s_model = {\n", program->model);
    text_print(text, ".name = \"%s\",\n.version = \"" LATENTC_VERSION "\",\n", program->model);
    text_print(text, ".hash = \"%s\",\n", program->sha256);
    text_print(text, ".batch = %lld,\n", (long long)program->batch);
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        if (tables[i].count == 0 && tables[i].optional)
            continue;
        put_table(text, tables[i].counts, tables[i].count);
        text_print(text, ".%s = %s,\n", tables[i].table,
                   tables[i].count ? tables[i].array : "NULL");
    }
    text_print(text,
               ".parameter_floats = %lld,\n.state_floats = %lld,\n.moments = %d,\n"
               ".counters = %d,\n",
               (long long)plan->parameter_floats, (long long)plan->state_floats, plan->moments,
               plan->counters);
    if (count_starts(program) > 0)
        text_print(text, ".starts = %d,\n.start = starts,\n", count_starts(program));
    text_print(text, ".arena_floats = %lld,\n.evaluate = %s_evaluate,\n.check = &%s_check,\n",
               (long long)plan->arena, program->model, program->model);
    text_print(text, ".page = page,\n%s};\n\n", program->used.count ? ".used = used,\n" : "");
}

void
main_emit(Text *out, const Plan *plan)
{
    Text unindented = {0}, *text = &unindented;
    const Program *program = plan->program;
    text_print(
        text,
        "/* main.c: the trainer of %s.yaml: tables of its data, tensors, losses, steps,\n"
        " * commands and kernels. What the program does with them is runtime/command.c. */\n"
        "#include \"%s.h\"\n\n#include \"runtime/check.h\"\n\n",
        program->model, program->model);
    put_fields(text, program);
    put_tensors(text, plan);
    put_scalars(text, program);
    put_steps(text, program);
    put_stages(text, program);
    put_commands(text, program);
    put_starts(text, program);
    put_buffers(text, plan);
    int kernels = put_kernels(text, plan);
    put_page(text, program);
    put_model(text, plan, kernels);
    text_put(text, "#ifndef LATENTC_LIBRARY\n");
    text_print(text,
               "int\nmain(int argc, char **argv)\n{\nthreads_calm(argv);\nreturn "
               "command_main(&%s_model, argc, "
               "argv);\n}\n#endif\n",
               program->model);
    text_put(out, text_indent(unindented.at));
}
