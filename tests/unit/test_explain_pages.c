/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of explain as people see them: their size, and what must and must not be on them. */
#include <string.h>

#include "capture.h"
#include "explain.h"
#include "topic.h"
#include "utf8.h"

#include "../each_spelling.h"

#define LINES_MAX   30
#define COLUMNS_MAX 80

/* The page of some words, as on a terminal of 80 columns. */
static struct capture *page(struct text words, bool utf8, bool whole)
{
    struct capture *capture = capture_begin();
    struct explain_facts facts = {.utf8 = utf8};
    struct text_style style = {.width = COLUMNS_MAX};
    struct error error = {.status = STATUS_DONE};
    struct arena arena = {NULL};
    char buffer[EXPLAIN_BUFFER];
    struct subjects subjects;
    struct report report;
    struct text list[8];
    size_t count = 0;

    while (words.length > 0 && count < COUNT_OF(list)) {
        const char *end = memchr(words.bytes, ' ', words.length);
        size_t length = end == NULL ? words.length : (size_t)(end - words.bytes);

        list[count++] = (struct text){words.bytes, length};
        words = text_from(words, length + (end != NULL));
    }
    ck_assert_msg(explain_understand(list, count, buffer, &subjects, &error), "%s", error.message);
    report_init(&report, &arena);
    report.whole = whole;
    explain_fill(&subjects, &facts, &report);
    ck_assert(topic_write_text(&report, &style, NULL, &capture->output));
    (void)capture_end(capture);
    arena_free(&arena);
    return capture;
}

static size_t columns(struct text line)
{
    size_t count = 0;

    while (line.length > 0) {
        uint32_t character;

        line = text_from(line, utf8_decode(line, &character));
        count++;
    }
    return count;
}

static void assert_size(struct text words, bool utf8)
{
    struct capture *capture = page(words, utf8, false);
    size_t lines = 0;

    for (char *at = capture->bytes; *at != '\0'; lines++) {
        size_t length = strcspn(at, "\n");

        ck_assert_msg(columns((struct text){at, length}) <= COLUMNS_MAX, "%.*s: %.*s",
                      (int)words.length, words.bytes, (int)length, at);
        for (size_t i = 0; i < length && !utf8; i++)
            ck_assert_msg(at[i] >= ' ' && at[i] <= '~', "%.*s", (int)words.length, words.bytes);
        at += length + 1;
    }
    ck_assert_msg(lines <= LINES_MAX, "%.*s: %zu lines", (int)words.length, words.bytes, lines);
    capture_free(capture);
}

static void assert_page(void *context, struct text words)
{
    assert_size(words, true);
    assert_size(words, false);
    ++*(size_t *)context;
}

static void see_name(void *context, const char *kind, struct text name, const char *title,
                     bool is_alias)
{
    (void)title;
    (void)is_alias;
    if (strcmp(kind, "list") != 0 && strcmp(kind, "diagram") != 0)
        assert_page(context, name);
}

static void see_spelling(void *context, const char *spelling, enum state state)
{
    (void)state;
    assert_page(context, text_of(spelling));
}

START_TEST(every_page_fits_a_screen)
{
    static const char *const others[] = {
        "FIN_WAIT",         "HALF_OPEN",          "half closed", "CLOSE",     "8",
        "SYN-SENT LISTEN",  "listen accept bind", "TIME_WAIT 6", "linux 0A",  "recv-q and send-q",
        "ESTABLISHED rst",  "LISTEN queues",      "ss names",    "ESTABLISHED half-open",
        "netstat others",   "CLOSE-WAIT window"};
    size_t count = 0;

    explain_each_name(see_name, &count);
    each_spelling(see_spelling, &count);
    ck_assert_uint_gt(count, 500);
    for (unsigned s = STATE_LISTEN; s < STATE_COUNT; s++) {
        char words[64];

        snprintf(words, sizeof(words), "%s neighbours", state_name((enum state)s));
        assert_page(&count, text_of(words));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_page(&count, text_of(others[i]));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("explain_pages");
    TCase *pages = tcase_create("pages");

    tcase_set_timeout(pages, 30);
    tcase_add_test(pages, every_page_fits_a_screen);
    suite_add_tcase(suite, pages);
    return suite;
}
