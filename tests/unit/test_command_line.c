/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: parsing and error messages. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "backend.h"
#include "command_line.h"
#include "habits.h"
#include "mode_check.h"
#include "option_platform.h"
#include "option_table.h"
#include "protocol.h"
#include "verb.h"

/* Owns the parsed data until the next call. */
static struct command_line line;
static struct options options;
static struct error error;

static bool parse(const char *const *words)
{
    static char room[2048], *argv[64];
    size_t used = 0;
    int argc = 0;

    for (; words[argc] != NULL; argc++) {
        size_t size = strlen(words[argc]) + 1;

        ck_assert(used + size <= sizeof(room) && argc < 63);
        argv[argc] = memcpy(room + used, words[argc], size);
        used += size;
    }
    argv[argc] = NULL;
    command_line_free(&line);
    options = (struct options){0};
    error = (struct error){0};
    return command_line_parse(&line, argc, argv, &options, &error) &&
           modes_check(&line, &options, &error);
}

#define ARGV(...) ((const char *const[]){"lsock", __VA_ARGS__, NULL})

#define ASSERT_TAKEN(...) ck_assert_msg(parse(ARGV(__VA_ARGS__)), "%s", error.message)

/* Asserts an error that underlines bytes begin..end of `argument`. */
static void assert_refused(const char *const *argv, const char *argument, size_t begin, size_t end,
                           const char *word)
{
    ck_assert_msg(!parse(argv), "%s is taken", argument);
    ck_assert_int_eq(error.status, STATUS_USAGE);
    ck_assert_msg(text_equal(error.typed, text_of(argument)), "%.*s", (int)error.typed.length,
                  error.typed.bytes);
    ck_assert_uint_eq(error.begin, begin);
    ck_assert_uint_eq(error.end, end);
    ck_assert_msg(strstr(error.message, word) != NULL || strstr(error.remedy, word) != NULL,
                  "%s / %s", error.message, error.remedy);
}

static void assert_words(size_t count, const char *const *words)
{
    ck_assert_uint_eq(line.word_count, count);
    for (size_t i = 0; i < count; i++)
        ck_assert(text_equal(line.words[i], text_of(words[i])));
}

START_TEST(nothing)
{
    ck_assert(parse((const char *const[]){"lsock", NULL}));
    ck_assert_uint_eq(line.word_count, 0);
    ck_assert(parse((const char *const[]){NULL})); /* allowed by execve */
    ck_assert_uint_eq(line.word_count, 0);
}
END_TEST

START_TEST(letters_alone_and_joined)
{
    ASSERT_TAKEN("-t", "-a", "-n");
    ck_assert_uint_eq(options.kinds.protocols, PROTOCOL_BIT(PROTOCOL_TCP));
    ASSERT_TAKEN("-tuln4");
    ck_assert_uint_eq(options.kinds.protocols,
                      PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP));
    ck_assert_uint_eq(options.families, FAMILY_BIT(FAMILY_INET));
    ck_assert_int_eq(options.selection, SELECT_LISTENING);
    ASSERT_TAKEN("-46");
    ck_assert_uint_eq(options.families, FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6));
    ASSERT_TAKEN("-HQO");
    ck_assert(options.no_heading && options.no_queues && options.one_line);
}
END_TEST

START_TEST(the_last_wins)
{
    ASSERT_TAKEN("-l", "-B", "-a");
    ck_assert_int_eq(options.selection, SELECT_ALL);
    ASSERT_TAKEN("-alB");
    ck_assert_int_eq(options.selection, SELECT_BOUND);
    ASSERT_TAKEN("-B", "--listening");
    ck_assert_int_eq(options.selection, SELECT_LISTENING);
    ASSERT_TAKEN("-nr");
    ck_assert(options.resolve);
    ASSERT_TAKEN("-rn");
    ck_assert(!options.resolve);
    ASSERT_TAKEN("--json", "--csv");
    ck_assert_int_eq(options.format, FORMAT_CSV);
}
END_TEST

START_TEST(arguments)
{
    ASSERT_TAKEN("--limit", "5", "--sort=-uid", "--columns", "uid,user");
    ck_assert_uint_eq(options.limit, 5);
    ck_assert(text_equal(options.sort, TEXT("-uid")));
    ck_assert(text_equal(options.columns, TEXT("uid,user")));
    ASSERT_TAKEN("--sort", "-uid"); /* an argument may look like an option */
    ck_assert(text_equal(options.sort, TEXT("-uid")));
    ASSERT_TAKEN("--columns=a=b");
    ck_assert(text_equal(options.columns, TEXT("a=b")));
    ASSERT_TAKEN("--columns=");
    ck_assert(options.columns.bytes != NULL && options.columns.length == 0);
    ASSERT_TAKEN("--limit=4294967295");
    ck_assert_uint_eq(options.limit, UINT32_MAX);
}
END_TEST

