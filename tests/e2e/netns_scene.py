#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Three additional network namespaces: two from `ip netns`, one of them without processes, and an unnamed one from
unshare. Each has a listener on the same port; one has a socket bound to an interface.

    netns_scene.py LSOCK    runs lsock in the scene and prints one document: what exists, and what lsock printed

Run by test_netns.py.
"""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys

import owner_scene
from owner_scene import child, run

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "zoo"))
import netns            # noqa: E402

PORT = 3000
EMPTY = "emp ty"


def forget_others():
    """Unmounts the machine's namespaces in this private mount namespace: they are not part of the scene."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        paths = [line.split(" ")[4] for line in file if " - nsfs " in line]
    for path in reversed(paths):
        subprocess.run(["umount", path.encode(errors="surrogateescape").decode("unicode_escape")], check=True)
    os.makedirs("/run/netns", exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "none", "/run/netns"], check=True)
    subprocess.run(["mount", "--make-shared", "/run/netns"], check=True)


def inode(path):
    return os.stat(path).st_ino


def listen(device=None):
    sock = socket.socket()
    if device:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    sock.bind(("0.0.0.0", PORT))
    sock.listen(5)
    return sock


def inside(name, action):
    """Starts a process in a namespace of `ip netns`, or in a new unnamed one."""
    def live():
        if name:
            fd = os.open(f"/run/netns/{name}", os.O_RDONLY)
            netns.enter(fd)
        else:
            netns.unshare()
        inside.kept = action()
    return child(live)


def held_here(name):
    """Opens a socket in a namespace without processes."""
    with netns.inside(os.open(f"/run/netns/{name}", os.O_RDONLY)):
        return listen()


def interface():
    subprocess.run(["ip", "link", "add", "name", "pad0", "type", "veth", "peer", "name", "pad1"], check=True)
    subprocess.run(["ip", "link", "add", "name", "blue0", "type", "veth", "peer", "name", "blue1"], check=True)
    return listen("blue0")


def cut_listings(lsock, *options):
    """Runs lsock with one failing readdir each, until a run has no warning."""
    for number in itertools.count(1):
        said = run(lsock, *options, faults=f"readdir:{number}:5")
        yield said
        if '"warnings":[]' in said["stdout"]:
            return


def swap(lsock, fd, fifo):
    """Replaces a namespace descriptor by a FIFO without a writer before lsock enters the namespace."""
    argv = [lsock, "-t", "--netns", "all", "--json"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, env=owner_scene.environment("fopen:1:stop")) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        os.dup2(fifo, fd)
        process.send_signal(signal.SIGCONT)
        try:
            out, _ = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
        return json.loads(out)


def main():
    lsock = sys.argv[1]
    owner_scene.enter()
    forget_others()
    for name in ("blue", EMPTY):
        subprocess.run(["ip", "netns", "add", name], check=True)
    scene = {"blue": inside("blue", interface), "unnamed": inside(None, listen)}
    here, empty = listen(), held_here(EMPTY)
    scene["inodes"] = {"own": inode("/proc/self/ns/net"), "blue": inode("/run/netns/blue"),
                       "empty": inode(f"/run/netns/{EMPTY}"), "unnamed": inode(f"/proc/{scene['unnamed']}/ns/net")}
    said = {}
    said["all"] = run(lsock, "-tp", "--netns", "all", "--json")
    said["all_table"] = run(lsock, "-tp", "--netns", "all")
    said["all_nobody"] = run(lsock, "-tp", "--netns", "all", "--json", nobody=True)
    said["all_sock_diag_nobody"] = run(lsock, "-t", "--netns", "all", "--json", "--backend", "sock_diag", nobody=True)
    for name, which in (("blue", "blue"), ("pid", str(scene["unnamed"])), ("path", f"/run/netns/{EMPTY}")):
        said[name] = run(lsock, "-t", "-N", which, "--json")
        said[name + "_nobody"] = run(lsock, "-t", "-N", which, "--json", nobody=True)
    for name in ("blue", "empty"):
        said[name + "_inode"] = run(lsock, "-t", "-N", str(scene["inodes"][name]), "--json")
    said["exec"] = run("ip", "netns", "exec", "blue", lsock, "-t", "--json")
    said["no_inode"] = run(lsock, "-t", "-N", "4294967295", "--json")
    said["dev"] = run(lsock, "-t", "--netns", "all", "--json", "dev", "blue0")
    said["not_dev"] = run(lsock, "-t", "--netns", "all", "--json", "not", "dev", "blue0")
    said["interface"] = run(lsock, "-t", "--netns", "all", "--json", "interface", "=", "blue0")
    said["dev_there"] = run(lsock, "-t", "-N", "blue", "--json", "dev", "blue0")
    said["netns_name"] = run(lsock, "-t", "--netns", "all", "--json", "netns_name", "=", "blue")
    said["complete"] = run(lsock, "--complete", "-N", "")
    said["complete_in_filter"] = run(lsock, "--complete", "namespace", "=", "b")
    for name, which in (("missing", "nosuch"), ("file", "/etc/passwd"), ("gone", "4000000"), ("nothing", "")):
        said[name] = run(lsock, "-t", "--netns", which)
    home = netns.current()
    kept = netns.unshare()
    held = listen()
    netns.enter(home)
    scene["held"] = os.fstat(kept).st_ino
    said["held"] = run(lsock, "-tp", "--netns", "all", "--json")
    said["without_mounts"] = run(lsock, "-t", "--netns", "all", "--json", faults="fopen:1+:13")
    said["few_descriptors"] = run("prlimit", "--nofile=5", lsock, "-t", "--netns", "all", "--json")
    said["cut"] = list(cut_listings(lsock, "-t", "--netns", "all", "--json"))
    said["cut_owners"] = list(cut_listings(lsock, "-tp", "--threads", "--json"))
    os.mkfifo("/run/netns/fifo")
    said["fifo"] = run("timeout", "20", lsock, "-t", "-N", "fifo")
    said["swapped"] = swap(lsock, kept, os.open("/run/netns/fifo", os.O_RDONLY | os.O_NONBLOCK))
    held.close()
    print(json.dumps({"scene": scene, "said": said}))
    here.close()
    empty.close()


if __name__ == "__main__":
    main()
