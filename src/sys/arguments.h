/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits the command line of a Windows program, which the system passes as one string. */
#ifndef LSOCK_ARGUMENTS_H
#define LSOCK_ARGUMENTS_H

/*
 * Splits a command line in place by the rules of Microsoft's C library. argv has room for half of
 * its length plus three; the last entry is NULL, and argv[0] is the start of the line. Returns
 * argc.
 */
int arguments_split(char *line, char **argv);

#endif
