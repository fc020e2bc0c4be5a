# latentc: `make help` lists the targets.
VERSION = 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
CFLAGS ?= -O2 -g
BUILD ?= build
PROGRAM ?= latentc
WARN = -Wall -Wextra -Wshadow -Wconversion
FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DLATENTC_VERSION='"$(VERSION)"' $(WARN) -I$(BUILD)
LIBS = -lyaml -lm

# Folders in pipeline order.
STAGES = base front translate graph passes emit tools
COMPILER := $(foreach stage,$(STAGES),$(sort $(wildcard compiler/$(stage)/*.c)))
OBJECTS = $(COMPILER:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
RUNTIME_FILES := $(sort $(wildcard runtime/*.[ch] runtime/formats/*.[ch]))
RUNTIME := $(filter-out runtime/fat.c,$(filter %.c,$(RUNTIME_FILES)))
# Pages whose emitted C is kept in generated/: together they have every kind of kernel.
GRAPHS = gan vae wgan_gp dcgan vqvae conv_vae wgan_gp_conv vqvae32 iwae beta_tc_vae vqvae_ema vqvae_prior

# The runtime under test has the flags that emitted Makefiles give it. The compiler and its
# libraries are asked when a recipe runs, which may be after `make deps`.
OPENMP = $(eval OPENMP := $(shell printf '\043include <omp.h>\nint main(void) {return 0;}' | \
           $(CC) -fopenmp -x c - -o /dev/null 2>/dev/null && echo -fopenmp || \
           echo -fopenmp-simd))$(OPENMP)
JPEG = $(eval JPEG := $(shell printf '\043include <stdio.h>\n\043include <jpeglib.h>\n%s' \
         'int main(void) {return !jpeg_std_error(0);}' | \
         $(CC) -x c - -o /dev/null -ljpeg 2>/dev/null && echo -ljpeg))$(JPEG)
TRAINER_FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -I. -march=native $(OPENMP) -pthread \
                $(if $(JPEG),-DHAVE_JPEG) \
                -fno-math-errno -fno-trapping-math -ffp-contract=fast $(WARN)
SUITES = front graph translate layers functions passes patterns numbers data pictures sources fields runtime generate contract optimizers loops state parity random
TEST_SOURCES := tests/main.c $(sort $(filter-out tests/main.c,$(wildcard tests/*.c)))
TEST_OBJECTS = $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(OBJECTS) $(RUNTIME:%.c=$(BUILD)/%.o)
TEST_LIBS = $$(pkg-config --libs check openblas libpng zlib) $(JPEG) $(LIBS)
CHECKER = $(BUILD)/tests/check
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

# With `make deps all` nothing is compiled before everything is installed, -j or not.
FIRST := $(filter deps,$(MAKECMDGOALS))

all: $(PROGRAM)                    ## builds ./latentc

help:                              ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

deps:                              ## installs what is missing of Debian's packages
	@sh tools/deps.sh

deps-cross:                        ## a compiler, libraries and an emulator to test aarch64 with
	@sh tools/deps.sh cross

demo: $(PROGRAM)                   ## trains a VAE on drawn digits, and samples it
	@sh tools/demo.sh $(abspath $(PROGRAM))

test: unit end-to-end              ## every test

# Each suite is a process of its own, as many at a time as there are cores; the longest begin.
unit: $(CHECKER)                   ## the Check suites; SUITE=name runs one
	printf '%s\n' $(or $(SUITE),parity random contract $(filter-out parity random contract,$(SUITES))) | \
	    LATENTC_DATA="$${LATENTC_DATA-../shared/data}" CC="$(CC)" \
	    xargs -P "$$(getconf _NPROCESSORS_ONLN)" -I {} env CK_RUN_SUITE={} $(CHECKER)

# Stands behind the suites, since both want all cores.
end-to-end: $(PROGRAM) unit        ## the program as a user runs it, on every graph
	LATENTC_DATA="$${LATENTC_DATA-../shared/data}" CC="$(CC)" BUILD="$(BUILD)" \
	    bash tests/end_to_end.sh $(abspath $(PROGRAM))

check-all: test random sanitize    ## the tests, thousands of random graphs, the suites with sanitizers

# RANDOM_SEED=n begins elsewhere.
random: $(CHECKER)                 ## 3,000 random graphs: emitted C against the interpreter
	RANDOM_GRAPHS=3000 RANDOM_SEED=$${RANDOM_SEED-1001} CC="$(CC)" CK_RUN_SUITE=random $(CHECKER)

# Memory of a compilation is freed by exit, so leaks are not looked for.
sanitize:                          ## the Check suites with ASan and UBSan
	ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 \
	    CK_TIMEOUT_MULTIPLIER=8 RANDOM_GRAPHS=30 \
	    $(MAKE) BUILD=$(BUILD)/sanitize CFLAGS="-O1 -g $(SANITIZE)" unit

generated: $(PROGRAM)              ## writes generated/: emitted C, and the hashes of that of other pages
	@for graph in $(GRAPHS); do \
	    $(abspath $(PROGRAM)) emit "$$(find graphs -name $$graph.yaml)" -o generated/$$graph \
	        --no-runtime || exit 1; \
	done
	@sh tools/hashes.sh $(abspath $(PROGRAM)) $(GRAPHS) >generated/hashes.txt.new
	@mv generated/hashes.txt.new generated/hashes.txt
	@$(abspath $(PROGRAM)) doc --markdown >generated/language.md

bless: $(CHECKER) $(PROGRAM)       ## rewrites the golden files of tests/; read the difference
	BLESS=1 CK_RUN_SUITE=translate $(CHECKER)
	BLESS=1 bash tests/end_to_end.sh $(abspath $(PROGRAM)) golden

bench: $(PROGRAM)                  ## times every trainer, side by side with PyTorch and JAX
	BUILD=$(abspath $(BUILD)) LATENTC=$(abspath $(PROGRAM)) sh bench/run.sh

bench-scaling: $(PROGRAM)          ## times of trainers as batch, width and side grow
	BUILD=$(abspath $(BUILD)) LATENTC=$(abspath $(PROGRAM)) sh bench/scaling.sh

format:                            ## clang-format over all sources
	clang-format -i $$(find compiler runtime tests -name '*.[ch]' -not -path '*/golden/*')

install: $(PROGRAM)                ## to DESTDIR and PREFIX, by default /usr/local
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/latentc"

clean:                             ## removes what was built
	rm -rf $(BUILD) $(PROGRAM)

$(PROGRAM): $(OBJECTS) $(BUILD)/compiler/main.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(CHECKER): $(TEST_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) $(OPENMP) -pthread -rdynamic -o $@ $^ $(TEST_LIBS)

$(BUILD)/compiler/%.o: compiler/%.c | $(FIRST)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/runtime/%.o: runtime/%.c | $(FIRST)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(TRAINER_FLAGS) -MMD -MP -c -o $@ $<

# Never with -Iruntime: runtime/check.h and runtime/math.h are other headers than <check.h> and
# <math.h>.
$(BUILD)/tests/%.o: tests/%.c | $(FIRST)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(TRAINER_FLAGS) -DSUITES='$(foreach suite,$(SUITES),SUITE($(suite)))' -MMD -MP -c -o $@ $<

$(BUILD)/tests/main.o: Makefile

# Text that latentc carries: the prelude and the runtime's sources.
$(BUILD)/prelude.inc: compiler/translate/prelude.yaml
	@mkdir -p $(@D)
	@od -An -v -tu1 $< | sed 's/ *\([0-9][0-9]*\)/\1,/g; $$ s/,$$//' >$@.new && mv $@.new $@
$(BUILD)/compiler/translate/prelude.o: $(BUILD)/prelude.inc

$(BUILD)/embedded.c: $(RUNTIME_FILES) tools/embed.sh
	@mkdir -p $(@D)
	@sh tools/embed.sh $(RUNTIME_FILES) >$@.new && mv $@.new $@
$(BUILD)/embedded.o: $(BUILD)/embedded.c | $(FIRST)
	$(CC) $(CFLAGS) -std=c11 -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/compiler/main.d $(TEST_OBJECTS:.o=.d)

.PHONY: all help deps deps-cross demo test unit end-to-end check-all random sanitize generated bless bench \
        bench-scaling format install clean
.DELETE_ON_ERROR:
