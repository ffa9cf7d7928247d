#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The small web server on which the commands of README.md run, in its own network, process and mount namespaces.

    readme_scene.py LSOCK            rewrites the output of commands in README.md
    readme_scene.py LSOCK --run      runs the commands on standard input, one per line, and prints the output of each

Run by test_readme.py.
"""

import itertools
import json
import os
import pathlib
import re
import select
import socket
import subprocess
import sys
import tempfile
import threading

import owner_scene
from owner_scene import child

TREE = pathlib.Path(__file__).resolve().parents[2]
README = TREE / "README.md"
LISTING = TREE / "tests/unit/listings/windows-german.txt"
# A code block that starts with a prompt: the command and its output.
SHOWN = re.compile(r"^```\n\$ (lsock.*)\n((?:.*\n)*?)```$", re.MULTILINE)
SERVER, CLIENT = "10.0.0.5", "10.0.0.9"


def connect(source_port, port, address="127.0.0.1", source="127.0.0.1"):
    """Opens a connection from a fixed port, because rows are sorted by it."""
    return socket.create_connection((address, port), source_address=(source, source_port))


def client(*ends):
    """A connection that the server has accepted, and greeted or closed."""
    sock = connect(*ends)
    select.select([sock], [], [])
    return sock


def greeted(*ends):
    sock = client(*ends)
    sock.recv(1)
    return sock


def listener(port, backlog, address="127.0.0.1"):
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((address, port))
    sock.listen(backlog)
    return sock


def greet(sock):
    sock.send(b".")
    return sock


def serving(server, serve):
    """Accepts connections and handles each."""
    def accept():
        while True:
            kept.append(serve(server.accept()[0]))
    kept = []
    threading.Thread(target=accept, daemon=True).start()


def nginx():
    """Two processes share the listener. It closes the first connection, which leaves a TIME-WAIT."""
    served = itertools.count()
    server = listener(80, 511, SERVER)
    child(lambda: None)
    serving(server, lambda sock: greet(sock) if next(served) > 0 else sock.close())


def postgres():
    serving(listener(5432, 200), greet)


def redis():
    """Closes every connection, as after its `timeout`."""
    serving(listener(6379, 511), lambda sock: sock.close())


def app():
    """Never closes its connection to redis, and does not call accept()."""
    app.kept = [greeted(50001, 5432), greeted(50002, 5432), client(50003, 6379), listener(8001, 1)]


def haproxy():
    haproxy.kept = [connect(50011, 8001), connect(50012, 8001)]


def curl():
    with client(41820, 80, SERVER, CLIENT) as first:
        first.recv(1)
    curl.kept = greeted(41822, 80, SERVER, CLIENT)


def resolver():
    resolver.kept = socket.socket(type=socket.SOCK_DGRAM)
    resolver.kept.bind(("127.0.0.53", 53))


PROCESSES = {"systemd-resolve": resolver, "postgres": postgres, "redis-server": redis, "nginx": nginx, "app": app,
             "haproxy": haproxy, "curl": curl}


def named(name, live):
    def action():
        owner_scene.become(name.encode(), 0)
        live()
    return child(action)


def start():
    for address in (SERVER, CLIENT):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    for name, live in PROCESSES.items():
        named(name, live)


def run(lsock, command):
    """Runs a command as a shell would; returns its output and exit status."""
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60,
                          stdin=subprocess.DEVNULL,
                          env={"LC_ALL": "C.UTF-8", "PATH": f"{lsock.parent}:{os.environ['PATH']}"})
    return {"command": command, "output": done.stdout + done.stderr, "status": done.returncode}


def main():
    lsock = pathlib.Path(sys.argv[1]).resolve()
    owner_scene.enter()
    readme = README.read_text()
    listing = "".join(line for line in LISTING.read_text().splitlines(True) if line[0] != "#")   # without comments
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        pathlib.Path("netstat.txt").write_text(listing)
        start()
        if "--run" in sys.argv:
            json.dump([run(lsock, command) for command in sys.stdin.read().splitlines()], sys.stdout)
        else:
            README.write_text(SHOWN.sub(
                lambda shown: f"```\n$ {shown[1]}\n{run(lsock, shown[1])['output']}```", readme))
        os.chdir("/")


if __name__ == "__main__":
    main()
