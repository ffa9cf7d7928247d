#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures lsock beside ss, netstat and a bare dump over a crowd of sockets.

Everything happens in namespaces of its own (network, processes, mounts): first the peak memory of
each command where there is next to nothing to list, then the crowd comes and each case runs its
commands in turn, so that a drift of the machine's speed meets all of them. Each round begins with
the next command, A B, B A, ...: strictly in turn, A could get one processor and B the other every
time, and the two of a virtual machine differ by up to 40 %. --pin takes that out altogether, but is
unfair to a program with threads.

It prints and does not judge: the times of a shared machine are noisy, so quote medians and ratios.
The exit status is 1 where something could not run, else 0.
"""

import argparse
import contextlib
import dataclasses
import os
import pathlib
import platform
import re
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import threading

TOP = pathlib.Path(__file__).resolve().parents[2]

# The states that `lsock -tan` asks for: all, with new-syn-recv (12) and bound-inactive (13).
ALL_STATES = "0x3fff"
# The first connection of the first process of the crowd: the addresses stand in crowd.c.
CONNECTION = "src 127.16.0.1:9999 dst 127.32.0.1:8443"


@dataclasses.dataclass(frozen=True)
class Rival:
    """A command to compare a case with, and the limits (None: only shown)."""

    command: str
    ratio: float | None = None  # maximum ratio of the wall times
    extra_ms: float | None = None  # maximum difference of the wall times


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    promise: str
    command: str
    rivals: tuple[Rival, ...]
    bytes_per_socket: int | None = None
    rounds: int = 1000  # maximum number of runs, if a rival takes minutes
    usual: bool = True  # runs if no case is named


CASES = (
    Case(
        "list",
        "at most 40 % of ss, 1.6 times the bare dump; 160 bytes a socket",
        "{lsock} -tan",
        (Rival("{ss} -tan", 0.40), Rival("{bare} --states " + ALL_STATES, 1.6)),
        bytes_per_socket=160,
    ),
    Case("listen", "at most a tenth of ss", "{lsock} -tln", (Rival("{ss} -tln", 0.10),)),
    Case(
        "jsonl",
        "JSON lines in at most 70 % of the time of the table of ss; 160 bytes a socket",
        "{lsock} -tan --json=lines",
        (Rival("{ss} -tan", 0.70),),
        bytes_per_socket=160,
        usual=False,
    ),
    Case(
        "filter-lookup",
        "one fully given connection: at most 1.5 ms more than --version",
        "{lsock} -tanH " + CONNECTION,
        (Rival("{lsock} --version", extra_ms=1.5), Rival("{ss} -tanH " + CONNECTION)),
        usual=False,
    ),
    Case(
        "filter-dport",
        "at most 0.7 of ss (one socket in each process of the crowd matches)",
        "{lsock} -tanH dport = :9999",
        (Rival("{ss} -tanH dport = :9999", 0.7),),
        usual=False,
    ),
    Case(
        "filter-net",
        "no more than ss (nothing matches)",
        "{lsock} -tanH state time-wait dst 10.0.0.0/8",
        (Rival("{ss} -tanH state time-wait dst 10.0.0.0/8", 1.0),),
        usual=False,
    ),
    Case(
        "procfs",
        "at most half of netstat",
        "{lsock} -tan --backend procfs",
        (Rival("{netstat} -tan", 0.5),),
        usual=False,
    ),
    Case(
        "owners",
        "at most a twentieth of ss (200,000 sockets in 20 processes)",
        "{lsock} -tanp",
        (Rival("{ss} -tanp", 0.05),),
        rounds=2,
        usual=False,
    ),
    Case(
        "owners-few",
        "at most 1.3 times a bare readlink pass (--sockets 2 --listeners 2 --idle-fds 200000)",
        "{lsock} -tlnp",
        (Rival("{links}", 1.3),),
        usual=False,
    ),
    Case(
        "details",
        "at most half of ss",
        "{lsock} -tani",
        (Rival("{ss} -taniO", 0.5),),
        usual=False,
    ),
    Case(
        "summary",
        "at most 1.1 times the bare dump (1,000,000 sockets)",
        "{lsock} -s",
        (Rival("{bare} --states " + ALL_STATES, 1.1),),
        usual=False,
    ),
)


class CouldNotRun(Exception):
    """A command failed; the text says which one and how."""


@dataclasses.dataclass(frozen=True)
class Run:
    """One run of a command: milliseconds, and the peak in KiB."""

    wall: float
    user: float
    system: float
    peak: int


@dataclasses.dataclass(frozen=True)
class Crowd:
    sockets: int
    processes: int


def enter_namespace(script: str, arguments: list[str]) -> None:
    """Starts the script again in new namespaces, with --inside; returns when it is in there.

    A pid namespace with its own /proc keeps the machine's other processes out of the search for
    owners, and nothing started in it outlives the script.
    """
    if "--inside" in arguments:
        path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
        subprocess.run(
            ["ip", "link", "set", "lo", "up"], check=True, env={**os.environ, "PATH": path}
        )
        return
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    kinds = ["--net", "--pid", "--fork", "--mount-proc", "--kill-child"]
    os.execvp(
        "unshare", ["unshare", *user, *kinds, "--", sys.executable, script, "--inside", *arguments]
    )


@contextlib.contextmanager
def crowd_of(tools: pathlib.Path, *options: str):
    """Holds a crowd during the block; yields its report."""
    process = subprocess.Popen(
        [tools / "crowd", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        made = re.fullmatch(r"ready (\d+) sockets (\d+) processes\n", line)
        if not made:
            raise CouldNotRun("crowd " + " ".join(options))
        yield Crowd(*map(int, made.groups()))
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def kill_group(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def run_command(argv: list[str], timeout: float, consume):
    """Runs a command and returns consume(stdout); a nonzero status raises CouldNotRun."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            env={**os.environ, "LC_ALL": "C"},
        )
        timer = threading.Timer(timeout, kill_group, (process,))
        timer.start()
        try:
            result = consume(process.stdout)
            status = process.wait()
        finally:
            timer.cancel()
            if process.poll() is None:
                kill_group(process)
            process.stdout.close()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()[:1]
    if status != 0:
        how = f"exit status {status}" if status > 0 else f"signal {-status}"
        raise CouldNotRun(": ".join([how, *said]))
    return result