START_TEST(numbers_that_were_not_given)
{
    ASSERT_TAKEN("-t");
    ck_assert_uint_eq(options.limit, QUERY_NO_LIMIT);
    ck_assert_uint_eq(options_interval(&options), 1);
    ck_assert_int_eq(options.selection, SELECT_DEFAULT);
}
END_TEST

START_TEST(help)
{
    static const char *const words[] = {"diff"};

    ASSERT_TAKEN("help");
    ck_assert_int_eq(options.action, ACTION_HELP);
    ck_assert_uint_eq(line.word_count, 0);
    ASSERT_TAKEN("help", "diff");
    ck_assert_int_eq(options.action, ACTION_HELP);
    assert_words(1, words);
    ASSERT_TAKEN("diff", "help"); /* a file */
    ck_assert_int_eq(options.action, ACTION_VERB);
    assert_refused(ARGV("help", "dif"), "dif", 0, 3, "unknown verb");
    assert_refused(ARGV("help", "diff", "a"), "a", 0, 1, "unknown verb");
}
END_TEST

START_TEST(arguments_that_may_be_missing)
{
    static const char *const words[] = {"lines"};

    ASSERT_TAKEN("--json");
    ck_assert_int_eq(options.format, FORMAT_JSON);
    ASSERT_TAKEN("--json=lines");
    ck_assert_int_eq(options.format, FORMAT_JSON_LINES);
    ASSERT_TAKEN("--json=pretty");
    ck_assert_int_eq(options.format, FORMAT_JSON_PRETTY);
    assert_refused(ARGV("--json", "lines"), "lines", 0, 5, "--json=lines");
    ASSERT_TAKEN("--json", "--", "lines");
    ck_assert_int_eq(options.format, FORMAT_JSON);
    assert_words(1, words);
    ASSERT_TAKEN("--json", "80");
    ck_assert_int_eq(options.format, FORMAT_JSON);
    ASSERT_TAKEN("--color");
    ck_assert_int_eq(options.colour, COLOUR_ALWAYS);
    ASSERT_TAKEN("--color=never");
    ck_assert_int_eq(options.colour, COLOUR_NEVER);
}
END_TEST

START_TEST(words_stand_anywhere)
{
    static const char *const words[] = {"dport", "=", ":443", "-", ""};

    ASSERT_TAKEN("dport", "-t", "=", "--limit", "1", ":443", "-", "");
    assert_words(5, words);
    ck_assert_uint_eq(options.kinds.protocols, PROTOCOL_BIT(PROTOCOL_TCP));
}
END_TEST

START_TEST(after_two_dashes_all_are_words)
{
    static const char *const words[] = {"-t", "--json", "--"};

    ASSERT_TAKEN("--", "-t", "--json", "--");
    assert_words(3, words);
    ck_assert_uint_eq(options.kinds.protocols, 0);
    ASSERT_TAKEN("--");
    ck_assert_uint_eq(line.word_count, 0);
}
END_TEST

START_TEST(state_names)
{
    for (unsigned dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        char name[64] = "--state-names=";

        strncat(name, state_dialects[dialect].name, 40);
        ck_assert(parse((const char *const[]){"lsock", name, NULL}));
        ck_assert_uint_eq(options.state_names, dialect);
    }
}
END_TEST

START_TEST(wrong_options)
{
    assert_refused(ARGV("-t", "-ly"), "-ly", 2, 3, "unknown option");
    assert_refused(ARGV("-t-"), "-t-", 2, 3, "unknown option");
    assert_refused(ARGV("--jsno=lines"), "--jsno=lines", 0, 6, "--json?");
    assert_refused(ARGV("--xyzzyplugh"), "--xyzzyplugh", 0, 12, "--help");
    assert_refused(ARGV("--=x"), "--=x", 0, 2, "unknown option");
    assert_refused(ARGV("--tcp=1"), "--tcp=1", 5, 7, "takes no argument");
    assert_refused(ARGV("--limit"), "--limit", 0, 7, "missing argument");
    assert_refused(ARGV("-t", "--sort"), "--sort", 0, 6, "missing argument");
}
END_TEST

