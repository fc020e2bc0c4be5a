/* One item of a list of layers, and who runs it. Private to list.c, item.c and holders.c. */
#ifndef LATENTC_LIST_H
#define LATENTC_LIST_H

#include "layers.h"

typedef struct Item { /* one item of a list, taken apart */
    const char *word;
    const Yaml *key, *body; /* body: NULL for a bare word */
    const Yaml *name, *init;
    const Yaml *spectral_norm, *weight_norm;
} Item;

/* item.c */
bool item_read(const Page *page, const Yaml *yaml, Item *item);
bool item_name(const Yaml *name, Item *item);
const Yaml **item_attribute(Item *item, const char *key);
bool holder_word(const char *word);
const Definition *block_find(const Page *page, const char *word);

/* holders.c */
Value run_block(Run *run, const Definition *block, const Item *item, const char *key,
                const char *label, Value x);
Value run_network_layer(Run *run, const Item *item, Network *network, Value x);
Value run_holder(Run *run, const Item *item, const char *key, const char *label, Value x);

#endif
