#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes that hold sockets in every possible way, in network, process and mount namespaces of their own. The
machine's processes are not part of it, because even root may not inspect some of them.

    owner_scene.py LSOCK    runs lsock in the scene and prints one document: what exists, and what lsock printed

Ports: see make(). Run by test_owners.py.
"""

import contextlib
import ctypes
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading

import deprive

NOBODY = 65534
NAMES = [b"we)ird", b"a b", b"\x1b[31mred", b"new\nline", b"\xff\xfebad", b") S 0 (", b"fifteen-bytes-x"]
FILTERS = ["process = worker", "process != worker", "process = master", "process != master", "pid != 1",
           "process_count = 2", "processes != master", "-K --dry-run process != master"]
THREADS = 300
CHILDREN = 4
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME = 1, 4, 15
CLONE_FILES = 0x400
_libc = ctypes.CDLL(None, use_errno=True)


def enter():
    """Restarts in new namespaces; returns inside them."""
    if os.environ.get("OWNER_SCENE") == "inside":
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    os.environ["OWNER_SCENE"] = "inside"
    os.execvp("unshare", ["unshare", "--net", "--pid", "--fork", "--mount-proc", "--kill-child", "--",
                          sys.executable, *sys.argv])


def listener(port):
    sock = socket.socket()
    sock.bind(("127.0.0.1", port))
    sock.listen(5)
    return sock


def child(action):
    """Starts a process that does something, reports it, and waits to be killed; returns its pid."""
    ready, report = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            os.close(ready)
            action()
            os.write(report, b"1")
            while True:
                signal.pause()
        finally:
            os._exit(1)
    os.close(report)
    if os.read(ready, 1) != b"1":
        sys.exit("a process of the scene did not start")
    os.close(ready)
    return pid


def become(name, uid):
    if uid:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)    # as if that user had started it
    _libc.prctl(PR_SET_NAME, name, 0, 0, 0)


def named(name, port, uid=0):
    def action():
        become(name, uid)
        named.kept = listener(port)
    return child(action)


def handed_down(port):
    """A listener held by `master` of root and a `worker` of another user."""
    def action():
        become(b"master", 0)
        handed_down.kept = listener(port)
        child(lambda: become(b"worker", NOBODY))
    return child(action)


def threaded(port):
    def action():
        _libc.prctl(PR_SET_NAME, b"threaded", 0, 0, 0)
        threaded.kept = listener(port)
        for _ in range(THREADS - 1):
            threading.Thread(target=signal.pause, daemon=True).start()
    return child(action)


def thread_apart(port):
    """A thread with its own table of descriptors, the only holder of a socket."""
    def action():
        _libc.prctl(PR_SET_NAME, b"apart", 0, 0, 0)
        done = threading.Event()

        def work():
            if _libc.unshare(CLONE_FILES) != 0:
                os._exit(1)
            thread_apart.kept = listener(port)
            done.set()
            signal.pause()
        threading.Thread(target=work, daemon=True).start()
        done.wait()
    return child(action)


def shared(port):
    """A listener held by this process and several children."""
    sock = listener(port)
    return sock, [child(lambda: None) for _ in range(CHILDREN)]


def in_flight(port):
    """A listener that exists only in the queue of a unix socket."""
    pair = socket.socketpair()
    with listener(port) as sock:
        socket.send_fds(pair[0], [b"x"], [sock.fileno()])
    return pair


def twice(port):
    """One process with two descriptors of a listener."""
    def action():
        _libc.prctl(PR_SET_NAME, b"twice", 0, 0, 0)
        twice.kept = listener(port)
        twice.also = twice.kept.dup()
    return child(action)


def make(keep):
    """Makes the sockets of the scene, by port."""
    scene = {"names": {}, "self": os.getpid()}
    for number, name in enumerate(NAMES):
        scene["names"][2000 + number] = [named(name, 2000 + number), name.decode("latin-1")]
    scene["nobody"] = named(b"nobody", 2103, NOBODY)
    scene["twice"] = twice(2104)
    scene["threaded"] = threaded(2100)
    scene["apart"] = thread_apart(2105)
    scene["master"] = handed_down(2107)
    # Everything from here is inherited by processes forked later.
    keep.append(in_flight(2101))
    sock, scene["shared"] = shared(2102)
    keep.append(sock)
    keep.append(accept_queue(2106))
    return scene


def accept_queue(port):
    """A connection that no program has accepted: its server end has no owner."""
    server = listener(port)
    return server, socket.create_connection(("127.0.0.1", port))


def as_nobody():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def said_itself(stderr):
    """Removes a sanitizer's messages about a missing /proc."""
    return "".join(line for line in stderr.decode().splitlines(keepends=True) if not re.match(r"==\d+==WARNING", line))


