/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one table of formats that --read and diff take. */
#ifndef LSOCK_IMPORTERS_H
#define LSOCK_IMPORTERS_H

#include "importer.h"

const struct importer *const *importers_all(size_t *count);

/* The first one that recognises the input; JSON if none does, whose errors say what is wrong. */
const struct importer *importer_of(struct input *input);

#endif
