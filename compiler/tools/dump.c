/* The text of -d after each pass. */
#include "dump.h"

#include <stdio.h>
#include <string.h>

static bool
wanted(const char *letters, char letter)
{
    return letters != NULL && strchr(letters, letter) != NULL;
}

void
verify_graph(const Program *program, const char *after)
{
    Nodes outputs = {0};
    program_outputs(program, &outputs);
    graph_verify(outputs.count, outputs.at, after);
}

void
dump_graph(const char *letters, char letter, Program *program)
{
    Text text = {0};
    if (!wanted(letters, letter))
        return;
    Nodes outputs = {0};
    program_outputs(program, &outputs);
    graph_print(&text, outputs.count, outputs.at);
    fprintf(stderr, "# graph, %s\n%s\n", letter == 't' ? "translated" : "lowered", text.at);
}
