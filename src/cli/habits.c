/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "habits.h"

#include <string.h>

#include "commands.h"
#include "filter.h"
#include "number.h"
#include "option_platform.h"

/* clang-format off */
const struct habit habits[] = {
    {'P', NULL, "lsof", .instead = ""},
    {'W', "wide", "netstat", .instead = ""},
    {'U', NULL, "lsof", .instead = "--unix"},
    {'J', NULL, "lsof", .instead = "--json"},
    {'q', NULL, "sockstat", .instead = "--no-header"},
    {'?', NULL, "netstat", .instead = "--help"},
    {'\0', "listen", "somo", .instead = "--listening"},
    {'\0', "programs", "netstat", .instead = "--processes"},
    {'\0', "extend", "netstat", .instead = "--extended"},
    {'\0', "timers", "netstat", .instead = "--options"},
    {'\0', "inet", "netstat", .instead = "--ipv4"},
    {'\0', "inet6", "netstat", .instead = "--ipv6"},
    {'\0', "numeric-hosts", "netstat", .instead = ""},
    {'\0', "numeric-ports", "netstat", .instead = ""},
    {'\0', "numeric-users", "netstat", .instead = ""},
    {'\0', "port", "somo", .instead = "port"},
    {'\0', "local-port", "somo", .instead = "sport"},
    {'\0', "remote-port", "somo", .instead = "dport"},
    {'\0', "proto", "somo", .instead = "protocol"},
    {'\0', "pid", "somo", .instead = "pid"},
    {'\0', "host", "tcpdump", .instead = "host"},
    {'\0', "src", "tcpdump", .instead = "src"},
    {'\0', "dst", "tcpdump", .instead = "dst"},
    {'\0', "user", "ps", .instead = "user"},

    {'d', "dccp", "ss", .hint = "lsock does not list DCCP sockets"},
    {'D', "diag", "ss", .hint = "`lsock --record FILE` writes a recording"},
    {'\0', "tipcinfo", "ss", .hint = "lsock does not show TIPC details"},
    {'\0', "bpf-maps", "ss", .hint = "lsock does not show BPF socket-local storage"},
    {'c', "continuous", "netstat, lsof and sockstat",
     .hint = "`lsock --watch` repeats it; one program: `lsock process = X`; all connections: `lsock connected`"},
    {'v', "verbose", "netstat and fuser", .hint = "`lsock -e` shows more of each socket; `lsock -V` shows the version"},
    {'k', NULL, "fuser", .hint = "`lsock -K X` closes the sockets; to end the processes: `fuser -k X`"},
    {'L', NULL, "netstat and sockstat", .hint = "`lsock -l` lists listeners; `lsock not loopback` omits loopback"},
    {'j', NULL, "lsof and sockstat", .hint = "`lsock --json=lines` prints JSON lines; `lsock container = X` selects a container"},
    {'g', "groups", "netstat", .hint = "`ip maddr` shows multicast groups"},
    {'I', "interfaces", "netstat", .hint = "`ip -s link` shows interfaces; `lsock X` shows the sockets of one"},
    {'\0', "route", "netstat", .hint = "`ip route` shows routes"},
    {'\0', "statistics", "netstat", .hint = "`lsock -s` counts sockets; `nstat` shows protocol counters"},
    {'\0', "masquerade", "netstat", .hint = "`conntrack -L` shows translated connections"},
    {'\0', "process", "somo", .hint = "`lsock -p` shows processes; `lsock process = X` selects one"},
    {'\0', "program", "netstat and somo", .hint = "`lsock -p` shows processes; `lsock process = X` selects one"},
    {'\0', "state", "other tools", .hint = "`lsock state X`"},
    {'\0', "ip", "somo", .hint = "`lsock host X`"},
};
/* clang-format on */
const size_t habit_count = COUNT_OF(habits);

#define REPEAT "to repeat it: `lsock --watch=X`; for a port: `:X`"

/* Options without an argument here that take a number or name in other tools. Here the word after
 * them would mean a port or a process. */
