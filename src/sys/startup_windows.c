/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "startup.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>

#include "arguments.h"
#include "windows_compat.h"

/* Linked libraries are already loaded; from here on only System32 is searched. Not available in
 * Windows 7 without KB2533623. */
static void restrict_libraries(void)
{
    BOOL(WINAPI * set_directories)(DWORD);

    SetDllDirectoryW(L"");
    windows_function(GetModuleHandleW(L"kernel32.dll"), "SetDefaultDllDirectories",
                     &set_directories);
    if (set_directories != NULL)
        set_directories(LOAD_LIBRARY_SEARCH_SYSTEM32);
}

static char *utf8_of(const wchar_t *wide)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *bytes = length <= 0 ? NULL : malloc((size_t)length);

    if (bytes != NULL)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, bytes, length, NULL, NULL);
    return bytes;
}

static void arguments_free(char **argv)
{
    if (argv != NULL)
        free(argv[0]);
    free(argv);
}

/* The C library's argv is in the system's code page and loses characters that the page lacks. */
static bool arguments_read(struct startup *startup)
{
    char *line = utf8_of(GetCommandLineW());

    if (line != NULL)
        startup->argv = calloc(strlen(line) / 2 + 3, sizeof(*startup->argv));
    if (startup->argv == NULL) {
        free(line);
        return false;
    }
    startup->argc = arguments_split(line, startup->argv);
    return true;
}

bool startup_begin(struct startup *startup, int argc, char **argv, struct error *error)
{
    (void)argc;
    (void)argv;
    *startup = (struct startup){0, NULL};
    restrict_libraries();
    if (!arguments_read(startup))
        return error_out_of_memory(error);
    _setmode(_fileno(stdin), _O_BINARY); /* recordings must be read unchanged */
    return true;
}

void startup_end(struct startup *startup)
{
    fflush(stderr);
    arguments_free(startup->argv);
}
