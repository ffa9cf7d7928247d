/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the output of view/host_values_json.c. Unknown keys are skipped. */
#include <string.h>

#include "number.h"
#include "replay.h"

struct numbers {
    int64_t list[2];
    unsigned count; /* 0: not usable as numbers */
};

static struct text key_now(const struct replay *replay)
{
    return builder_text(&replay->reader.text);
}

static bool parse_integer(struct text digits, int64_t *number)
{
    bool negative = digits.length > 0 && digits.bytes[0] == '-';
    uint64_t magnitude;

    if (!number_parse(text_from(digits, negative), INT64_MAX, &magnitude))
        return false;
    *number = negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return true;
}

/* Reads an array of one or two numbers. */
static bool read_numbers(struct replay *replay, struct numbers *numbers)
{
    enum token token = json_read(&replay->reader);
    bool good = token == TOKEN_BEGIN_ARRAY;

    *numbers = (struct numbers){{0, 0}, 0};
    if (!good)
        return json_skip(&replay->reader, token);
    while ((token = json_read(&replay->reader)) != TOKEN_END_ARRAY) {
        good = good && token == TOKEN_NUMBER && numbers->count < 2 &&
               parse_integer(key_now(replay), &numbers->list[numbers->count]);
        numbers->count += good;
        if (!json_skip(&replay->reader, token))
            return false;
    }
    if (!good)
        numbers->count = 0;
    return true;
}

/* Whether the key is "GROUP.NAME". */
static bool is_pair(struct text key, const char *group, const char *name)
{
    struct text first = text_of(group);

    return text_starts_with(key, first) && key.length > first.length &&
           key.bytes[first.length] == '.' &&
           text_equal(text_from(key, first.length + 1), text_of(name));
}

static bool read_setting(struct replay *replay)
{
    const struct setting *setting = setting_find(key_now(replay));
    struct setting_values *values = &replay->to->host->settings;
    struct numbers numbers;

    if (!read_numbers(replay, &numbers))
        return false;
    if (setting != NULL && numbers.count > 0 && numbers.count == setting->numbers)
        values->values[setting - setting_table] =
            (struct setting_value){true, {numbers.list[0], numbers.list[1]}};
    return true;
}

static bool read_counter(struct replay *replay)
{
    struct numbers numbers;
    size_t i = 0;

    while (i < counter_count &&
           !is_pair(key_now(replay), counter_table[i].group, counter_table[i].name))
        i++;
    if (!read_numbers(replay, &numbers))
        return false;
    if (i < counter_count && numbers.count == 1 && numbers.list[0] >= 0)
        replay->to->host->counters.values[i] =
            (struct counter_value){true, (uint64_t)numbers.list[0]};
    return true;
}

static bool read_usage(struct replay *replay)
{
    struct host_reading *host = replay->to->host;
    struct sockstat_value *value =
        is_pair(key_now(replay), "conntrack", "connections") ? &host->conntrack : NULL;
    struct numbers numbers;

    for (size_t i = 0; i < SOCKSTAT_COUNT && value == NULL; i++)
        if (is_pair(key_now(replay), protocol_names[sockstat_infos[i].protocol],
                    sockstat_infos[i].name))
            value = &host->sockstat.values[i];
    if (!read_numbers(replay, &numbers))
        return false;
    if (value != NULL && numbers.count > 0 && numbers.list[0] >= 0 && numbers.list[1] >= 0)
        *value = (struct sockstat_value){true, numbers.count == 2, (uint64_t)numbers.list[0],
                                         (uint64_t)numbers.list[1]};
    return true;
}

/* Reads the members of an object, each with `read`. */
static bool read_object(struct replay *replay, bool (*read)(struct replay *replay))
{
    enum token token = json_read(&replay->reader);
    bool member = true;

    if (token != TOKEN_BEGIN_OBJECT)
        return json_skip(&replay->reader, token);
    while (replay_next_member(replay, &member) && member)
        if (!read(replay))
            return false;
    return replay->reader.problem == NULL;
}

static bool read_netns(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    if (token != TOKEN_NUMBER ||
        !number_parse(key_now(replay), UINT64_MAX, &replay->to->host->netns))
        replay->to->host->netns = 0;
    return json_skip(&replay->reader, token);
}

/* A text that is longer than we write is cut. */
static bool read_conntrack_top(struct replay *replay)
{
    enum token token = json_read(&replay->reader);
    char *out = replay->to->host->conntrack_top;
    struct text text = key_now(replay);
    size_t length = text.length < CONNTRACK_TOP_ROOM ? text.length : CONNTRACK_TOP_ROOM - 1;

    if (token == TOKEN_TEXT) {
        memcpy(out, text.bytes, length);
        out[length] = '\0';
    }
    return json_skip(&replay->reader, token);
}

static bool read_member(struct replay *replay)
{
    enum token token;

    if (replay_is_key(replay, "settings"))
        return read_object(replay, read_setting);
    if (replay_is_key(replay, "counters"))
        return read_object(replay, read_counter);
    if (replay_is_key(replay, "usage"))
        return read_object(replay, read_usage);
    if (replay_is_key(replay, "conntrack_top"))
        return read_conntrack_top(replay);
    if (replay_is_key(replay, "netns"))
        return read_netns(replay);
    if (!replay_is_key(replay, "every_tcp_socket"))
        return json_skip(&replay->reader, json_read(&replay->reader));
    token = json_read(&replay->reader);
    replay->to->host->every_tcp = token == TOKEN_TRUE;
    return json_skip(&replay->reader, token);
}

bool replay_read_host_values(struct replay *replay)
{
    *replay->to->has_host = true;
    return read_object(replay, read_member);
}