def count_rows(stdout) -> int:
    """The number of lines of the output, or the number in it if it is only one (the bare dump's count)."""
    rows, first = 0, b""
    while chunk := stdout.read(1 << 20):
        first = first or chunk[:32]
        rows += chunk.count(b"\n")
    return int(first) if rows == 1 and first.strip().isdigit() else rows


class Bench:
    """Runs commands by their text in the table: `{lsock}` and similar placeholders are the programs."""

    def __init__(self, lsock: str, tools: pathlib.Path, timeout: float):
        self.tools = tools
        self.timeout = timeout
        self.programs = {
            "lsock": lsock,
            "bare": str(tools / "bare_dump"),
            "links": str(tools / "bare_links"),
            "ss": "ss",
            "netstat": "netstat",
        }
        self.floors: dict[str, int] = {}  # by command: KiB at the peak without a crowd

    def argv(self, command: str) -> list[str]:
        return [word.format(**self.programs) for word in shlex.split(command)]

    def title(self, command: str) -> str:
        argv = self.argv(command)
        return " ".join([os.path.basename(argv[0]), *argv[1:]])

    def warm_up(self, command: str) -> int:
        try:
            return run_command(self.argv(command), self.timeout, count_rows)
        except (CouldNotRun, OSError) as error:
            raise CouldNotRun(f"{self.title(command)}: {error}") from error

    def measure(self, command: str) -> Run:
        argv = [str(self.tools / "measure"), *self.argv(command)]
        try:
            words = run_command(argv, self.timeout, lambda stdout: stdout.read().split())
            status, wall, user, system, peak = map(int, words)
            if status != 0:
                raise CouldNotRun(f"exit status {status}")
        except CouldNotRun as error:
            raise CouldNotRun(f"{self.title(command)}: {error}") from error
        return Run(wall / 1e6, user / 1e3, system / 1e3, peak)

    def measure_floors(self, cases: list[Case]) -> None:
        """Peak memory in the empty namespace; commands that fail are reported by their cases."""
        for case in cases:
            for command in commands_of(case):
                if command not in self.floors:
                    with contextlib.suppress(CouldNotRun):
                        self.floors[command] = self.measure(command).peak


def commands_of(case: Case) -> list[str]:
    return [case.command, *(rival.command for rival in case.rivals)]


def spread(values: list[float], digits: int) -> str:
    return (
        f"{statistics.median(values):.{digits}f}"
        f" ({min(values):.{digits}f} .. {max(values):.{digits}f})"
    )


