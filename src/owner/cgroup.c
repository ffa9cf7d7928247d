/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the unit and the container in the path of a control group. There is no standard mark for
 * containers, only naming conventions of the runtimes; each is a row of one table. A container's
 * path may have more components after it (a systemd inside creates its own groups) and before it
 * (docker in docker): the innermost match wins.
 */
#include "cgroup.h"

#include "compiler.h"

enum name_kind {
    KIND_ID,   /* 64 hexadecimal digits */
    KIND_NAME, /* not empty */
};

/* A component of a path; if `parent` is set, also the start of the component before it. */
static const struct shape {
    const char *runtime;
    const char *parent, *before, *after;
    enum name_kind kind;
} shapes[] = {
    /* systemd driver: a scope for each container */
    {"docker", NULL, "docker-", ".scope", KIND_ID},
    {"podman", NULL, "libpod-", ".scope", KIND_ID},
    {"cri-o", NULL, "crio-", ".scope", KIND_ID},
    {"containerd", NULL, "cri-containerd-", ".scope", KIND_ID},
    {"containerd", NULL, "nerdctl-", ".scope", KIND_ID},
    /* cgroupfs driver: a directory for each container */
    {"docker", "docker", "", "", KIND_ID},
    {"podman", "libpod_parent", "libpod-", "", KIND_ID},
    {"podman", NULL, "libpod-", "", KIND_ID},
    {"cri-o", NULL, "crio-", "", KIND_ID},
    {"containerd", NULL, "cri-containerd-", "", KIND_ID},
    {"buildkit", "buildkit", "", "", KIND_NAME},
    {"kubernetes", "pod", "", "", KIND_ID},      /* /kubepods/burstable/pod<uid>/<id> */
    {"kubernetes", "kubepods", "", "", KIND_ID}, /* …/kubepods-pod<uid>.slice/<id> */
    {"containerd", NULL, "", "", KIND_ID},       /* /ecs/<task>/<id>, and others */
    /* machines */
    {"lxc", NULL, "lxc.payload.", "", KIND_NAME},
    {"lxc", "lxc.payload", "", "", KIND_NAME},
    {"lxc", "lxc", "", "", KIND_NAME},
    {"nspawn", NULL, "systemd-nspawn@", ".service", KIND_NAME},
    {"machine", NULL, "machine-", ".scope", KIND_NAME},
};

static bool is_hex(char c)
{
    return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool is_id(struct text text)
{
    if (text.length != 64)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!is_hex(text.bytes[i]))
            return false;
    return true;
}

/* "lxc" must match exactly; the parents of pods have a suffix. */
static bool parent_fits(const struct shape *shape, struct text parent)
{
    struct text want = text_of(shape->parent);

    if (shape->parent == NULL || text_equal(parent, want))
        return true;
    return shape->kind == KIND_ID && text_starts_with(parent, want) && want.length < parent.length;
}

static bool shape_fits(const struct shape *shape, struct text parent, struct text component,
                       struct text *name)
{
    struct text before = text_of(shape->before), after = text_of(shape->after);

    if (!parent_fits(shape, parent) || component.length <= before.length + after.length ||
        !text_starts_with(component, before) || !text_ends_with(component, after))
        return false;
    *name = (struct text){component.bytes + before.length,
                          component.length - before.length - after.length};
    return shape->kind == KIND_NAME || is_id(*name);
}

static void match_container(struct text parent, struct text component, struct cgroup *cgroup)
{
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        struct text name;

        if (!shape_fits(&shapes[i], parent, component, &name))
            continue;
        cgroup->container = name;
        cgroup->container_is_id = shapes[i].kind == KIND_ID;
        cgroup->runtime = shapes[i].runtime;
        return;
    }
}

/* The types of units that have processes (systemd.unit(5)); slices only group them. */
static bool is_unit(struct text component)
{
    static const char *const kinds[] = {".service", ".scope", ".socket", ".mount", ".swap"};

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (component.length > text_of(kinds[i]).length &&
            text_ends_with(component, text_of(kinds[i])))
            return true;
    return false;
}

/* systemd prepends '_' to names that could collide with kernel files. */
static struct text unit_name(struct text component)
{
    if (component.bytes[0] == '_')
        return text_from(component, 1);
    return component;
}

static void read_components(struct text path, struct cgroup *cgroup)
{
    struct text parent = {NULL, 0};

    while (path.length > 0) {
        struct text component = text_take_until(&path, '/');

        if (component.length == 0)
            continue;
        match_container(parent, component, cgroup);
        if (is_unit(component))
            cgroup->unit = unit_name(component);
        parent = component;
    }
}

/* Splits "4:memory:/path", "1:name=systemd:/path" or "0::/path" into controllers and path. A path
 * may contain colons, a list of controllers cannot. */
static bool split_line(struct text line, struct text *controllers, struct text *path)
{
    text_take_until(&line, ':');
    *controllers = text_take_until(&line, ':');
    *path = line;
    return path->length > 0 && path->bytes[0] == '/';
}

/* Priority of a hierarchy: version 2, unless the process is at its root; then systemd's own of
 * version 1; then the first one. */
static int weight(struct text controllers, struct text path)
{
    if (path.length <= 1)
        return 0;
    if (controllers.length == 0)
        return 3;
    return text_equal(controllers, TEXT("name=systemd")) ? 2 : 1;
}

static void choose_path(struct text file, struct cgroup *cgroup)
{
    struct text controllers, path;
    int best = -1;

    while (file.length > 0)
        if (split_line(text_take_until(&file, '\n'), &controllers, &path) &&
            weight(controllers, path) > best) {
            best = weight(controllers, path);
            cgroup->path = path;
        }
}

void cgroup_read(struct text file, struct cgroup *cgroup)
{
    struct text unit, controllers, path;

    *cgroup = (struct cgroup){.runtime = NULL};
    choose_path(file, cgroup);
    read_components(cgroup->path, cgroup);
    /* Some runtimes move processes only in the hierarchies of version 1. */
    unit = cgroup->unit;
    while (file.length > 0 && cgroup->runtime == NULL)
        if (split_line(text_take_until(&file, '\n'), &controllers, &path))
            read_components(path, cgroup);
    cgroup->unit = unit;
}
