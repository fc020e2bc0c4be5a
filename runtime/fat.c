/* The main program of `make fat`: the trainer, compiled once for each of several processors,
 * and the choice among them at start. -DVARIANTS lists them, best first, as
 *     VARIANT(x86_64_v3, "x86-64-v3") VARIANT(x86_64, "x86-64")
 * with the names that -march knows; the main program of each is main_x86_64_v3 and so on.
 * LATENTC_VARIANT in the environment names the one to run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a compiler may use beyond the smallest processor of the kind, of what can be asked for.
 * Processors with these have the others of their level too. */
#if defined __x86_64__
#define HAS(feature) (__builtin_cpu_supports(feature) != 0)
#define RUNS_x86_64 1
#define RUNS_x86_64_v2 (HAS("sse4.2") && HAS("popcnt"))
#define RUNS_x86_64_v3 (HAS("avx2") && HAS("fma") && HAS("bmi") && HAS("bmi2"))
#define RUNS_x86_64_v4                                                                         \
    (RUNS_x86_64_v3 && HAS("avx512f") && HAS("avx512bw") && HAS("avx512cd") &&                 \
     HAS("avx512dq") && HAS("avx512vl"))
#elif defined __aarch64__
#define RUNS_armv8_a 1
#endif

#define VARIANT(name, march) int main_##name(int argc, char **argv);
VARIANTS
#undef VARIANT

struct variant {
    const char *march;
    int runs; /* on this processor */
    int (*main)(int argc, char **argv);
};

int
main(int argc, char **argv)
{
#define VARIANT(name, march) {march, RUNS_##name, main_##name},
    const struct variant variants[] = {VARIANTS};
#undef VARIANT
    const int count = (int)(sizeof variants / sizeof *variants);
    const char *wanted = getenv("LATENTC_VARIANT");
    for (int i = 0; i < count; i++) {
        if (wanted ? strcmp(wanted, variants[i].march) == 0 : variants[i].runs) {
            if (variants[i].runs)
                return variants[i].main(argc, argv);
            fprintf(stderr, "LATENTC_VARIANT: this processor cannot run %s\n", wanted);
            return 1;
        }
    }
    if (wanted)
        fprintf(stderr, "LATENTC_VARIANT: there is no variant '%s'", wanted);
    else
        fprintf(stderr, "this processor runs none of the variants");
    fprintf(stderr, "; compiled in:");
    for (int i = 0; i < count; i++)
        fprintf(stderr, " %s%s", variants[i].march, variants[i].runs ? "" : " (not here)");
    fputc('\n', stderr);
    return 1;
}
