/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The topic of a command of another tool: what each part does there, and the command here. */
#include <string.h>

#include "arena.h"
#include "builder.h"
#include "commands.h"
#include "fill.h"
#include "topic_names.h"

/* What the command here is made of. */
struct made {
    struct builder letters, options, selection, states, operands;
    const char *joint;   /* between two selections */
    const char *instead; /* another command in place of lsock; NULL: none */
};

static bool is_plain(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c) || strchr("@%+=:,./-_ ^", c) != NULL;
}

/* As a shell takes it for one word, if it must be quoted; blanks alone need no quotes if `many`. */
static void add_quoted(struct builder *line, struct text text, bool many)
{
    bool plain = text.length > 0;

    for (size_t i = 0; i < text.length; i++)
        plain = plain && text.bytes[i] != '\0' && is_plain(text.bytes[i]) &&
                (many || text.bytes[i] != ' ');
    if (plain) {
        builder_add(line, text);
        return;
    }
    builder_add_byte(line, '\'');
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == '\'')
            builder_add(line, TEXT("'\\''"));
        else
            builder_add_byte(line, text.bytes[i]);
    builder_add_byte(line, '\'');
}

static void add_letters(struct made *made, struct text letters)
{
    for (size_t i = 0; i < letters.length; i++)
        if (made->letters.length == 0 ||
            memchr(made->letters.bytes, letters.bytes[i], made->letters.length) == NULL)
            builder_add_byte(&made->letters, letters.bytes[i]);
}

static void separate(struct builder *builder, const char *separator)
{
    if (builder->length > 0)
        builder_add(builder, text_of(separator));
}

/* Adds the template with the value in place of X; "^Y" stands for all but Y. */
static void fill_template(struct builder *out, const char *template, struct text value)
{
    bool others = value.length > 1 && value.bytes[0] == '^';

    if (others)
        value = text_from(value, 1);
    for (const char *at = template; *at != '\0'; at++)
        if (*at == 'X')
            builder_add(out, value);
        else if (others && *at == '=')
            builder_add(out, TEXT("!="));
        else
            builder_add_byte(out, *at);
}

/* Each value of "1,2" with the template, joined by "or". */
static void add_values(struct builder *out, const char *template, struct text values)
{
    bool many = memchr(values.bytes == NULL ? "" : values.bytes, ',', values.length) != NULL;

    if (many)
        builder_add_byte(out, '(');
    for (bool first = true; first || values.length > 0; first = false) {
        if (!first)
            builder_add(out, TEXT(" or "));
        fill_template(out, template, text_take_until(&values, ','));
    }
    if (many)
        builder_add_byte(out, ')');
}

/* The filter that an argument stands for, by the table's function; false: not understood. */
static bool add_words(struct builder *out, const struct command_option *option,
                      struct text argument, struct arena *arena)
{
    struct text *words = arena_array(arena, argument.length + 1, sizeof(*words));
    bool is_states = option->words == lsof_states;
    size_t count = words == NULL ? 0 : option->words(argument, words);

    if (words != NULL && count == 0 &&
        (text_equal(argument, TEXT("4")) || text_equal(argument, TEXT("6"))))
        words[count++] = argument.bytes[0] == '4' ? TEXT("inet") : TEXT("inet6");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            builder_add(out, is_states && !text_equal(words[i - 1], TEXT("exclude")) ? TEXT(" or ")
                                                                                     : TEXT(" "));
        builder_add(out, words[i]);
    }
    return count > 0;
}

/* fuser's "80/tcp", "80,192.0.2.1,443/tcp", or "80" after -n tcp. */
static bool add_ports(struct builder *out, struct text name, struct text protocol)
{
    struct text ends = text_take_until(&name, '/'), local = text_take_until(&ends, ',');
    struct text host = text_take_until(&ends, ',');

    if (name.length > 0)
        protocol = name;
    if (local.length + ends.length + host.length == 0 ||
        (!text_equal(protocol, TEXT("tcp")) && !text_equal(protocol, TEXT("udp"))))
        return false;
    builder_add(out, protocol);
    if (local.length > 0)
        builder_printf(out, " sport = :%.*s", (int)local.length, local.bytes);
    if (host.length + ends.length > 0)
        builder_printf(out, " dst %.*s%s%.*s", (int)host.length, host.bytes,
                       ends.length > 0 ? ":" : "", (int)ends.length, ends.bytes);
    return true;
}

static const struct command_part *find_part(const struct command *command, const char *names)
{
    for (size_t i = 0; i < command->part_count; i++) {
        const struct command_part *part = &command->parts[i];
        struct text rest = text_of(part->option == NULL ? "" : part->option->names), name;

        while (topic_name_next(&rest, &name))
            if (topic_name_exactly_in(names, name, false))
                return part;
    }
    return NULL;
}

/* Puts parentheses around an "or" that is not alone: the blanks around it mean "and". */
static void add_joined(struct builder *line, struct text text, bool alone)
{
    bool has_or = false;

    for (size_t i = 0; i + 4 <= text.length; i++)
        has_or = has_or || memcmp(text.bytes + i, " or ", 4) == 0;
    has_or = has_or && !alone && text.bytes[0] != '(';
    if (has_or)
        builder_add_byte(line, '(');
    builder_add(line, text);
    if (has_or)
        builder_add_byte(line, ')');
}

