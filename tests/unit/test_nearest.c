/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit.h"

#include <string.h>

#include "nearest.h"

static struct nearest offered(struct text typed, struct text candidate)
{
    struct nearest nearest = {0};

    nearest_offer(&nearest, typed, candidate);
    return nearest;
}

static void assert_distance(const char *typed, const char *candidate, unsigned distance)
{
    struct nearest there = offered(text_of(typed), text_of(candidate));
    struct nearest back = offered(text_of(candidate), text_of(typed));

    ck_assert_msg(text_equal(there.best, text_of(candidate)), "%s not near %s", typed, candidate);
    ck_assert_uint_eq(there.distance, distance);
    ck_assert_uint_eq(back.distance, distance);
}

static void assert_far(const char *typed, const char *candidate)
{
    ck_assert_msg(offered(text_of(typed), text_of(candidate)).best.length == 0, "%s near %s", typed,
                  candidate);
    ck_assert_uint_eq(offered(text_of(candidate), text_of(typed)).best.length, 0);
}

START_TEST(every_edit_counts_one)
{
    assert_distance("established", "established", 0);
    assert_distance("ESTABLISHED", "established", 0);
    assert_distance("estblished", "established", 1);
    assert_distance("estaablished", "established", 1);
    assert_distance("estoblished", "established", 1);
    assert_distance("estbalished", "established", 1);
    assert_distance("setbalished", "established", 2);
    assert_distance("lsiten", "listen", 1);
    assert_distance("cat", "act", 1);
}
END_TEST

/* A swap with an insertion in between: the restricted distance is 3, the full one 2. */
START_TEST(no_place_is_edited_twice)
{
    assert_distance("ca-timewait", "abc-timewait", 3);
}
END_TEST

START_TEST(the_limit_grows_with_the_word)
{
    assert_far("a", "b");
    assert_distance("ip", "if", 1);
    assert_distance("abcde", "abcdX", 1);
    assert_far("abcde", "abcXY");
    assert_distance("abcdef", "abcdXY", 2);
    assert_far("abcdefgh", "abcdeXYZ");
    assert_distance("abcdefghi", "abcdefXYZ", 3);
    assert_far("abcdefghijklmnop", "abcdefghijklWXYZ");
    assert_far("wait", "time-wait");
    assert_far("", "a");
    assert_far("", "");
}
END_TEST

START_TEST(the_nearest_wins_and_the_first_of_equals)
{
    struct nearest nearest = {0};

    nearest_offer(&nearest, TEXT("fin-wait-3"), TEXT("time-wait"));
    nearest_offer(&nearest, TEXT("fin-wait-3"), TEXT("fin-wait-1"));
    nearest_offer(&nearest, TEXT("fin-wait-3"), TEXT("fin-wait-2"));
    ck_assert(text_equal(nearest.best, TEXT("fin-wait-1")));
    nearest_offer(&nearest, TEXT("fin-wait-3"), TEXT("fin-wait"));
    ck_assert(text_equal(nearest.best, TEXT("fin-wait-1")));
    nearest_offer(&nearest, TEXT("fin-wait-3"), TEXT("FIN-WAIT-3"));
    ck_assert(text_equal(nearest.best, TEXT("FIN-WAIT-3")));
    ck_assert_uint_eq(nearest.distance, 0);
}
END_TEST

START_TEST(long_words_are_near_nothing)
{
    char word[65];

    memset(word, 'a', sizeof word);
    ck_assert_uint_eq(offered((struct text){word, 64}, (struct text){word, 64}).best.length, 64);
    ck_assert_uint_eq(offered((struct text){word, 64}, (struct text){word, 63}).distance, 1);
    ck_assert_uint_eq(offered((struct text){word, 65}, (struct text){word, 65}).best.length, 0);
    ck_assert_uint_eq(offered((struct text){word, 65}, (struct text){word, 64}).best.length, 0);
    ck_assert_uint_eq(offered((struct text){word, SIZE_MAX}, TEXT("aaaa")).best.length, 0);
}
END_TEST

START_TEST(any_bytes)
{
    ck_assert_uint_eq(offered(TEXT("ab\0cdef"), TEXT("ab\0cdeg")).distance, 1);
    ck_assert_uint_eq(offered(TEXT("\xff\xfe\x80 "), TEXT("\xff\xfe\x81 ")).distance, 1);
    ck_assert_uint_eq(offered(TEXT("\xc4\xe4\xc4"), TEXT("\xe4\xe4\xc4")).distance, 1);
    ck_assert_uint_eq(offered((struct text){NULL, 0}, TEXT("a")).best.length, 0);
    ck_assert_uint_eq(offered(TEXT("a"), (struct text){NULL, 0}).best.length, 0);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("nearest");
    TCase *words = tcase_create("words");

    tcase_add_test(words, every_edit_counts_one);
    tcase_add_test(words, no_place_is_edited_twice);
    tcase_add_test(words, the_limit_grows_with_the_word);
    tcase_add_test(words, the_nearest_wins_and_the_first_of_equals);
    tcase_add_test(words, long_words_are_near_nothing);
    tcase_add_test(words, any_bytes);
    suite_add_tcase(suite, words);
    return suite;
}
