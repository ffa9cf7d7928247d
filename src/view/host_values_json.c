/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "host_values_json.h"

#include "protocol.h"

static void write_settings(struct json *json, const struct setting_values *values)
{
    json_put(json, "'settings': {");
    for (size_t i = 0; i < setting_count; i++) {
        if (!values->values[i].have)
            continue;
        json_put(json, "'%s': ![", setting_table[i].key);
        for (unsigned number = 0; number < setting_table[i].numbers; number++)
            json_integer(json, values->values[i].numbers[number]);
        json_put(json, "]");
    }
    json_put(json, "}");
}

static void write_counters(struct json *json, const struct counter_values *values)
{
    json_put(json, "'counters': {");
    for (size_t i = 0; i < counter_count; i++)
        if (values->values[i].have)
            json_put(json, "'%s.%s': ![%n]", counter_table[i].group, counter_table[i].name,
                     values->values[i].number);
    json_put(json, "}");
}

static void write_usage(struct json *json, const char *protocol, const char *name,
                        const struct sockstat_value *value)
{
    if (!value->have)
        return;
    json_put(json, "'%s.%s': ![%n", protocol, name, value->number);
    if (value->have_limit)
        json_put(json, "%n", value->limit);
    json_put(json, "]");
}

void host_values_write(struct json *json, const struct host_reading *host)
{
    json_put(json, "'host_values': {'netns': %n, 'every_tcp_socket': %b", host->netns,
             host->every_tcp);
    write_settings(json, &host->settings);
    write_counters(json, &host->counters);
    if (host->conntrack_top[0] != '\0')
        json_put(json, "'conntrack_top': %s", host->conntrack_top);
    json_put(json, "'usage': {");
    for (size_t i = 0; i < SOCKSTAT_COUNT; i++)
        write_usage(json, protocol_names[sockstat_infos[i].protocol], sockstat_infos[i].name,
                    &host->sockstat.values[i]);
    write_usage(json, "conntrack", "connections", &host->conntrack);
    json_put(json, "}}");
}

void host_values_put_schema(struct json *json)
{
    static const char numbers[] =
        "'type': 'object', 'additionalProperties': {'type': 'array', 'items': {'type': 'integer'}}";

    json_put(json, "'host_values': {"
                   "  'description': 'only in a recording of lsock doctor: what the system "
                   "reported beside the sockets', 'type': 'object', 'properties': {"
                   "  'netns': {'description': 'inode of the network namespace; 0: unknown',"
                   "    'type': 'integer', 'minimum': 0},"
                   "  'every_tcp_socket': {'description': 'true: no filter left a TCP socket out',"
                   "    'type': 'boolean'},"
                   "  'conntrack_top': {'description': 'what the firewall tracks most; only if its "
                   "table is nearly full', 'type': 'string'},"
                   "  'settings': {'description': 'settings by key; a range has two numbers',");
    json_put(json, numbers);
    json_put(json, "}, 'counters': {'description': 'counters by group and name',");
    json_put(json, numbers);
    json_put(json, "}, 'usage': {'description': 'what is in use, and the limit if it has one',");
    json_put(json, numbers);
    json_put(json, "}}}");
}