static void add_selection(struct made *made, struct builder *term)
{
    separate(&made->selection, made->joint);
    add_joined(&made->selection, builder_text(term), made->joint[1] == 'o');
}

/* Adds an operand; `here` gets what it is here. False: nothing. */
static bool add_operand(const struct command *command, struct made *made, struct text operand,
                        struct builder *here)
{
    const struct command_part *space = find_part(command, "namespace");

    switch (command->tool->operands) {
    case OPERANDS_UNKNOWN:
        return false;
    case OPERANDS_FILTER:
        separate(&made->operands, " ");
        add_quoted(&made->operands, operand, false);
        return true;
    case OPERANDS_PORTS:
        if (!add_ports(here, operand, space == NULL ? TEXT("") : space->argument))
            return false;
        add_selection(made, here);
        return true;
    case OPERANDS_INTERVAL:
        if (operand.length > 4 || !ascii_is_digit(operand.bytes[0]))
            return false;
        builder_printf(here, "--watch=%.*s", (int)operand.length, operand.bytes);
        builder_add_byte(&made->options, ' ');
        builder_add(&made->options, builder_text(here));
        return true;
    }
    return false;
}

/* Adds an option that the tool knows; `here` gets what it is here. False: nothing. */
static bool add_option(struct made *made, const struct command_part *part, struct arena *arena,
                       struct builder *here)
{
    const struct command_option *option = part->option;
    struct text text = text_of(option->here);
    bool is_letters = text.length > 1 && text.bytes[0] == '-' && text.bytes[1] != '-' &&
                      memchr(text.bytes, ' ', text.length) == NULL;

    if (option->here == NULL)
        return false;
    if (option->words != NULL && part->argument.length > 0) {
        if (!add_words(here, option, part->argument, arena))
            return false;
        if (option->words == lsof_states) {
            separate(&made->states, " ");
            builder_add(&made->states, builder_text(here));
            return true;
        }
    } else if (text.length > 0 && text.bytes[0] != '-') {
        add_values(here, option->here, part->argument);
    } else {
        fill_template(here, option->here, part->argument);
        if (is_letters) {
            add_letters(made, text_from(text, 1));
        } else if (text.length > 0) {
            struct text name = text_take_until(&text, 'X');

            builder_add_byte(&made->options, ' ');
            builder_add(&made->options, name);
            if (name.bytes[name.length - 1] == ' ')
                add_quoted(&made->options, part->argument, false);
        }
        return true;
    }
    add_selection(made, here);
    return true;
}

static bool is_hiding(const struct command *command)
{
    for (size_t i = 0; i < command->part_count; i++)
        if (command->parts[i].operand &&
            topic_name_exactly_in("state;exclude", command->parts[i].typed, false))
            return false;
    return find_part(command, command->tool->shows) == NULL;
}

/* The whole command. */
static void add_command(const struct command *command, struct made *made, struct builder *line)
{
    const char *hidden = is_hiding(command) ? command->tool->hides : "";
    bool alone = made->states.length == 0 && made->operands.length == 0 && hidden[0] == '\0';
    struct builder filter = {0};

    if (made->instead != NULL) {
        builder_add(line, text_of(made->instead));
        return;
    }
    builder_add(line, TEXT("lsock"));
    if (made->letters.length > 0) {
        builder_add(line, TEXT(" -"));
        builder_add(line, builder_text(&made->letters));
    }
    builder_add(line, builder_text(&made->options));
    builder_add(&filter, text_of(hidden));
    separate(&filter, made->selection.length > 0 ? " " : "");
    add_joined(&filter, builder_text(&made->selection), alone);
    separate(&filter, made->states.length > 0 ? " " : "");
    add_joined(&filter, builder_text(&made->states), made->selection.length == 0);
    if (filter.length > 0) {
        builder_add_byte(line, ' ');
        add_quoted(line, builder_text(&filter), true);
    }
    if (made->operands.length > 0) {
        builder_add_byte(line, ' ');
        builder_add(line, builder_text(&made->operands));
    }
    line->failed = line->failed || filter.failed;
    builder_free(&filter);
}

static void add_row(struct report *report, const struct command_part *part, struct value here,
                    struct value meaning)
{
    bool bare = part->operand || part->typed.length == 0 || part->typed.bytes[0] == '-' ||
                part->typed.bytes[0] == '+';

    REPORT_ROW(report,
               report_printf(report, "%s%.*s%s%.*s", bare ? "" : "-", (int)part->typed.length,
                             part->typed.bytes, part->argument.length > 0 ? " " : "",
                             (int)part->argument.length,
                             part->argument.length > 0 ? part->argument.bytes : ""),
               here, meaning);
}

