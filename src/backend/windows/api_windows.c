/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iphlpapi.dll is no KnownDLL: it is loaded from System32, not linked. What is asserted here is
 * what mib_row.c and the error numbers of api.h take for granted.
 */
#include "api.h"

#include <assert.h>

#include "compiler.h"
#include "windows_compat.h"

#include <iphlpapi.h>

#define SAME(ours, our, theirs, their) \
    static_assert(offsetof(struct ours, our) == offsetof(theirs, their), #theirs "." #their)
#define SAME_SIZE(ours, theirs, their_table)                       \
    static_assert(sizeof(struct ours) == sizeof(theirs), #theirs); \
    static_assert(_Alignof(struct ours) == offsetof(their_table, table), #their_table)

SAME(tcp4_row, state, MIB_TCPROW_OWNER_PID, dwState);
SAME(tcp4_row, local, MIB_TCPROW_OWNER_PID, dwLocalAddr);
SAME(tcp4_row, local_port, MIB_TCPROW_OWNER_PID, dwLocalPort);
SAME(tcp4_row, remote, MIB_TCPROW_OWNER_PID, dwRemoteAddr);
SAME(tcp4_row, remote_port, MIB_TCPROW_OWNER_PID, dwRemotePort);
SAME(tcp4_row, pid, MIB_TCPROW_OWNER_PID, dwOwningPid);
SAME_SIZE(tcp4_row, MIB_TCPROW_OWNER_PID, MIB_TCPTABLE_OWNER_PID);

SAME(tcp4_module_row, row.state, MIB_TCPROW_OWNER_MODULE, dwState);
SAME(tcp4_module_row, row.local, MIB_TCPROW_OWNER_MODULE, dwLocalAddr);
SAME(tcp4_module_row, row.local_port, MIB_TCPROW_OWNER_MODULE, dwLocalPort);
SAME(tcp4_module_row, row.remote, MIB_TCPROW_OWNER_MODULE, dwRemoteAddr);
SAME(tcp4_module_row, row.remote_port, MIB_TCPROW_OWNER_MODULE, dwRemotePort);
SAME(tcp4_module_row, row.pid, MIB_TCPROW_OWNER_MODULE, dwOwningPid);
SAME(tcp4_module_row, created, MIB_TCPROW_OWNER_MODULE, liCreateTimestamp);
SAME(tcp4_module_row, module, MIB_TCPROW_OWNER_MODULE, OwningModuleInfo);
SAME_SIZE(tcp4_module_row, MIB_TCPROW_OWNER_MODULE, MIB_TCPTABLE_OWNER_MODULE);

SAME(tcp6_row, local, MIB_TCP6ROW_OWNER_PID, ucLocalAddr);
SAME(tcp6_row, local_scope, MIB_TCP6ROW_OWNER_PID, dwLocalScopeId);
SAME(tcp6_row, local_port, MIB_TCP6ROW_OWNER_PID, dwLocalPort);
SAME(tcp6_row, remote, MIB_TCP6ROW_OWNER_PID, ucRemoteAddr);
SAME(tcp6_row, remote_scope, MIB_TCP6ROW_OWNER_PID, dwRemoteScopeId);
SAME(tcp6_row, remote_port, MIB_TCP6ROW_OWNER_PID, dwRemotePort);
SAME(tcp6_row, state, MIB_TCP6ROW_OWNER_PID, dwState);
SAME(tcp6_row, pid, MIB_TCP6ROW_OWNER_PID, dwOwningPid);
SAME_SIZE(tcp6_row, MIB_TCP6ROW_OWNER_PID, MIB_TCP6TABLE_OWNER_PID);

SAME(tcp6_module_row, row.local, MIB_TCP6ROW_OWNER_MODULE, ucLocalAddr);
SAME(tcp6_module_row, row.local_scope, MIB_TCP6ROW_OWNER_MODULE, dwLocalScopeId);
SAME(tcp6_module_row, row.local_port, MIB_TCP6ROW_OWNER_MODULE, dwLocalPort);
SAME(tcp6_module_row, row.remote, MIB_TCP6ROW_OWNER_MODULE, ucRemoteAddr);
SAME(tcp6_module_row, row.remote_scope, MIB_TCP6ROW_OWNER_MODULE, dwRemoteScopeId);
SAME(tcp6_module_row, row.remote_port, MIB_TCP6ROW_OWNER_MODULE, dwRemotePort);
SAME(tcp6_module_row, row.state, MIB_TCP6ROW_OWNER_MODULE, dwState);
SAME(tcp6_module_row, row.pid, MIB_TCP6ROW_OWNER_MODULE, dwOwningPid);
SAME(tcp6_module_row, created, MIB_TCP6ROW_OWNER_MODULE, liCreateTimestamp);
SAME(tcp6_module_row, module, MIB_TCP6ROW_OWNER_MODULE, OwningModuleInfo);
SAME_SIZE(tcp6_module_row, MIB_TCP6ROW_OWNER_MODULE, MIB_TCP6TABLE_OWNER_MODULE);

SAME(udp4_row, local, MIB_UDPROW_OWNER_PID, dwLocalAddr);
SAME(udp4_row, local_port, MIB_UDPROW_OWNER_PID, dwLocalPort);
SAME(udp4_row, pid, MIB_UDPROW_OWNER_PID, dwOwningPid);
SAME_SIZE(udp4_row, MIB_UDPROW_OWNER_PID, MIB_UDPTABLE_OWNER_PID);

SAME(udp4_module_row, row.local, MIB_UDPROW_OWNER_MODULE, dwLocalAddr);
SAME(udp4_module_row, row.local_port, MIB_UDPROW_OWNER_MODULE, dwLocalPort);
SAME(udp4_module_row, row.pid, MIB_UDPROW_OWNER_MODULE, dwOwningPid);
SAME(udp4_module_row, created, MIB_UDPROW_OWNER_MODULE, liCreateTimestamp);
SAME(udp4_module_row, flags, MIB_UDPROW_OWNER_MODULE, dwFlags);
SAME(udp4_module_row, module, MIB_UDPROW_OWNER_MODULE, OwningModuleInfo);
SAME_SIZE(udp4_module_row, MIB_UDPROW_OWNER_MODULE, MIB_UDPTABLE_OWNER_MODULE);

SAME(udp6_row, local, MIB_UDP6ROW_OWNER_PID, ucLocalAddr);
SAME(udp6_row, local_scope, MIB_UDP6ROW_OWNER_PID, dwLocalScopeId);
SAME(udp6_row, local_port, MIB_UDP6ROW_OWNER_PID, dwLocalPort);
SAME(udp6_row, pid, MIB_UDP6ROW_OWNER_PID, dwOwningPid);
SAME_SIZE(udp6_row, MIB_UDP6ROW_OWNER_PID, MIB_UDP6TABLE_OWNER_PID);

SAME(udp6_module_row, row.local, MIB_UDP6ROW_OWNER_MODULE, ucLocalAddr);
SAME(udp6_module_row, row.local_scope, MIB_UDP6ROW_OWNER_MODULE, dwLocalScopeId);
SAME(udp6_module_row, row.local_port, MIB_UDP6ROW_OWNER_MODULE, dwLocalPort);
SAME(udp6_module_row, row.pid, MIB_UDP6ROW_OWNER_MODULE, dwOwningPid);
SAME(udp6_module_row, created, MIB_UDP6ROW_OWNER_MODULE, liCreateTimestamp);
SAME(udp6_module_row, flags, MIB_UDP6ROW_OWNER_MODULE, dwFlags);
SAME(udp6_module_row, module, MIB_UDP6ROW_OWNER_MODULE, OwningModuleInfo);
SAME_SIZE(udp6_module_row, MIB_UDP6ROW_OWNER_MODULE, MIB_UDP6TABLE_OWNER_MODULE);

static_assert(API_OK == NO_ERROR, "winerror.h");
static_assert(API_ACCESS_DENIED == ERROR_ACCESS_DENIED, "winerror.h");
static_assert(API_OUT_OF_MEMORY == ERROR_OUTOFMEMORY, "winerror.h");
static_assert(API_NOT_SUPPORTED == ERROR_NOT_SUPPORTED, "winerror.h");
static_assert(API_INVALID_PARAMETER == ERROR_INVALID_PARAMETER, "winerror.h");
static_assert(API_INSUFFICIENT_BUFFER == ERROR_INSUFFICIENT_BUFFER, "winerror.h");
static_assert(API_PROC_NOT_FOUND == ERROR_PROC_NOT_FOUND, "winerror.h");
static_assert(API_NO_DATA == ERROR_NO_DATA, "winerror.h");

/* The mother of all tables: TCP_TABLE_CLASS and UDP_TABLE_CLASS stand for one another. */
typedef DWORD(WINAPI *table_function)(void *table, DWORD *size, BOOL order, ULONG family,
                                      int table_class, ULONG reserved);

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
    windows_function(windows_library(L"iphlpapi.dll"),
                     protocol == PROTOCOL_TCP ? "GetExtendedTcpTable" : "GetExtendedUdpTable",
                     &function);
    if (function == NULL)
        return API_PROC_NOT_FOUND;
    code = function(buffer, &needed, FALSE, family == FAMILY_INET ? AF_INET : AF_INET6,
                    classes[protocol][row_class], 0);
    *size = needed;
    return code;
}

static void error_text(void *context, uint32_t error, char *text, size_t size)
{
    wchar_t wide[256];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
                                  error, 0, wide, (DWORD)COUNT_OF(wide), NULL);
    int bytes;

    (void)context;
    while (length > 0 && (wide[length - 1] == L'.' || iswspace(wide[length - 1])))
        length--;
    bytes = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, text, (int)size - 1, NULL, NULL);
    text[bytes > 0 ? bytes : 0] = '\0';
}

const struct api api_windows = {NULL, table, error_text};
