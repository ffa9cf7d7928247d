/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backends of the Windows build. */
#include "backend.h"

#include "delete_tcb.h"
#include "ip_helper.h"

static enum backend_result collect(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error)
{
    return ip_helper_collect(&api_windows, request, protocol, collector, error);
}

static void destroy(struct destruction *const *list, size_t count)
{
    delete_tcb_sockets(&api_windows, list, count);
}

static void failure_text(int failure, char *text, size_t size)
{
    api_windows.error_text(api_windows.context, (uint32_t)failure, text, size);
}

static const struct backend backend_iphlpapi = {
    .name = "iphlpapi",
    .help = "the IP Helper tables",
    .protocols = PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP),
    .dialect = DIALECT_WINDOWS_MIB,
    .collect = collect,
    .destroy = destroy,
    .destroyed_words = delete_tcb_words,
    .failure_text = failure_text,
};

const struct backend *const backends[] = {&backend_iphlpapi};
const size_t backend_count = COUNT_OF(backends);
