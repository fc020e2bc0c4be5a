/* The layers, one row each: name, parameters with defaults, what they compute, and how they are
 * written in primitives. Defaults and layouts are PyTorch's, so that checkpoints go both ways.
 * Activations and whatever else is a function of its input are not here: every function stands
 * as a layer (calls.c). */
#include "layers.h"

#include <math.h>
#include <string.h>

Node *
layer_name(Layer *layer, Node *node, const char *suffix)
{
    if (layer->eval->page->declaring || op_kind(node->op) == KIND_LEAF)
        return node;
    const char *word = *suffix ? format("%s_%s", layer->label, suffix) : layer->label;
    Tag *tag = NEW(Tag);
    tag->name[0] = intern(word);
    tag->name[1] = intern(format("%s_%s", layer->network, word));
    tag->name[2] = intern(format("%s_%s_of_%s", layer->network, word, layer->of));
    tag->mark = layer->place;
    return graph_tag(node, tag);
}

const char *
identifier_of(const char *key)
{
    char *name = format("%s", key);
    for (char *at = name; *at; at++) {
        if (*at == '.')
            *at = '_';
    }
    return intern(name);
}

static Tensor *
layer_own(Layer *layer, const char *name, Tensor made)
{
    const char *key = intern(format("%s.%s", layer->key, name));
    Tensor *tensor = tensor_find(layer->eval->page->program, key);
    if (tensor)
        return tensor;
    made.key = key;
    made.name = identifier_of(key);
    made.network = layer->network;
    made.mark = layer->place;
    const Network *network = network_find(layer->eval->page, layer->network);
    if (network->of)
        made = average_tensor(layer->eval->page, network, made);
    return tensor_add(layer->eval->page, made);
}

/* The first values of a tensor of a layer whose default is `init`. */
static bool
first_values(Layer *layer, int role, const Dims *dims, Init *init)
{
    const InitSpec *spec = role == TENSOR_GAIN ? layer->own_init : layer->init;
    static const Init zero = {INIT_CONSTANT, 0.0, 0.0};
    if (!spec)
        return true;
    if (role == TENSOR_BIAS) {
        *init = spec->row->zero_bias ? zero : *init;
        return true;
    }
    InitSpec here = *spec;
    here.of_layer = true;
    layer->init_used = true;
    return init_resolve(&here, dims, init);
}

Tensor *
layer_tensor(Layer *layer, const char *name, Dims dims, Init init, int role)
{
    Tensor made = {.trained = true, .dims = dims, .init = init};
    if (!first_values(layer, role, &dims, &made.init))
        return NULL;
    if (dims_size(dims) < 0) {
        error_at(layer->mark, "%s needs a weight of %s numbers, more than 2^31 - 1",
                 layer->text, dims_product(dims));
        return NULL;
    }
    layer->parameters += dims_size(dims);
    return layer_own(layer, name, made);
}

Tensor *
layer_state_as(Layer *layer, const char *name, Dims dims, Init init)
{
    Tensor made = {.dims = dims, .init = init};
    return layer_own(layer, name, made);
}

Tensor *
layer_state(Layer *layer, const char *name, Dims dims, double value, bool integer)
{
    Tensor made = {.dims = dims, .integer = integer, .init = {INIT_CONSTANT, value, 0.0}};
    return layer_own(layer, name, made);
}

static bool
number_of(Layer *layer, const Yaml *given, int i, Rational *value)
{
    if (given) {
        Expr *expr = given->kind == YAML_SCALAR ? expression_parse(given) : NULL;
        if (!expr && given->kind != YAML_SCALAR)
            error_at(given->mark, "%s: a number is expected here", layer->kind->name);
        return expr && evaluate_number(layer->eval, expr, value);
    }
    const char *name, *fallback;
    return parameter_spec(layer->kind->parameters, i, &name, &fallback) && fallback &&
           rational_parse(fallback, strlen(fallback), value);
}