static const struct follower {
    char letter;
    const char *only; /* the only word meant; NULL: any word */
    const char *number, *name;
    bool interval; /* the interval of netstat on Windows: a small number */
} followers[] = {
    {'a', NULL, REPEAT, NULL, true},
    {'n', NULL, REPEAT, NULL, true},
    {'p', NULL, REPEAT "; for a process: `lsock pid = X`", NULL, true},
    {'p', NULL, "`lsock pid = X`, or for a port `lsock -p :X`", "`lsock process = X`", false},
    {'u', NULL, "`lsock -u :X`, or for a user `lsock uid = X`", "`lsock user = X`", false},
    {'i', "4", "`lsock -X`, or for a port `lsock -i :X`", NULL, false},
    {'i', "6", "`lsock -X`, or for a port `lsock -i :X`", NULL, false},
};

const struct habit *habit_find(char letter, struct text name)
{
    for (size_t i = 0; i < COUNT_OF(habits); i++)
        if ((letter != '\0' && habits[i].letter == letter) ||
            (name.length > 0 && text_equal(name, text_of(habits[i].name))))
            return &habits[i];
    return NULL;
}

static void set_hint(struct error *error, const char *hint, struct text next)
{
    struct builder filled = {0};
    struct text value =
        next.length > 0 && next.length < 64 && next.bytes[0] != '-' ? next : TEXT("X");

    for (; *hint != '\0'; hint++)
        if (*hint == 'X')
            builder_add(&filled, value);
        else
            builder_add_byte(&filled, *hint);
    error_remedy(error, "%.*s", (int)filled.length, filled.length == 0 ? "" : filled.bytes);
    builder_free(&filled);
}

static struct text typed_part(struct given typed)
{
    return text_part(typed.typed, typed.begin, typed.end);
}

static const char *dash_of(struct given typed)
{
    return typed.begin == 0 ? "" : "-";
}

bool habit_refuse(const struct habit *habit, struct given typed, struct text next,
                  struct error *error)
{
    struct text part = typed_part(typed);

    error_set(error, STATUS_USAGE, "unknown option %s%.*s: it belongs to %s", dash_of(typed),
              (int)part.length, part.bytes, habit->tool);
    set_hint(error, habit->hint, next);
    return error_mark(error, typed.typed, typed.begin, typed.end);
}

size_t habit_take_rest(char letter, struct text rest, struct text *words)
{
    return letter == 'i'   ? lsof_internet(rest, words)
           : letter == 's' ? lsof_states(rest, words)
                           : 0;
}

bool habit_is_states(char letter, struct text word)
{
    struct text states = word, protocol = text_take_until(&states, ':');
    enum protocol found;

    return letter == 's' && states.length > 0 && !ascii_is_digit(states.bytes[0]) &&
           protocol_from_name(protocol, &found);
}

/* Whether the word is a valid argument of an option that takes one only after `=`. */
static bool is_argument(const struct option *option, struct text word)
{
    struct error ignored = {.status = STATUS_DONE};
    struct options scratch = OPTIONS_DEFAULT;

    return option->argument == ARGUMENT_OPTIONAL && option_set(option, &scratch, word, &ignored);
}

static const char *hint_for(char letter, struct text word)
{
    bool is_number = ascii_is_digit(word.bytes[0]);
    uint64_t seconds;
    bool is_interval =
        option_platform == &option_platform_windows && number_parse(word, 60, &seconds);

    for (size_t i = 0; i < COUNT_OF(followers); i++)
        if (followers[i].letter == letter && (is_interval || !followers[i].interval) &&
            (followers[i].only == NULL || text_equal(word, text_of(followers[i].only))))
            return is_number ? followers[i].number : followers[i].name;
    return NULL;
}

bool habit_allows_word(const struct option *option, struct given typed, struct text word,
                       struct error *error)
{
    struct text part = typed_part(typed);
    const char *hint;

    if (is_argument(option, word)) {
        error_set(error, STATUS_USAGE, "%.*s takes its argument after `=`", (int)part.length,
                  part.bytes);
        error_remedy(error, "--%s=%.*s", option->name, (int)word.length, word.bytes);
    } else {
        hint = filter_is_name(word) ? hint_for(option->letter, word) : NULL;
        if (hint == NULL)
            return true;
        error_set(error, STATUS_USAGE, "%s%.*s takes no argument", dash_of(typed), (int)part.length,
                  part.bytes);
        set_hint(error, hint, word);
    }
    return error_mark(error, word, 0, word.length);
}
