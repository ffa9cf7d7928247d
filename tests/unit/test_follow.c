/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Repeated readings with a simulated clock; this file replaces the functions of interrupt.h. */
#include "unit.h"

#include <stdlib.h>

#include "follow.h"
#include "interrupt.h"

static unsigned long long now;
static int interrupted_after; /* number of waits before an interrupt; -1: never */

unsigned long long interrupt_clock(void)
{
    return now;
}

bool interrupt_came(void)
{
    return interrupted_after == 0;
}

enum woken interrupt_wait(int descriptor, int milliseconds)
{
    ck_assert_int_eq(descriptor, -1);
    ck_assert_int_ge(milliseconds, 0);
    now += (unsigned)milliseconds;
    if (interrupted_after > 0)
        interrupted_after--;
    return interrupt_came() ? WOKEN_END : WOKEN_TIMEOUT;
}

/* Something exists between `from` and `to`; a reading that takes `takes` sees the middle of its
 * time. */
struct scene {
    struct follow follow;
    unsigned long long from, to, takes, found, readings, last;
    unsigned fails; /* number of failing readings, after `works` successful ones */
    unsigned works;
    bool out_of_memory;
};

static bool look(void *context, struct error *error)
{
    struct scene *scene = context;

    scene->readings++;
    scene->last = now;
    now += scene->takes / 2;
    scene->follow.reached = now >= scene->from && now < scene->to;
    if (scene->follow.reached)
        scene->found = now;
    now += scene->takes - scene->takes / 2;
    if (scene->works > 0) {
        scene->works--;
    } else if (scene->fails > 0) {
        scene->fails--;
        scene->follow.reached = false;
        return scene->out_of_memory ? error_out_of_memory(error)
                                    : error_set(error, STATUS_FAILED, "it fails");
    }
    return true;
}

static enum follow_end run(struct scene *scene, unsigned long long deadline)
{
    struct error error = {.status = STATUS_DONE};
    enum follow_end end;

    scene->follow.interval = FOLLOW_BY_COST;
    end = follow_until(&scene->follow, deadline, look, scene, &error);
    ck_assert_int_eq(end == FOLLOW_FAILED, error.status != STATUS_DONE);
    return end;
}

static unsigned long long pause_of(unsigned long long takes)
{
    unsigned long long pause = 20 * takes;

    return pause < 50 ? 50 : pause > 10000 ? 10000 : pause;
}

/* Reading starts before, during and after the awaited state, which lasts longer than the interval
 * between readings: it is always found, at the first possible reading. */
START_TEST(random_interleavings)
{
    srand(1);
    interrupted_after = -1;
    for (unsigned i = 0; i < 1000; i++) {
        unsigned long long takes = (unsigned)rand() % (i % 2 == 0 ? 5 : 2000);
        unsigned long long interval = pause_of(takes) + takes;
        struct scene scene = {.takes = takes};
        unsigned long long begin = (unsigned)rand() % 30000;

        now = begin;
        scene.from = (unsigned)rand() % 30000;
        scene.to = scene.from + interval + 1 + (unsigned)rand() % 1000;
        if (scene.to <= begin + takes / 2) { /* already over */
            ck_assert_int_eq(run(&scene, begin + 5000), FOLLOW_TIMEOUT);
            ck_assert_uint_ge(now, begin + 5000);
        } else {
            ck_assert_int_eq(run(&scene, begin + 100000), FOLLOW_REACHED);
            ck_assert_uint_le(scene.found, (scene.from > begin ? scene.from : begin) + interval);
        }
    }
}
END_TEST

/* Readings use at most 5 % of a processor, and the last one is not before the deadline. */
START_TEST(the_pace)
{
    interrupted_after = -1;
    for (unsigned long long takes = 0; takes < 1000; takes += 7) {
        struct scene scene = {.takes = takes};

        now = 0;
        ck_assert_int_eq(run(&scene, 60000), FOLLOW_TIMEOUT);
        ck_assert_uint_ge(scene.last, 60000);
        ck_assert_uint_le(scene.readings, 2 + 60000 / (pause_of(takes) + takes));
        ck_assert_uint_ge(scene.readings, 60000 / (pause_of(takes) + takes));
    }
}
END_TEST

START_TEST(a_timeout_of_zero_reads_once)
{
    struct scene scene = {.takes = 3};

    interrupted_after = -1;
    now = 1000;
    ck_assert_int_eq(run(&scene, 1000), FOLLOW_TIMEOUT);
    ck_assert_uint_eq(scene.readings, 1);
}
END_TEST

/* A failure is tolerated after a successful reading, and the last failure is reported. */
START_TEST(failures)
{
    struct scene first = {.fails = 1};
    struct scene later = {.from = 500, .to = 9000, .works = 1, .fails = 3};
    struct scene always = {.works = 1, .fails = 1000000};
    struct scene memory = {.works = 1, .fails = 1, .out_of_memory = true};

    interrupted_after = -1;
    now = 0;
    ck_assert_int_eq(run(&first, 5000), FOLLOW_FAILED);
    now = 0;
    ck_assert_int_eq(run(&later, 5000), FOLLOW_REACHED);
    ck_assert_int_eq(later.follow.passing.status, STATUS_DONE);
    now = 0;
    ck_assert_int_eq(run(&always, 5000), FOLLOW_TIMEOUT);
    ck_assert_int_eq(always.follow.passing.status, STATUS_FAILED);
    now = 0;
    ck_assert_int_eq(run(&memory, 5000), FOLLOW_FAILED);
}
END_TEST

START_TEST(interrupts)
{
    for (int waits = 1; waits < 10; waits++) {
        struct scene scene = {.takes = 1};

        now = 0;
        interrupted_after = waits;
        ck_assert_int_eq(run(&scene, 1000000), FOLLOW_INTERRUPTED);
        ck_assert_uint_eq(scene.readings, (unsigned)waits);
    }
}
END_TEST

/* -E: every second, or only once. */
START_TEST(fixed_intervals)
{
    struct scene scene = {.takes = 30};
    struct error error = {.status = STATUS_DONE};

    interrupted_after = -1;
    now = 0;
    scene.follow.interval = 1000;
    ck_assert(follow_read(&scene.follow, look, &scene, &error));
    ck_assert_int_eq(follow_pause(&scene.follow), 1000);
    ck_assert(!follow_is_due(&scene.follow, 0));
    now += 1000;
    ck_assert(follow_is_due(&scene.follow, 0) && !follow_is_due(&scene.follow, 1));
    ck_assert_int_eq(follow_pause(&scene.follow), 0);
    scene.follow.interval = 0;
    ck_assert(follow_read(&scene.follow, look, &scene, &error));
    ck_assert_int_eq(follow_pause(&scene.follow), -1);
    ck_assert(!follow_is_due(&scene.follow, 0));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("follow");
    TCase *readings = tcase_create("readings");

    tcase_add_test(readings, random_interleavings);
    tcase_add_test(readings, the_pace);
    tcase_add_test(readings, a_timeout_of_zero_reads_once);
    tcase_add_test(readings, failures);
    tcase_add_test(readings, interrupts);
    tcase_add_test(readings, fixed_intervals);
    suite_add_tcase(suite, readings);
    return suite;
}
