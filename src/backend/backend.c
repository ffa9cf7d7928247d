/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend.h"

#include <stdio.h>
#include <string.h>

const struct backend *backend_find(struct text name)
{
    for (size_t i = 0; i < backend_count; i++)
        if (text_equal(name, text_of(backends[i]->name)))
            return backends[i];
    return NULL;
}

static uint64_t netns_of(const struct request *request)
{
    if (request->netns != 0)
        return request->netns;
    return request->proc_root == NULL ? backend_netns() : backend_netns_under(request->proc_root);
}

/* Tries one table with one backend. On failure nothing remains but *error. */
static enum backend_result try_table(const struct backend *backend, const struct request *request,
                                     enum protocol protocol, const struct collector *collector,
                                     struct error *error)
{
    enum backend_result result;
    struct source *source;

    source = snapshot_begin_source(collector->snapshot, backend->name, protocol, backend->dialect,
                                   netns_of(request));
    if (source == NULL) {
        error_out_of_memory(error);
        return BACKEND_NO_MEMORY;
    }
    snapshot_sign_source(collector->snapshot, source, request->netns_name, request->netns_pid);
    result = backend->collect(request, protocol, collector, error);
    if (result != BACKEND_DONE)
        snapshot_abandon_source(collector->snapshot);
    if (result == BACKEND_NO_MEMORY)
        error_out_of_memory(error);
    return result;
}

/* Set if a backend other than the first had to read a table, and why. */
struct fallback {
    const struct backend *backend; /* NULL: none */
    struct error reason;
};

static void append_reason(struct error *error, const struct error *reason)
{
    size_t used = strlen(error->message);

    snprintf(error->message + used, sizeof(error->message) - used, "; %s", reason->message);
}

static enum backend_result collect_table(const struct backend *only, const struct request *request,
                                         enum protocol protocol, const struct collector *collector,
                                         struct fallback *fallback, struct error *error)
{
    enum backend_result result = BACKEND_FAILED;
    bool failed_before = false;

    *fallback = (struct fallback){NULL, {0}};
    error_set(error, STATUS_FAILED, "not supported by %s",
              only == NULL ? "this build" : only->name);
    for (size_t i = 0; i < backend_count && result == BACKEND_FAILED; i++) {
        const struct backend *backend = backends[i];
        struct error reason;

        if ((only != NULL && only != backend) || (backend->protocols & PROTOCOL_BIT(protocol)) == 0)
            continue;
        result = try_table(backend, request, protocol, collector, &reason);
        if (result == BACKEND_DONE && failed_before)
            *fallback = (struct fallback){backend, *error};
        if (result == BACKEND_FAILED && failed_before)
            append_reason(error, &reason);
        else
            *error = reason;
        failed_before = true;
    }
    return result;
}

/* Tables with the same failure, reported in one note. */
struct failures {
    uint32_t protocols;
    struct error reason;
    const struct backend *fallback; /* the backend that read them instead; NULL: none */
};

static void name_protocols(uint32_t protocols, char out[128])
{
    size_t used = 0;

    out[0] = '\0';
    for (unsigned i = 0; i < PROTOCOL_COUNT && used < 128; i++)
        if ((protocols & PROTOCOL_BIT(i)) != 0)
            used += (size_t)snprintf(out + used, 128 - used, "%s%s", used > 0 ? ", " : "",
                                     protocol_names[i]);
}

static void failures_tell(struct failures *failures, const struct collector *collector)
{
    struct notes *notes = &collector->snapshot->notes;
    const struct backend *fallback = failures->fallback;
    char names[128];

    if (failures->protocols == 0)
        return;
    name_protocols(failures->protocols, names);
    if (fallback == NULL)
        note_add(notes, true, "table_unreadable", "%s not read: %s", names,
                 failures->reason.message);
    else
        note_add(notes, false, "table_fallback", "%s read from %s, which lacks %s: %s", names,
                 fallback->name, fallback->lacks, failures->reason.message);
    failures->protocols = 0;
}

static void failures_add(struct failures *failures, enum protocol protocol,
                         const struct error *reason, const struct backend *fallback,
                         const struct collector *collector)
{
    if (failures->fallback != fallback || strcmp(failures->reason.message, reason->message) != 0)
        failures_tell(failures, collector);
    failures->protocols |= PROTOCOL_BIT(protocol);
    failures->reason = *reason;
    failures->fallback = fallback;
}

/*
 * Whether a table that could not be read hides no requested socket. For a protocol that was not
 * requested by name this holds only if the system does not support it, or no backend of this build
 * lists it.
 */
static bool hides_nothing(const struct request *request, enum protocol protocol)
{
    uint32_t bit = PROTOCOL_BIT(protocol);
    bool listed = false;

    if ((request->unmeant & bit) != 0)
        return true;
    if ((request->unnamed & ~PROTOCOLS_DEFAULT & bit) == 0)
        return false;
    for (size_t i = 0; i < backend_count; i++) {
        const struct backend *backend = backends[i];

        if (backend->is_unsupported != NULL && backend->is_unsupported(request, protocol))
            return true;
        listed |= (backend->protocols & bit) != 0;
    }
    return !listed;
}

bool backend_collect(const struct backend *only, const struct request *request,
                     const struct collector *collector, struct error *error)
{
    struct failures failures = {.protocols = 0};
    struct fallback fallback;
    struct error first = {0};
    size_t sources = collector->snapshot->source_count;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        struct error reason;

        if ((request->protocols & PROTOCOL_BIT(i)) == 0 || request->states[i] == 0)
            continue;
        switch (collect_table(only, request, (enum protocol)i, collector, &fallback, &reason)) {
        case BACKEND_DONE:
            if (fallback.backend != NULL)
                failures_add(&failures, (enum protocol)i, &fallback.reason, fallback.backend,
                             collector);
            continue;
        case BACKEND_NO_MEMORY:
            *error = reason;
            return false;
        case BACKEND_FAILED:
            if (!hides_nothing(request, (enum protocol)i))
                failures_add(&failures, (enum protocol)i, &reason, NULL, collector);
            if (first.status == STATUS_DONE)
                first = reason;
            break;
        }
    }
    if (first.status != STATUS_DONE && collector->snapshot->source_count == sources) {
        error_set(error, STATUS_FAILED, "cannot read the socket tables: %.400s", first.message);
        memcpy(error->remedy, first.remedy, sizeof(error->remedy));
        return false;
    }
    failures_tell(&failures, collector);
    return true;
}
