/* Emitted loops against plain double loops: tests/loops holds a page, and a program that links
 * the library emitted for it and knows what it must compute. */
#include "../compiler/emit/directory.h"
#include "../compiler/emit/emit.h"

#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct Test {
    const char *name, *batch;
} tests[] = {
    {"folds", "1000"}, {"folds", "20"}, /* so small that nothing is cut into chunks */
};

static int
run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

START_TEST(emitted_loops_compute_their_definition)
{
    const char *name = tests[_i].name;
    const Setting batch = {"batch", tests[_i].batch};
    char *here = getcwd(NULL, 0), directory[] = "/tmp/test_loops.XXXXXX";
    ck_assert_ptr_nonnull(here);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    Program *program = translate(format("tests/loops/%s.yaml", name), 1, &batch);
    ck_assert_msg(program != NULL, "tests/loops/%s.yaml is refused", name);
    Plan *made = schedule(program);
    plan(made);
    program_names(made);
    ck_assert(directory_write(made, directory, true));
    int status =
        run(format("cd %s && unset MAKEFLAGS MAKELEVEL && make -s -j2 BUILD=build "
                   "RUNTIME=runtime --eval='loops: lib%s.a; $(CC) $(CFLAGS) $(FLAGS) "
                   "-I. -DBATCH=%s -o $@ %s/tests/loops/%s.c lib%s.a $(LIBS)' "
                   "--eval='lib%s.a: lib' --eval='build/%s_check.o: CFLAGS = -O0' loops",
                   directory, name, tests[_i].batch, here, name, name, name, name));
    bool built = status == 0;
    if (built)
        status = run(format("%s/loops", directory));
    run(format("rm -rf %s", directory));
    free(here);
    ck_assert_msg(built, "%s: the emitted library does not build", name);
    ck_assert_msg(status == 0, "%s: the emitted loops differ from their definition", name);
}
END_TEST

Suite *loops_suite(void);

Suite *
loops_suite(void)
{
    Suite *suite = suite_create("loops");
    TCase *emitted = tcase_create("emitted");
    tcase_set_timeout(emitted, 120);
    tcase_add_loop_test(emitted, emitted_loops_compute_their_definition, 0,
                        (int)COUNT_OF(tests));
    suite_add_tcase(suite, emitted);
    return suite;
}
