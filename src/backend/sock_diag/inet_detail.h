/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the details in an answer of inet_diag: the attributes after struct inet_diag_msg. */
#ifndef LSOCK_INET_DETAIL_H
#define LSOCK_INET_DETAIL_H

#include <linux/inet_diag.h>

#include "detail.h"

/* The details of one message at a time. */
struct inet_detail {
    /* The wanted groups: DETAILS_BIT; others are skipped. Set it once, before reading. */
    uint32_t groups;
    bool before_7_0; /* older than Linux 7.0, whose tcp_info has a different end */

    /* SCTP, MPTCP: INET_DIAG_INFO is not a struct tcp_info, and timers are not TCP's. */
    bool is_other;

    struct detail_room room;
};

/* The bits of idiag_ext that request these groups. */
uint8_t inet_detail_extensions(uint32_t groups);

/* Discards the previous message, and reads the details in this message's header. */
void inet_detail_begin(struct inet_detail *detail, const struct inet_diag_msg *diag);

/* Reads SK_MEMINFO_… of any family, as many numbers as the kernel has sent. */
struct memory_detail memory_detail_read(const void *bytes, size_t length);

/* Reads one attribute; skips it if its length is wrong. */
void inet_detail_take(struct inet_detail *detail, unsigned type, const void *bytes, size_t length);

#endif
