/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the processes of Windows. Every account may read names and paths. Reading the user requires
 * access to the token, which needs elevation for processes of others, and SeDebugPrivilege for some
 * of the system's.
 */
#include "owner_scan.h"

#include <stdlib.h>

#include "compiler.h"
#include "nt_path.h"
#include "pid_owners.h"
#include "process_list.h"
#include "windows_compat.h"

#include <sddl.h>
#include <tlhelp32.h>
#include <winternl.h>

typedef void visit_function(void *visitor, uint32_t pid, const char *name);

/* False, with an empty text, if it does not fit. */
static bool to_utf8(const wchar_t *wide, char *out, size_t size)
{
    if (WideCharToMultiByte(CP_UTF8, 0, wide, -1, out, (int)size, NULL, NULL) > 0)
        return true;
    out[0] = '\0';
    return false;
}

static bool processes(void *context, visit_function *visit, void *visitor)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof(entry)};
    HANDLE list = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    char name[4 * MAX_PATH];
    BOOL more;
    bool whole;

    (void)context;
    if (list == INVALID_HANDLE_VALUE)
        return false;
    for (more = Process32FirstW(list, &entry); more; more = Process32NextW(list, &entry))
        if (to_utf8(entry.szExeFile, name, sizeof(name)))
            visit(visitor, entry.th32ProcessID, name);
    whole = GetLastError() == ERROR_NO_MORE_FILES;
    CloseHandle(list);
    return whole;
}

/* Lists the running services with their processes. Grows the buffer until all fit; few start
 * meanwhile. */
static ENUM_SERVICE_STATUS_PROCESSW *list_services(SC_HANDLE manager, DWORD *count)
{
    BYTE *buffer = NULL;
    DWORD size = 64 * 1024, needed, resume;

    for (int attempt = 0; attempt < 10; attempt++) {
        BYTE *larger = realloc(buffer, size);

        if (larger == NULL)
            break;
        buffer = larger;
        resume = 0;
        if (EnumServicesStatusExW(manager, SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_ACTIVE,
                                  buffer, size, &needed, count, &resume, NULL))
            return (ENUM_SERVICE_STATUS_PROCESSW *)(void *)buffer;
        if (GetLastError() != ERROR_MORE_DATA || needed > MAXLONG - size)
            break;
        size += needed;
    }
    free(buffer);
    return NULL;
}

static bool services(void *context, visit_function *visit, void *visitor)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ENUMERATE_SERVICE);
    ENUM_SERVICE_STATUS_PROCESSW *list;
    DWORD count = 0;
    char name[1024];

    (void)context;
    if (manager == NULL)
        return false;
    list = list_services(manager, &count);
    for (DWORD i = 0; i < count && list != NULL; i++)
        if (to_utf8(list[i].lpServiceName, name, sizeof(name)))
            visit(visitor, list[i].ServiceStatusProcess.dwProcessId, name);
    CloseServiceHandle(manager);
    if (list == NULL)
        return false;
    free(list);
    return true;
}

/* "S-1-5-…", for a removed account, or if no domain controller can be reached. */
static void number_of_sid(PSID sid, char *out, size_t size)
{
    wchar_t *number;

    if (!ConvertSidToStringSidW(sid, &number))
        return;
    (void)to_utf8(number, out, size);
    LocalFree(number);
}

/* "DOMAIN\name", as whoami prints it. */
static void account(void *context, void *sid, char *out, size_t size)
{
    wchar_t name[512], domain[512], whole[COUNT_OF(name) + COUNT_OF(domain)];
    DWORD name_length = COUNT_OF(name), domain_length = COUNT_OF(domain);
    SID_NAME_USE use;

    (void)context;
    if (!LookupAccountSidW(NULL, sid, name, &name_length, domain, &domain_length, &use)) {
        number_of_sid(sid, out, size);
        return;
    }
    whole[0] = L'\0';
    if (domain_length > 0) {
        wcscpy(whole, domain);
        wcscat(whole, L"\\");
    }
    wcscat(whole, name);
    (void)to_utf8(whole, out, size);
}