def verdict(value: float, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"   promised <= {limit:g}   {'PASS' if value <= limit else 'OVER'}"


def print_runs(titles: list[str], rows: list[int], runs: list[list[Run]], grown: list[float]):
    width = max(map(len, titles))
    print(
        f"    {'':{width}}  {'rows':>8}  {'wall ms: median':>15} {'min':>9} {'max':>9}"
        f" {'user':>9} {'system':>9} {'peak KiB':>9} {'bytes/socket':>12}"
    )
    for letter, title, row, mine, growth in zip("ABCDEF", titles, rows, runs, grown):
        walls = [run.wall for run in mine]
        user = statistics.median(run.user for run in mine)
        system = statistics.median(run.system for run in mine)
        print(
            f"  {letter} {title:{width}}  {row:8}  {statistics.median(walls):15.1f}"
            f" {min(walls):9.1f} {max(walls):9.1f} {user:9.1f} {system:9.1f}"
            f" {max(run.peak for run in mine):9} {growth:12.1f}"
        )


def print_comparison(case: Case, runs: list[list[Run]], growth: float) -> None:
    for letter, rival, theirs in zip("BCDEF", case.rivals, runs[1:]):
        pairs = list(zip(runs[0], theirs))
        ratios = [mine.wall / other.wall for mine, other in pairs]
        mark = verdict(statistics.median(ratios), rival.ratio)
        print(f"    time A/{letter}: {spread(ratios, 3)}{mark}")
        if rival.extra_ms is not None:
            extra = [mine.wall - other.wall for mine, other in pairs]
            mark = verdict(statistics.median(extra), rival.extra_ms)
            print(f"    time A-{letter}, ms: {spread(extra, 2)}{mark}")
    if case.bytes_per_socket is not None:
        mark = verdict(growth, case.bytes_per_socket)
        print(f"    memory of A, bytes a socket: {growth:.1f}{mark}")


def run_case(bench: Bench, case: Case, crowd: Crowd, rounds: int) -> None:
    commands = commands_of(case)
    rows = [bench.warm_up(command) for command in commands]
    runs: list[list[Run]] = [[] for _ in commands]
    for turn in range(min(rounds, case.rounds)):
        for k in range(len(commands)):
            k = (k + turn) % len(commands)
            runs[k].append(bench.measure(commands[k]))
    grown = []
    for command, mine in zip(commands, runs):
        floor = bench.floors.get(command, 0)
        grown.append((max(run.peak for run in mine) - floor) * 1024 / crowd.sockets)
    print_runs([bench.title(command) for command in commands], rows, runs, grown)
    print_comparison(case, runs, grown[0])


def run_cases(bench: Bench, cases: list[Case], options: argparse.Namespace) -> bool:
    """Runs and prints all cases; False if one could not run."""
    good = True
    if options.pin is not None:
        os.sched_setaffinity(0, {options.pin})  # inherited by all child processes
    bench.measure_floors(cases)
    wanted = ("sockets", "listeners", "udp", "processes", "idle_fds")
    arguments = [
        word
        for name in wanted
        for word in ("--" + name.replace("_", "-"), str(getattr(options, name)))
    ]
    with crowd_of(bench.tools, *arguments) as crowd:
        print(
            f"{crowd.sockets} sockets in {crowd.processes} processes;"
            f" {platform.system()} {platform.release()}, {os.cpu_count()} processors"
        )
        for case in cases:
            print(f"\n{case.name}: {case.promise}", flush=True)
            try:
                run_case(bench, case, crowd, options.rounds)
            except CouldNotRun as error:
                print(f"    could not run: {error}")
                good = False
            sys.stdout.flush()
    return good


def list_cases() -> None:
    for case in CASES:
        print(f"{case.name:14} {'' if case.usual else '(only when named) '}{case.promise}")
        for command in commands_of(case):
            print(f"{'':14}     {command}")


def chosen_cases(names: list[str], parser: argparse.ArgumentParser) -> list[Case]:
    for name in names:
        if name != "all" and name not in [case.name for case in CASES]:
            parser.error(f"no such case: {name} (--list shows them)")
    if not names:
        return [case for case in CASES if case.usual]
    return [case for case in CASES if "all" in names or case.name in names]


def number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measures lsock beside ss, netstat and a bare dump.",
        epilog="CASE is a name from --list, or `all`; without one, the usual cases run.",
        allow_abbrev=False,
    )
    parser.add_argument("--lsock", metavar="PATH", help="the program to measure")
    parser.add_argument(
        "--tools",
        metavar="DIR",
        type=pathlib.Path,
        default=TOP / "build/tests/bench",
        help="where crowd, bare_dump and measure are built (%(default)s)",
    )
    for option, default, text in (
        ("--sockets", 200_000, "ends of TCP connections, even (%(default)s)"),
        ("--listeners", 100, "listening TCP sockets besides (%(default)s)"),
        ("--udp", 0, "UDP sockets besides (%(default)s)"),
        ("--idle-fds", 0, "descriptors that are no sockets (%(default)s)"),
        ("--processes", 0, "processes that hold them (20, or as many as it takes)"),
        ("--rounds", 6, "runs of each command, after a warm-up (%(default)s)"),
        ("--pin", None, "run all commands on processor N alone"),
    ):
        parser.add_argument(option, metavar="N", type=number, default=default, help=text)
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        default=1200.0,
        help="for one run of one command (%(default)s)",
    )
    parser.add_argument("--list", action="store_true", help="show the cases and stop")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("cases", metavar="CASE", nargs="*")
    return parser


def main() -> int:
    parser = make_parser()
    options = parser.parse_args()
    cases = chosen_cases(options.cases, parser)
    if options.list:
        list_cases()
        return 0
    if options.lsock is None:
        parser.error("--lsock PATH is needed")
    if options.rounds == 0:
        parser.error("--rounds: at least one")
    enter_namespace(__file__, sys.argv[1:])
    bench = Bench(options.lsock, options.tools.resolve(), options.timeout)
    try:
        return 0 if run_cases(bench, cases, options) else 1
    except (CouldNotRun, OSError) as error:
        print(f"bench.py: could not run: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
