/* Messages, progress and metrics.csv. The file is the record of the run as the checkpoint knows
 * it: a resumed run cuts the rows after its checkpoint, writes them again, and goes on counting
 * seconds from the last row it kept. */
#include "log.h"
#include "file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *program = "trainer";
static int line_open; /* a progress line stands unfinished on the terminal */
static double last_show = -1e9;

void
log_program(const char *name)
{
    program = name;
}

static double
seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double
seconds_now(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double
seconds_spent(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

void
progress_end(void)
{
    flockfile(stderr);
    if (line_open)
        fputc('\n', stderr);
    line_open = 0;
    funlockfile(stderr);
}

void
complain(const char *format, ...)
{
    va_list arguments;
    flockfile(stderr);
    progress_end();
    fprintf(stderr, "%s: ", program);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    funlockfile(stderr);
}

void
progress_show(const char *line, int lasting)
{
    const char *terminal = getenv("TERM");
    int rewrite = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
    double now = seconds_now();
    if (!lasting && now - last_show < (rewrite ? 0.1 : 10.0))
        return;
    last_show = now;
    if (!rewrite) {
        fprintf(stderr, "%s\n", line);
        return;
    }
    flockfile(stderr);
    fprintf(stderr, "\r%s\033[K", line);
    line_open = 1;
    if (lasting)
        progress_end();
    fflush(stderr);
    funlockfile(stderr);
}

struct metrics {
    FILE *file;
    char *path;
    int scalars;
    double start; /* on the clock of seconds_now: the run's second 0 */
};

static char *
header_line(const struct model *model)
{
    char *line = text_format("step,epoch,seconds,examples_per_second");
    for (int i = 0; i < model->scalars; i++) {
        char *longer = text_format("%s,%s", line, model->scalar[i].name);
        free(line);
        line = longer;
    }
    char *whole = text_format("%s\n", line);
    free(line);
    return whole;
}

/* Finds the end of the last row that the run at `step` has; the file is read from its start. */
static long
kept_length(FILE *file, long step, double *seconds)
{
    char *line = NULL;
    size_t size = 0;
    long end = 0, length;
    while ((length = getline(&line, &size, file)) > 0 && line[length - 1] == '\n') {
        long row_step, epoch;
        double row_seconds;
        if (end > 0) {
            if (sscanf(line, "%ld,%ld,%lf,", &row_step, &epoch, &row_seconds) != 3)
                break;
            if (row_step > step)
                break;
            *seconds = row_seconds;
        }
        end += length;
    }
    free(line);
    return end;
}

static int
metrics_prepare(struct metrics *log, const char *header, long step)
{
    double seconds = 0;
    size_t length = strlen(header);
    char *first = allocate(length + 1, 1);
    size_t found = fread(first, 1, length, log->file);
    int same = found == length && memcmp(first, header, length) == 0;
    /* What is shorter than a header was cut short while it was written. */
    int partial = found < length && memcmp(first, header, found) == 0;
    free(first);
    if (!same && !partial) {
        complain("%s: has other columns than this model: expected %s", log->path, header);
        return -1;
    }
    rewind(log->file);
    long kept = same ? kept_length(log->file, step, &seconds) : 0;
    log->start = seconds_now() - seconds;
    if (ftruncate(fileno(log->file), kept) != 0 || fseek(log->file, kept, SEEK_SET) != 0 ||
        (!same && fputs(header, log->file) < 0) || fflush(log->file) != 0) {
        complain("%s: cannot be written: %s", log->path, strerror(errno));
        return -1;
    }
    return 0;
}

struct metrics *
metrics_open(const char *path, const struct model *model, long step)
{
    struct metrics *log = allocate(1, sizeof *log);
    log->path = text_format("%s", path);
    log->scalars = model->scalars;
    log->file = fopen(path, "r+");
    if (!log->file && errno == ENOENT)
        log->file = fopen(path, "w+");
    if (!log->file) {
        complain("%s: cannot be written: %s", path, strerror(errno));
        metrics_close(log);
        return NULL;
    }
    char *header = header_line(model);
    int failed = metrics_prepare(log, header, step) != 0;
    free(header);
    if (failed) {
        metrics_close(log);
        return NULL;
    }
    return log;
}

int
metrics_row(struct metrics *log, long step, long epoch, double rate, const float *value)
{
    double seconds = seconds_now() - log->start;
    fprintf(log->file, "%ld,%ld,%.3f,%.1f", step, epoch, seconds, rate);
    for (int i = 0; i < log->scalars; i++) {
        if (scalar_is_unset(value[i]))
            fputc(',', log->file);
        else
            fprintf(log->file, ",%.9g", (double)value[i]);
    }
    fputc('\n', log->file);
    if (fflush(log->file) != 0 || ferror(log->file)) {
        complain("%s: cannot be written: %s", log->path, strerror(errno));
        return -1;
    }
    return 0;
}

int
metrics_sync(struct metrics *log)
{
    if (fflush(log->file) != 0 || fsync(fileno(log->file)) != 0) {
        complain("%s: cannot be brought to disk: %s", log->path, strerror(errno));
        return -1;
    }
    return 0;
}

void
metrics_close(struct metrics *log)
{
    if (!log)
        return;
    if (log->file)
        fclose(log->file);
    free(log->path);
    free(log);
}
