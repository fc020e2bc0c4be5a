/* `bench`: the time of a training iteration, and of each of its kernels. */
#include "command.h"
#include "log.h"
#include "options.h"
#include "profile.h"

struct request {
    char *places;
    const char *roofline;
    long steps, threads;
    int json;
};

static int
report(const struct profile *p, const struct request *request)
{
    int failed = request->roofline && roofline_write(p, request->roofline) != 0;
    (request->json ? profile_print_json : profile_print)(p);
    return failed ? -1 : 0;
}

static int
bench(struct instance *m, const struct request *request)
{
    struct dataset *data = NULL;
    struct loader *loader = NULL;
    double opening = seconds_spent();
    if (m->model->fields > 0) {
        data = data_open(m->model, request->places, SPLIT_TRAIN);
        if (!data)
            return -1;
        loader = loader_open(data, m->model, m->seed, 1, 0);
    }
    opening = seconds_spent() - opening;
    int failed = data && !loader;
    if (!failed) {
        struct profile p = {.start = seconds_spent() - opening};
        profile_measure(&p, m, loader, data, request->steps);
        failed = report(&p, request) != 0;
        profile_free(&p);
    }
    if (loader)
        loader_close(loader);
    if (data)
        data_close(data);
    return failed ? -1 : 0;
}

int
command_bench(const struct model *model, int argc, char **argv)
{
    struct request r = {.steps = 100};
    struct option_row rows[] = {
        {"steps", OPTION_COUNT, &r.steps, "N", "iterations to measure, default 100", 0},
        {"data", OPTION_LINES, &r.places, "PLACE", DATA_HELP, 0},
        {"threads", OPTION_COUNT, &r.threads, "N", "default: one per core", 0},
        {"json", OPTION_FLAG, &r.json, NULL, "prints JSON", 0},
        {"roofline", OPTION_TEXT, &r.roofline, "FILE", "draws the kernels, as an SVG", 0},
    };
    int status = options_parse("bench", "measures an iteration and its kernels", rows,
                               (int)(sizeof rows / sizeof *rows), argc, argv);
    if (status >= 0)
        return status;
    if (r.steps < 1 || r.steps > 100000000) {
        complain("--steps: expected 1 to 100000000, found %ld", r.steps);
        return 1;
    }
    if (threads_start(r.threads) != 0)
        return 1;
    struct instance *m = instance_start(model, 1, 1);
    int failed = bench(m, &r) != 0;
    instance_free(m);
    return failed ? 1 : 0;
}
