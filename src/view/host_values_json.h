/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The member `host_values` of a recording of doctor: settings, counters and limits. */
#ifndef LSOCK_HOST_VALUES_JSON_H
#define LSOCK_HOST_VALUES_JSON_H

#include "host_reading.h"
#include "json.h"

void host_values_write(struct json *json, const struct host_reading *host);

/* Its JSON Schema. */
void host_values_put_schema(struct json *json);

#endif
