# SPDX-License-Identifier: GPL-2.0-or-later
"""A network namespace with nothing but loopback, for sockets that the zoo would not know."""

import os
import subprocess

import netns


def hides_processes():
    """Whether some process may not be looked at even by root, as in some sandboxes: then no filter can say that a
    socket is not held by a process."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for fd in os.listdir(f"/proc/{pid}/fd"):
                os.readlink(f"/proc/{pid}/fd/{fd}")
        except PermissionError:
            return True
        except OSError:
            pass    # it has ended
    return False


class Place:
    """Runs programs as the zoo does. Sockets are made inside `netns.inside(place.namespace)`."""

    def __enter__(self):
        home = netns.current()
        try:
            self.namespace = netns.unshare()
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        finally:
            netns.enter(home)
            os.close(home)
        return self

    def __exit__(self, *_):
        os.close(self.namespace)

    def run(self, argv, *, uid=None, **options):
        options = {"text": True, "capture_output": True, "check": False} | options

        def enter():
            netns.enter(self.namespace)
            if uid is not None:     # here: subprocess would change uid first, and then setns may not
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
        return subprocess.run(argv, preexec_fn=enter, **options)

    def start(self, argv, **options):
        return subprocess.Popen(argv, preexec_fn=lambda: netns.enter(self.namespace), **options)