static bool
size_of(Layer *layer, const Yaml *given, int i, int64_t least, int64_t *value)
{
    Rational number;
    if (!number_of(layer, given, i, &number))
        return false;
    *value = number.num;
    if (number.den == 1 && number.num >= least && number.num <= INT32_MAX)
        return true;
    const char *name, *fallback;
    parameter_spec(layer->kind->parameters, i, &name, &fallback);
    error_at(given ? given->mark : layer->mark,
             "%s: %s must be a whole number from %lld to %d, not %.10g", layer->kind->name,
             name, (long long)least, INT32_MAX, rational_double(number));
    return false;
}

bool
layer_number(Layer *layer, int i, Rational *value)
{
    return number_of(layer, layer->argument[i], i, value);
}

bool
layer_size(Layer *layer, int i, int64_t least, int64_t *value)
{
    return size_of(layer, layer->argument[i], i, least, value);
}

void
layer_axis(Layer *layer, int i, Node *n, int slot)
{
    const Yaml *given = layer->argument[i];
    const Expr *expr = given && given->kind == YAML_SCALAR ? expression_parse(given) : NULL;
    if (expr && expr->kind == EXPR_NAME)
        graph_call_axis(n, slot, evaluate(layer->eval, expr).size);
}

bool
layer_pair(Layer *layer, int i, int64_t least, int64_t value[2])
{
    return layer_pair_of(layer, layer->argument[i], i, least, value);
}

bool
layer_pair_of(Layer *layer, const Yaml *given, int i, int64_t least, int64_t value[2])
{
    if (given && given->kind == YAML_LIST) {
        const char *name, *fallback;
        parameter_spec(layer->kind->parameters, i, &name, &fallback);
        if (given->count == 2)
            return size_of(layer, given->item[0], i, least, &value[0]) &&
                   size_of(layer, given->item[1], i, least, &value[1]);
        error_at(given->mark, "%s: %s is one number or a list of two, not of %d",
                 layer->kind->name, name, given->count);
        return false;
    }
    if (!size_of(layer, given, i, least, &value[0]))
        return false;
    value[1] = value[0];
    return true;
}

bool
layer_flag(Layer *layer, int i)
{
    const char *name, *fallback;
    parameter_spec(layer->kind->parameters, i, &name, &fallback);
    const Yaml *given = layer->argument[i];
    const char *word = given && given->kind == YAML_SCALAR ? given->text : fallback;
    if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0)
        return strcmp(word, "true") == 0;
    error_at(given->mark, "%s: %s is true or false, not '%s'", layer->kind->name, name, word);
    return true;
}

/* The value of an expression over inputs, named layers and outputs. */
Value
layer_value(Layer *layer, int i)
{
    const Yaml *given = layer->argument[i];
    Expr *expr = given->kind == YAML_SCALAR ? expression_parse(given) : NULL;
    if (given->kind != YAML_SCALAR)
        error_at(given->mark, "%s: a name is expected here", layer->kind->name);
    Value v = expr ? evaluate(layer->eval, expr) : value_poison();
    if (v.kind == VALUE_POISON || v.kind == VALUE_TENSOR)
        return v;
    error_at(given->mark, "%s: %s is %s, not a value", layer->kind->name, given->text,
             v.kind == VALUE_AXES ? "a list of axes" : "a record");
    return value_poison();
}

/* x [.., in], w [out, in]: w x at each place. */
Node *
matrix_product(Node *x, Dims dims, Node *w, const int64_t table[2])
{
    const int64_t out = table[0], in = table[1], batch = x->shape.n[BATCH];
    const int last = dims.rank;
    Letters letters;
    for (int i = 0; i < AXES; i++)
        letters.a[i] = letters.b[i] = letters.out[i] = -1;
    if (batch > 1)
        letters.a[BATCH] = letters.out[BATCH] = 0;
    if (last > 1 && dims.n[0] > 1)
        letters.a[1] = letters.out[1] = 3;
    if (in > 1)
        letters.a[last] = letters.b[2] = 1;
    if (out > 1)
        letters.b[1] = letters.out[last] = 2;
    Node *wide = graph_broadcast(x, dims_shape(dims, batch));
    dims.n[last - 1] = out;
    return graph_contract(wide, w, letters, dims_shape(dims, batch));
}

