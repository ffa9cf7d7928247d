/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Invariants of the tables from which help, man page, completions and schemas are generated:
 * options, verbs, examples, columns, note codes, exit statuses. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "command_line.h"
#include "help.h"
#include "metrics.h"
#include "mode_check.h"
#include "note.h"
#include "option_table.h"
#include "state.h"
#include "utf8.h"
#include "verb.h"

static size_t columns_of(const char *string)
{
    struct text rest = text_of(string);
    size_t columns = 0;

    while (rest.length > 0) {
        uint32_t character;
        size_t length = utf8_decode(rest, &character);

        ck_assert_msg(length > 0, "no UTF-8: %s", string);
        columns += utf8_width(character);
        rest.bytes += length;
        rest.length -= length;
    }
    return columns;
}

/* A phrase is nonempty, on one line, and has no period. */
static void check_phrase(const char *phrase, const char *whose)
{
    ck_assert_msg(phrase != NULL && phrase[0] != '\0', "%s: no text", whose);
    ck_assert_msg(strchr(phrase, '\n') == NULL, "%s: more than a line", whose);
    ck_assert_msg(phrase[0] != ' ' && phrase[strlen(phrase) - 1] != ' ', "%s: blanks", whose);
    ck_assert_msg(phrase[strlen(phrase) - 1] != '.', "%s: ends with a period", whose);
}

static void check_sentence(const char *sentence, const char *whose)
{
    ck_assert_msg(sentence != NULL && sentence[0] != '\0', "%s: no text", whose);
    ck_assert_msg(sentence[0] != ' ' && sentence[strlen(sentence) - 1] == '.',
                  "%s: no whole sentence", whose);
}

static void check_name(const char *name, const char *allowed)
{
    ck_assert_ptr_nonnull(name);
    ck_assert_msg(name[0] >= 'a' && name[0] <= 'z', "%s: begins with no letter", name);
    ck_assert_msg(strspn(name, allowed) == strlen(name), "%s: strange bytes", name);
}

#define WORD_BYTES   "abcdefghijklmnopqrstuvwxyz0123456789-"
#define COLUMN_BYTES "abcdefghijklmnopqrstuvwxyz0123456789_"

START_TEST(test_options_are_unique)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        check_name(option->name, WORD_BYTES);
        ck_assert_msg((option->effect == EFFECT_COMPUTE) == (option->compute != NULL), "--%s",
                      option->name);
        for (size_t j = 0; j < i; j++) {
            ck_assert_msg(option->letter == '\0' || option->letter != option_at(j)->letter,
                          "-%c twice", option->letter);
            ck_assert_msg(strcmp(option->name, option_at(j)->name) != 0, "--%s twice",
                          option->name);
        }
    }
}
END_TEST

START_TEST(test_options_arguments)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        const char *name = option->name;
        bool has_choices =
            option->completion == COMPLETE_CHOICES || option->completion == COMPLETE_CHOICE_LIST;

        ck_assert_msg((option->argument != ARGUMENT_NONE) == (option->metavar != NULL),
                      "%s: argument and metavar disagree", name);
        ck_assert_msg(option->argument != ARGUMENT_NONE || option->completion == COMPLETE_NOTHING,
                      "%s: completes an argument that it does not take", name);
        ck_assert_msg(has_choices == (option->choices != NULL), "%s: choices", name);
        if (has_choices) {
            size_t length = strlen(option->choices);

            ck_assert_msg(length > 0 && option->choices[0] != ' ' &&
                              option->choices[length - 1] != ' ' &&
                              strstr(option->choices, "  ") == NULL,
                          "%s: an empty choice", name);
        }
        /* -A, or --name=X: an optional argument cannot follow a letter */
        ck_assert_msg(option->argument != ARGUMENT_OPTIONAL || option->letter == '\0',
                      "%s: a letter with an optional argument", name);
    }
}
END_TEST

START_TEST(test_options_texts)
{
    size_t width = (size_t)help_left_width();
    char left[HELP_NAMES_ROOM];
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        const char *name = option->name;

        check_phrase(option->summary, name);
        ck_assert_msg(2 + width + columns_of(option->summary) <= 80, "--%s: too long for --help",
                      name);
        help_option_names(left, option);
        ck_assert_msg(strlen(left) + 2 <= width, "--%s: touches its text", name);
    }
}
END_TEST

START_TEST(test_options_groups_have_titles)
{
    const struct option_group *group;

    for (size_t i = 0; (group = option_group_at(i)) != NULL; i++)
        check_phrase(group->title, "a group");
}
END_TEST

START_TEST(test_verbs)
{
    const struct column *column;
    const struct verb *verb;

    ck_assert_msg(verb_at(0)->name == NULL, "the default verb does not stand first");
    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++) {
        check_phrase(verb->summary, verb->usage);
        ck_assert_msg((verb->run == NULL) == (verb->schema == NULL), "%s", verb_title(verb));
        ck_assert_uint_le(2 + (size_t)help_left_width() + columns_of(verb->summary), 80);
        if (!verb_is_word(verb))
            continue;
        check_name(verb->name, WORD_BYTES);
        column = column_find(text_of(verb->name));
        ck_assert_msg(column == NULL || (column->flags & COLUMN_NO_FILTER) != 0,
                      "%s is a word of the filter", verb->name);
        ck_assert_msg(state_from_name(text_of(verb->name)).kind == STATE_MATCH_NONE,
                      "%s is a state", verb->name);
    }
}
END_TEST

