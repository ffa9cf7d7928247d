/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conntrack.h"
#include "number.h"

/* "src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 … src=10.0.0.2 dst=10.0.0.1 sport=80 …": the
 * first direction, then the other. */
bool conntrack_parse(struct text line, struct conntrack_entry *entry)
{
    unsigned sources = 0, words = 0;

    *entry = (struct conntrack_entry){.protocol = {NULL, 0}};
    while (line.length > 0) {
        struct text word = text_take_until(&line, ' ');

        if (word.length == 0)
            continue;
        if (++words == 3)
            entry->protocol = word;
        if (text_starts_with(word, TEXT("src=")) && ++sources == 2)
            entry->by = text_from(word, 4);
        else if (text_starts_with(word, TEXT("dst=")) && sources == 1)
            entry->to = text_from(word, 4);
        else if (text_starts_with(word, TEXT("dport=")) && sources == 1)
            entry->to_port = text_from(word, 6);
        else if (text_starts_with(word, TEXT("sport=")) && sources == 2)
            entry->by_port = text_from(word, 6);
    }
    return sources == 2 && entry->to.length > 0;
}

typedef bool visitor(void *context, const struct conntrack_entry *entry);

/* Until one is seen that ends it. Lines that are longer than the buffer are skipped. */
static void each(visitor *visit, void *context)
{
    char bytes[16384];
    size_t used = 0;
    ssize_t got = 1;
    bool more = true;
    int fd = open("/proc/net/nf_conntrack", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    while (more && (got = read(fd, bytes + used, sizeof(bytes) - used)) > 0) {
        struct text rest = {bytes, used + (size_t)got};
        const char *end;

        while (more && (end = memchr(rest.bytes, '\n', rest.length)) != NULL) {
            struct conntrack_entry entry;
            struct text line = text_take_until(&rest, '\n');

            if (conntrack_parse(line, &entry))
                more = visit(context, &entry);
        }
        used = rest.length == sizeof(bytes) ? 0 : rest.length;
        memmove(bytes, rest.bytes, used);
    }
    close(fd);
}

/* Candidates for the most frequent key (Misra and Gries): a key that more than a twentieth of all
 * entries have is one of them. */
#define CANDIDATES 20

struct counting {
    struct {
        char key[80];
        uint64_t count;
    } list[CANDIDATES];
    uint64_t total;
    bool exactly; /* second pass */
};

static void write_key(const struct conntrack_entry *entry, char key[80])
{
    snprintf(key, 80, "%.*s to %.*s",
             (int)(entry->protocol.length < 16 ? entry->protocol.length : 16),
             entry->protocol.bytes, (int)(entry->to.length < 46 ? entry->to.length : 46),
             entry->to.bytes);
}

static bool count(void *context, const struct conntrack_entry *entry)
{
    struct counting *counting = context;
    size_t free = CANDIDATES;
    char key[80];

    write_key(entry, key);
    counting->total++;
    for (size_t i = 0; i < CANDIDATES; i++) {
        if (counting->list[i].key[0] != '\0' && strcmp(counting->list[i].key, key) == 0) {
            counting->list[i].count++;
            return true;
        }
        if (counting->list[i].count == 0)
            free = i;
    }
    if (counting->exactly)
        return true;
    if (free < CANDIDATES) {
        memcpy(counting->list[free].key, key, sizeof(key));
        counting->list[free].count = 1;
        return true;
    }
    for (size_t i = 0; i < CANDIDATES; i++)
        counting->list[i].count--;
    return true;
}

void conntrack_top(char out[CONNTRACK_TOP_ROOM])
{
    struct counting counting = {.total = 0};
    size_t best = 0;

    out[0] = '\0';
    each(count, &counting);
    for (size_t i = 0; i < CANDIDATES; i++)
        counting.list[i].count = 0;
    counting.total = 0;
    counting.exactly = true;
    each(count, &counting);
    for (size_t i = 1; i < CANDIDATES; i++)
        if (counting.list[i].count > counting.list[best].count)
            best = i;
    if (counting.list[best].count > 0 && counting.list[best].count * 10 >= counting.total)
        snprintf(out, CONNTRACK_TOP_ROOM, "%llu of them %s",
                 (unsigned long long)counting.list[best].count, counting.list[best].key);
}

struct redirect {
    struct text protocol;
    uint16_t port;
    char *out;
    bool found;
};

static bool find_redirect(void *context, const struct conntrack_entry *entry)
{
    struct redirect *redirect = context;
    bool brackets = entry->by.length > 0 && memchr(entry->by.bytes, ':', entry->by.length) != NULL;
    uint64_t port;

    if (!text_equal(entry->protocol, redirect->protocol) ||
        !number_parse(entry->to_port, UINT16_MAX, &port) || port != redirect->port ||
        entry->by_port.length == 0 ||
        (text_equal(entry->by, entry->to) && text_equal(entry->by_port, entry->to_port)) ||
        entry->by.length > 46 || entry->by_port.length > 5)
        return true;
    snprintf(redirect->out, CONNTRACK_TOP_ROOM, "%s%.*s%s:%.*s", brackets ? "[" : "",
             (int)entry->by.length, entry->by.bytes, brackets ? "]" : "",
             (int)entry->by_port.length, entry->by_port.bytes);
    redirect->found = true;
    return false;
}

bool conntrack_redirect(struct text protocol, uint16_t port, char out[CONNTRACK_TOP_ROOM])
{
    struct redirect redirect = {protocol, port, out, false};

    out[0] = '\0';
    each(find_redirect, &redirect);
    return redirect.found;
}