/* x [.., in], weight [out, in], bias [out]: y = x weight^T + bias. */
static Value
lower_linear(Layer *layer, Value x)
{
    int64_t out;
    if (!layer_size(layer, 0, 1, &out))
        return value_poison();
    if (x.dims.rank != 1 && x.dims.rank != 2) {
        error_at(layer->mark, "%s takes [in] or [T, in], not %s", layer->text,
                 dims_print(x.dims));
        if (x.reason)
            note_at(x.why, "it is %s because of %s here", dims_print(x.dims), x.reason);
        if (x.dims.rank > 1)
            note_at(layer->mark, "'flatten' before it makes [%lld]",
                    (long long)dims_size(x.dims));
        return value_poison();
    }
    const int last = x.dims.rank - 1;
    int64_t in = x.dims.n[last], weight_dims[] = {out, in};
    double bound = 1.0 / sqrt((double)in);
    Init init = {INIT_UNIFORM, -bound, bound};
    Weight weight;
    bool good = layer_weight(layer, dims_of(2, weight_dims), init, 0, &weight);
    Tensor *bias = layer_flag(layer, 1)
                       ? layer_tensor(layer, "bias", dims_of(1, &out), init, false)
                       : NULL;
    int64_t rows = outer_size(layer->eval->page, x.outer);
    Dims dims = x.dims;
    dims.n[last] = out;
    dims.size[last] = NULL;
    if (!good || !dims_check(dims, rows, layer->mark, layer->text))
        return value_poison();
    if (layer->eval->page->declaring && last == 0)
        flattened_input(weight.tensor, x.node);
    Node *node =
        matrix_product(x.node, x.dims, tensor_node(layer->eval, weight.tensor), weight_dims);
    node = weight_scaled(&weight, node, 1 + last);
    if (bias)
        node = graph_add(node, along_channels(tensor_node(layer->eval, bias), dims));
    layer->flops = 2 * in * dims_size(dims);
    layer_axis(layer, 0, node, 1 + last);
    return value_tensor(node, dims, x.outer);
}

/* A row of weight [bound, features] for each index. */
Value
layer_embedding(Layer *layer, Value x)
{
    int64_t out, rows = outer_size(layer->eval->page, x.outer);
    if (!layer_size(layer, 0, 1, &out))
        return value_poison();
    if (!value_integer(&x)) {
        error_at(layer->mark, "%s takes a label or indices, but its input holds numbers",
                 layer->text);
        if (x.reason)
            note_at(x.why, "it comes from %s here", x.reason);
        return value_poison();
    }
    if (x.dims.rank > 2) {
        error_at(layer->mark, "%s takes a label, or indices [T] or [H, W], not %s", layer->text,
                 dims_print(x.dims));
        if (x.reason)
            note_at(x.why, "it comes from %s here", x.reason);
        return value_poison();
    }
    int64_t table[] = {x.node->bound, out};
    Dims dims = x.dims;
    dims.n[dims.rank++] = out;
    Init init = {INIT_NORMAL, 0.0, 1.0};
    Weight weight;
    if (!layer_weight(layer, dims_of(2, table), init, 0, &weight) ||
        !dims_check(dims, rows, layer->mark, layer->text))
        return value_poison();
    Value y = table_rows(weight.node, weight.tensor->dims, x);
    if (layer->weight_norm) {
        table[1] = 1;
        weight.factor = table_rows(weight.factor, dims_of(2, table), x).node;
    }
    y.node = weight_scaled(&weight, y.node, 1);
    layer_axis(layer, 0, y.node, x.dims.rank == 1 ? 2 : 1);
    y.outer = x.outer;
    return y;
}

