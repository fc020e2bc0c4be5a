/* What a trainer tells: messages, progress on stderr, and the rows of metrics.csv. */
#ifndef RUNTIME_LOG_H
#define RUNTIME_LOG_H

#include "model.h"

void log_program(const char *name);
/* `NAME: message`, on a line of its own. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* One line: rewritten in place on a terminal; else printed now and then, or if `lasting`. */
void progress_show(const char *line, int lasting);
void progress_end(void);
double seconds_now(void);   /* of a clock that never steps back */
double seconds_spent(void); /* of all cores, by this process */

struct metrics;
/* Opens metrics.csv; rows after `step` are cut off, a file of other columns is refused. */
struct metrics *metrics_open(const char *path, const struct model *model, long step);
int metrics_row(struct metrics *log, long step, long epoch, double rate, const float *value);
int metrics_sync(struct metrics *log);
void metrics_close(struct metrics *log);

#endif
