/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * console FILE COMMAND-LINE: runs the command in a console of 60 columns, of code page 437 and without escape sequences,
 * and writes into FILE: its status, the code pages and the mode of the console as they are afterwards, and, as UTF-8, the
 * lines of the screen.
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

static DWORD run(HANDLE screen, wchar_t *command)
{
    STARTUPINFOW startup = {.cb = sizeof(startup), .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process;
    DWORD status = 101;

    startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup.hStdOutput = startup.hStdError = screen;
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process))
        return 102;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &status);
    return status;
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

    if (argc != 3 || screen == INVALID_HANDLE_VALUE)
        return 100;
    status = run(screen, argv[2]);
    GetConsoleMode(screen, &mode);
    file = _wfopen(argv[1], L"wb");
    if (file == NULL)
        return 103;
    fprintf(file, "%lu %u %u %d\n", status, GetConsoleCP(), GetConsoleOutputCP(), mode == MODE);
    for (SHORT line = 0; line < LINES; line++)
        write_line(file, screen, line);
    return fclose(file) == 0 ? 0 : 104;
}
