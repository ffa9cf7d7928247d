/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one header of base that includes the system's: those of Windows, whose macro TEXT gives way
 * to ours, and the way to its libraries. Windows builds only.
 *
 * Libraries are found in System32 and nowhere else: a DLL of the same name beside the program or in
 * the current directory is never taken. Only those that Windows itself always takes from there (its
 * KnownDLLs) may be linked; all others are loaded with windows_library().
 */
#ifndef LSOCK_WINDOWS_COMPAT_H
#define LSOCK_WINDOWS_COMPAT_H

#include <stddef.h>
#include <string.h>
#include <wchar.h>

#include "text.h"

#pragma push_macro("TEXT")
#undef TEXT
#include <winsock2.h>

#include <windows.h>
#pragma pop_macro("TEXT")

/* A Windows 7 without KB2533623 refuses the flag; there the full path says the same. */
static inline HMODULE windows_library_by_path(const wchar_t *name)
{
    wchar_t path[MAX_PATH];
    UINT length = GetSystemDirectoryW(path, MAX_PATH);

    if (length == 0 || length + 1 + wcslen(name) >= MAX_PATH)
        return NULL;
    path[length] = L'\\';
    wcscpy(path + length + 1, name);
    return LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

/* NULL: there is none. Stays loaded until the program ends. */
static inline HMODULE windows_library(const wchar_t *name)
{
    HMODULE library = LoadLibraryExW(name, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);

    if (library == NULL && GetLastError() == ERROR_INVALID_PARAMETER)
        library = windows_library_by_path(name);
    return library;
}

/* What the system says of an error, UTF-8 without its full stop; empty: nothing. */
static inline void windows_error_text(DWORD error, char *text, size_t size)
{
    wchar_t wide[256];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
                                  error, 0, wide, 256, NULL);
    int bytes;

    while (length > 0 && (wide[length - 1] == L'.' || iswspace(wide[length - 1])))
        length--;
    bytes = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, text, (int)size - 1, NULL, NULL);
    text[bytes > 0 ? bytes : 0] = '\0';
}

/* Sets the pointer to a function that `function` points to, of whatever type; NULL: there is none
 * of this name. */
static inline void windows_function(HMODULE library, const char *name, void *function)
{
    FARPROC address = library == NULL ? NULL : GetProcAddress(library, name);

    memcpy(function, &address, sizeof(address));
}

#endif
