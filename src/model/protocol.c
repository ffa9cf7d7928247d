/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "protocol.h"


#define PROTOCOL_NAME(id, name) [PROTOCOL_##id] = name,
#define FAMILY_NAME(id, name)   [FAMILY_##id] = name,

const char *const protocol_names[PROTOCOL_COUNT] = {PROTOCOLS(PROTOCOL_NAME, PROTOCOL_NAME)};
const char *const family_names[FAMILY_COUNT] = {FAMILIES(FAMILY_NAME, FAMILY_NAME)};

enum family protocol_own_family(enum protocol protocol)
{
    static const enum family families[PROTOCOL_COUNT] = {
        [PROTOCOL_UNIX] = FAMILY_UNIX,       [PROTOCOL_PACKET] = FAMILY_PACKET,
        [PROTOCOL_NETLINK] = FAMILY_NETLINK, [PROTOCOL_VSOCK] = FAMILY_VSOCK,
        [PROTOCOL_XDP] = FAMILY_XDP,         [PROTOCOL_TIPC] = FAMILY_TIPC,
    };

    return families[protocol];
}

uint32_t protocol_families(enum protocol protocol)
{
    enum family own = protocol_own_family(protocol);

    return own == FAMILY_NONE ? FAMILIES_IP : FAMILY_BIT(own);
}

bool protocol_from_name(struct text name, enum protocol *protocol)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if (text_equal_nocase(name, text_of(protocol_names[i]))) {
            *protocol = (enum protocol)i;
            return true;
        }
    return false;
}

bool family_from_name(struct text name, enum family *family)
{
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++)
        if (text_equal_nocase(name, text_of(family_names[i]))) {
            *family = (enum family)i;
            return true;
        }
    return false;
}
