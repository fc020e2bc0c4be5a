/* The text of -d after each pass. */
#include "dump.h"

#include <stdio.h>
#include <string.h>

static bool
wanted(const char *letters, char letter)
{
    return letters != NULL && strchr(letters, letter) != NULL;
}

typedef LIST(Node *) Outputs;

static Outputs
program_outputs(const Program *program)
{
    Outputs outputs = {0};
    for (int i = 0; i < program->scalars.count; i++)
        PUSH(outputs, program->scalars.at[i]->value);
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->updates.count; k++)
            PUSH(outputs, program->steps.at[i]->updates.at[k].gradient);
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++)
            PUSH(outputs, program->commands.at[i]->outputs.at[k].value);
    return outputs;
}

void
verify_graph(const Program *program, const char *after)
{
    Outputs outputs = program_outputs(program);
    graph_verify(outputs.count, outputs.at, after);
}

void
dump_graph(const char *letters, char letter, Program *program)
{
    Text text = {0};
    if (!wanted(letters, letter))
        return;
    Outputs outputs = program_outputs(program);
    graph_print(&text, outputs.count, outputs.at);
    fprintf(stderr, "# graph, %s\n%s\n", letter == 't' ? "translated" : "lowered", text.at);
}
