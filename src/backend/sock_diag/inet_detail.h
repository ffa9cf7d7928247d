/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details in an answer of inet_diag: what lies in the attributes behind struct inet_diag_msg.
 */
#ifndef LSOCK_INET_DETAIL_H
#define LSOCK_INET_DETAIL_H

#include <linux/inet_diag.h>

#include "detail.h"

/* The details of one message at a time. */
struct inet_detail {
    /* What is wanted: DETAILS_BIT; the rest is skipped. Set once, before reading. */
    uint32_t groups;
    bool before_7_0; /* the kernel is older than Linux 7.0, whose tcp_info ends differently */

    /* INET_DIAG_INFO is no struct tcp_info, and the timers are not those of TCP: SCTP, MPTCP. */
    bool is_other;

    struct detail_room room;
};

/* The bits of idiag_ext that make the kernel send what these groups need. */
uint8_t inet_detail_extensions(uint32_t groups);

/* Forgets the message before, and takes what stands in this one itself. */
void inet_detail_begin(struct inet_detail *detail, const struct inet_diag_msg *diag);

/* SK_MEMINFO_…, in any family: as many numbers as the kernel has sent. */
struct memory_detail memory_detail_read(const void *bytes, size_t length);

/* One attribute of it. Of a wrong length: skipped. */
void inet_detail_take(struct inet_detail *detail, unsigned type, const void *bytes, size_t length);

#endif
