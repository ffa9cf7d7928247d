/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings on systems where lsock cannot read any: all are unknown. */
#include "compiler.h"
#include "host_values.h"

bool host_setting_read(const struct setting *setting UNUSED, struct setting_value *value UNUSED)
{
    return false;
}
