/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole terminal of standard input and output: another screen that leaves the first one as it
 * was, keys one by one, and signals. One at a time.
 */
#ifndef LSOCK_SCREEN_H
#define LSOCK_SCREEN_H

#include "errors.h"

/* Keys beside characters, which are their bytes. */
enum screen_key {
    KEY_ENTER = '\r',
    KEY_ESCAPE = 27,
    KEY_BACKSPACE = 127,
    KEY_UP = 256,
    KEY_DOWN,
    KEY_RIGHT,
    KEY_LEFT,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_OTHER,
};

#define KEY_CONTROL(letter) ((letter)&31)

enum screen_event {
    SCREEN_KEY,
    SCREEN_TIMEOUT,
    SCREEN_REDRAW, /* it has another size, or shows nothing any more */
    SCREEN_ENDS,   /* a signal ends the program, or the terminal is gone */
};

/* Whether both are a terminal that understands escape sequences. */
bool screen_is_there(void);

/* Takes over the screen and the signals. */
bool screen_begin(struct error *error) NODISCARD;

/* Gives everything back. Does nothing if it was not taken over. */
void screen_end(void);

/* At least 1 each. */
void screen_size(size_t *rows, size_t *columns);

/* False: the terminal is gone. */
bool screen_write(struct text bytes) NODISCARD;

/* Waits at most `milliseconds`; -1: without limit. A suspended program returns when it continues.
 */
enum screen_event screen_wait(int milliseconds, int *key);

/* The name of this host, cut where it is longer; empty: unknown. */
#define SCREEN_HOST_ROOM 256
void screen_host(char name[SCREEN_HOST_ROOM]);

#endif
