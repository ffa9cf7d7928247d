/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "privilege.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const uint8_t numbers[CAPABILITY_COUNT] = {
    [CAPABILITY_DAC_OVERRIDE] = CAP_DAC_OVERRIDE,
    [CAPABILITY_DAC_READ_SEARCH] = CAP_DAC_READ_SEARCH,
    [CAPABILITY_NET_ADMIN] = CAP_NET_ADMIN,
    [CAPABILITY_NET_BIND_SERVICE] = CAP_NET_BIND_SERVICE,
    [CAPABILITY_SYS_ADMIN] = CAP_SYS_ADMIN,
    [CAPABILITY_SYS_PTRACE] = CAP_SYS_PTRACE,
};

bool privilege_is_raised(void)
{
    return getauxval(AT_SECURE) != 0;
}

/* The capability sets of this process, one number each: capget(2). glibc has no wrapper. */
struct sets {
    uint64_t effective, permitted, inheritable;
};

static bool read_sets(struct sets *sets)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct words[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}}; /* for valgrind */

    if (syscall(SYS_capget, &header, words) != 0)
        return false;
    sets->effective = (uint64_t)words[1].effective << 32 | words[0].effective;
    sets->permitted = (uint64_t)words[1].permitted << 32 | words[0].permitted;
    sets->inheritable = (uint64_t)words[1].inheritable << 32 | words[0].inheritable;
    return true;
}

static bool write_sets(const struct sets *sets)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct words[_LINUX_CAPABILITY_U32S_3];

    for (unsigned i = 0; i < _LINUX_CAPABILITY_U32S_3; i++)
        words[i] = (struct __user_cap_data_struct){
            .effective = (uint32_t)(sets->effective >> 32 * i),
            .permitted = (uint32_t)(sets->permitted >> 32 * i),
            .inheritable = (uint32_t)(sets->inheritable >> 32 * i),
        };
    return syscall(SYS_capset, &header, words) == 0;
}

static uint64_t taken_by(unsigned needs)
{
    uint64_t taken = 0;

    for (size_t i = 0; i < privilege_row_count; i++)
        for (unsigned one = 0; one < CAPABILITY_COUNT && (needs & privilege_rows[i].need) != 0;
             one++)
            if ((privilege_rows[i].capabilities & CAPABILITY_BIT(one)) != 0)
                taken |= UINT64_C(1) << numbers[one];
    return taken;
}

/* Limits child processes, although lsock starts none. A process without the right to do so
 * (CAP_SETPCAP) has little to drop. */
static void limit_children(void)
{
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    for (unsigned long one = 0; prctl(PR_CAPBSET_READ, one, 0, 0, 0) >= 0; one++)
        (void)prctl(PR_CAPBSET_DROP, one, 0, 0, 0);
}

static bool fail(struct error *error)
{
    return error_set(error, STATUS_FAILED, "cannot drop privileges: %s", strerror(errno));
}

bool privilege_limit(unsigned needs, struct error *error)
{
    struct sets sets;

    limit_children();
    if (!read_sets(&sets))
        return fail(error);
    if (sets.permitted == 0 && sets.inheritable == 0)
        return true;
    sets.permitted &= taken_by(needs);
    sets.effective = 0;
    sets.inheritable = 0;
    return write_sets(&sets) || fail(error);
}

bool privilege_use(unsigned needs, struct error *error)
{
    struct sets sets;

    if (!read_sets(&sets))
        return fail(error);
    if (sets.permitted == 0)
        return true;
    sets.effective = sets.permitted & taken_by(needs);
    return write_sets(&sets) || fail(error);
}

bool privilege_advise(int failure, struct error *error)
{
    if (failure == EACCES && geteuid() == 0)
        error_remedy(error,
                     "lsock has dropped root's right to open files of other users: use `- <FILE`");
    return false;
}

bool privilege_has(enum capability capability)
{
    struct sets sets;

    return read_sets(&sets) && (sets.effective & UINT64_C(1) << numbers[capability]) != 0;
}
