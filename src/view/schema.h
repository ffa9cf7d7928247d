/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON Schema of lsock/1, made from the table of columns. */
#ifndef LSOCK_SCHEMA_H
#define LSOCK_SCHEMA_H

#include "output.h"

/* JSON Schema 2020-12 of a whole document and of each line of JSON lines. */
void schema_write(struct output *output);

#endif