const LayerKind layer_kinds[] = {
    {"linear", "features, bias=true",
     "y = W x + b.\n"
     "Shapes: [in] to [features]; a sequence [T, in] place by place. W [features, in], b "
     "[features]\n"
     "Defaults: W and b start uniform in +-1 / sqrt(in)\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's layout of W and its first values\n"
     "Source: Rosenblatt, 1958",
     lower_linear},
    {"embedding", "features",
     "The row of W that an index names.\n"
     "Shapes: a label to [features], a sequence [T] to [T, features], a map [H, W] to\n"
     "[features, H, W]. W [bound, features]\n"
     "Defaults: W starts normal(0, 1)\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's first values\n"
     "Source: Bengio et al., 2003, section 2",
     layer_embedding},
    {"conv",
     "channels, kernel, stride=1, padding=0, dilation=1, groups=1, bias=true, "
     "padding_mode=zeros",
     "Convolution. H' = (H + 2 padding - dilation (kernel - 1) - 1) / stride + 1, rounded "
     "down.\n"
     "Channels of a group see those of the same group of x. kernel, stride, dilation and "
     "padding are\n"
     "numbers or [height, width]; either of a padding may be [before, behind], and padding: "
     "same\n"
     "makes H' = H / stride, rounded up, with the odd row behind. padding_mode is zeros, "
     "reflect\n"
     "(what lies inside, without the edge) or replicate (the edge).\n"
     "Shapes: [C, H, W] to [channels, H', W']. W [channels, C / groups, kernel, kernel]\n"
     "Defaults: W and b start uniform in +-1 / sqrt(C / groups kernel^2)\n"
     "Derivative: smooth\n"
     "Convention: a correlation, as in PyTorch, without a flip; same as in TensorFlow\n"
     "Source: LeCun et al., 1989; Dumoulin and Visin, 2016, relationship 6",
     layer_conv},
    {"conv_transpose",
     "channels, kernel, stride=1, padding=0, output_padding=0, dilation=1, groups=1, bias=true",
     "Transposed convolution, the data gradient of conv. H' = (H - 1) stride - 2 padding +\n"
     "dilation (kernel - 1) + 1 + output_padding; padding: same makes H' = H stride. Arguments "
     "as in\n"
     "conv.\n"
     "Shapes: [C, H, W] to [channels, H', W']. W [C, channels / groups, kernel, kernel]\n"
     "Defaults: W and b start uniform in +-1 / sqrt(channels / groups kernel^2)\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's output_padding and first values\n"
     "Source: Zeiler et al., 2010; Dumoulin and Visin, 2016, relationship 14",
     layer_conv_transpose},
    {"masked_conv", "channels, kernel, mask, bias=true",
     "Convolution that sees the rows above, and in its own row what lies to the left; mask B\n"
     "sees the pixel itself too, mask A does not. Every channel sees all channels there. The "
     "kernel\n"
     "has odd sides; rows of it that see nothing are not computed.\n"
     "Shapes: [C, H, W] to [channels, H, W]. The weight is as for conv\n"
     "Defaults: as conv; what the mask hides has no gradient\n"
     "Derivative: smooth\n"
     "Convention: channels are not masked among themselves\n"
     "Source: van den Oord, Kalchbrenner and Kavukcuoglu, 2016, section 3.4",
     layer_masked_conv},
    {"upsample", "factor=2, mode=nearest",
     "mode nearest: y[c][i][j] = x[c][i / factor][j / factor], rounded down. mode bilinear: "
     "what lies\n"
     "between the middles of pixels, the edge beyond it.\n"
     "Shapes: [C, H, W] to [C, factor H, factor W]; factor is a number or [height, width]\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's Upsample, align_corners false\n"
     "Source: elementary",
     layer_upsample},
    {"avg_pool", "kernel, stride=kernel, padding=0",
     "Mean of kernel x kernel pixels, zeros of the padding included. Arguments are numbers or\n"
     "[height, width].\n"
     "Shapes: [C, H, W] to [C, H', W'], H' = (H + 2 padding - kernel) / stride + 1, rounded "
     "down\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's AvgPool2d, which counts the padding\n"
     "Source: LeCun et al., 1998, section II",
     layer_avg_pool},
    {"max_pool", "kernel, stride=kernel, padding=0",
     "Largest of kernel x kernel pixels, those of the padding left out.\n"
     "Shapes: as avg_pool\n"
     "Derivative: piecewise\n"
     "Convention: PyTorch's MaxPool2d; the gradient goes to the first of equals, row by row\n"
     "Source: Ranzato et al., 2007",
     layer_max_pool},
    {"global_avg_pool", "",
     "Mean of each channel over space.\n"
     "Shapes: [C, H, W] to [C]\n"
     "Derivative: smooth\n"
     "Source: Lin, Chen and Yan, 2013, section 3.2",
     layer_global_avg_pool},
    {"global_sum_pool", "",
     "Sum of each channel over space, the features of a projection discriminator.\n"
     "Shapes: [C, H, W] to [C]\n"
     "Derivative: smooth\n"
     "Source: Miyato and Koyama, 2018",
     layer_global_sum_pool},
    {"global_max_pool", "",
     "Largest of each channel over space.\n"
     "Shapes: [C, H, W] to [C]\n"
     "Derivative: piecewise\n"
     "Convention: the gradient goes to the first of equals\n"
     "Source: elementary",
     layer_global_max_pool},
    {"adaptive_avg_pool", "size",
     "Row i is the mean of the rows from i H / H', rounded down, to (i + 1) H / H', rounded "
     "up;\n"
     "columns likewise.\n"
     "Shapes: [C, H, W] to [C, H', W'], size a number or [H', W']\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's AdaptiveAvgPool2d\n"
     "Source: elementary",
     layer_adaptive_avg_pool},
    {"batch_norm", "eps=1e-5, momentum=0.1, affine=true",
     "y = weight (x - mean) / sqrt(var + eps) + bias for each channel, mean and variance over\n"
     "batch and space; affine: false leaves weight and bias out. Training takes the moments "
     "of\n"
     "the batch (var with 1 / n) and moves running <- (1 - momentum) running + momentum batch, "
     "var\n"
     "with 1 / (n - 1) there; inference takes the running ones.\n"
     "Shapes: as x; weight, bias and running moments [C]\n"
     "Defaults: weight starts at 1, bias at 0, running mean at 0, running variance at 1\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's: momentum is the weight of the new moments, where Keras's is of "
     "the old\n"
     "Source: Ioffe and Szegedy, 2015, algorithms 1 and 2",
     layer_batch_norm},
    {"dropout", "rate=0.5",
     "In training x mask / (1 - rate), the mask 0 with probability rate and 1 else, for each\n"
     "number; in inference x. One application of the network has one mask.\n"
     "Shapes: as x\n"
     "Derivative: smooth\n"
     "Convention: rate is the share that is dropped; scaled in training, as PyTorch does\n"
     "Source: Srivastava et al., 2014",
     layer_dropout},
    {"dropout2d", "rate=0.5",
     "Dropout of whole channels: one number of the mask for each.\n"
     "Shapes: [C, H, W] as it is\n"
     "Derivative: smooth\n"
     "Convention: as dropout\n"
     "Source: Tompson et al., 2015, section 3.2",
     layer_dropout2d},
    {"noise", "std",
     "In training x plus normal noise of deviation std, for each number; in inference x.\n"
     "Shapes: as x\n"
     "Derivative: smooth\n"
     "Convention: std is the deviation, not the variance\n"
     "Source: Vincent et al., 2008, section 2.3, with Gaussian noise",
     layer_noise},
    {"minibatch_stddev", "group=4, features=1",
     "The batch is cut in groups of examples that lie batch / group apart; each number's "
     "deviation\n"
     "over its group, sqrt(var + 1e-8), var with 1 / n, is averaged over space and the "
     "channels, or\n"
     "those of one of `features` parts of them, and stands behind x as channels of its own.\n"
     "Shapes: [C, H, W] to [C + features, H, W], or [C] to [C + features]\n"
     "Derivative: smooth\n"
     "Convention: groups as in StyleGAN\n"
     "Source: Karras et al., 2018, section 3",
     layer_minibatch_stddev},
    {"layer_norm", "eps=1e-5, affine=true",
     "y = weight (x - mean) / sqrt(var + eps) + bias, mean and variance over all of [D] and\n"
     "[C, H, W], and over D at each place of [T, D]. A gain for each channel of an image:\n"
     "group_norm: 1.\n"
     "Shapes: as x; weight and bias like what is normalised\n"
     "Defaults: weight starts at 1, bias at 0\n"
     "Derivative: smooth\n"
     "Convention: var with 1 / n, eps inside the root, as in PyTorch\n"
     "Source: Ba, Kiros and Hinton, 2016, equation 4",
     layer_layer_norm},
    {"instance_norm", "eps=1e-5, affine=false",
     "y = (x - mean) / sqrt(var + eps) for each channel of each image, mean and variance over\n"
     "space; the same in training and inference. affine: true adds weight and bias.\n"
     "Shapes: as x, [C, H, W]; weight and bias [C]\n"
     "Defaults: weight starts at 1, bias at 0\n"
     "Derivative: smooth\n"
     "Convention: without weight and bias, as PyTorch's InstanceNorm2d\n"
     "Source: Ulyanov, Vedaldi and Lempitsky, 2016, equation 4",
     layer_instance_norm},
    {"group_norm", "groups, eps=1e-5, affine=true",
     "y = weight (x - mean) / sqrt(var + eps) + bias, mean and variance over the C / groups\n"
     "channels of a group and space.\n"
     "Shapes: as x, [C] or [C, H, W]; weight and bias [C]\n"
     "Defaults: weight starts at 1, bias at 0\n"
     "Derivative: smooth\n"
     "Convention: eps 1e-5, as in PyTorch; VQGAN has 1e-6\n"
     "Source: Wu and He, 2018, equation 7",
     layer_group_norm},
    {"modulate", "by",
     "(1 + gamma(by)) x + beta(by) for each channel. by is a label, and gamma and beta hold a "
     "row\n"
     "for each, or it is a vector, and they are linear maps without bias. Behind batch_norm "
     "without\n"
     "affine it is conditional batch norm, on the latent vector self-modulation, behind\n"
     "instance_norm AdaIN.\n"
     "Shapes: as x, [C], [T, C] or [C, H, W]; gamma and beta [bound, C] of a label, [C, D] of "
     "a "
     "vector\n"
     "Defaults: gamma and beta start at 0, where nothing is changed; init is for both\n"
     "Derivative: smooth\n"
     "Convention: about 1, as in Brock et al., 2019, appendix B\n"
     "Source: Perez et al., 2018, equation 1",
     layer_modulate},
    {"sagan_attention", "",
     "x + sigma W attention(Wq x, pool(Wk x), pool(Wv x)) over the pixels: query and key have "
     "C / 8,\n"
     "value C / 2 channels, pool is the largest of 2 x 2, and there is no scale.\n"
     "Shapes: [C, H, W] as it is; weights are those of 1 x 1 convolutions without bias\n"
     "Defaults: sigma is a number that starts at 0\n"
     "Derivative: piecewise\n"
     "Convention: with the pooling of its public code, which the paper does not have\n"
     "Source: Zhang et al., 2019, section 3",
     layer_sagan_attention},
    {"positions", "",
     "x plus a trained tensor of its shape: where in the sequence or image it is.\n"
     "Shapes: as x\n"
     "Defaults: it starts at 0\n"
     "Derivative: smooth\n"
     "Source: Vaswani et al., 2017, section 3.5, the learned form",
     layer_positions},
    {"prelu", "slope=0.25, shared=true",
     "x above zero, else weight x; weight is trained. It is one number, or with shared: false "
     "one for\n"
     "each channel.\n"
     "Shapes: as x; weight [1] or [C]\n"
     "Defaults: weight starts at slope\n"
     "Derivative: piecewise\n"
     "Convention: PyTorch's PReLU\n"
     "Source: He et al., 2015, equation 1",
     layer_prelu},
};
const int layer_kind_count = COUNT_OF(layer_kinds);

const LayerKind *
layer_kind_find(const char *name)
{
    for (int i = 0; i < layer_kind_count; i++) {
        if (strcmp(layer_kinds[i].name, name) == 0)
            return &layer_kinds[i];
    }
    return NULL;
}
