/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hash.h"

/* "somepseudorandomlygeneratedbytes", the initial state of SipHash. */
#define V0 UINT64_C(0x736f6d6570736575)
#define V1 UINT64_C(0x646f72616e646f6d)
#define V2 UINT64_C(0x6c7967656e657261)
#define V3 UINT64_C(0x7465646279746573)

struct hash hash_start = {{V0, V1, V2, V3}};

void hash_set_key(const uint64_t key[2])
{
    hash_start = (struct hash){{key[0] ^ V0, key[1] ^ V1, key[0] ^ V2, key[1] ^ V3}};
}