START_TEST(wrong_arguments)
{
    static const char *const limits[] = {"",   "-1",         "1x",
                                         " 1", "4294967296", "99999999999999999999999"};

    for (size_t i = 0; i < COUNT_OF(limits); i++)
        assert_refused(ARGV("--limit", limits[i]), limits[i], 0, strlen(limits[i]), "--limit");
    assert_refused(ARGV("--json=line"), "line", 0, 4, "pretty lines");
    assert_refused(ARGV("--json="), "", 0, 0, "pretty lines");
    assert_refused(ARGV("--json=pretty lines"), "pretty lines", 0, 12, "pretty lines");
    assert_refused(ARGV("--color=Always"), "Always", 0, 6, "auto always never");
    assert_refused(ARGV("--state-names=windwos"), "windwos", 0, 7, "windows");
    assert_refused(ARGV("--backend=nonsuch"), "nonsuch", 0, 7, "does not support that backend");
}
END_TEST

/* Abbreviations are rejected, because new options would make them ambiguous. */
START_TEST(no_abbreviations)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        for (size_t length = 1; length < strlen(option->name); length++) {
            char typed[64] = "--";

            memcpy(typed + 2, option->name, length);
            if (option_at(option_find('\0', text_of(typed + 2))) == NULL &&
                habit_find('\0', text_of(typed + 2)) == NULL)
                ck_assert_msg(!parse((const char *const[]){"lsock", typed, "1", NULL}), "%s",
                              typed);
        }
}
END_TEST

/* The text of a hint before its argument. */
static const char *hint_of(const struct habit *habit)
{
    static char hint[256];

    snprintf(hint, sizeof(hint), "%s", habit->hint);
    hint[strcspn(hint, "X")] = '\0';
    return hint;
}

START_TEST(options_of_other_tools)
{
    for (size_t i = 0; i < habit_count; i++) {
        const struct habit *habit = &habits[i];
        char name[64] = "--", letter[] = {'-', 't', habit->letter, '\0'};

        ck_assert((habit->instead == NULL) != (habit->hint == NULL));
        ck_assert(option_at(option_find(habit->letter, text_of(habit->name))) == NULL);
        if (habit->name != NULL)
            strncat(name, habit->name, 40);
        if (habit->instead != NULL) {
            bool is_word = ascii_is_alpha(habit->instead[0]);

            ASSERT_TAKEN(habit->name != NULL ? name : letter, is_word ? "1" : "-t");
            ck_assert_uint_eq(line.word_count, is_word ? 2 : 0);
            continue;
        }
        if (habit->name != NULL)
            assert_refused(ARGV(name), name, 0, strlen(name), hint_of(habit));
        if (habit->letter != '\0')
            assert_refused(ARGV(letter), letter, 2, 3, hint_of(habit));
    }
    assert_refused(ARGV("-k", "8080/tcp"), "-k", 1, 2, "`lsock -K 8080/tcp`");
    assert_refused(ARGV("--state=listen"), "--state=listen", 0, 7, "`lsock state listen`");
    assert_refused(ARGV("--port"), "--port", 0, 6, "missing");
    ASSERT_TAKEN("--port=80");
    assert_words(2, (const char *const[]){"port", "80"});
}
END_TEST

START_TEST(lsof_arguments_joined_to_letters)
{
    ASSERT_TAKEN("-nPiTCP:80,443", "-sTCP:^LISTEN,TIME_WAIT", "x");
    assert_words(6, (const char *const[]){"TCP", ":80,443", "exclude", "LISTEN", "TIME_WAIT", "x"});
    ASSERT_TAKEN("-i6udp@host:53");
    assert_words(3, (const char *const[]){"inet6", "udp", "host:53"});
    ASSERT_TAKEN("-i@[::1]:53");
    assert_words(1, (const char *const[]){"[::1]:53"});
    ASSERT_TAKEN("-i4");
    assert_words(0, NULL);
    ck_assert_uint_eq(options.families, FAMILY_BIT(FAMILY_INET));
    ASSERT_TAKEN("-itn");
    assert_words(0, NULL);
    assert_refused(ARGV("-iTCP,"), "-iTCP,", 3, 4, "unknown option");
    assert_refused(ARGV("-sTCP:"), "-sTCP:", 3, 4, "unknown option");
}
END_TEST

