/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

#include "console_mode.h"
#include "windows_compat.h"

_Static_assert(CONSOLE_SEQUENCES == ENABLE_VIRTUAL_TERMINAL_PROCESSING, "consoleapi.h");

static bool get_mode(void *handle, uint32_t *mode)
{
    DWORD got;

    if (!GetConsoleMode(handle, &got))
        return false;
    *mode = got;
    return true;
}

static bool set_mode(void *handle, uint32_t mode)
{
    return SetConsoleMode(handle, mode) != 0;
}

static const struct console_api console_api = {get_mode, set_mode};

/* Static, because Ctrl-C ends the program from a thread that Windows creates. */
static struct console_changes console_changes;

static void restore(void)
{
    console_restore(&console_api, &console_changes);
}

static BOOL WINAPI on_control(DWORD event)
{
    (void)event;
    restore();
    return FALSE; /* end the program, as without a handler */
}

static void enable_sequences(HANDLE handle)
{
    size_t before = console_changes.count;

    console_enable_sequences(&console_api, &console_changes, handle);
    if (before == 0 && console_changes.count > 0) {
        SetConsoleCtrlHandler(on_control, TRUE);
        atexit(restore);
    }
}

static HANDLE handle_of(FILE *file)
{
    return (HANDLE)_get_osfhandle(_fileno(file));
}

bool terminal_is(FILE *file)
{
    DWORD mode;

    return GetConsoleMode(handle_of(file), &mode) != 0;
}

bool terminal_has_colour(FILE *file)
{
    return console_knows_sequences(&console_api, handle_of(file));
}

unsigned terminal_columns(FILE *file)
{
    CONSOLE_SCREEN_BUFFER_INFO info;

    if (!GetConsoleScreenBufferInfo(handle_of(file), &info))
        return 0;
    return (unsigned)(info.srWindow.Right - info.srWindow.Left + 1);
}

/* A console gets characters; other output is always UTF-8. */
bool terminal_takes_utf8(void)
{
    return true;
}

/* Three errors of a pipe whose reader has gone; the C library maps only the first to EPIPE. */
static int errno_of(DWORD error)
{
    switch (error) {
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA:
    case ERROR_PIPE_NOT_CONNECTED:
        return EPIPE;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    case ERROR_INVALID_HANDLE:
        return EBADF;
    default:
        return EIO;
    }
}

static int write_bytes(HANDLE handle, const char *bytes, size_t length)
{
    while (length > 0) {
        DWORD piece = length > 0x10000 ? 0x10000 : (DWORD)length, written = 0;

        if (!WriteFile(handle, bytes, piece, &written, NULL))
            return errno_of(GetLastError());
        bytes += written;
        length -= written;
    }
    return 0;
}

/* Every console accepts this many bytes in one call (older ones share 64 KiB). */
#define CONSOLE_PIECE 4096

static int write_characters(HANDLE handle, const char *bytes, size_t length)
{
    wchar_t wide[CONSOLE_PIECE];
    DWORD written;
    int count;

    if (length == 0)
        return 0;
    if (memchr(bytes, '\x1b', length) != NULL) /* a colour: text from outside is escaped */
        enable_sequences(handle);
    count = MultiByteToWideChar(CP_UTF8, 0, bytes, (int)length, wide, CONSOLE_PIECE);
    for (const wchar_t *at = wide; count > 0; at += written, count -= (int)written)
        if (!WriteConsoleW(handle, at, (DWORD)count, &written, NULL) || written == 0)
            return errno_of(GetLastError());
    return 0;
}

/* Returns the length of an incomplete character at the end of the text. */
static size_t unfinished(const char *bytes, size_t length)
{
    for (size_t back = 1; back < 4 && back <= length; back++) {
        unsigned char byte = (unsigned char)bytes[length - back];

        if (byte < 0x80)
            return 0;
        if (byte >= 0xc0)
            return back < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? back : 0;
    }
    return 0;
}

static int write_console(struct terminal_writer *writer, const char *bytes, size_t length)
{
    char piece[CONSOLE_PIECE];

    while (length > 0) {
        size_t used = writer->rest_length, more = sizeof(piece) - used;
        int failure;

        if (more > length)
            more = length;
        memcpy(piece, writer->rest, used);
        memcpy(piece + used, bytes, more);
        used += more;
        bytes += more;
        length -= more;
        writer->rest_length = unfinished(piece, used);
        used -= writer->rest_length;
        memcpy(writer->rest, piece + used, writer->rest_length);
        failure = write_characters(handle_of(writer->file), piece, used);
        if (failure != 0)
            return failure;
    }
    return 0;
}

int terminal_write(void *context, const char *bytes, size_t length)
{
    struct terminal_writer *writer = context;

    if (terminal_is(writer->file))
        return write_console(writer, bytes, length);
    return write_bytes(handle_of(writer->file), bytes, length);
}
