/* The binary files of CIFAR-10 and CIFAR-100. */
#ifndef RUNTIME_FORMATS_CIFAR_H
#define RUNTIME_FORMATS_CIFAR_H

#include "examples.h"

int cifar_present(const char *dir); /* data_batch_1.bin or train.bin is there */
/* Fills in `examples`. Returns 0, or -1 after a message. */
int cifar_read(const char *dir, int test, struct examples *examples);

#endif
