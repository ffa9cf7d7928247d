# SPDX-License-Identifier: GPL-2.0-or-later
"""A network namespace with only loopback, for sockets that do not belong in the zoo."""

import os
import subprocess

import netns


def hides_processes():
    """Whether even root may not inspect some process, as in some sandboxes. Then no filter can tell that no process
    holds a socket."""
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
    """Runs programs as the zoo does. Create sockets inside `netns.inside(place.namespace)`."""

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
            if uid is not None:     # done here: subprocess would change the uid first, and setns would then be refused
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
        return subprocess.run(argv, preexec_fn=enter, **options)

    def start(self, argv, **options):
        return subprocess.Popen(argv, preexec_fn=lambda: netns.enter(self.namespace), **options)
