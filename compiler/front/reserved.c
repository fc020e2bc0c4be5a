/* Names that a page may not take because the C that is emitted could not: keywords (C11, 6.4.1)
 * and the macros and functions of the headers that emitted code includes. A page that calls a
 * value `gamma` or `index` is refused at its own line instead of failing in the C compiler. */
#include "model.h"

#include <string.h>

static const char *const reserved[] = {
    /* keywords of C11 and those of C23 that are words */
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while", "bool", "true", "false", "nullptr",
    "typeof", "constexpr", "alignas", "alignof", "static_assert", "thread_local", "asm",
    "typeof_unqual", "main",
    /* stdlib.h */
    "abort", "abs", "aligned_alloc", "atexit", "atof", "atoi", "atol", "atoll", "bsearch",
    "calloc", "div", "exit", "free", "getenv", "labs", "ldiv", "llabs", "lldiv", "malloc",
    "mblen", "mbstowcs", "mbtowc", "qsort", "quick_exit", "rand", "realloc", "srand", "strtod",
    "strtof", "strtol", "strtold", "strtoll", "strtoul", "strtoull", "system", "wcstombs",
    "wctomb", "random", "srandom", "drand48", "erand48", "setenv", "unsetenv", "putenv",
    "mkstemp", "mkdtemp", "mktemp", "realpath", "rand_r", "grantpt", "initstate", "setstate",
    "abs64", "a64l", "l64a", "ecvt", "fcvt", "gcvt", "alloca", "valloc", "clearenv",
    "getloadavg", "div_t", "ldiv_t", "wchar_t",
    /* string.h and strings.h */
    "memchr", "memcmp", "memcpy", "memmove", "memset", "memccpy", "mempcpy", "memmem", "strcat",
    "strchr", "strcmp", "strcoll", "strcpy", "strcspn", "strerror", "strlen", "strncat",
    "strncmp", "strncpy", "strpbrk", "strrchr", "strspn", "strstr", "strtok", "strxfrm",
    "strdup", "strndup", "strnlen", "strsep", "strsignal", "stpcpy", "stpncpy", "basename",
    "index", "rindex", "bcmp", "bcopy", "bzero", "ffs", "strcasecmp", "strncasecmp", "size_t",
    "ssize_t", "swab",
    /* stdio.h */
    "clearerr", "fclose", "feof", "ferror", "fflush", "fgetc", "fgetpos", "fgets", "fopen",
    "fprintf", "fputc", "fputs", "fread", "freopen", "fscanf", "fseek", "fsetpos", "ftell",
    "fwrite", "getc", "getchar", "gets", "perror", "printf", "putc", "putchar", "puts",
    "remove", "rename", "rewind", "scanf", "setbuf", "setvbuf", "snprintf", "sprintf", "sscanf",
    "stderr", "stdin", "stdout", "tmpfile", "tmpnam", "ungetc", "vfprintf", "vprintf",
    "vsnprintf", "vsprintf", "vscanf", "vsscanf", "dprintf", "fdopen", "fileno", "getline",
    "getdelim", "getw", "putw", "pclose", "popen", "ctermid", "tempnam", "renameat",
    /* assert.h, errno.h, limits.h, stdint.h, stddef.h, stdbool.h, time.h, unistd.h */
    "assert", "errno", "offsetof", "linux", "unix", "i386", "clock", "time", "difftime",
    "mktime", "gmtime", "localtime", "strftime", "ctime", "asctime", "nanosleep", "timer_t",
    "read", "write", "open", "close", "link", "unlink", "access", "dup", "dup2", "pipe", "fork",
    "pause", "sleep", "sync", "nice", "select", "signal", "raise", "kill", "wait", "stat",
    "daemon", "acct", "brk", "sbrk", "syscall", "usleep", "alarm", "chdir", "environ", "optarg",
    "optind", "opterr", "optopt", "getopt", "truncate", "encrypt", "crypt"};

