/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ahead.h"

#include <errno.h>
#include <stdlib.h>

#include "thread.h"

/* Each side wakes the other when half of the blocks are ready, not for each block: a wake-up costs
 * as much as parsing several sockets. */
#define HALF (AHEAD_BLOCKS / 2)

struct block {
    ptrdiff_t length; /* or a negative errno */
    void *bytes;      /* allocated on first use */
};

struct ahead {
    size_t block_size;
    ahead_fill *fill;
    void *context;
    struct block blocks[AHEAD_BLOCKS];
    bool going; /* the thread is running */
    bool lent;  /* the consumer holds the block `freed` */
    thrd_t thread;

    mtx_t lock; /* protects the members below */
    cnd_t filled_some, freed_some;
    size_t filled, freed; /* blocks since the start of the thread; at most AHEAD_BLOCKS apart */
    bool ended;           /* the thread has filled its last block */
    bool unwanted;        /* the thread must stop */
};

struct ahead *ahead_new(size_t block_size, ahead_fill *fill, void *context)
{
    struct ahead *ahead = calloc(1, sizeof(*ahead));

    if (ahead == NULL)
        return NULL;
    ahead->block_size = block_size;
    ahead->fill = fill;
    ahead->context = context;
    mtx_init(&ahead->lock, mtx_plain);
    cnd_init(&ahead->filled_some);
    cnd_init(&ahead->freed_some);
    return ahead;
}

void ahead_free(struct ahead *ahead)
{
    if (ahead == NULL)
        return;
    ahead_end(ahead);
    for (size_t i = 0; i < AHEAD_BLOCKS; i++)
        free(ahead->blocks[i].bytes);
    cnd_destroy(&ahead->freed_some);
    cnd_destroy(&ahead->filled_some);
    mtx_destroy(&ahead->lock);
    free(ahead);
}

/* Waits for a free block. NULL: the thread must stop. */
static struct block *free_block(struct ahead *ahead)
{
    struct block *block = NULL;

    mtx_lock(&ahead->lock);
    while (ahead->filled - ahead->freed == AHEAD_BLOCKS && !ahead->unwanted)
        cnd_wait(&ahead->freed_some, &ahead->lock);
    if (!ahead->unwanted)
        block = &ahead->blocks[ahead->filled % AHEAD_BLOCKS];
    mtx_unlock(&ahead->lock);
    return block;
}

static void fill(const struct ahead *ahead, struct block *block)
{
    if (block->bytes == NULL)
        block->bytes = malloc(ahead->block_size);
    block->length = block->bytes == NULL
                        ? -ENOMEM
                        : ahead->fill(ahead->context, block->bytes, ahead->block_size);
}

static void hand_over(struct ahead *ahead)
{
    mtx_lock(&ahead->lock);
    if (++ahead->filled - ahead->freed >= HALF)
        cnd_signal(&ahead->filled_some);
    mtx_unlock(&ahead->lock);
}

static void tell_end(struct ahead *ahead)
{
    mtx_lock(&ahead->lock);
    ahead->ended = true;
    cnd_signal(&ahead->filled_some);
    mtx_unlock(&ahead->lock);
}

/* The thread. A failure becomes the last block. */
static int run(void *context)
{
    struct ahead *ahead = context;
    struct block *block;
    bool over = false;

    while (!over && (block = free_block(ahead)) != NULL) {
        fill(ahead, block);
        over = block->length < 0;
        if (block->length != AHEAD_OVER)
            hand_over(ahead);
    }
    tell_end(ahead);
    return 0;
}

bool ahead_begin(struct ahead *ahead)
{
    ahead->filled = ahead->freed = 0;
    ahead->ended = ahead->unwanted = ahead->lent = false;
    ahead->going = thrd_create(&ahead->thread, run, ahead) == thrd_success;
    return ahead->going;
}

bool ahead_is_going(const struct ahead *ahead)
{
    return ahead->going;
}

static void give_back(struct ahead *ahead)
{
    if (!ahead->lent)
        return;
    ahead->lent = false;
    mtx_lock(&ahead->lock);
    if (ahead->filled - ++ahead->freed <= HALF)
        cnd_signal(&ahead->freed_some);
    mtx_unlock(&ahead->lock);
}

/* Waits for the next filled block. NULL: the thread has stopped and every block was taken. */
static struct block *filled_block(struct ahead *ahead)
{
    struct block *block = NULL;

    mtx_lock(&ahead->lock);
    while (ahead->filled == ahead->freed && !ahead->ended)
        cnd_wait(&ahead->filled_some, &ahead->lock);
    if (ahead->filled != ahead->freed)
        block = &ahead->blocks[ahead->freed % AHEAD_BLOCKS];
    mtx_unlock(&ahead->lock);
    return block;
}

ptrdiff_t ahead_next(struct ahead *ahead, const void **bytes)
{
    struct block *block;

    if (!ahead->going)
        return AHEAD_OVER;
    give_back(ahead);
    block = filled_block(ahead);
    ahead->lent = block != NULL;
    if (block == NULL)
        return AHEAD_OVER;
    *bytes = block->bytes;
    return block->length;
}

void ahead_end(struct ahead *ahead)
{
    if (!ahead->going)
        return;
    mtx_lock(&ahead->lock);
    ahead->unwanted = true;
    cnd_signal(&ahead->freed_some);
    mtx_unlock(&ahead->lock);
    thrd_join(ahead->thread, NULL);
    ahead->going = false;
}
