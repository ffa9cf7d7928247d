/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The real system calls. iphlpapi.dll is not a KnownDLL, so it is loaded from System32 instead of
 * linked. Asserts that mib_row.c and api.h match the SDK. */
#include "api.h"

#include <assert.h>

#include "compiler.h"
#include "windows_compat.h"

#include <iphlpapi.h>

#define SAME(ours, our, theirs, their) \
    static_assert(offsetof(struct ours, our) == offsetof(theirs, their), #theirs "." #their)

/* A member of both rows: with only the process, and with the module. */
#define BOTH(ours, our, THEIRS, their)                         \
    SAME(ours##_row, our, MIB_##THEIRS##ROW_OWNER_PID, their); \
    SAME(ours##_module_row, row.our, MIB_##THEIRS##ROW_OWNER_MODULE, their)

#define SAME_SIZE(ours, theirs, their_table)                       \
    static_assert(sizeof(struct ours) == sizeof(theirs), #theirs); \
    static_assert(_Alignof(struct ours) == offsetof(their_table, table), #their_table)

/* Members of all rows. */
#define TABLE(ours, THEIRS)                                                              \
    BOTH(ours, local_port, THEIRS, dwLocalPort);                                         \
    BOTH(ours, pid, THEIRS, dwOwningPid);                                                \
    SAME(ours##_module_row, created, MIB_##THEIRS##ROW_OWNER_MODULE, liCreateTimestamp); \
    SAME(ours##_module_row, module, MIB_##THEIRS##ROW_OWNER_MODULE, OwningModuleInfo);   \
    SAME_SIZE(ours##_row, MIB_##THEIRS##ROW_OWNER_PID, MIB_##THEIRS##TABLE_OWNER_PID);   \
    SAME_SIZE(ours##_module_row, MIB_##THEIRS##ROW_OWNER_MODULE, MIB_##THEIRS##TABLE_OWNER_MODULE)

TABLE(tcp4, TCP);
BOTH(tcp4, state, TCP, dwState);
BOTH(tcp4, local, TCP, dwLocalAddr);
BOTH(tcp4, remote, TCP, dwRemoteAddr);
BOTH(tcp4, remote_port, TCP, dwRemotePort);

TABLE(tcp6, TCP6);
BOTH(tcp6, state, TCP6, dwState);
BOTH(tcp6, local, TCP6, ucLocalAddr);
BOTH(tcp6, local_scope, TCP6, dwLocalScopeId);
BOTH(tcp6, remote, TCP6, ucRemoteAddr);
BOTH(tcp6, remote_scope, TCP6, dwRemoteScopeId);
BOTH(tcp6, remote_port, TCP6, dwRemotePort);

TABLE(udp4, UDP);
BOTH(udp4, local, UDP, dwLocalAddr);
SAME(udp4_module_row, flags, MIB_UDPROW_OWNER_MODULE, dwFlags);

TABLE(udp6, UDP6);
BOTH(udp6, local, UDP6, ucLocalAddr);
BOTH(udp6, local_scope, UDP6, dwLocalScopeId);
SAME(udp6_module_row, flags, MIB_UDP6ROW_OWNER_MODULE, dwFlags);

#define BOUND(ours, theirs)                          \
    SAME(ours##_bound_row, row.pid, MIB_##theirs##ROW2, dwOwningPid); \
    SAME_SIZE(ours##_bound_row, MIB_##theirs##ROW2, MIB_##theirs##TABLE2)

BOUND(tcp4, TCP);
BOUND(tcp6, TCP6);

/* A row with a process starts like a plain IPv4 row. */
SAME(tcp4_row, state, MIB_TCPROW, dwState);
SAME(tcp4_row, local, MIB_TCPROW, dwLocalAddr);
SAME(tcp4_row, local_port, MIB_TCPROW, dwLocalPort);
SAME(tcp4_row, remote, MIB_TCPROW, dwRemoteAddr);
SAME(tcp4_row, remote_port, MIB_TCPROW, dwRemotePort);
static_assert(offsetof(struct tcp4_row, pid) == sizeof(MIB_TCPROW), "MIB_TCPROW");
static_assert(sizeof(BOOLEAN) == sizeof(TCP_ESTATS_SEND_BUFF_RW_v0), "TCP_ESTATS_SEND_BUFF_RW_v0");
static_assert(sizeof(BOOLEAN) == sizeof(TCP_ESTATS_REC_RW_v0), "TCP_ESTATS_REC_RW_v0");

static_assert(API_OK == NO_ERROR, "winerror.h");
static_assert(API_ACCESS_DENIED == ERROR_ACCESS_DENIED, "winerror.h");
static_assert(API_OUT_OF_MEMORY == ERROR_OUTOFMEMORY, "winerror.h");
static_assert(API_NOT_SUPPORTED == ERROR_NOT_SUPPORTED, "winerror.h");
static_assert(API_INVALID_PARAMETER == ERROR_INVALID_PARAMETER, "winerror.h");
static_assert(API_INSUFFICIENT_BUFFER == ERROR_INSUFFICIENT_BUFFER, "winerror.h");
static_assert(API_PROC_NOT_FOUND == ERROR_PROC_NOT_FOUND, "winerror.h");
static_assert(MIB_TCP_STATE_DELETE_TCB == 12, "tcpmib.h");
static_assert(API_NO_DATA == ERROR_NO_DATA, "winerror.h");

/* The type of all table functions: TCP_TABLE_CLASS and UDP_TABLE_CLASS are interchangeable. */
typedef DWORD(WINAPI *table_function)(void *table, DWORD *size, BOOL order, ULONG family,
                                      int table_class, ULONG reserved);

typedef DWORD(WINAPI *module_function)(const void *row, TCPIP_OWNER_MODULE_INFO_CLASS class,
                                       void *answer, DWORD *size);

/* `row` is a MIB_TCPROW or a MIB_TCP6ROW. */
typedef ULONG(WINAPI *estats_function)(void *row, TCP_ESTATS_TYPE type, void *rw, ULONG rw_version,
                                       ULONG rw_size, void *ros, ULONG ros_version, ULONG ros_size,
                                       void *rod, ULONG rod_version, ULONG rod_size);

/* Called for every row, so the library is loaded only once. */
static HMODULE ip_helper(void)
{
    HMODULE loaded = GetModuleHandleW(L"iphlpapi.dll");

    return loaded != NULL ? loaded : windows_library(L"iphlpapi.dll");
}

/* Windows allocates this table; it is copied, so that it looks like the others to the caller. */
static uint32_t bound_table(enum family family, void *buffer, uint32_t *size)
{
    ULONG(WINAPI * function)(void **table, HANDLE heap, ULONG flags);
    HANDLE heap = GetProcessHeap();
    void *rows = NULL;
    SIZE_T needed;
    ULONG code;

    windows_function(ip_helper(),
                     family == FAMILY_INET ? "InternalGetBoundTcpEndpointTable"
                                           : "InternalGetBoundTcp6EndpointTable",
                     &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    code = function(&rows, heap, 0);
    if (code != NO_ERROR || rows == NULL)
        return code != NO_ERROR ? code : API_NO_DATA;
    needed = HeapSize(heap, 0, rows);
    if (needed > UINT32_MAX)
        code = API_OUT_OF_MEMORY;
    else if (needed > *size)
        code = API_INSUFFICIENT_BUFFER;
    else
        memcpy(buffer, rows, needed);
    *size = (uint32_t)needed;
    HeapFree(heap, 0, rows);
    return code;
}

static uint32_t table(void *context, enum protocol protocol, enum family family,
                      enum row_class row_class, void *buffer, uint32_t *size)
{
    static const int classes[][ROW_CLASS_COUNT] = {
        [PROTOCOL_TCP] = {TCP_TABLE_OWNER_PID_ALL, TCP_TABLE_OWNER_MODULE_ALL},
        [PROTOCOL_UDP] = {UDP_TABLE_OWNER_PID, UDP_TABLE_OWNER_MODULE},
    };
    DWORD needed = *size, code;
    table_function function;

    (void)context;
    if (row_class == ROW_BOUND)
        return bound_table(family, buffer, size);
    windows_function(ip_helper(),
                     protocol == PROTOCOL_TCP ? "GetExtendedTcpTable" : "GetExtendedUdpTable",
                     &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    code = function(buffer, &needed, FALSE, family == FAMILY_INET ? AF_INET : AF_INET6,
                    classes[protocol][row_class], 0);
    *size = needed;
    return code;
}

/* The service or program of a row of class ROW_MODULE. */
static uint32_t module(void *context, enum protocol protocol, enum family family, const void *row,
                       char *name, size_t size)
{
    static const char *const names[][FAMILY_COUNT] = {
        [PROTOCOL_TCP] = {[FAMILY_INET] = "GetOwnerModuleFromTcpEntry",
                          [FAMILY_INET6] = "GetOwnerModuleFromTcp6Entry"},
        [PROTOCOL_UDP] = {[FAMILY_INET] = "GetOwnerModuleFromUdpEntry",
                          [FAMILY_INET6] = "GetOwnerModuleFromUdp6Entry"},
    };
    union {
        TCPIP_OWNER_MODULE_BASIC_INFO info;
        BYTE room[16 * 1024];
    } answer;
    DWORD length = sizeof(answer), code;
    module_function function;

    (void)context;
    windows_function(ip_helper(), names[protocol][family], &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    code = function(row, TCPIP_OWNER_MODULE_INFO_BASIC, &answer, &length);
    if (code != NO_ERROR)
        return code;
    if (answer.info.pModuleName == NULL ||
        WideCharToMultiByte(CP_UTF8, 0, answer.info.pModuleName, -1, name, (int)size, NULL, NULL) ==
            0)
        return API_NO_DATA;
    return API_OK;
}

/* MIB_TCP6ROW has the members of MIB_TCP6ROW_OWNER_PID in a different order. */
static void plain_row6(const struct tcp6_row *row, MIB_TCP6ROW *out)
{
    out->State = (MIB_TCP_STATE)row->state;
    memcpy(&out->LocalAddr, row->local, sizeof(out->LocalAddr));
    out->dwLocalScopeId = row->local_scope;
    memcpy(&out->dwLocalPort, row->local_port, sizeof(out->dwLocalPort));
    memcpy(&out->RemoteAddr, row->remote, sizeof(out->RemoteAddr));
    out->dwRemoteScopeId = row->remote_scope;
    memcpy(&out->dwRemotePort, row->remote_port, sizeof(out->dwRemotePort));
}

/* The numbers are valid only if an administrator enabled their collection. */
static uint32_t estats(enum family family, void *row, TCP_ESTATS_TYPE type, void *numbers,
                       ULONG size, bool *collected)
{
    estats_function function;
    BOOLEAN enabled = FALSE;
    DWORD code;

    windows_function(ip_helper(),
                     family == FAMILY_INET ? "GetPerTcpConnectionEStats"
                                           : "GetPerTcp6ConnectionEStats",
                     &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    code = function(row, type, &enabled, 0, sizeof(enabled), NULL, 0, 0, numbers, 0, size);
    *collected = code == NO_ERROR && enabled;
    return code;
}

static uint32_t queues(void *context, enum family family, const void *row,
                       struct api_queues *queues)
{
    TCP_ESTATS_SEND_BUFF_ROD_v0 send = {0};
    TCP_ESTATS_REC_ROD_v0 recv = {0};
    MIB_TCP6ROW row6;
    MIB_TCPROW row4;
    void *plain = family == FAMILY_INET ? (void *)&row4 : (void *)&row6;
    uint32_t code;

    (void)context;
    if (family == FAMILY_INET)
        memcpy(&row4, row, sizeof(row4));
    else
        plain_row6(row, &row6);
    code =
        estats(family, plain, TcpConnectionEstatsSendBuff, &send, sizeof(send), &queues->has_send);
    if (code != API_OK)
        return code;
    queues->send = (uint64_t)send.CurRetxQueue + send.CurAppWQueue;
    code = estats(family, plain, TcpConnectionEstatsRec, &recv, sizeof(recv), &queues->has_recv);
    queues->recv = recv.CurAppRQueue;
    return code;
}

static uint32_t delete_tcb(void *context, const struct tcp4_row *row)
{
    DWORD(WINAPI * function)(MIB_TCPROW *);
    MIB_TCPROW plain;

    (void)context;
    windows_function(ip_helper(), "SetTcpEntry", &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    memcpy(&plain, row, sizeof(plain));
    return function(&plain);
}

static void error_text(void *context, uint32_t error, char *text, size_t size)
{
    (void)context;
    windows_error_text(error, text, size);
}

const struct api api_windows = {NULL, table, module, queues, delete_tcb, error_text};
