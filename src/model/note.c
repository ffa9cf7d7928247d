/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct note_code note_codes[] = {
    {"already_gone", "Sockets ended by themselves before -K could close them."},
    {"bound_unsupported",
     "Sockets that are only bound to a port are missing: /proc or this system does not list them."},
    {"checks_left_out",
     "doctor skipped some checks: this system or the recording lacks the data."},
    {"columns_unknown", "Windows does not report some of the requested columns."},
    {"creation_unknown",
     "Creation times of sockets are unknown: Windows refused the tables that have them."},
    {"dump_interrupted", "A table changed while the kernel listed it; sockets may be missing."},
    {"ends_cut",
     "Another tool truncated addresses or ports to the width of its columns; they are unknown."},
    {"ends_named",
     "Another tool printed host or service names; these addresses and ports are unknown."},
    {"events_lost", "Events were lost: the kernel could not report some sockets that ended."},
    {"events_unnamed", "The tables could not be reread while events were shown."},
    {"filter_undecided",
     "For some sockets the system does not report what the filter tests; they were skipped."},
    {"findings_left_out", "doctor shows only some of the findings of one kind."},
    {"lines_unreadable",
     "Lines of a table in /proc, or of another tool's output, could not be parsed."},
    {"messages_unreadable", "Messages from the kernel could not be parsed."},
    {"names_doubtful", "In names from /proc an @ may stand for a zero byte."},
    {"netns_fallback",
     "A network namespace was read through /proc of one of its processes; some columns are unknown."},
    {"netns_unnamed", "The names of network namespaces could not be read."},
    {"netns_unreadable", "A network namespace could not be read (--netns all)."},
    {"netns_unseen",
     "Network namespaces may be missing: part of /proc could not be read (--netns all)."},
    {"none_matched", "No socket matched the filter of -K."},
    {"not_closed", "-K could not close some sockets; the message has the reason."},
    {"not_counted", "`lsock explain` could not read the sockets that it would count."},
    {"not_named",
     "Listeners or bound sockets were not closed, because the filter does not name them."},
    {"not_recorded", "A recording lacks some of the requested columns or tables."},
    {"owners_hidden", "Some processes that own these sockets could not be inspected."},
    {"owners_silent",
     "Windows: the path, user or command line of some processes could not be read; an elevated prompt shows more."},
    {"owners_unnamed", "Process names are missing: Windows did not list its processes."},
    {"owners_unreadable",
     "The list of processes could not be read, or another tool's output has programs without pids."},
    {"owners_unsupported", "This build cannot find the processes that own sockets."},
    {"peers_unknown",
     "Windows does not report the peers of UDP sockets: the filter tested only their local ends."},
    {"ports_looked_up",
     "Another tool printed service names; their ports were looked up on this system."},
    {"protocol_assumed", "Another tool's output does not name the protocol of its sockets; lsock inferred it."},
    {"queues_unknown",
     "Queues of connections are unknown: Windows refused them; the message has the reason."},
    {"recorded_warning",
     "A recording has a warning whose code this version does not know; the message quotes it."},
    {"recording_cut",
     "A recording is truncated, ends with an error, or has fewer sockets than its end says."},
    {"recording_damaged", "The rest of a recording could not be read after a damaged line."},
    {"redirects_unknown",
     "Firewall rules are not read; one can redirect a port without a listener."},
    {"sockets_unreadable", "Sockets of a recording were skipped because their values are invalid."},
    {"table_cut", "Windows returned fewer rows of a table than it announced."},
    {"table_fallback",
     "A table was read from a second source, which lacks some columns."},
    {"table_unreadable", "A whole table could not be read."},
    {"warnings_dropped", "A recording has more warnings than are shown."},
};

const size_t note_code_count = COUNT_OF(note_codes);

const char *note_code_words(size_t index)
{
    return index < note_code_count ? note_codes[index].code : NULL;
}

static struct note *append(struct notes *notes)
{
    if (notes->count == notes->capacity) {
        size_t capacity = notes->capacity == 0 ? 8 : 2 * notes->capacity;
        struct note *list = arena_array(notes->arena, capacity, sizeof(*list));

        if (list == NULL)
            return NULL;
        if (notes->count != 0)
            memcpy(list, notes->list, notes->count * sizeof(*list));
        notes->list = list;
        notes->capacity = capacity;
    }
    return &notes->list[notes->count];
}

void note_add(struct notes *notes, bool incomplete, const char *code, const char *format, ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    note_add_text(notes, incomplete, code, text_of(message));
}

void note_add_once(struct notes *notes, bool incomplete, const char *code, const char *message)
{
    struct note note = {code, message, incomplete};

    if (!notes_have(notes, &note))
        note_add_text(notes, incomplete, code, text_of(message));
}

void note_add_text(struct notes *notes, bool incomplete, const char *code, struct text message)
{
    struct text copy;
    struct note *note;

    if (notes->once && notes_have_code(notes, code))
        return;
    copy = arena_copy(notes->arena, message);
    note = append(notes);
    if (copy.bytes == NULL || note == NULL) {
        notes->lost = true;
        return;
    }
    *note = (struct note){code, copy.bytes, incomplete};
    notes->count++;
}

bool notes_have_code(const struct notes *notes, const char *code)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->list[i].code, code) == 0)
            return true;
    return false;
}

bool notes_have(const struct notes *notes, const struct note *note)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->list[i].code, note->code) == 0 &&
            strcmp(notes->list[i].message, note->message) == 0)
            return true;
    return false;
}

bool notes_incomplete(const struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        if (notes->list[i].incomplete)
            return true;
    return notes->lost;
}