START_TEST(arguments_after_letters_of_other_tools)
{
    assert_refused(ARGV("-p", "812"), "812", 0, 3, "`lsock pid = 812`");
    assert_refused(ARGV("-tlnp", "80-90"), "80-90", 0, 5, "`lsock -p :80-90`");
    assert_refused(ARGV("--processes", "nginx"), "nginx", 0, 5, "`lsock process = nginx`");
    assert_refused(ARGV("-tu", "root"), "root", 0, 4, "`lsock user = root`");
    assert_refused(ARGV("-u", "53"), "53", 0, 2, "`lsock -u :53`");
    assert_refused(ARGV("-i", "4"), "4", 0, 1, "`lsock -4`");
    ASSERT_TAKEN("-i", "443");
    ASSERT_TAKEN("-p", ":443");
    ASSERT_TAKEN("-p", "established");
    ASSERT_TAKEN("-p", "8080/tcp");
    ASSERT_TAKEN("-p", "state", "listen");
    ASSERT_TAKEN("-p", "(", "tcp", ")");
    ASSERT_TAKEN("-pn", "80");
    ASSERT_TAKEN("-p", "-n", "80");
    ASSERT_TAKEN("-p", "--", "80");
    ASSERT_TAKEN("80", "-p");
    ASSERT_TAKEN("-p", "diff", "a.json", "b.json");
    ASSERT_TAKEN("diff", "-p", "a.json", "b.json");
}
END_TEST

START_TEST(help_and_version_have_no_words)
{
    ASSERT_TAKEN("-h");
    ASSERT_TAKEN("-h", "diff");
    ASSERT_TAKEN("diff", "-h");
    assert_refused(ARGV("-h", "nginx"), "nginx", 0, 5, "unknown verb");
    assert_refused(ARGV("diff", "a", "-h"), "a", 0, 1, "unknown verb");
    ASSERT_TAKEN("-V");
    assert_refused(ARGV("-V", "nginx"), "nginx", 0, 5, "takes no arguments");
}
END_TEST

static const char *refusal_there(const char *name)
{
    return option_platform_refusal(&option_platform_windows,
                                   option_at(option_find('\0', text_of(name))));
}

/* On Windows, options of netstat are hinted at, and options without meaning are rejected. */
START_TEST(windows)
{
    const struct option_platform *there = &option_platform_windows;

    ck_assert(option_platform_alias(there, 'b')->units &&
              !option_platform_alias(there, 'o')->units);
    ck_assert_ptr_null(option_platform_alias(there, 'n'));
    ck_assert_ptr_null(option_platform_alias(&option_platform_any, 'o'));
    for (const char *letter = "tunalpr46HOQhVsK"; *letter != '\0'; letter++)
        ck_assert_msg(option_platform_refusal(there, option_at(option_find(*letter, TEXT("")))) ==
                          NULL,
                      "-%c", *letter);
    ck_assert_ptr_nonnull(refusal_there("threads"));
    ck_assert_ptr_nonnull(refusal_there("unix"));
    ck_assert_ptr_null(
        option_platform_refusal(&option_platform_any, option_at(option_find('T', TEXT("")))));
}
END_TEST

/* A valid argument for the option. */
static const char *argument_of(const struct option *option)
{
    static char choice[16];

    if (option->completion == COMPLETE_DIALECTS)
        return "ss";
    if (option->completion == COMPLETE_BACKENDS)
        return backends[0]->name;
    if (option->completion == COMPLETE_FORMATS)
        return "json";
    if (option->choices == NULL)
        return "1";
    snprintf(choice, sizeof(choice), "%.*s", (int)strcspn(option->choices, " "), option->choices);
    return choice;
}

/* Whether lsock accepts the option after `typed`, which may be NULL; if not, the message must name
 * `what`. */
static bool is_taken(const struct option *option, const char *typed, const char *what,
                     bool what_is_output)
{
    char name[80], message[80];
    bool taken;

    if (option->argument == ARGUMENT_REQUIRED)
        snprintf(name, sizeof(name), "--%s=%s", option->name, argument_of(option));
    else
        snprintf(name, sizeof(name), "--%s", option->name);
    taken = parse(typed == NULL ? ARGV(name) : ARGV(typed, name)) ||
            strcmp(error.message, "--format has no effect without --read") == 0;
    snprintf(message, sizeof(message), "%s does not take --%s", what, option->name);
    /* Of two options that select the output, either may be rejected. */
    ck_assert_msg(taken || strcmp(error.message, message) == 0 ||
                      (what_is_output && strstr(error.message, " does not take --") != NULL),
                  "%s: %s", message, error.message);
    return taken;
}

static bool is_here(const struct option *option)
{
    return option_platform_refusal(option_platform, option) == NULL;
}

/* The option that selects the verb, as typed; or NULL if the verb's word is used. */
static const char *chooser(const struct verb *verb, const struct option **option)
{
    static char typed[80];
    const char *name = verb->name;

    *option = NULL;
    if (verb->chosen == 0)
        return name;
    *option = option_at(name[1] == '-' ? option_find('\0', text_of(name + 2))
                                       : option_find(name[1], TEXT("")));
    snprintf(typed, sizeof(typed), "%s%s", name,
             (*option)->argument == ARGUMENT_REQUIRED ? "=1" : "");
    return typed;
}

