#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command without some facilities: deprive.py [--sock-diag] [--kcmp] [--proc] COMMAND...

--sock-diag: opening a NETLINK_SOCK_DIAG socket fails with EPERM (a seccomp filter).
--kcmp: kcmp() fails with EPERM, as in many containers.
--proc: an empty file system is mounted over /proc (in a new mount namespace).
"""

import ctypes
import os
import struct
import sys

CLONE_NEWNS = 0x00020000
MS_REC, MS_PRIVATE = 0x4000, 1 << 18
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
AF_NETLINK, NETLINK_SOCK_DIAG, EPERM = 16, 4, 1

# linux/bpf_common.h, linux/seccomp.h
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7fff0000, 0x00050000
LOW_HALF = 4 if sys.byteorder == "big" else 0
NUMBER, MACHINE, ARGUMENT_0, ARGUMENT_2 = 0, 4, 16 + LOW_HALF, 32 + LOW_HALF

# linux/audit.h: the machine that the program is built for, which may differ from Python's; and its call numbers.
X86_64, I386, AARCH64, ARM, S390X = 0xc000003e, 0x40000003, 0xc00000b7, 0x40000028, 0x80000016
SOCKET_CALL = {X86_64: 41, I386: 359, AARCH64: 198, ARM: 281, S390X: 359}
KCMP_CALL = {X86_64: 312, I386: 349, AARCH64: 272, ARM: 378, S390X: 343}
# Here the C library calls socketcall(SYS_SOCKET, POINTER). Filters cannot read the pointer, so all sockets fail.
SOCKETCALL = {I386: 102, S390X: 102}
SYS_SOCKET = 1

libc = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def refuse(*calls):
    """Builds the filter. Each refused call has its numbers by machine, and conditions on arguments (offset, value)."""
    code = []
    for numbers, arguments in calls:
        for machine, number in numbers.items():
            tests = [(MACHINE, machine), (NUMBER, number), *arguments]
            for index, (offset, value) in enumerate(tests):
                code += [(LOAD, 0, 0, offset), (JUMP_EQUAL, 0, 2 * (len(tests) - index) - 1, value)]
            code.append((RETURN, 0, 0, ERRNO | EPERM))
    code.append((RETURN, 0, 0, ALLOW))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(code), ctypes.addressof(program)))
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    check(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0))


def without_sock_diag():
    refuse((SOCKET_CALL, [(ARGUMENT_0, AF_NETLINK), (ARGUMENT_2, NETLINK_SOCK_DIAG)]),
           (SOCKETCALL, [(ARGUMENT_0, SYS_SOCKET)]))


def without_kcmp():
    refuse((KCMP_CALL, []))


def without_proc():
    check(libc.unshare(CLONE_NEWNS))
    check(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))
    check(libc.mount(b"none", b"/proc", b"tmpfs", 0, None))


def main(argv):
    words = argv[1:]
    while words and words[0].startswith("--"):
        {"--sock-diag": without_sock_diag, "--kcmp": without_kcmp, "--proc": without_proc}[words.pop(0)]()
    os.execvp(words[0], words)


if __name__ == "__main__":
    main(sys.argv)
