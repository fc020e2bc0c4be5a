/* A profile as lines and a table, and as JSON. Names are words of C, so nothing is escaped. */
#include "file.h"
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>

static void
print_kernel(const struct profile *p, int i)
{
    const struct kernel *k = &p->model->kernel[i];
    const struct lap_time *t = &p->kernel[i];
    char line[16] = "-";
    char *label = text_format("%s %s", k->routine, k->label);
    if (k->line > 0)
        snprintf(line, sizeof line, "%d", k->line);
    printf("%9.4f %6.1f %6.0f %11.3f %9.3f %6.1f %6.1f  %-12s %5s  %s\n", 1e3 * t->seconds,
           100 * t->seconds / profile_seconds(p), t->calls, 1e-6 * t->calls * k->flops,
           1e-6 * t->calls * k->bytes, 100 * t->calls * k->flops / t->seconds / p->roofs.flops,
           100 * profile_bound(p, i), label, line, k->function);
    free(label);
}

void
profile_print(const struct profile *p)
{
    const double products = profile_multiply_adds(p);
    int *order = allocate((size_t)p->model->kernels, sizeof *order);
    int count = profile_sort(p, order);
    printf("ms_per_step %.4f %.4f\n", 1e3 * p->median, 1e3 * p->least);
    printf("examples_per_second %.1f\n", p->examples / p->median);
    printf("threads %d\n", p->threads);
    printf("mflop_per_step %.3f\n", 1e-6 * profile_flops(p));
    printf("mflop_of_products_per_step %.3f\n", 1e-6 * products);
    printf("peak_gflop_per_second %.1f\n", 1e-9 * p->roofs.flops);
    printf("peak_gb_per_second %.1f\n", 1e-9 * p->roofs.bytes);
    printf("percent_of_peak %.1f\n", 100 * products / p->median / p->roofs.flops);
    printf("cpu_ms_to_first_step %.1f\n", 1e3 * p->start);
    printf("peak_resident_mb %.1f\n", (double)p->memory / 1024);
    for (int i = 0; i < p->model->commands; i++)
        printf("ms_per_batch_of_%s %.4f\n", p->model->command[i].name, 1e3 * p->command[i]);
    printf(
        "\nPer iteration: milliseconds, %% of the time, calls, 10^6 operations, 10^6 bytes, "
        "%% of the peak\nof multiply-adds, %% of the nearer roof; the line of the page.\n\n");
    printf("%9s %6s %6s %11s %9s %6s %6s  %-12s %5s  %s\n", "ms", "time", "calls", "Mflop",
           "MB", "peak", "roof", "kernel", "line", "function");
    for (int i = 0; i < count; i++)
        print_kernel(p, order[i]);
    printf("%9.4f %6.1f  waiting for data\n", 1e3 * p->waiting,
           100 * p->waiting / profile_seconds(p));
    free(order);
}

static void
print_json_kernels(const struct profile *p)
{
    const char *comma = "";
    printf("  \"kernels\": [");
    for (int i = 0; i < p->model->kernels; i++) {
        const struct kernel *k = &p->model->kernel[i];
        const struct lap_time *t = &p->kernel[i];
        if (t->calls == 0)
            continue;
        printf("%s\n    {\"routine\": \"%s\", \"label\": \"%s\", \"function\": \"%s\", "
               "\"line\": %d, \"calls\": %g, \"ms\": %.6f, \"flops\": %.0f, \"bytes\": %.0f, "
               "\"share_of_peak\": %.4f, \"share_of_roof\": %.4f}",
               comma, k->routine, k->label, k->function, k->line, t->calls, 1e3 * t->seconds,
               t->calls * k->flops, t->calls * k->bytes,
               t->calls * k->flops / t->seconds / p->roofs.flops, profile_bound(p, i));
        comma = ",";
    }
    printf("\n  ],\n");
}

void
profile_print_json(const struct profile *p)
{
    const double products = profile_multiply_adds(p);
    const struct model *model = p->model;
    printf("{\n  \"model\": \"%s\",\n  \"page\": \"%s\",\n  \"latentc\": \"%s\",\n",
           model->name, model->hash, model->version);
    printf("  \"batch\": %ld,\n  \"threads\": %d,\n  \"steps\": %ld,\n", model->batch,
           p->threads, p->steps);
    printf("  \"ms_per_step\": {\"median\": %.6f, \"least\": %.6f},\n", 1e3 * p->median,
           1e3 * p->least);
    printf("  \"ms_waiting_for_data\": %.6f,\n", 1e3 * p->waiting);
    printf("  \"examples_per_second\": %.1f,\n", p->examples / p->median);
    printf("  \"flops_per_step\": %.0f,\n  \"flops_of_products_per_step\": %.0f,\n",
           profile_flops(p), products);
    printf("  \"bytes_per_step\": %.0f,\n", profile_bytes(p));
    printf("  \"peak_flops_per_second\": %.0f,\n  \"peak_bytes_per_second\": %.0f,\n",
           p->roofs.flops, p->roofs.bytes);
    printf("  \"share_of_peak\": %.4f,\n", products / p->median / p->roofs.flops);
    printf("  \"cpu_ms_to_first_step\": %.3f,\n", 1e3 * p->start);
    printf("  \"peak_resident_kb\": %ld,\n", p->memory);
    print_json_kernels(p);
    printf("  \"commands\": [");
    for (int i = 0; i < model->commands; i++)
        printf("%s\n    {\"name\": \"%s\", \"ms_per_batch\": %.6f}", i ? "," : "",
               model->command[i].name, 1e3 * p->command[i]);
    printf("%s]\n}\n", model->commands ? "\n  " : "");
}
