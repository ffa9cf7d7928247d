/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hash function. */
#include "unit.h"

#include "hash.h"

/* From Python 3.11, whose hash() of bytes is SipHash-1-3; the key is zero with PYTHONHASHSEED=0. */
START_TEST(known_values)
{
    struct hash hash = hash_start;

    hash_add(&hash, UINT64_C(0x0706050403020100));
    hash_add(&hash, UINT64_C(8) << 56);
    ck_assert_uint_eq(hash_end(hash), UINT64_C(0xead411e67ebe2eea));
    hash = hash_start;
    hash_add(&hash, UINT64_C(0x0706050403020100));
    hash_add(&hash, UINT64_C(0x0f0e0d0c0b0a0908));
    hash_add(&hash, UINT64_C(16) << 56);
    ck_assert_uint_eq(hash_end(hash), UINT64_C(0x8972188433a5c5b7));
}
END_TEST

START_TEST(the_key_decides)
{
    uint64_t before = hash_of(1);

    hash_set_key((const uint64_t[]){1, 0});
    ck_assert_uint_ne(hash_of(1), before);
    before = hash_of(1);
    hash_set_key((const uint64_t[]){1, 1});
    ck_assert_uint_ne(hash_of(1), before);
    hash_set_key((const uint64_t[]){0, 0});
}
END_TEST

static uint64_t of_texts(struct text one, struct text other)
{
    struct hash hash = hash_start;

    hash_add_text(&hash, one);
    hash_add_text(&hash, other);
    return hash_end(hash);
}

START_TEST(texts_keep_their_ends)
{
    ck_assert_uint_eq(of_texts(TEXT("ab"), TEXT("c")), of_texts(TEXT("ab"), TEXT("c")));
    ck_assert_uint_ne(of_texts(TEXT("ab"), TEXT("c")), of_texts(TEXT("a"), TEXT("bc")));
    ck_assert_uint_ne(of_texts(TEXT("a"), TEXT("")), of_texts(TEXT("a\0"), TEXT("")));
    ck_assert_uint_ne(of_texts(TEXT("12345678"), TEXT("9")), of_texts(TEXT("123456789"), TEXT("")));
    ck_assert_uint_ne(of_texts((struct text){NULL, 0}, TEXT("a")), of_texts(TEXT("a"), TEXT("")));
}
END_TEST

/* A hash that is only a product would map multiples of the multiplier's inverse to the same slots.
 */
START_TEST(regular_values_spread)
{
    static const uint64_t steps[] = {1, 1 << 16, UINT64_C(1) << 48, UINT64_C(0xf1de83e19937733d)};
    static unsigned buckets[4096];

    for (size_t step = 0; step < COUNT_OF(steps); step++) {
        memset(buckets, 0, sizeof(buckets));
        for (uint64_t i = 0; i < COUNT_OF(buckets); i++)
            ck_assert_uint_lt(++buckets[hash_of(i * steps[step]) % COUNT_OF(buckets)], 12);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("hash");
    TCase *values = tcase_create("values");

    tcase_add_test(values, known_values);
    tcase_add_test(values, the_key_decides);
    tcase_add_test(values, texts_keep_their_ends);
    tcase_add_test(values, regular_values_spread);
    suite_add_tcase(suite, values);
    return suite;
}
