/* Errors of libyaml in plain words: what is expected at the place where the mistake was made,
 * which is often not the place where libyaml noticed it. */
#include "yaml_errors.h"

#include <string.h>

typedef struct Complaint {
    const char *problem; /* how libyaml's text begins */
    const char *context; /* how its context begins, or NULL */
    const char *text;    /* ours */
    const char *opened;  /* a note at the context, or NULL */
    bool at_context;     /* the error stands where the context began */
} Complaint;

static const Complaint complaints[] = {
    {"found unexpected end of stream", "while scanning a quoted", "this quote is never closed",
     NULL, true},
    {"found unexpected document indicator", "while scanning a quoted",
     "this quote is never closed", NULL, true},
    {"found unknown escape character", NULL,
     "unknown escape after '\\'; in single quotes a backslash is an ordinary character",
     "in these double quotes", false},
    {"did not find expected hexdecimal number", "while parsing a quoted",
     "hexadecimal digits are missing after '\\x', '\\u' or '\\U'", NULL, false},
    {"found invalid Unicode character escape", NULL, "this escape is not a character", NULL,
     false},
    {"block sequence entries are not allowed", NULL,
     "'- ' begins an item and must start its own line", NULL, false},
    {"mapping keys are not allowed", NULL, "'? ' is not used here: write 'name: value'", NULL,
     false},
    {"found a tab character", NULL, "a tab cannot indent; use spaces", NULL, false},
    {"did not find expected ',' or ']'", NULL,
     "',' or ']' is expected here; text with brackets, commas or ': ' needs quotes",
     "this '[' is still open", false},
    {"did not find expected ',' or '}'", NULL,
     "',' or '}' is expected here; text with brackets, commas or ': ' needs quotes",
     "this '{' is still open", false},
    {"did not find expected '-' indicator", NULL,
     "'- item' is expected here; is the indentation that of the items above?",
     "the items began here", false},
    {"did not find expected node content", NULL, "a value is expected here", NULL, false},
    {"did not find expected alphabetic", "while scanning an alias",
     "a value cannot begin with '*', which is YAML's alias", NULL, true},
    {"did not find expected alphabetic", "while scanning an anchor",
     "a value cannot begin with '&', which is YAML's anchor", NULL, true},
    {"did not find expected", "while scanning a block scalar",
     "a value that begins with '|' or '>' is a block of text; put a comparison in quotes", NULL,
     true},
    {"", "while scanning a block scalar", "this block of text is malformed", NULL, true},
    {"", "while scanning a tag", "tags ('!') are not part of the language", NULL, true},
    {"", "while parsing a tag", "tags ('!') are not part of the language", NULL, true},
    {"found undefined tag handle", NULL, "tags ('!') are not part of the language", NULL,
     false},
    {"", "while scanning a %TAG", "tags are not part of the language", NULL, true},
    {"found unexpected ':'", NULL, "a value is missing after ':'", NULL, false},
    {"found incompatible YAML", NULL, "this page is not YAML 1.1 or 1.2", NULL, false},
    {"", "while scanning a directive", "a line that begins with '%' is a directive of YAML",
     NULL, true},
    {"did not find expected <document start>", NULL,
     "only one map of 'name: value' entries may stand on a page", NULL, false},
};

static bool
begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

static bool
ends_item(char c)
{
    return c == '\0' || c == '\n' || c == '\r' || c == '#';
}

const char *
tight_colon(const char *at)
{
    for (; !ends_item(*at); at++)
        if (*at == ':' && !ends_item(at[1]) && !strchr(" \t,]}", at[1]))
            return at;
    return NULL;
}

void
complain_colon(const Source *source, const char *colon)
{
    error_at(mark_at(source, colon, 1), "a space is missing after ':'");
}

/* ---- by the words of libyaml ---- */

/* ': ' where no entry can begin. */
static void
report_second_colon(const Source *source, Mark where)
{
    const char *colon = mark_text(where), *start = source->line[where.line - 1];
    for (const char *at = start; at < colon; at++)
        if (at[0] == ':' && at[1] == ' ') {
            error_at(where, "a second ': ' on one line; arguments are named with '=', as in "
                            "lr=1e-3, and other text with ': ' needs quotes");
            return;
        }
    /* The line above took this one as its continuation. */
    for (int line = where.line - 1; line >= 1; line--) {
        const char *above = source->line[line - 1], *tight = tight_colon(above);
        if (above[strspn(above, " \t\r\n")] == '#')
            continue;
        if (tight) {
            complain_colon(source, tight);
            return;
        }
        break;
    }
    error_at(where, "an entry cannot begin here: the line above has a value already; is the "
                    "indentation meant?");
}

/* A line without ': ' where an entry is expected. */
static void
report_no_colon(const Source *source, Mark where)
{
    const char *at = mark_text(where), *tight = tight_colon(at);
    if (tight)
        complain_colon(source, tight);
    else
        error_at(where, "an entry is written 'name: value'; ': ' is missing");
}

static void
report_character(Mark where)
{
    const char *at = mark_text(where);
    if (*at == '\t')
        error_at(where, "a tab cannot indent; use spaces");
    else
        error_at(where, "a value cannot begin with '%c'; put it in quotes", *at);
}

/* Something that begins no entry, among the entries of a map. */
static void
report_no_entry(Mark where, Mark context)
{
    const char *at = mark_text(where), *start = where.source->line[where.line - 1];
    if (*at == ']' || *at == '}') {
        error_at(where, "'%c' has no '%c' before it", *at, *at == ']' ? '[' : '{');
    } else if (*at == ':') {
        error_at(where, "the name before ':' is missing");
    } else if (start + strspn(start, " ") != at) {
        error_at(where, "the value before this has ended; quotes go around a whole value");
    } else {
        error_at(where,
                 "'name: value' is expected here; is the indentation that of the entries "
                 "above?");
        note_at(context, "the entries began here");
    }
}

static void
report_syntax(const Source *source, const yaml_parser_t *p)
{
    const Mark where = yaml_place(source, p->problem_mark);
    const Mark context = yaml_place(source, p->context_mark);
    if (begins(p->problem, "mapping values are not allowed")) {
        report_second_colon(source, where);
        return;
    }
    if (begins(p->problem, "could not find expected ':'")) {
        report_no_colon(source, context);
        return;
    }
    if (begins(p->problem, "found character that cannot start")) {
        report_character(where);
        return;
    }
    if (begins(p->problem, "did not find expected key")) {
        report_no_entry(where, context);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(complaints); i++) {
        const Complaint *c = &complaints[i];
        if (!begins(p->problem, c->problem) || (c->context && !begins(p->context, c->context)))
            continue;
        error_at(c->at_context ? context : where, "%s", c->text);
        if (c->opened && p->context)
            note_at(context, "%s", c->opened);
        return;
    }
    error_at(where, "this is not YAML: %s", p->problem ? p->problem : "unknown error");
}

void
yaml_complain(const Source *source, const yaml_parser_t *p)
{
    if (p->error == YAML_MEMORY_ERROR) {
        error_at((Mark){0}, "out of memory");
    } else if (p->error == YAML_READER_ERROR) {
        size_t offset = p->problem_offset;
        if (offset > source->size)
            offset = source->size;
        error_at(mark_at(source, source->text + offset, 1),
                 "the control character U+%04X is not allowed",
                 (unsigned)(unsigned char)source->text[offset]);
    } else {
        report_syntax(source, p);
    }
}
