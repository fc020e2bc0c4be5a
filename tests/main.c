/* All Check suites in one program. Each test runs in a process of its own. From Check's
 * environment: CK_RUN_SUITE and CK_RUN_CASE choose, CK_FORK=no serves a debugger, CK_VERBOSITY
 * says more. The list of suites is the Makefile's. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define SUITE(name) Suite *name##_suite(void);
SUITES
#undef SUITE

int
main(void)
{
    SRunner *runner = srunner_create(NULL);
#define SUITE(name) srunner_add_suite(runner, name##_suite());
    SUITES
#undef SUITE
    srunner_run_all(runner, CK_ENV);
    const int run = srunner_ntests_run(runner), failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (run == 0)
        fprintf(stderr, "no test has run\n");
    return failed == 0 && run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
