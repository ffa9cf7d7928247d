/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "prose.h"

#include <string.h>

#include "builder.h"
#include "option_table.h"
#include "page.h"

#define PATH "man/options.mdoc"
#define MARK ".\\\" --"

static struct builder content; /* zero-terminated */

/* Takes the name and the lines below it; false at the end. */
static bool take(const char **rest, struct text *name, struct text *lines)
{
    const char *mark = strstr(*rest, MARK), *end;

    if (mark == NULL)
        return false;
    name->bytes = mark + strlen(MARK);
    name->length = strcspn(name->bytes, "\n");
    lines->bytes = name->bytes + name->length;
    lines->bytes += *lines->bytes == '\n';
    end = strstr(lines->bytes, MARK);
    lines->length = end == NULL ? strlen(lines->bytes) : (size_t)(end - lines->bytes);
    *rest = lines->bytes;
    return true;
}

bool prose_read(const char *root, struct error *error)
{
    struct text name, lines;
    const char *rest;

    if (!page_read(root, PATH, &content, error))
        return false;
    rest = content.bytes;
    while (take(&rest, &name, &lines))
        if (option_at(option_find('\0', name)) == NULL)
            return error_set(error, STATUS_FAILED, PATH ": unknown option --%.*s", (int)name.length,
                             name.bytes);
    return true;
}

struct text prose_of(const char *option)
{
    const char *rest = content.bytes;
    struct text name, lines;

    while (take(&rest, &name, &lines))
        if (text_equal(name, text_of(option)))
            return lines;
    return TEXT("");
}
