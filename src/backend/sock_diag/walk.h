/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One reading of one table, shared by its dumps and its look-ups. */
#ifndef LSOCK_WALK_H
#define LSOCK_WALK_H

#include "bytecode.h"
#include "collector.h"
#include "family_diag.h"
#include "inet_detail.h"
#include "netlink.h"
#include "request.h"

struct walk {
    const struct collector *collector;
    const struct request *request;
    enum protocol protocol;
    enum bytecode_autobound autobound; /* what the kernel was asked for, and so what is known */
    struct inet_detail *detail;        /* where details are read to; NULL: none are wanted */
    const struct family_diag *family;  /* NULL: inet_diag lists them */
    struct family_reading *reading;    /* of such a family: where messages are read to */
    size_t unreadable;                 /* messages that were no socket of this protocol */
    bool out_of_memory;
};

/* Reads a message and offers the socket; false, and out_of_memory, ends the walk. */
bool walk_take(struct walk *walk, const struct nlmsghdr *message);

#endif