/* What the part is there and here. */
static void explain_part(const struct command *command, struct made *made,
                         const struct command_part *part, struct report *report)
{
    const struct command_option *option = part->option;
    const char *meaning = option != NULL  ? option->meaning
                          : part->operand ? "unknown, or not a socket"
                                          : "unknown option";
    struct builder here = {0};
    bool known;

    if (part->operand) {
        known = add_operand(command, made, part->typed, &here);
        if (known && here.length == 0)
            return; /* the filter has one row */
        meaning = !known                                         ? meaning
                  : command->tool->operands == OPERANDS_INTERVAL ? "seconds until it is repeated"
                                                                 : "which sockets";
    } else {
        bool bare = option != NULL && option->takes == TAKES_ARGUMENT && part->argument.length == 0;

        if (bare)
            meaning = "its argument is missing";
        known = option != NULL && !bare && add_option(made, part, report->arena, &here);
    }
    if (option != NULL && option->instead != NULL)
        made->instead = option->instead;
    add_row(report, part,
            !known             ? report_text(made->instead != NULL ? made->instead : "nothing")
            : here.length == 0 ? report_text("the default")
                               : report_printf(report, "%.*s", (int)here.length, here.bytes),
            report_text(meaning));
    builder_free(&here);
}

/* What the same letters mean to the tool of this name elsewhere. */
static void add_elsewhere(struct report *report, const struct command *command)
{
    struct value list = report_text(NULL);

    for (size_t i = 0; i < command_tool_count; i++) {
        const struct command_tool *tool = &command_tools[i];
        const char *lead = tool->system;

        if (tool == command->tool || strcmp(tool->name, command->tool->name) != 0)
            continue;
        for (size_t k = 0; k < command->part_count; k++) {
            const struct command_part *part = &command->parts[k];
            const struct command_option *other = command_option_find(tool, part->typed);
            bool is_option;

            if (part->operand || other == NULL || part->option == NULL ||
                strcmp(other->meaning, part->option->meaning) == 0)
                continue;
            is_option = other->here != NULL && other->here[0] == '-';
            report_join(report, &list, "; ",
                        report_printf(report, "%s%s-%.*s: %s%s%s", lead, lead[0] == '\0' ? "" : " ",
                                      (int)part->typed.length, part->typed.bytes, other->meaning,
                                      is_option ? ", here " : "", is_option ? other->here : "")
                            .text);
            lead = "";
        }
    }
    if (list.presence == VALUE_KNOWN)
        report_brief(report, "elsewhere", "Elsewhere", list.text);
}

static void made_free(struct made *made)
{
    builder_free(&made->letters);
    builder_free(&made->options);
    builder_free(&made->selection);
    builder_free(&made->states);
    builder_free(&made->operands);
}

/* The options of a tool that have an equivalent in lsock. */
static void list_options(struct report *report, const struct command_tool *tool)
{
    for (size_t i = 0; i < tool->count; i++) {
        const struct command_option *option = &tool->options[i];
        struct text rest = text_of(option->names), name = text_take_until(&rest, ';');

        if (option->here != NULL && option->here[0] != '\0')
            REPORT_ROW(report,
                       report_printf(report, "-%.*s%s", (int)name.length, name.bytes,
                                     option->takes == TAKES_ARGUMENT ? " X" : ""),
                       report_text(option->here), report_text(option->meaning));
    }
}

static void explain_command(struct report *report, const struct command *command)
{
    static const struct report_column columns[] = {WORDS("option", "OPTION"), WORDS("here", "HERE"),
                                                   PROSE("meaning", "", "")};
    struct made made = {.joint = command->tool->either && find_part(command, "a") == NULL ? " or "
                                                                                          : " "};
    struct builder line = {0};

    report_table(report, "options", "", columns, COUNT_OF(columns));
    if (command->part_count == 0) {
        list_options(report, command->tool);
        return;
    }
    if (find_part(command, "p") == NULL)
        add_letters(&made, text_of(command->tool->base));
    for (size_t i = 0; i < command->part_count; i++)
        explain_part(command, &made, &command->parts[i], report);
    if (made.operands.length > 0)
        REPORT_ROW(report,
                   report_printf(report, "%.*s", (int)made.operands.length, made.operands.bytes),
                   report_text("the same"), report_text("the filter"));
    add_command(command, &made, &line);
    if (!command->cut && (command->tool->operands != OPERANDS_PORTS || made.selection.length > 0))
        report_brief(report, "command", "Type",
                     report_printf(report, "%.*s", (int)line.length, line.bytes).text);
    add_elsewhere(report, command);
    report->failed = report->failed || line.failed;
    builder_free(&line);
    made_free(&made);
}

void fill_command(const struct filling *filling, const struct subject *subject)
{
    struct report *report = filling->report;
    const struct command_tool *tool = subject->row;
    struct command command = {.words = filling->all->words, .tool = tool};

    if (filling->all->word_count > 1) {
        command.words++;
        command.word_count = filling->all->word_count - 1;
    }
    command_split(&command, tool->name, filling->facts->windows);
    report_topic(report, "command", subject->typed, text_of(command.tool->does));
    if (command.cut) {
        report_section(report, "cut", "");
        report_paragraph(report, "It is too long: only its first %d parts are explained.",
                         COMMAND_PARTS_MAX);
    }
    explain_command(report, &command);
}