static bool sid_of(HANDLE process, struct process_details *out)
{
    union {
        TOKEN_USER user;
        BYTE room[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    } token_user;
    HANDLE token;
    DWORD length;
    bool found;

    if (!OpenProcessToken(process, TOKEN_QUERY, &token))
        return false;
    found = GetTokenInformation(token, TokenUser, &token_user, sizeof(token_user), &length);
    CloseHandle(token);
    if (found && GetLengthSid(token_user.user.User.Sid) <= sizeof(out->sid)) {
        out->sid_length = GetLengthSid(token_user.user.User.Sid);
        memcpy(out->sid, token_user.user.User.Sid, out->sid_length);
    }
    return found;
}

#define PATH_UNITS 32768

static bool path_of(HANDLE process, char *out, size_t size)
{
    wchar_t path[PATH_UNITS];
    DWORD length = COUNT_OF(path);

    return QueryFullProcessImageNameW(process, 0, path, &length) && to_utf8(path, out, size);
}

/* Devices of the drive letters, read on first use. */
struct devices {
    bool read;
    char names[26][3 * MAX_PATH];
    struct nt_drives drives;
};

static const struct nt_drives *drives_of(struct devices *devices)
{
    for (unsigned i = 0; i < COUNT_OF(devices->names) && !devices->read; i++) {
        const wchar_t drive[] = {(wchar_t)(L'A' + i), L':', L'\0'};
        wchar_t device[MAX_PATH];

        if (QueryDosDeviceW(drive, device, COUNT_OF(device)) != 0 &&
            to_utf8(device, devices->names[i], sizeof(devices->names[i])))
            devices->drives.devices[i] = text_of(devices->names[i]);
    }
    devices->read = true;
    return &devices->drives;
}

typedef LONG NTAPI query_system(ULONG class, void *inout, ULONG size, ULONG *needed);
typedef LONG NTAPI query_function(HANDLE process, ULONG class, void *out, ULONG size,
                                  ULONG *needed);

/* SystemProcessIdInformation needs no handle, so it works for every process. */
static void path_of_pid(struct devices *devices, uint32_t pid, char *out, size_t size)
{
    enum { PROCESS_ID = 88 };
    wchar_t wide[PATH_UNITS];
    char path[PROCESS_TEXT];
    struct {
        HANDLE pid;
        UNICODE_STRING path;
    } answer = {(HANDLE)(uintptr_t)pid,
                {.MaximumLength = sizeof(wide) - sizeof(*wide), .Buffer = wide}};
    query_system *query;

    windows_function(GetModuleHandleW(L"ntdll.dll"), "NtQuerySystemInformation", &query);
    if (query == NULL || query(PROCESS_ID, &answer, sizeof(answer), NULL) < 0)
        return;
    wide[answer.path.Length / sizeof(*wide)] = L'\0';
    if (to_utf8(wide, path, sizeof(path)))
        nt_path_translate(drives_of(devices), text_of(path), out, size);
}

/* ProcessCommandLineInformation (Windows 8.1 or later) returns a UNICODE_STRING followed by its
 * text. */
static void command_line_of(HANDLE process, char *out, size_t size)
{
    enum { COMMAND_LINE = 60 };
    union {
        UNICODE_STRING text;
        BYTE room[sizeof(UNICODE_STRING) + 64 * 1024];
    } *answer = malloc(sizeof(*answer));
    query_function *query;
    ULONG needed;
    int length = 0;
    LONG status = -1;

    windows_function(GetModuleHandleW(L"ntdll.dll"), "NtQueryInformationProcess", &query);
    if (query != NULL && answer != NULL)
        status = query(process, COMMAND_LINE, answer, sizeof(*answer), &needed);
    if (status >= 0)
        length = WideCharToMultiByte(CP_UTF8, 0, answer->text.Buffer,
                                     answer->text.Length / (int)sizeof(wchar_t), out, (int)size - 1,
                                     NULL, NULL);
    out[length] = '\0';
    free(answer);
}

/* Other failures mean that the process has just ended, or that the text does not fit. */
static bool was_denied(bool answered)
{
    return !answered && GetLastError() == ERROR_ACCESS_DENIED;
}

static bool details(void *context, uint32_t pid, const struct owner_request *request,
                    struct process_details *out)
{
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
    bool denied = was_denied(process != NULL);

    if (request->paths && (process == NULL || !path_of(process, out->path, sizeof(out->path))))
        path_of_pid(context, pid, out->path, sizeof(out->path));
    if (process == NULL)
        return !denied;
    if (request->paths)
        denied = was_denied(sid_of(process, out));
    if (request->command_lines)
        command_line_of(process, out->command_line, sizeof(out->command_line));
    CloseHandle(process);
    return !denied;
}

/* Enables or disables SeDebugPrivilege, which grants access to every process except the tokens of
 * protected ones. False: the account does not have it. */
static bool set_debug(HANDLE token, bool enable)
{
    TOKEN_PRIVILEGES privileges = {1, {{.Attributes = enable ? SE_PRIVILEGE_ENABLED : 0}}};

    return LookupPrivilegeValueW(NULL, L"SeDebugPrivilege", &privileges.Privileges[0].Luid) &&
           AdjustTokenPrivileges(token, FALSE, &privileges, 0, NULL, NULL) &&
           GetLastError() == ERROR_SUCCESS; /* not ERROR_NOT_ALL_ASSIGNED */
}

static bool is_elevated(HANDLE token)
{
    TOKEN_ELEVATION elevation = {.TokenIsElevated = 0};
    DWORD length;

    return GetTokenInformation(token, TokenElevation, &elevation, sizeof(elevation), &length) &&
           elevation.TokenIsElevated != 0;
}

/* Windows has no network namespaces to name after a process. */
struct text owner_place(uint32_t pid, struct arena *arena)
{
    (void)pid;
    (void)arena;
    return (struct text){NULL, 0};
}

bool owner_collect(struct snapshot *snapshot, const struct owner_request *request,
                   struct error *error)
{
    struct devices devices = {.read = false};
    struct process_source windows = {
        &devices, "; an elevated prompt shows more", processes, services, details, account};
    HANDLE token;
    bool known = OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES,
                                  &token);
    bool debug = known && (request->paths || request->command_lines) && set_debug(token, true);
    bool collected;

    if (known && is_elevated(token))
        windows.remedy = debug ? "" : "; this account does not have SeDebugPrivilege";
    collected = pid_owners_collect(snapshot, request, &windows, error);
    if (debug)
        (void)set_debug(token, false);
    if (known)
        CloseHandle(token);
    return collected;
}

/* The fields to show of each process and service. */
struct viewer {
    void (*see)(void *context, const struct process *process);
    void *context;
};

static void view_process(void *visitor, uint32_t pid, const char *name)
{
    struct process process = {.pid = pid, .command = text_of(name)};
    struct viewer *viewer = visitor;

    viewer->see(viewer->context, &process);
}

static void view_service(void *visitor, uint32_t pid, const char *name)
{
    struct process process = {.pid = pid, .unit = text_of(name)};
    struct viewer *viewer = visitor;

    viewer->see(viewer->context, &process);
}

bool processes_list(const char *root UNUSED,
                  void (*see)(void *context, const struct process *process), void *context)
{
    struct viewer viewer = {see, context};
    bool whole = processes(NULL, view_process, &viewer);

    return services(NULL, view_service, &viewer) && whole;
}
