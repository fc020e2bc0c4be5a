/* What yaml.c and yaml_errors.c share. */
#ifndef LATENTC_YAML_ERRORS_H
#define LATENTC_YAML_ERRORS_H

#include "front.h"

#include <yaml.h>

Mark yaml_place(const Source *source, yaml_mark_t at);

/* Why libyaml cannot go on. */
void yaml_complain(const Source *source, const yaml_parser_t *parser);

/* The first ':' from `at` on its line that is followed by text; NULL where there is none. */
const char *tight_colon(const char *at);
void complain_colon(const Source *source, const char *colon);

#endif
