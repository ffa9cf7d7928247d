#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""crowd makes exactly the requested sockets and leaves none behind; bare_dump counts the same.

usage: smoke.py DIRECTORY-OF-THE-TOOLS
"""

import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # the source tree stays clean
import bench  # noqa: E402

SOCKETS, LISTENERS, UDP, IDLE_FDS, PROCESSES = 200, 7, 9, 11, 3


def table_rows(name: str) -> int:
    return len(pathlib.Path("/proc/net", name).read_text().splitlines()) - 1


def dumped(tools: pathlib.Path, *options: str) -> int:
    command = [tools / "bare_dump", *options]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


def links_read(tools: pathlib.Path) -> int:
    return int(subprocess.run([tools / "bare_links"], check=True, capture_output=True).stdout)


def idle_descriptors() -> int:
    """Processes of the crowd: /proc shows no others in this pid namespace."""
    count = 0
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        if process.joinpath("comm").read_text() == "crowd\n":
            fds = process.joinpath("fd").iterdir()
            links = [fd.readlink() for fd in fds if int(fd.name) > 2]
            count += links.count(pathlib.Path("/dev/null"))
    return count


def measured(tools: pathlib.Path, *command: str) -> list[int]:
    done = subprocess.run([tools / "measure", *command], check=True, capture_output=True)
    return [int(word) for word in done.stdout.split()]


def checks_with_crowd(tools: pathlib.Path, crowd: bench.Crowd):
    tcp = SOCKETS + LISTENERS
    yield "ready: sockets", crowd.sockets, tcp + UDP
    yield "ready: processes", crowd.processes, PROCESSES
    yield "/proc/net/tcp", table_rows("tcp"), tcp
    yield "/proc/net/udp", table_rows("udp"), UDP
    yield "bare_dump", dumped(tools), tcp
    yield "bare_dump --by-family", dumped(tools, "--by-family"), tcp
    yield "bare_dump of LISTEN", dumped(tools, "--states", "0x400"), LISTENERS
    yield "bare_dump of ESTABLISHED", dumped(tools, "--states", "0x2"), SOCKETS
    yield "bare_dump with tcp_info", dumped(tools, "--extensions", "0x2"), tcp
    yield "bare_dump --udp", dumped(tools, "--udp"), UDP
    yield "descriptors that are no sockets", idle_descriptors(), IDLE_FDS
    yield "bare_links reads them, too", links_read(tools) > IDLE_FDS, True


def checks_without_crowd(tools: pathlib.Path):
    yield "left over: TCP", table_rows("tcp"), 0
    yield "left over: UDP", table_rows("udp"), 0
    yield "left over: bare_dump", dumped(tools), 0
    odd = subprocess.run([tools / "crowd", "--sockets", "3"], capture_output=True)
    yield "an odd number is refused", odd.returncode, 2
    many = subprocess.run(
        [tools / "crowd", "--sockets", "40000", "--processes", "1"], capture_output=True
    )
    yield "too many for one process is refused", many.returncode, 1
    yield "measure: status", measured(tools, "sh", "-c", "exit 3")[0], 3
    yield "measure: signal", measured(tools, "sh", "-c", "kill -9 $$")[0], 137


def failures(checks) -> int:
    count = 0
    for what, got, wanted in checks:
        print(f"{'ok' if got == wanted else 'FAILED'}: {what}: {got}, wanted {wanted}")
        count += got != wanted
    return count


def main() -> int:
    bench.enter_namespace(__file__, sys.argv[1:])
    tools = pathlib.Path(sys.argv[-1]).resolve()
    options = ("--sockets", SOCKETS, "--listeners", LISTENERS, "--udp", UDP,
               "--idle-fds", IDLE_FDS, "--processes", PROCESSES)
    with bench.crowd_of(tools, *map(str, options)) as crowd:
        failed = failures(checks_with_crowd(tools, crowd))
    failed += failures(checks_without_crowd(tools))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
