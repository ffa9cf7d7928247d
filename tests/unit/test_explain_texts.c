/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules that every text of explain keeps. They are checked on reports, as they are printed. */
#include <string.h>

#include "explain.h"
#include "texts.h"
#include "topic_names.h"
#include "unit.h"

#define SENTENCES_MAX 420 /* in bytes; longer ones are not read */

static void assert_text(struct text text, const char *where)
{
    ck_assert_msg(text.length <= SENTENCES_MAX, "%s: %zu bytes: %.*s", where, text.length,
                  (int)text.length, text.bytes);
    for (size_t i = 0; i < text.length; i++)
        ck_assert_msg(text.bytes[i] >= ' ' && text.bytes[i] <= '~', "%s: byte %zu of %.*s", where,
                      i, (int)text.length, text.bytes);
}

static void assert_sentence(const char *text, const char *where)
{
    size_t length;

    if (text == NULL)
        return;
    length = strlen(text);
    assert_text(text_of(text), where);
    ck_assert_msg(length > 0 && text[length - 1] == '.', "%s: %s", where, text);
}

START_TEST(state_texts_are_whole)
{
    for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++) {
        const struct state_text *t = &state_texts[s];
        const char *name = state_name((enum state)s);

        assert_sentence(t->sentence, name);
        assert_sentence(t->side, name);
        assert_sentence(t->next, name);
        assert_sentence(t->lasts, name);
        assert_sentence(t->pile, name);
        assert_sentence(t->proof, name);
        assert_sentence(t->remedy, name);
        ck_assert_int_eq(t->rfc[0], '3');
        ck_assert_ptr_null(strstr(t->sentence, "Windows"));
        ck_assert_ptr_null(strstr(t->lasts, "Windows"));
    }
}
END_TEST

START_TEST(terms_are_whole)
{
    for (unsigned g = 0; g < GLOSSARIES; g++)
        for (size_t i = 0; i < *glossaries[g].count; i++) {
            const struct term *term = &glossaries[g].rows[i];

            assert_sentence(term->text, term->name);
            assert_sentence(term->more, term->name);
            ck_assert_uint_gt(strlen(term->source), 3);
        }
}
END_TEST

static void assert_known(const char *names, const char *where)
{
    struct text rest = text_of(names), name;
    char buffer[EXPLAIN_BUFFER];

    while (topic_name_next(&rest, &name)) {
        struct subjects subjects;
        struct error error = {.status = STATUS_DONE};

        ck_assert_msg(explain_understand(&name, 1, buffer, &subjects, &error), "%s: %.*s", where,
                      (int)name.length, name.bytes);
    }
}

START_TEST(references_exist)
{
    for (unsigned g = 0; g < GLOSSARIES; g++)
        for (size_t i = 0; i < *glossaries[g].count; i++)
            assert_known(glossaries[g].rows[i].see, glossaries[g].rows[i].name);
    for (size_t i = 0; i < correction_count; i++) {
        assert_known(correction_table[i].topics, correction_table[i].notes);
        ck_assert(correction_table[i].states != 0 || correction_table[i].topics != NULL);
        assert_text(text_of(correction_table[i].notes), "notes");
        assert_text(text_of(correction_table[i].strictly), correction_table[i].notes);
    }
    ck_assert_uint_ge(correction_count, 30);
}
END_TEST

struct names {
    struct text list[1024];
    size_t count;
};

static void collect(void *context, const char *kind, struct text name, const char *title,
                    bool is_alias)
{
    struct names *names = context;

    (void)title;
    (void)is_alias;
    /* "netstat" and "ss" are tools and dialects; TW and orphan are counters, which come last */
    if (strcmp(kind, "system") == 0 || strcmp(kind, "counter") == 0)
        return;
    ck_assert_uint_lt(names->count, COUNT_OF(names->list));
    names->list[names->count++] = name;
}

