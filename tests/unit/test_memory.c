/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arenas and builders. */
#include "unit.h"

#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "builder.h"

START_TEST(an_arena_gives_zeroed_aligned_memory)
{
    struct arena arena = {0};
    unsigned char *pieces[200];

    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        pieces[i] = arena_alloc(&arena, 1 + i * 7);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < 1 + i * 7; k++)
            ck_assert_uint_eq(pieces[i][k], 0);
        memset(pieces[i], (int)i, 1 + i * 7);
    }
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        for (size_t k = 0; k < 1 + i * 7; k++)
            ck_assert_uint_eq(pieces[i][k], (unsigned char)i);
    arena_free(&arena);
    ck_assert_ptr_null(arena.newest);
    ck_assert_ptr_nonnull(arena_alloc(&arena, 1)); /* usable again */
    arena_free(&arena);
}
END_TEST

START_TEST(an_arena_gives_large_pieces_and_refuses_impossible_ones)
{
    struct arena arena = {0};
    unsigned char *large = arena_alloc(&arena, (size_t)3 << 20), *small = arena_alloc(&arena, 1);

    ck_assert_ptr_nonnull(large);
    ck_assert_ptr_nonnull(small);
    large[((size_t)3 << 20) - 1] = 1;
    ck_assert_ptr_nonnull(arena_alloc(&arena, 0));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX - 16));
    ck_assert_ptr_null(arena_array(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(arena_array(&arena, 3, SIZE_MAX / 2));
    ck_assert_ptr_null(arena_array(&arena, SIZE_MAX / 8 + 2, 8));
    ck_assert_ptr_nonnull(arena_array(&arena, 0, 8));
    ck_assert_ptr_nonnull(arena_array(&arena, 8, 0));
    arena_free(&arena);
}
END_TEST

START_TEST(an_arena_copies_text)
{
    struct arena arena = {0};
    struct text copy = arena_copy(&arena, TEXT("a\0b"));

    ck_assert(text_equal(copy, TEXT("a\0b")));
    ck_assert_int_eq(copy.bytes[3], '\0');
    copy = arena_copy(&arena, (struct text){NULL, 0});
    ck_assert_ptr_nonnull(copy.bytes);
    ck_assert_uint_eq(copy.length, 0);
    ck_assert_int_eq(copy.bytes[0], '\0');
    ck_assert_ptr_null(arena_copy(&arena, (struct text){"x", SIZE_MAX}).bytes);
    arena_free(&arena);
}
END_TEST

START_TEST(a_builder_grows_and_keeps_what_it_has)
{
    struct builder builder = {0};

    ck_assert_uint_eq(builder_text(&builder).length, 0);
    for (unsigned i = 0; i < 1000; i++) {
        builder_add_byte(&builder, (char)('a' + i % 26));
        builder_add(&builder, TEXT("-\0-"));
        builder_add(&builder, (struct text){NULL, 0});
        builder_fill(&builder, '.', i % 3);
        builder_fill(&builder, '.', 2 - i % 3);
    }
    ck_assert_uint_eq(builder.length, 6000);
    for (unsigned i = 0; i < 1000; i++) {
        char expected[] = {(char)('a' + i % 26), '-', '\0', '-', '.', '.'};

        ck_assert_int_eq(memcmp(builder.bytes + 6 * (size_t)i, expected, 6), 0);
    }
    ck_assert(!builder.failed);
    builder_clear(&builder);
    ck_assert_uint_eq(builder.length, 0);
    builder_add(&builder, TEXT("again"));
    ck_assert(text_equal(builder_text(&builder), TEXT("again")));
    builder_free(&builder);
    ck_assert_ptr_null(builder.bytes);
}
END_TEST

START_TEST(a_builder_prints)
{
    struct builder builder = {0};
    struct text text;

    builder_add(&builder, TEXT("<"));
    builder_printf(&builder, "%s-%05u", "x", 42u);
    builder_printf(&builder, "%s", "");
    builder_add(&builder, TEXT(">"));
    ck_assert(text_equal(builder_text(&builder), TEXT("<x-00042>")));
    builder_printf(&builder, "%5000d", 7); /* longer than the buffer so far */
    text = builder_text(&builder);
    ck_assert_uint_eq(text.length, 5009);
    ck_assert_int_eq(text.bytes[5008], '7');
    builder_free(&builder);
}
END_TEST

START_TEST(a_builder_fails_and_says_so)
{
    struct builder builder = {0};

    builder_add(&builder, TEXT("kept"));
    ck_assert_ptr_null(builder_reserve(&builder, SIZE_MAX));
    ck_assert(builder.failed);
    ck_assert_ptr_null(builder_reserve(&builder, SIZE_MAX / 2));
    builder_fill(&builder, 'x', SIZE_MAX - 2);
    ck_assert(text_equal(builder_text(&builder), TEXT("kept")));
    builder_add(&builder, TEXT(" on"));
    ck_assert(text_equal(builder_text(&builder), TEXT("kept on")));
    ck_assert(builder.failed); /* permanently */
    builder_free(&builder);
}
END_TEST

START_TEST(reserved_room_is_there)
{
    struct builder builder = {0};

    for (size_t more = 0; more < 3000; more += 37) {
        char *end = builder_reserve(&builder, more);

        ck_assert_ptr_nonnull(end);
        memset(end, 'r', more); /* the sanitizer checks the room */
        builder.length += more;
    }
    builder_free(&builder);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("memory");
    TCase *arenas = tcase_create("arena"), *builders = tcase_create("builder");

    tcase_add_test(arenas, an_arena_gives_zeroed_aligned_memory);
    tcase_add_test(arenas, an_arena_gives_large_pieces_and_refuses_impossible_ones);
    tcase_add_test(arenas, an_arena_copies_text);
    tcase_add_test(builders, a_builder_grows_and_keeps_what_it_has);
    tcase_add_test(builders, a_builder_prints);
    tcase_add_test(builders, a_builder_fails_and_says_so);
    tcase_add_test(builders, reserved_room_is_there);
    suite_add_tcase(suite, arenas);
    suite_add_tcase(suite, builders);
    return suite;
}