def environment(faults=""):
    """Returns an environment with failing system calls (see faults.c). The leak checker of sanitized builds is
    disabled: it reads /proc, which may be missing."""
    added = {"LD_PRELOAD": os.path.realpath(os.environ["FAULTS_LIB"]), "FAULTS": faults} if faults else {}
    return os.environ | added | {"ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0",
                                 "LSAN_OPTIONS": "detect_leaks=0"}


def run(lsock, *options, nobody=False, faults=""):
    done = subprocess.run([lsock, *options], capture_output=True, check=False, env=environment(faults),
                          preexec_fn=as_nobody if nobody else None)
    return {"status": done.returncode, "stdout": done.stdout.decode("latin-1"), "stderr": said_itself(done.stderr)}


def plant(tree, pid, name, cgroup, links):
    """Creates a process in a directory like /proc."""
    os.makedirs(f"{tree}/{pid}/fd")
    for fd, link in enumerate(links):
        os.symlink(link, f"{tree}/{pid}/fd/{fd}")
    for file, text in (("comm", name + b"\n"), ("cgroup", cgroup.encode())):
        with open(f"{tree}/{pid}/{file}", "wb") as out:
            out.write(text)


@contextlib.contextmanager
def mounted(*mount, undo):
    subprocess.run(mount, check=True)
    try:
        yield
    finally:
        subprocess.run(undo, check=True)


def main():
    lsock = sys.argv[1]
    enter()
    keep = []
    scene, said = make(keep), {}
    said["json"] = run(lsock, "-t", "-p", "--json")
    said["table"] = run(lsock, "-t", "-p")
    said["extended"] = run(lsock, "-t", "-p", "-e")
    said["csv"] = run(lsock, "-t", "--csv", "--columns", "local_port,pid,process,process_count")
    said["threads"] = run(lsock, "-t", "-T", "--json")
    said["nobody"] = run(lsock, "-t", "-p", "--json", nobody=True)
    said["nobody_table"] = run(lsock, "-t", "-p", nobody=True)
    said["filters"] = {words: [run(lsock, "--json", *words.split(), nobody=nobody) for nobody in (False, True)]
                       for words in FILTERS}
    said["nofile"] = [run("prlimit", f"--nofile={limit}", lsock, "-t", "--json", option)
                      for limit in range(4, 12) for option in ("-p", "-T")]
    said["no_kcmp"] = run(sys.executable, deprive.__file__, "--kcmp", lsock, "-t", "-p", "--json")
    with tempfile.TemporaryDirectory() as tree:
        os.mkdir(f"{tree}/net")
        with open("/proc/net/tcp", "rb") as table, open(f"{tree}/net/tcp", "wb") as copy:
            copy.write(table.read())
        plant(tree, 1, b"init", "0::/init.scope\n", [])
        plant(tree, 4711, b"tree", "0::/machine.slice/machine-my\\x2dweb.scope/system.slice/nginx.service\n",
              [os.readlink(f"/proc/{scene['names'][2000][0]}/fd/3"), "/dev/null", "socket:[]", "socket:[99"])
        for pid, cgroup in ((4800, "0::/"), (4801, "0::/web.service"), (4802, "0::/")):
            plant(tree, pid, b"pair", cgroup, [os.readlink(f"/proc/{scene['names'][2002][0]}/fd/3")])
        said["proc_root"] = run(lsock, "-t", "-p", "--json", "--proc-root", tree)
        said["second_unit"] = run(lsock, "-t", "-p", "--json", "--proc-root", tree, "unit = web.service")
        recording = f"{tree}/of_nobody/recording"
        os.chmod(tree, 0o711)
        os.mkdir(f"{tree}/of_nobody")
        os.chown(f"{tree}/of_nobody", NOBODY, NOBODY)
        said["recorder"] = run(lsock, "-tp", "sport = :2107", "--json", "--record", recording, nobody=True)
        run(lsock, "-tp", "sport = :2107", "--record", f"{tree}/of_root")
        said["diff"] = run(lsock, "diff", "--json", recording, f"{tree}/of_root")
        said["recorded"] = run(lsock, "--json", "--read", recording, "process != master")
    with mounted("mount", "-o", "remount,hidepid=2", "/proc", undo=["mount", "-o", "remount,hidepid=0", "/proc"]):
        said["hidepid"] = run(lsock, "-t", "-p", "--json", nobody=True)
    with mounted("mount", "-o", "remount,hidepid=1", "/proc", undo=["mount", "-o", "remount,hidepid=0", "/proc"]):
        said["hidepid_1"] = run(lsock, "-t", "-p", "--json", nobody=True)
    with mounted("mount", "-t", "tmpfs", "none", "/proc", undo=["umount", "/proc"]):
        said["no_proc"] = run(lsock, "-t", "-p", "--json")
        said["no_proc_table"] = run(lsock, "-t", "-p")
    print(json.dumps({"scene": scene, "said": said}))


if __name__ == "__main__":
    main()