/* macros of these headers */
static const char *const macros[] = {"NULL",           "EXIT_SUCCESS",
                                     "EXIT_FAILURE",   "RAND_MAX",
                                     "MB_CUR_MAX",     "WCONTINUED",
                                     "WEXITED",        "WNOHANG",
                                     "WNOWAIT",        "WSTOPPED",
                                     "WUNTRACED",      "SIZE_MAX",
                                     "PTRDIFF_MAX",    "PTRDIFF_MIN",
                                     "SIG_ATOMIC_MAX", "SIG_ATOMIC_MIN",
                                     "WCHAR_MAX",      "WCHAR_MIN",
                                     "WINT_MAX",       "WINT_MIN",
                                     "INFINITY",       "NAN",
                                     "HUGE_VAL",       "HUGE_VALF",
                                     "HUGE_VALL",      "FP_INFINITE",
                                     "FP_NAN",         "FP_NORMAL",
                                     "FP_SUBNORMAL",   "FP_ZERO",
                                     "FP_FAST_FMA",    "FP_FAST_FMAF",
                                     "FP_FAST_FMAL",   "FP_ILOGB0",
                                     "FP_ILOGBNAN",    "MATH_ERRNO",
                                     "MATH_ERREXCEPT", "math_errhandling"};

/* words of the language itself */
static const char *const language[] = {"features", "channels", "space",   "none",
                                       "all",      "others",   "outer",   "step",
                                       "epoch",    "progress", "examples"};

/* math.h, POSIX included; each also with f and l at its end */
static const char *const mathematical[] = {
    "acos",        "acosh",      "asin",     "asinh",      "atan",      "atan2",
    "atanh",       "cbrt",       "ceil",     "copysign",   "cos",       "cosh",
    "erf",         "erfc",       "exp",      "exp2",       "exp10",     "expm1",
    "fabs",        "fdim",       "floor",    "fma",        "fmax",      "fmin",
    "fmod",        "frexp",      "hypot",    "ilogb",      "ldexp",     "lgamma",
    "llrint",      "llround",    "log",      "log10",      "log1p",     "log2",
    "logb",        "lrint",      "lround",   "modf",       "nan",       "nearbyint",
    "nextafter",   "nexttoward", "pow",      "remainder",  "remquo",    "rint",
    "round",       "scalbn",     "scalbln",  "sin",        "sinh",      "sqrt",
    "tan",         "tanh",       "tgamma",   "trunc",      "gamma",     "drem",
    "significand", "scalb",      "j0",       "j1",         "jn",        "y0",
    "y1",          "yn",         "signgam",  "finite",     "signbit",   "isnan",
    "isinf",       "isfinite",   "isnormal", "fpclassify", "isgreater", "isless",
    "isunordered", "pow10",      "sincos",   "float_t",    "double_t"};

static bool
among(const char *name, size_t size, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i][0] == name[0] && strncmp(words[i], name, size) == 0 && !words[i][size])
            return true;
    }
    return false;
}

static bool
begins(const char *name, const char *beginning)
{
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

static bool
ends(const char *name, const char *end)
{
    const size_t size = strlen(name), less = strlen(end);
    return size > less && strcmp(name + size - less, end) == 0;
}

/* Beginnings that C11, 7.31 keeps for stdint.h and stdatomic.h, and those of our own macros. */
static bool
in_family(const char *name)
{
    if (begins(name, "INT") || begins(name, "UINT"))
        return ends(name, "_MAX") || ends(name, "_MIN") || ends(name, "_C");
    if (begins(name, "int") || begins(name, "uint"))
        return ends(name, "_t");
    return begins(name, "atomic_") || begins(name, "RUNTIME_") || begins(name, "LATENTC_");
}

bool
name_of_c(const char *name)
{
    const size_t size = strlen(name);
    const bool typed = ends(name, "f") || ends(name, "l");
    return among(name, size, reserved, COUNT_OF(reserved)) ||
           among(name, size, macros, COUNT_OF(macros)) ||
           among(name, size, mathematical, COUNT_OF(mathematical)) ||
           (typed && among(name, size - 1, mathematical, COUNT_OF(mathematical))) ||
           in_family(name);
}

bool
name_reserved(const char *name)
{
    return name_of_c(name) || among(name, strlen(name), language, COUNT_OF(language));
}

bool
name_of_build(const char *name)
{
    static const char *const words[] = {"build", "clean",   "fat",    "lib",
                                        "FORCE", "runtime", "tables", "trainer"};
    return among(name, strlen(name), words, COUNT_OF(words));
}
