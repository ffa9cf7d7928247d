/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Windows only: includes the system's headers, resolves the conflict over the macro TEXT, and loads
 * libraries. The only header of base that includes system headers. Libraries are loaded only from
 * System32: a DLL of the same name next to the program or in the current directory is never used.
 * Only libraries that Windows itself always takes from there (its KnownDLLs) may be linked; all
 * others are loaded with windows_library().
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

/* Windows 7 without KB2533623 rejects the flag; there the full path has the same effect. */
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

/* NULL: no such library. It stays loaded until the program ends. */
static inline HMODULE windows_library(const wchar_t *name)
{
    HMODULE library = LoadLibraryExW(name, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);

    if (library == NULL && GetLastError() == ERROR_INVALID_PARAMETER)
        library = windows_library_by_path(name);
    return library;
}

/* The system's message for an error in UTF-8, without the full stop; empty if there is none. */
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

/* Sets the function pointer at `function`, of any type; NULL if the library lacks this name. */
static inline void windows_function(HMODULE library, const char *name, void *function)
{
    FARPROC address = library == NULL ? NULL : GetProcAddress(library, name);

    memcpy(function, &address, sizeof(address));
}

#endif
