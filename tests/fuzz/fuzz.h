/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every fuzz target defines: libFuzzer calls it, and so does replay.c over the corpus. */
#ifndef LSOCK_FUZZ_H
#define LSOCK_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
