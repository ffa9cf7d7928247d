#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command without what it would like to have: deprive.py [--sock-diag] [--kcmp] [--proc] COMMAND...

--sock-diag: opening a NETLINK_SOCK_DIAG socket fails with EPERM (a seccomp filter).
--kcmp: kcmp() fails with EPERM, as in many containers.
--proc: an empty file system lies over /proc (in a mount namespace of its own).
"""

import ctypes
import os
import platform
import struct
import sys

CLONE_NEWNS = 0x00020000
MS_REC, MS_PRIVATE = 0x4000, 1 << 18
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
AF_NETLINK, NETLINK_SOCK_DIAG, EPERM = 16, 4, 1
SOCKET_CALL = {"x86_64": 41, "aarch64": 198}
KCMP_CALL = {"x86_64": 312, "aarch64": 272}

# linux/bpf_common.h, linux/seccomp.h
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7fff0000, 0x00050000
NUMBER, ARGUMENT_0, ARGUMENT_2 = 0, 16, 32

libc = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def filter_calls(code):
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(code), ctypes.addressof(program)))
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    check(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0))


def without_sock_diag():
    filter_calls([(LOAD, 0, 0, NUMBER), (JUMP_EQUAL, 0, 5, SOCKET_CALL[platform.machine()]),
                  (LOAD, 0, 0, ARGUMENT_0), (JUMP_EQUAL, 0, 3, AF_NETLINK),
                  (LOAD, 0, 0, ARGUMENT_2), (JUMP_EQUAL, 0, 1, NETLINK_SOCK_DIAG),
                  (RETURN, 0, 0, ERRNO | EPERM), (RETURN, 0, 0, ALLOW)])


def without_kcmp():
    filter_calls([(LOAD, 0, 0, NUMBER), (JUMP_EQUAL, 0, 1, KCMP_CALL[platform.machine()]),
                  (RETURN, 0, 0, ERRNO | EPERM), (RETURN, 0, 0, ALLOW)])


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