/* Whether it selects a verb that has precedence over `verb`. */
static bool chooses_another(const struct option *option, const struct verb *verb)
{
    return option->chosen != 0 && (verb->name == NULL || verb->chosen > option->chosen);
}

/* Every option with every verb: accepted, or rejected by name. */
START_TEST(options_and_verbs)
{
    const struct option *option, *chooses;
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++) {
        const char *typed = chooser(verb, &chooses);

        for (size_t k = 0; (option = option_at(k)) != NULL; k++)
            if (verb->run != NULL && is_here(option) && !chooses_another(option, verb) &&
                (chooses == NULL || is_here(chooses)))
                ck_assert_msg(is_taken(option, typed, verb_title(verb), false) ==
                                  option_is_taken(option, verb),
                              "%s: --%s: %s", verb_title(verb), option->name, error.message);
    }
}
END_TEST

/* The same with every output format, and with a recording. */
START_TEST(options_and_outputs)
{
    static const struct {
        unsigned mode;
        const char *typed;
    } cases[] = {
        {FORMAT_JSON, "--json"},
        {FORMAT_CSV, "--csv"},
        {MODE_COUNT, "--count"},
        {MODE_PLAN, "--plan"},
        {MODE_COLUMNS, "--columns=help"},
        {FORMAT_OPENMETRICS, "--openmetrics"},
        {FORMAT_PROMETHEUS, "--prometheus"},
        {MODE_RECORDING, "--read=x"},
    };
    const struct option *option;

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (size_t k = 0; (option = option_at(k)) != NULL; k++) {
            bool is_metrics =
                cases[i].mode == FORMAT_OPENMETRICS || cases[i].mode == FORMAT_PROMETHEUS;

            /* these change the output */
            if (!is_here(option) || strcmp(option->name, "columns") == 0 ||
                strcmp(option->name, "record") == 0 || strcmp(option->name, "read") == 0 ||
                !option_is_taken(option, is_metrics ? &verb_summary : &verb_list))
                continue;
            ck_assert_msg(is_taken(option, cases[i].typed, mode_title(cases[i].mode), true) ==
                              ((option->modes & MODE_BIT(cases[i].mode)) != 0),
                          "%s: --%s: %s", cases[i].typed, option->name, error.message);
        }
}
END_TEST

START_TEST(unused_words_are_rejected)
{
    assert_refused(ARGV("--columns", "help", "uid"), "uid", 0, 3, "takes no arguments");
    assert_refused(ARGV("explain", "--list", "LISTEN"), "LISTEN", 0, 6, "takes no arguments");
    assert_refused(ARGV("diff", "--json-schema", "a"), "a", 0, 1, "takes no arguments");
    assert_refused(ARGV("-sK", "listen"), "-sK", 1, 2, "-K does not take -s");
    assert_refused(ARGV("--interval=3"), "--interval=3", 0, 10, "it works with doctor, why and -E");
    assert_refused(ARGV("diff", "a", "b", "-N", "x"), "-N", 1, 2, "a recording does not take -N");
    ASSERT_TAKEN("-s", "--plan", "--help");
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("command_line");
    TCase *right = tcase_create("right"), *wrong = tcase_create("wrong");

    tcase_add_test(right, nothing);
    tcase_add_test(right, letters_alone_and_joined);
    tcase_add_test(right, the_last_wins);
    tcase_add_test(right, arguments);
    tcase_add_test(right, arguments_that_may_be_missing);
    tcase_add_test(right, words_stand_anywhere);
    tcase_add_test(right, after_two_dashes_all_are_words);
    tcase_add_test(right, state_names);
    tcase_add_test(right, numbers_that_were_not_given);
    tcase_add_test(right, help);
    tcase_add_test(wrong, wrong_options);
    tcase_add_test(wrong, wrong_arguments);
    tcase_add_test(wrong, no_abbreviations);
    tcase_add_test(wrong, options_of_other_tools);
    tcase_add_test(wrong, lsof_arguments_joined_to_letters);
    tcase_add_test(wrong, arguments_after_letters_of_other_tools);
    tcase_add_test(wrong, help_and_version_have_no_words);
    tcase_add_test(wrong, windows);
    tcase_add_test(wrong, options_and_verbs);
    tcase_add_test(wrong, options_and_outputs);
    tcase_add_test(wrong, unused_words_are_rejected);
    suite_add_tcase(suite, right);
    suite_add_tcase(suite, wrong);
    return suite;
}