/* Verbs name only existing options, and none that their sets already contain. */
START_TEST(test_options_of_verbs)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++) {
        char names[128], *next = names;

        snprintf(names, sizeof(names), "%s", verb->options == NULL ? "" : verb->options);
        for (char *name; next != NULL && *next != '\0';) {
            const struct option *option;

            name = next;
            next = strchr(name, ' ');
            if (next != NULL)
                *next++ = '\0';
            option = option_at(option_find('\0', text_of(name)));
            ck_assert_msg(option != NULL && (option->sets & verb->takes) == 0, "%s: --%s",
                          verb_title(verb), name);
        }
    }
}
END_TEST

/* An example is a valid command line. */
static void check_command(const char *command)
{
    char copy[256], *words[16];
    int count = 0;
    struct command_line line;
    struct options options = {0};
    struct error error;

    ck_assert_uint_lt(strlen(command), sizeof(copy));
    memcpy(copy, command, strlen(command) + 1);
    for (char *at = copy; at != NULL && count < 16; count++) {
        words[count] = at;
        at = strchr(at, ' ');
        if (at != NULL)
            *at++ = '\0';
    }
    ck_assert_str_eq(words[0], "lsock");
    ck_assert_msg(command_line_parse(&line, count, words, &options, &error) &&
                      modes_check(&line, &options, &error),
                  "%s: %s", command, error.message);
    command_line_free(&line);
}

static void check_examples(const struct example *examples, size_t count)
{
    ck_assert_uint_ge(count, 3);
    for (size_t i = 0; i < count; i++) {
        check_phrase(examples[i].question, "a question");
        ck_assert_uint_le(2 + columns_of(examples[i].question), (size_t)help_left_width());
        check_command(examples[i].command);
    }
}

START_TEST(test_examples)
{
    check_examples(help_examples, help_example_count);
    check_examples(verb_examples, verb_example_count);
}
END_TEST

START_TEST(test_columns)
{
    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);

        check_name(column->name, COLUMN_BYTES);
        check_phrase(column->title, column->name);
        check_phrase(column->help, column->name);
        ck_assert(column->get != NULL);
        ck_assert_msg((column->type == VALUE_LIST) == (column->list != NULL), "%s: list",
                      column->name);
        for (size_t j = 0; j < i; j++) {
            ck_assert_msg(strcmp(column->name, column_at(j)->name) != 0, "%s twice", column->name);
            ck_assert_msg(strcmp(column->title, column_at(j)->title) != 0, "%s twice",
                          column->title);
        }
    }
    ck_assert_msg(column_find(TEXT("help")) == NULL, "--columns help is taken");
}
END_TEST

START_TEST(test_notes_and_statuses)
{
    for (size_t i = 0; i < note_code_count; i++) {
        check_name(note_codes[i].code, COLUMN_BYTES);
        check_sentence(note_codes[i].meaning, note_codes[i].code);
        ck_assert_msg(i == 0 || strcmp(note_codes[i - 1].code, note_codes[i].code) < 0,
                      "%s: out of alphabetical order", note_codes[i].code);
    }
    for (unsigned status = 0; status < STATUS_COUNT; status++)
        check_sentence(exit_status_meanings[status], "an exit status");
}
END_TEST

static bool ends_with(const char *word, const char *end)
{
    size_t length = strlen(word), tail = strlen(end);

    return length >= tail && strcmp(word + length - tail, end) == 0;
}

/* The rules of promtool and OpenMetrics: a name ends in its unit, only counters have _total, and
 * help needs no escapes. */
START_TEST(metrics_are_named_by_the_rules)
{
    const struct metric *metric;

    for (size_t i = 0; (metric = metric_at(i)) != NULL; i++) {
        ck_assert_msg(strncmp(metric->name, "lsock_", 6) == 0, "%s", metric->name);
        ck_assert_msg(strspn(metric->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(metric->name),
                      "%s", metric->name);
        ck_assert_msg(ends_with(metric->name, "_total") == metric->is_counter, "%s", metric->name);
        ck_assert_msg(ends_with(metric->name, "_bytes") == (metric->unit != NULL), "%s",
                      metric->name);
        ck_assert_msg(strpbrk(metric->help, "\"\\\n") == NULL && ends_with(metric->help, "."), "%s",
                      metric->name);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(metric->name, metric_at(k)->name);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("tables");
    TCase *tables = tcase_create("tables");

    tcase_add_test(tables, test_options_are_unique);
    tcase_add_test(tables, test_options_arguments);
    tcase_add_test(tables, test_options_texts);
    tcase_add_test(tables, test_options_groups_have_titles);
    tcase_add_test(tables, test_verbs);
    tcase_add_test(tables, test_options_of_verbs);
    tcase_add_test(tables, test_examples);
    tcase_add_test(tables, test_columns);
    tcase_add_test(tables, test_notes_and_statuses);
    tcase_add_test(tables, metrics_are_named_by_the_rules);
    suite_add_tcase(suite, tables);
    return suite;
}
