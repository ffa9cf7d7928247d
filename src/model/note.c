/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct note_code note_codes[] = {
    {"already_gone", "Sockets that were to be closed ended by themselves before."},
    {"bound_unsupported",
     "Sockets that are only bound to a port are not in /proc, or this system does not list them."},
    {"checks_left_out",
     "doctor could not apply some checks: this system, or the recording, does not say enough."},
    {"columns_unknown", "Windows does not report columns that were asked for."},
    {"creation_unknown",
     "When the sockets were made is unknown: Windows refused the tables with it."},
    {"dump_interrupted", "The kernel reports that a table changed while it was read."},
    {"ends_cut",
     "Another tool cut addresses or ports to the width of its columns; they are unknown."},
    {"ends_named",
     "Another tool printed names of hosts or services; these addresses and ports are unknown."},
    {"events_lost", "Sockets have ended of which lsock was not told."},
    {"events_unnamed", "The tables could not be read again while events were shown."},
    {"filter_undecided",
     "The system does not say of some sockets what the filter asks; they were left out."},
    {"findings_left_out", "doctor found more of the same kind than it shows."},
    {"lines_unreadable",
     "Lines of a table in /proc, or of another tool's output, could not be read."},
    {"messages_unreadable", "The kernel sent something that could not be read."},
    {"names_doubtful", "A name from /proc may have zero bytes where it reads @."},
    {"netns_fallback",
     "A network namespace was read from the files of a process in it; some columns are unknown."},
    {"netns_unnamed", "The names of network namespaces could not be read."},
    {"netns_unreadable", "A network namespace could not be read; only with --netns all."},
    {"netns_unseen",
     "Network namespaces may be missing: part of /proc could not be read; only with --netns all."},
    {"none_matched", "No socket matched the filter of -K."},
    {"not_closed", "Sockets that were to be closed are still there; the message says why."},
    {"not_counted", "The sockets that `lsock explain` would tell of could not be read."},
    {"not_named",
     "Listeners or bound sockets were not closed, because the filter does not name them."},
    {"not_recorded", "A recording does not have all columns or tables that were asked for."},
    {"owners_hidden", "Processes that hold some of these sockets could not be looked at."},
    {"owners_silent",
     "Windows: the path, user or command line of some processes could not be read; an elevated prompt shows more."},
    {"owners_unnamed", "Windows did not list its processes: their names are missing."},
    {"owners_unreadable",
     "The list of processes could not be read, or another tool names programs without their pids."},
    {"owners_unsupported", "This build cannot say which processes hold sockets."},
    {"peers_unknown",
     "Windows does not report the peers of UDP sockets: the filter judged them by their local ends."},
    {"ports_looked_up",
     "Another tool printed names of services; their ports are those of the same names here."},
    {"protocol_assumed", "Another tool's output does not name the protocol of its sockets."},
    {"queues_unknown",
     "Windows refused the queues of connections; the message has its reason."},
    {"recorded_warning",
     "A recording has a warning with a code that this version does not know; the message has it."},
    {"recording_cut",
     "A recording has no end, ends with an error, or has fewer sockets than its end says."},
    {"recording_damaged", "A recording could not be read beyond some line."},
    {"sockets_unreadable", "A recording holds sockets that make no sense, and were left out."},
    {"table_cut", "A table of Windows was shorter than the number of rows that it gave."},
    {"table_fallback",
     "A table was read from another source than the best, which lacks some columns."},
    {"table_unreadable", "A whole table could not be read."},
    {"warnings_dropped", "A recording holds more warnings than are shown."},
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
