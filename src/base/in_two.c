/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "in_two.h"

#include <stdbool.h>

#include "thread.h"

struct task {
    void (*work)(void *half);
    void *half;
};

static mtx_t turn;
static once_flag turn_once = ONCE_FLAG_INIT;

static int run(void *context)
{
    const struct task *task = context;

    task->work(task->half);
    return 0;
}

void in_two(void (*work)(void *half), void *one, void *other)
{
    struct task task = {work, other};
    thrd_t thread;
    bool beside = thrd_create(&thread, run, &task) == thrd_success;

    work(one);
    if (beside)
        thrd_join(thread, NULL);
    else
        work(other);
}

static void make_turn(void)
{
    mtx_init(&turn, mtx_plain);
}

void in_turn_begin(void)
{
    call_once(&turn_once, make_turn);
    mtx_lock(&turn);
}

void in_turn_end(void)
{
    mtx_unlock(&turn);
}
