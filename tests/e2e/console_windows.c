/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * console FILE [COMMAND-LINE] COMMAND-LINE: runs the command in a console with 60 columns, code
 * page 437 and no escape sequences; with two commands, the second reads the output of the first
 * through a pipe. Writes to FILE: the exit status, the code pages and mode of the console
 * afterwards, and the lines of the screen in UTF-8.
 */
#include <windows.h>

#include <stdio.h>

enum { COLUMNS = 60, LINES = 60, CODE_PAGE = 437, MODE = ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT };

static HANDLE make_screen(void)
{
    SECURITY_ATTRIBUTES inherited = {sizeof(inherited), NULL, TRUE};
    SMALL_RECT window = {0, 0, COLUMNS - 1, 20}, least = {0, 0, 0, 0};
    HANDLE screen = CreateConsoleScreenBuffer(GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                                              CONSOLE_TEXTMODE_BUFFER, NULL);

    SetConsoleWindowInfo(screen, TRUE, &least);
    if (!SetConsoleScreenBufferSize(screen, (COORD){COLUMNS, LINES}) || !SetConsoleWindowInfo(screen, TRUE, &window) ||
        !SetConsoleMode(screen, MODE) || !SetConsoleCP(CODE_PAGE) || !SetConsoleOutputCP(CODE_PAGE))
        return INVALID_HANDLE_VALUE;
    return screen;
}

static HANDLE start(wchar_t *command, HANDLE in, HANDLE out, HANDLE screen)
{
    STARTUPINFOW startup = {.cb = sizeof(startup), .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process;

    startup.hStdInput = in;
    startup.hStdOutput = out;
    startup.hStdError = screen;
    return CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process) ? process.hProcess : NULL;
}

static DWORD status_of(HANDLE process)
{
    DWORD status = 102;

    WaitForSingleObject(process, INFINITE);
    GetExitCodeProcess(process, &status);
    return status;
}

/* Each process must have only its own end of the pipe; otherwise the second never sees end of
 * file. */
static DWORD run_two(HANDLE screen, wchar_t *first, wchar_t *second)
{
    HANDLE in, out, one, other;

    if (!CreatePipe(&in, &out, NULL, 0))
        return 105;
    SetHandleInformation(out, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    one = start(first, GetStdHandle(STD_INPUT_HANDLE), out, screen);
    CloseHandle(out);
    SetHandleInformation(in, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    other = start(second, in, screen, screen);
    CloseHandle(in);
    return status_of(one) | status_of(other);
}

static void write_line(FILE *file, HANDLE screen, SHORT line)
{
    wchar_t wide[COLUMNS];
    char bytes[4 * COLUMNS];
    DWORD count = 0;
    int length;

    ReadConsoleOutputCharacterW(screen, wide, COLUMNS, (COORD){0, line}, &count);
    while (count > 0 && (wide[count - 1] == L' ' || wide[count - 1] == L'\0'))
        count--;
    length = WideCharToMultiByte(CP_UTF8, 0, wide, (int)count, bytes, sizeof(bytes), NULL, NULL);
    fprintf(file, "%.*s\n", length, bytes);
}

int wmain(int argc, wchar_t **argv)
{
    HANDLE screen = make_screen();
    DWORD mode = 0, status;
    FILE *file;

    if (argc < 3 || screen == INVALID_HANDLE_VALUE)
        return 100;
    status = argc > 3 ? run_two(screen, argv[2], argv[3])
                      : status_of(start(argv[2], GetStdHandle(STD_INPUT_HANDLE), screen, screen));
    GetConsoleMode(screen, &mode);
    file = _wfopen(argv[1], L"wb");
    if (file == NULL)
        return 103;
    fprintf(file, "%lu %u %u %d\n", status, GetConsoleCP(), GetConsoleOutputCP(), mode == MODE);
    for (SHORT line = 0; line < LINES; line++)
        write_line(file, screen, line);
    return fclose(file) == 0 ? 0 : 104;
}
