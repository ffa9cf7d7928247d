/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "help.h"

#include <string.h>

#include "option_platform.h"
#include "style.h"
#include "verb.h"

const struct example help_examples[] = {
    {"What uses port 8080?", "lsock 8080"},
    {"What has nginx open?", "lsock nginx"},
    {"What is in CLOSE-WAIT?", "lsock close-wait"},
    {"Who is connected?", "lsock connected"},
    {"What is listening?", "lsock -l"},
    {"Who talks to whom?", "lsock --map"},
    {"What is wrong here?", "lsock doctor"},
    {"Why is port 80 taken?", "lsock why 80"},
    {"What changes right now?", "lsock --watch"},
    {"Is port 8080 open yet?", "lsock wait -l :8080"},
    {"Listeners for a script", "lsock -l --json"},
};

const size_t help_example_count = COUNT_OF(help_examples);

const struct example verb_examples[] = {
    {"What is TIME-WAIT?", "lsock explain TIME-WAIT"},
    {"What is a SYN-ACK?", "lsock explain SYN-ACK"},
    {"How do they differ?", "lsock explain CLOSE-WAIT vs TIME-WAIT"},
    {"From one to the other?", "lsock explain SYN-SENT ESTABLISHED"},
    {"What is this error?", "lsock explain ECONNRESET"},
    {"What is this here?", "lsock explain netstat -tulpn"},
    {"What has changed?", "lsock diff before.json"},
    {"Only one program?", "lsock doctor process = nginx"},
    {"Does it go on?", "lsock doctor --watch"},
    {"Another machine?", "lsock doctor --read there.json"},
    {"And a UDP port?", "lsock why udp/53"},
    {"At one address?", "lsock why 127.0.0.1:80"},
    {"And a unix socket?", "lsock why /run/app.sock"},
    {"Is it gone yet?", "lsock wait --gone -l :8080"},
    {"No CLOSE-WAIT left?", "lsock assert --none state close-wait"},
    {"Does nginx listen?", "lsock assert -l :80 --by nginx"},
};

const size_t verb_example_count = COUNT_OF(verb_examples);

static void write_heading(struct output *output, const char *heading, bool colour)
{
    output_byte(output, '\n');
    output_text(output, style_begin(ROLE_HEADING, colour));
    output_printf(output, "%s:", heading);
    output_text(output, style_end(ROLE_HEADING, colour));
    output_byte(output, '\n');
}

void help_option_names(char room[HELP_NAMES_ROOM], const struct option *option)
{
    bool has_letter =
        option->letter != '\0' && option_platform_alias(option_platform, option->letter) == NULL;
    int length = snprintf(room, HELP_NAMES_ROOM, has_letter ? "-%c, " : "    ", option->letter);

    length += snprintf(room + length, HELP_NAMES_ROOM - (size_t)length, "--%s", option->name);
    if (option->argument != ARGUMENT_NONE)
        snprintf(room + length, HELP_NAMES_ROOM - (size_t)length,
                 option->argument == ARGUMENT_OPTIONAL ? "[=%s]" : " %s", option->metavar);
}

int help_left_width(void)
{
    char names[HELP_NAMES_ROOM];
    const struct option *option;
    size_t width = 0;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        help_option_names(names, option);
        width = strlen(names) > width ? strlen(names) : width;
    }
    return (int)width + 2;
}

static void write_pair(struct output *output, const char *left, const char *right)
{
    output_printf(output, "  %-*s%s\n", help_left_width(), left, right);
}

/* The help of the default verb lists every option. */
static bool is_shown(const struct option *option, const struct verb *verb)
{
    return option_platform_refusal(option_platform, option) == NULL &&
           (verb->name == NULL || option_is_taken(option, verb));
}

static void write_aliases(struct output *output, const struct option *option)
{
    for (size_t i = 0; i < option_platform->alias_count; i++) {
        const struct option_alias *alias = &option_platform->aliases[i];
        char left[] = {'-', alias->letter, '\0'};

        if (strcmp(alias->option, option->name) == 0)
            write_pair(output, left, alias->summary);
    }
}

static void write_group(struct output *output, const struct option_group *group,
                        const struct verb *verb, bool colour)
{
    char names[HELP_NAMES_ROOM];
    size_t shown = 0;

    for (size_t i = 0; i < group->count; i++) {
        const struct option *option = &group->rows[i];

        if (!is_shown(option, verb))
            continue;
        if (shown++ == 0)
            write_heading(output, group->title, colour);
        help_option_names(names, option);
        write_pair(output, names, option->summary);
        write_aliases(output, option);
    }
}

static void write_usage(struct output *output, const char *before, const struct verb *verb)
{
    output_printf(output, "%s%s%s%s\n", before, verb->name == NULL ? "" : verb->name,
                  verb->name == NULL ? "" : " ", verb->usage);
}

static void write_all(struct output *output, bool colour)
{
    const struct verb *verb;

    write_usage(output, "Usage: lsock ", verb_at(0));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            write_usage(output, "       lsock ", verb);
    output_text(output,
                TEXT("List sockets, explain their states, find what is wrong with them.\n"));
    write_heading(output, "Examples", colour);
    for (size_t i = 0; i < help_example_count; i++)
        write_pair(output, help_examples[i].question, help_examples[i].command);
    write_heading(output, "Verbs", colour);
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            write_pair(output, verb->name, verb->summary);
}

/* Whether the example is a command of the verb. */
static bool is_of(const struct example *example, const struct verb *verb)
{
    struct text rest = text_from(text_of(example->command), strlen("lsock "));

    return text_equal(text_take_until(&rest, ' '), text_of(verb->name));
}

static void write_examples(struct output *output, const struct verb *verb, bool colour)
{
    size_t shown = 0;

    for (size_t i = 0; i < help_example_count + verb_example_count; i++) {
        const struct example *one =
            i < help_example_count ? &help_examples[i] : &verb_examples[i - help_example_count];

        if (!is_of(one, verb))
            continue;
        if (shown++ == 0)
            write_heading(output, "Examples", colour);
        write_pair(output, one->question, one->command);
    }
}

void help_write(const struct verb *verb, struct output *output, bool colour)
{
    const struct option_group *group;

    if (verb->name == NULL) {
        write_all(output, colour);
    } else {
        write_usage(output, "Usage: lsock ", verb);
        output_printf(output, "%c%s.\n", ascii_upper(verb->summary[0]), verb->summary + 1);
        write_examples(output, verb, colour);
    }
    for (size_t i = 0; (group = option_group_at(i)) != NULL; i++)
        if (!group->hidden)
            write_group(output, group, verb, colour);
    output_printf(output, "\n%s\n", option_platform->more);
}
