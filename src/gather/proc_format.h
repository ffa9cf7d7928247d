/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The importer for files of Linux's /proc/net. */
#ifndef LSOCK_PROC_FORMAT_H
#define LSOCK_PROC_FORMAT_H

#include "text_layout.h"

extern const struct importer proc_importer;

#endif
