/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "protocol.h"


#define PROTOCOL_NAME(id, name) [PROTOCOL_##id] = name,
#define FAMILY_NAME(id, name)   [FAMILY_##id] = name,

static const char *const protocol_names[] = {PROTOCOLS(PROTOCOL_NAME, PROTOCOL_NAME)};
static const char *const family_names[] = {FAMILIES(FAMILY_NAME, FAMILY_NAME)};

/* 0 stands for the families of IP. */
static const uint32_t families_of[PROTOCOL_COUNT] = {
    [PROTOCOL_UNIX] = FAMILY_BIT(FAMILY_UNIX),       [PROTOCOL_PACKET] = FAMILY_BIT(FAMILY_PACKET),
    [PROTOCOL_NETLINK] = FAMILY_BIT(FAMILY_NETLINK), [PROTOCOL_VSOCK] = FAMILY_BIT(FAMILY_VSOCK),
    [PROTOCOL_XDP] = FAMILY_BIT(FAMILY_XDP),         [PROTOCOL_TIPC] = FAMILY_BIT(FAMILY_TIPC),
};

uint32_t protocol_families(enum protocol protocol)
{
    return families_of[protocol] != 0 ? families_of[protocol] : FAMILIES_IP;
}

const char *protocol_name(enum protocol protocol)
{
    return protocol_names[protocol];
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

const char *family_name(enum family family)
{
    return family_names[family];
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