START_TEST(names_are_unique)
{
    struct names names = {.count = 0};

    explain_each_name(collect, &names);
    ck_assert_uint_gt(names.count, 150);
    for (size_t i = 0; i < names.count; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(!topic_name_equal(names.list[i], names.list[k]), "%.*s",
                          (int)names.list[i].length, names.list[i].bytes);
}
END_TEST

/* What the facts mark as unverified: it must not be said anywhere. */
static const char *const unverified[] = {
    "StrictTimeWaitSeqCheck",
    "MaxUserPort",
    "MaxSynRetransmissions",
    "160 s",
    "131 s",
    "Windows 10",
    "Windows 11",
};

static void assert_verified(struct text text)
{
    char copy[4096];

    ck_assert_uint_lt(text.length, sizeof(copy));
    memcpy(copy, text.bytes == NULL ? "" : text.bytes, text.length);
    copy[text.length] = '\0';
    for (size_t i = 0; i < COUNT_OF(unverified); i++)
        ck_assert_msg(strstr(copy, unverified[i]) == NULL, "%s", copy);
    /* Only from secondary sources: the text must say so. */
    if (strstr(copy, "TIME-WAIT") != NULL && strstr(copy, "Windows") != NULL)
        ck_assert_msg(strstr(copy, "disagree") != NULL || strstr(copy, "Windows: how") != NULL,
                      "%s", copy);
    if (strstr(copy, "TIME-WAIT") != NULL && strstr(copy, "macOS") != NULL)
        ck_abort_msg("%s", copy);
}

static void assert_block(const struct report_block *block)
{
    assert_verified(block->text);
    for (size_t i = 0; i < block->text.length; i++)
        ck_assert_int_lt((unsigned char)block->text.bytes[i], 0x7f);
    for (const struct report_row *row = block->rows; row != NULL; row = row->next)
        for (size_t i = 0; i < block->column_count; i++)
            if (row->cells[i].presence == VALUE_KNOWN && row->cells[i].type == VALUE_TEXT) {
                assert_text(row->cells[i].text, block->columns[i].key);
                assert_verified(row->cells[i].text);
            }
}

static void assert_report(const struct report *report)
{
    ck_assert(!report->failed);
    for (const struct report_topic *t = report->topics; t != NULL; t = t->next)
        for (const struct report_section *s = t->sections; s != NULL; s = s->next)
            for (const struct report_block *b = s->blocks; b != NULL; b = b->next)
                assert_block(b);
}

static void fill_name(void *context, const char *kind, struct text name, const char *title,
                      bool is_alias)
{
    struct arena arena = {NULL};
    struct report report;
    struct subjects subjects;
    struct explain_facts facts = {.counts = NULL};
    struct error error = {.status = STATUS_DONE};
    char buffer[EXPLAIN_BUFFER];

    (void)kind;
    (void)title;
    (void)is_alias;
    ck_assert_msg(explain_understand(&name, 1, buffer, &subjects, &error), "%.*s", (int)name.length,
                  name.bytes);
    report_init(&report, &arena);
    explain_fill(&subjects, &facts, &report);
    ck_assert_uint_ge(report.topic_count, 1);
    assert_report(&report);
    ++*(size_t *)context;
    arena_free(&arena);
}

START_TEST(no_unverified_claims)
{
    size_t count = 0;

    explain_each_name(fill_name, &count);
    for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++)
        fill_name(&count, "", text_of(state_name((enum state)s)), "", false);
    ck_assert_uint_gt(count, 150);
}
END_TEST

/* Without facts about this machine, nothing is claimed about it. */
START_TEST(unknown_is_not_zero)
{
    struct arena arena = {NULL};
    struct report report;
    struct subjects subjects;
    struct explain_facts facts = {.utf8 = true};
    struct error error = {.status = STATUS_DONE};
    char buffer[EXPLAIN_BUFFER];
    size_t unknown = 0;

    ck_assert(explain_understand(NULL, 0, buffer, &subjects, &error));
    ck_assert_uint_eq(subjects.states, STATES_ALL);
    report_init(&report, &arena);
    explain_fill(&subjects, &facts, &report);
    for (const struct report_section *s = report.topics->sections; s != NULL; s = s->next)
        for (const struct report_block *b = s->blocks; b != NULL; b = b->next)
            for (const struct report_line *l = b->lines; l != NULL; l = l->next)
                for (const struct report_mark *m = l->marks; m != NULL; m = m->next)
                    unknown += m->end - m->begin == 1 && l->text.bytes[m->begin] == '-';
    ck_assert_uint_eq(unknown, 11);
    arena_free(&arena);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("explain_texts");
    TCase *texts = tcase_create("texts");

    tcase_add_test(texts, state_texts_are_whole);
    tcase_add_test(texts, terms_are_whole);
    tcase_add_test(texts, references_exist);
    tcase_add_test(texts, names_are_unique);
    tcase_add_test(texts, no_unverified_claims);
    tcase_add_test(texts, unknown_is_not_zero);
    suite_add_tcase(suite, texts);
    return suite;
}
