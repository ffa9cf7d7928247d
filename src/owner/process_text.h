/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pure readers of the texts in /proc/PID (proc(5)). The names in them are whatever a process likes:
 * `)`, blanks, newlines and bytes that are no UTF-8 included. */
#ifndef LSOCK_PROCESS_TEXT_H
#define LSOCK_PROCESS_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "builder.h"

/* The name in /proc/PID/comm: all but the line break that the kernel puts behind it. */
struct text process_command(struct text comm);

/* A security context in attr/current: without the line break or zero byte behind it. */
struct text process_context(struct text current);

/*
 * Whether /proc/PID/stat is that of a process that can hold descriptors: no kernel thread, not
 * dead in all its threads. True if the text cannot be parsed.
 */
bool process_can_hold(struct text stat);

/* The soft limit of open files in /proc/PID/limits; 0: none, or it cannot be parsed. */
uint64_t process_descriptor_limit(struct text limits);

/*
 * Appends the arguments in /proc/PID/cmdline, each of which a zero byte ends, as a POSIX shell
 * would be given them: a blank between them, and quotes around what is more than plain letters.
 * Empty arguments at the end are left out: a process that changes its title pads it with zero
 * bytes.
 */
void process_command_line(struct builder *out, struct text cmdline);

/* N of "socket:[N]", what a link in /proc/PID/fd says; false where it is anything else. */
bool process_socket_inode(struct text link, uint64_t *inode);

#endif
