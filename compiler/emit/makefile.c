/* The Makefile of an emitted directory: the trainer for this machine, for several, as a
 * library.
 *
 * Its text is one for all models but for their name, and for OpenBLAS where a product is left
 * to it. */
#include "emit.h"

static const char makefile_head[] =
    "# Builds @, a trainer: a C compiler, make, zlib and libpng are all it needs.\n"
    "#   make         ./@ for the processor at hand\n"
    "#   make static  one file to copy to machines of the same kind\n"
    "#   make fat     ./@-fat, builds for several processors in one file\n"
    "#   make lib     lib@.a, to be used through @.h\n";

static const char makefile_text[] =
    "# As many jobs as there are processors, unless -j or a make above says how many.\n"
    "ifeq ($(filter -j% --job%,$(MAKEFLAGS) $(shell printf %s \"$$MAKEFLAGS\")),)\n"
    "MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN)\n"
    "endif\n"
    "RUNTIME ?= runtime\n"
    "CFLAGS ?= -O3 -march=native\n"
    "OPENMP := $(shell printf '\\043include <omp.h>\\nint main(void) {return 0;}' | \\\n"
    "            $(CC) -fopenmp -x c - -o /dev/null 2>/dev/null && echo -fopenmp || "
    "echo -fopenmp-simd)\n"
    "FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -I$(RUNTIME)/.. -I. $(OPENMP) -pthread \\\n"
    "        " FLOAT_FLAGS "\n"
    "# libjpeg where it is there: folders may then hold JPEGs.\n"
    "JPEG := $(shell printf '\\043include <stdio.h>\\n\\043include <jpeglib.h>\\n%s' \\\n"
    "            'int main(void) {return !jpeg_std_error(0);}' | \\\n"
    "            $(CC) -x c - -o /dev/null -ljpeg 2>/dev/null && echo -ljpeg)\n"
    "FLAGS += $(if $(JPEG),-DHAVE_JPEG)\n"
    "LIBS = $(BLAS) $(JPEG) -lpng -lz -lm\n"
    "BUILD ?= build\n"
    "RUNTIME_C := $(sort $(filter-out %/fat.c $(if $(BLAS),,%/contract.c),\\\n"
    "               $(wildcard $(RUNTIME)/*.c $(RUNTIME)/formats/*.c)))\n"
    "OBJECTS := $(BUILD)/@.o $(BUILD)/@_check.o $(patsubst "
    "$(RUNTIME)/%.c,$(BUILD)/runtime/%.o,$(RUNTIME_C))\n"
    "HEADERS := @.h $(wildcard @_contractions.h @_check_contractions.h $(RUNTIME)/*.h "
    "$(RUNTIME)/formats/*.h)\n"
    "\n"
    "@: $(OBJECTS) $(BUILD)/main.o\n"
    "\t$(CC) $(CFLAGS) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)\n"
    "\n"
    "static: $(OBJECTS) $(BUILD)/main.o\n"
    "\t$(CC) $(CFLAGS) $(FLAGS) $(LDFLAGS) -static -o @ $^ $(LIBS)\n"
    "\n"
    "# Each variant is the whole trainer as one object: its main has a name of its own, and "
    "all\n"
    "# other names stay inside.\n"
    "VARIANTS ?= $(if $(filter aarch64%,$(shell $(CC) -dumpmachine)),armv8-a,\\\n"
    "              x86-64-v4 x86-64-v3 x86-64)\n"
    "OBJCOPY ?= $(shell $(CC) -print-prog-name=objcopy)\n"
    "ANY_CFLAGS = $(filter-out -march=%,$(CFLAGS))\n"
    "VARIANT = VARIANT($(subst -,_,$1), \"$1\")\n"
    "\n"
    "fat: $(RUNTIME)/fat.c $(VARIANTS:%=$(BUILD)/%/trainer.o)\n"
    "\t$(CC) $(ANY_CFLAGS) $(FLAGS) $(LDFLAGS) -o @-fat $^ $(LIBS) \\\n"
    "\t    -DVARIANTS='$(foreach name,$(VARIANTS),$(call VARIANT,$(name)))'\n"
    "\n"
    "$(BUILD)/%/trainer.o: FORCE\n"
    "\t$(MAKE) --no-print-directory BUILD=$(@D) CFLAGS='$(ANY_CFLAGS) -march=$*' "
    "MAIN=main_$(subst -,_,$*) $@\n"
    "\n"
    "$(BUILD)/trainer.o: $(OBJECTS) $(BUILD)/main.o\n"
    "\t$(CC) -r -nostdlib -o $@ $^\n"
    "\t$(OBJCOPY) --redefine-sym main=$(MAIN) --keep-global-symbol=$(MAIN) $@\n"
    "\n"
    "lib: $(OBJECTS) $(BUILD)/tables.o\n"
    "\t$(AR) rcs lib@.a $^\n"
    "\n"
    "$(BUILD)/tables.o: main.c $(HEADERS)\n"
    "\t@mkdir -p $(@D)\n"
    "\t$(CC) $(CFLAGS) $(FLAGS) -DLATENTC_LIBRARY -c -o $@ $<\n"
    "\n"
    "$(BUILD)/runtime/%.o: $(RUNTIME)/%.c $(HEADERS)\n"
    "\t@mkdir -p $(@D)\n"
    "\t$(CC) $(CFLAGS) $(FLAGS) -c -o $@ $<\n"
    "\n"
    "# Many plain loops: to unroll them takes some compilers a minute.\n"
    "$(BUILD)/@_check.o: FLAGS += -O2 -fno-unroll-loops\n"
    "\n"
    "$(BUILD)/%.o: %.c $(HEADERS)\n"
    "\t@mkdir -p $(@D)\n"
    "\t$(CC) $(CFLAGS) $(FLAGS) -c -o $@ $<\n"
    "\n"
    "clean:\n"
    "\trm -rf $(BUILD) @ @-fat lib@.a\n"
    "\n"
    "FORCE:\n"
    "\n"
    ".PHONY: static fat lib clean FORCE\n";

bool
calls_blas(const Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++)
        if (plan->kernels.at[i]->contraction &&
            plan->kernels.at[i]->contraction->path == PATH_BLAS)
            return true;
    return false;
}

/* The model's name in place of @, where make does not mean it for itself. */
static void
put_named(Text *text, const char *words, const char *model)
{
    for (const char *at = words; *at; at++) {
        bool automatic =
            at > words && (at[-1] == '$' || at[-1] == '\t' || (at[-1] == '(' && at[1] == 'D'));
        if (*at == '@' && !automatic)
            text_put(text, model);
        else
            text_put_bytes(text, at, 1);
    }
}

void
makefile_emit(Text *text, const Plan *plan)
{
    put_named(text, makefile_head, plan->program->model);
    text_put(text, calls_blas(plan) ? "# And OpenBLAS, for the products that are left to it.\n"
                                      "BLAS = -lopenblas\n"
                                    : "# No product is left to OpenBLAS.\nBLAS =\n");
    put_named(text, makefile_text, plan->program->model);
}
