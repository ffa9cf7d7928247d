/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cgroup_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_ROOM ((size_t)4096)

/* Finds the mount point of the cgroup file system (v2); length 0: not mounted. */
static size_t find_cgroup2(char *room, size_t size)
{
    FILE *mounts = setmntent("/proc/self/mounts", "re");
    const struct mntent *mount;
    size_t length = 0;

    if (mounts == NULL)
        return 0;
    while (length == 0 && (mount = getmntent(mounts)) != NULL)
        if (strcmp(mount->mnt_type, "cgroup2") == 0 && strlen(mount->mnt_dir) < size) {
            length = strlen(mount->mnt_dir);
            memcpy(room, mount->mnt_dir, length + 1);
        }
    endmntent(mounts);
    return length;
}

/* The id of a cgroup is the file handle of its directory (fs/kernfs/mount.c, kernfs_encode_fh). */
static bool directory_id(int dir, const char *name, int flags, uint64_t *id)
{
    struct {
        struct file_handle handle;
        unsigned char bytes[sizeof(uint64_t)];
    } found = {.handle = {.handle_bytes = sizeof(uint64_t)}};
    int mount;

    if (name_to_handle_at(dir, name, &found.handle, &mount, flags) != 0 ||
        found.handle.handle_bytes != sizeof(*id))
        return false;
    memcpy(id, found.bytes, sizeof(*id));
    return true;
}

/* Whether a path leads out of the tree. A privileged lsock must not reveal what exists there. */
static bool climbs(struct text path)
{
    while (path.length > 0)
        if (text_equal(text_take_until(&path, '/'), TEXT("..")))
            return true;
    return false;
}

bool cgroup_tree_id(struct text path, uint64_t *id)
{
    char room[PATH_ROOM];
    size_t length = find_cgroup2(room, sizeof(room) / 2);

    if (length == 0 || memchr(path.bytes, '\0', path.length) != NULL || climbs(path))
        return false;
    if (text_starts_with(path, (struct text){room, length}))
        length = 0;
    else
        room[length++] = '/';
    if (path.length >= sizeof(room) - length)
        return false;
    memcpy(room + length, path.bytes, path.length);
    room[length + path.length] = '\0';
    return directory_id(AT_FDCWD, room, 0, id);
}

struct walk {
    bool (*visit)(void *context, uint64_t id, struct text path);
    void *context;
    char path[PATH_ROOM]; /* of the current group; length 0: the root */
    size_t length;
    bool cut; /* a group could not be read completely */
};

/* False: stop the walk. */
static bool visit(struct walk *walk, int dir)
{
    struct text path = {walk->path, walk->length};
    uint64_t id;

    if (path.length == 0)
        path = TEXT("/");
    return !directory_id(dir, "", AT_EMPTY_PATH, &id) || walk->visit(walk->context, id, path);
}

static bool enter(struct walk *walk, int parent, const char *name);

/* A group that was just removed has no sockets, so it does not count. */
static void count_failure(struct walk *walk, int failure)
{
    walk->cut |= failure != 0 && failure != ENOENT;
}

static const struct dirent *next_entry(struct walk *walk, DIR *entries)
{
    const struct dirent *entry;

    errno = 0;
    entry = readdir(entries);
    if (entry == NULL)
        count_failure(walk, errno);
    return entry;
}

/* Visits the subgroups (directories) of the current group. Takes ownership of `dir`. */
static bool visit_children(struct walk *walk, int dir)
{
    DIR *entries = fdopendir(dir);
    const struct dirent *entry;
    size_t length = walk->length;
    bool more = true;

    if (entries == NULL) {
        count_failure(walk, errno);
        close(dir);
        return true;
    }
    while (more && (entry = next_entry(walk, entries)) != NULL) {
        size_t added = strlen(entry->d_name);

        if (entry->d_type != DT_DIR || entry->d_name[0] == '.' ||
            added + 1 >= sizeof(walk->path) - length)
            continue;
        walk->path[length] = '/';
        memcpy(walk->path + length + 1, entry->d_name, added + 1);
        walk->length = length + 1 + added;
        more = enter(walk, dirfd(entries), entry->d_name);
        walk->length = length;
    }
    closedir(entries);
    return more;
}

static bool enter(struct walk *walk, int parent, const char *name)
{
    int dir = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (dir < 0) {
        count_failure(walk, errno);
        return true;
    }
    if (visit(walk, dir))
        return visit_children(walk, dir);
    close(dir);
    return false;
}

bool cgroup_tree_walk(bool (*visit_group)(void *context, uint64_t id, struct text path),
                      void *context)
{
    struct walk walk = {.visit = visit_group, .context = context};
    char root[PATH_ROOM];

    if (find_cgroup2(root, sizeof(root)) != 0)
        (void)enter(&walk, AT_FDCWD, root);
    return !walk.cut;
}
