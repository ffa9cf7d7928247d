# SPDX-License-Identifier: GPL-2.0-or-later
"""The processes that hold sockets: in the zoo, and in a scene where every process can be inspected."""

import base64
import csv
import io
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

import pytest

import owner_scene

NOBODY = 65534
SCENE = pathlib.Path(owner_scene.__file__)
NONE_WORDS = {"accept-queue": {"accept_queue"}, "orphan": {"orphan"}, "mini": {"time_wait", "syn_received", "orphan"}}
NONE_CELLS = {"time_wait": "(time-wait)", "syn_received": "(handshake)", "orphan": "(orphan)",
              "accept_queue": "(accept queue)"}


def listing(zoo, lsock, *options, **more):
    done = zoo.run([lsock, "--json", *options], **more)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return json.loads(done.stdout)


def matched(document, entries):
    """Returns pairs of a zoo entry and the row of its socket, for all of TCP and UDP."""
    family = {"ipv4": "inet", "ipv6": "inet6"}
    rows = {}
    for row in document["sockets"]:
        rows.setdefault((row["protocol"], row["family"], row["local_address"], row["local_port"],
                         row["remote_address"], row["remote_port"], row["inode"] or 0), row)
    for e in entries:
        if e["protocol"] in ("tcp", "udp"):
            key = (e["protocol"], family[e["family"]], e["local_address"], e["local_port"], e["remote_address"],
                   e["remote_port"], e["inode"] or 0)
            yield e, rows[key]


def holders(row):
    return sorted((p["pid"], p["fd"]) for p in row["processes"])


# On the zoo

def test_root_sees_every_owner(zoo, lsock):
    entries = zoo.entries()
    seen = set()
    for entry, row in matched(listing(zoo, lsock, "-tup"), entries):
        seen.add(entry["holder"])
        if entry["holder"] == "process":
            assert row["process_status"] == "found", entry["name"]
            assert holders(row) == sorted((p["pid"], p["fd"]) for p in entry["processes"])
            assert {p["command"] for p in row["processes"]} == {p["command"] for p in entry["processes"]}
            assert row["process_none"] is None
        else:
            assert (row["process_status"], row["processes"]) == ("none", []), entry["name"]
            assert row["process_none"] in NONE_WORDS[entry["holder"]], entry["name"]
    assert seen == {"process", "accept-queue", "orphan", "mini"}


def test_the_table_shows_owner_or_reason(zoo, lsock):
    done = zoo.run([lsock, "-tp", "-H", "--columns", "processes,process_none"])
    assert done.returncode == 0 and not done.stderr
    cells = {tuple(line.rsplit("  ", 1)) if line.rsplit("  ", 1)[-1].strip() in NONE_CELLS else (line.strip(), "")
             for line in done.stdout.splitlines()}
    told = {(shown.strip(), word.strip()) for shown, word in cells}
    for word, cell in NONE_CELLS.items():
        assert (cell, word) in told
    assert not any(shown in ("", "-") for shown, _ in told)


def test_a_hostile_name_is_escaped(zoo, lsock):
    entry = zoo.entry("listen-hostile")
    done = zoo.run([lsock, "-tp", "-H", "--columns", "local_port,processes"])
    (line,) = [line for line in done.stdout.splitlines() if line.lstrip().startswith(f"{entry['local_port']} ")]
    assert line.endswith(f'z) R\\x1b[7m\\n"<[{entry["pids"][0]}]')
    assert "\x1b" not in done.stdout


def test_an_ordinary_user_sees_how_many_are_hidden(zoo, lsock):
    document = listing(zoo, lsock, "-tp", uid=NOBODY)
    hidden, owned = 0, 0
    for entry, row in matched(document, [e for e in zoo.entries() if e["protocol"] == "tcp"]):
        own = any(p["command"] == "zoo-nobody" for p in entry["processes"])
        want = "none" if entry["holder"] != "process" else "found" if own else "permission_denied"
        assert row["process_status"] == want, entry["name"]
        assert row["processes"] is None if want == "permission_denied" else row["processes"] is not None
        owned += want != "none"
        hidden += want == "permission_denied"
    (warning,) = document["warnings"]
    assert warning["code"] == "owners_hidden"
    assert warning["message"].startswith(f"{hidden} of {owned} owners hidden: ")
    assert warning["message"].endswith("; run as root")
    assert document["complete"]

    done = zoo.run([lsock, "-tp"], uid=NOBODY)
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1 and "owners hidden" in done.stderr


@pytest.mark.parametrize("options", [["-t"], ["-u"], ["-ta"], ["-tl"], ["-tu", "--csv"],
                                     ["-t", "--columns", "+local"], ["--columns", "local"], ["--no-processes"],
                                     ["-l", "--no-processes"]])
def test_owners_are_not_read_by_default(zoo, lsock, options):
    done = zoo.run([lsock, *options, "--json"] if "--csv" not in options else [lsock, *options], uid=NOBODY)
    assert done.returncode == 0 and not done.stderr
    if "--csv" in options:
        assert {row["process_status"] for row in csv.DictReader(io.StringIO(done.stdout))} == {"not_requested"}
        return
    document = json.loads(done.stdout)
    assert {row["process_status"] for row in document["sockets"]} == {"not_requested"}
    assert {row["processes"] for row in document["sockets"]} == {None}
    assert not document["warnings"]


@pytest.mark.parametrize("options", [[], ["-tp"], ["-lp"], ["-l"], ["-a"], ["-4"], ["sport != 1"],
                                     ["--columns", "+uid"], ["-t", "--columns", "pid"],
                                     ["-t", "--sort", "pid"],
                                     ["-tT"], ["-tZ"], ["-tz"]])
def test_owners_are_read_on_request(zoo, lsock, options):
    assert "not_requested" not in {row["process_status"] for row in listing(zoo, lsock, *options)["sockets"]}


@pytest.mark.parametrize("options, shown", [
    ([], True), (["-l"], True), (["-l", "sport != 1"], True), (["--columns", "+uid"], True), (["-tlp"], True),
    (["-tpl", "--columns", "+uid,mark"], True), (["-tl"], False), (["-f", "inet"], False),
    (["-tl", "--columns", "+uid"], False), (["--no-processes"], False), (["-l", "--no-processes"], False), (["--columns", "local"], False)])
def test_the_process_column(zoo, lsock, options, shown):
    done = zoo.run([lsock, *options])
    heading = done.stdout.splitlines()[0].split()
    assert ("PROCESS" in heading) == shown
    if "+" in "".join(options):
        assert heading.index("UID") > heading.index("LOCAL")


def test_listeners_name_their_program_in_json(zoo, lsock):
    rows = [row for row in listing(zoo, lsock, "-l")["sockets"] if row["process_status"] == "found"]
    assert rows and all(row["processes"][0]["command"] for row in rows)


@pytest.mark.parametrize("options, word", [
    (["process = x"], "contradicts"), (["--columns", "+pid"], "contradicts"), (["--sort", "process"], "contradicts"),
    (["-p"], "contradicts"), (["-T"], "contradicts"), (["-t"], "no effect"), (["-f", "inet"], "no effect"),
    (["--columns", "local"], "no effect"), (["-A", "tcp"], "no effect"), (["-s"], "-s does not take"),
    (["--count"], "--count does not take")])
def test_no_processes_is_refused_if_useless_or_contradictory(zoo, lsock, options, word):
    done = zoo.run([lsock, "--no-processes", *options])
    assert done.returncode == 2 and "--no-processes" in done.stderr and word in done.stderr and not done.stdout


def test_no_processes_and_a_recording(zoo, lsock, tmp_path):
    zoo.run([lsock, "-lp", "--record", tmp_path / "recording"])
    done = zoo.run([lsock, "--read", tmp_path / "recording", "--no-processes"])
    assert done.returncode == 0 and "PROCESS" not in done.stdout.splitlines()[0]
    done = zoo.run([lsock, "--read", tmp_path / "recording", "--no-processes", "--json"])
    assert done.returncode == 2 and "no effect" in done.stderr and not done.stdout


@pytest.fixture(scope="module", name="program_file")
def _program_file(tmp_path_factory):
    """A copy of Python, deleted while it runs, with a listener and arguments that need quotes."""
    if os.geteuid() != 0:
        pytest.skip("must be root: other users may not see it")
    copy = tmp_path_factory.mktemp("program") / "java"
    shutil.copy(os.path.realpath(sys.executable), copy)
    script = ("import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); "
              "input()")
    with subprocess.Popen([copy, "-c", script, "a b", "it's", "", "token=secret", ""], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONHOME": sys.base_prefix}) as process:
        port = process.stdout.readline().strip()
        copy.unlink()
        yield {"port": port, "path": f"{copy} (deleted)", "pid": process.pid,
               "line": f"{copy} -c {shlex.quote(script)} 'a b' 'it'\"'\"'s' '' token=secret"}
        process.stdin.close()


def run_listing(lsock, *options, **more):
    return subprocess.run([lsock, "-tl", *options], capture_output=True, text=True, check=False, **more)


def test_the_path_of_a_program(program_file, lsock):
    own = f"sport = :{program_file['port']}"
    done = run_listing(lsock, "--csv", "--columns", "process_path", own)
    assert done.stdout.splitlines()[1] == program_file["path"]
    for words in (f"process_path = '{program_file['path']}'", "process_path ~ '*/java (deleted)'"):
        assert run_listing(lsock, "--count", f"{own} and {words}").stdout == "1\n"
    (row,) = json.loads(run_listing(lsock, "-p", "--json", own).stdout)["sockets"]
    assert [process["path"] for process in row["processes"]] == [program_file["path"]]
    (row,) = json.loads(run_listing(lsock, "--json", "--columns", "+pid", own).stdout)["sockets"]
    assert "path" not in row["processes"][0]    # not requested


def test_a_command_line_can_be_parsed_again(program_file, lsock):
    own = f"sport = :{program_file['port']}"
    (row,) = json.loads(run_listing(lsock, "--json", "--columns", "+process_command_line", own).stdout)["sockets"]
    assert row["process_command_line"] == row["processes"][0]["command_line"] == program_file["line"]
    assert shlex.split(row["process_command_line"])[3:] == ["a b", "it's", "", "token=secret"]
    for options in (["process_command_line ~ '*token=*'"], ["--sort", "process_command_line"]):
        done = run_listing(lsock, "--json", own, *options)
        (row,) = json.loads(done.stdout)["sockets"]
        assert row["processes"][0]["pid"] == program_file["pid"] and "secret" not in done.stdout


def test_a_recording_has_command_lines_only_on_request(program_file, lsock, tmp_path):
    own = f"sport = :{program_file['port']}"
    for options, kept in ((["-p"], False), (["-p", "--sort", "process_command_line"], False),
                          (["process_command_line ~ '*secret*'"], False), (["--columns", "+process_command_line"], True)):
        path = tmp_path / "recording"
        run_listing(lsock, own, *options, "--record", path)
        assert ("secret" in path.read_text()) == kept, options
    done = run_listing(lsock, "--read", path, "-H", "--columns", "process_command_line")
    assert done.stdout == f"{program_file['line']}\n"
    again = tmp_path / "again"
    run_listing(lsock, "--read", path, "-p", "--record", again)
    assert "secret" not in again.read_text()
    done = run_listing(lsock, "--read", again, "-H", "--columns", "process_path,process_command_line")
    assert done.stdout.split() == ["-", "-"]


def test_hidden_owners_are_unknown_and_counted(program_file, lsock):
    def as_nobody():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    done = run_listing(lsock, "-H", "--columns", "process_path,process_command_line",
                       f"sport = :{program_file['port']}", preexec_fn=as_nobody)
    assert done.returncode == 0 and done.stdout.split() == ["-", "-"] and "1 of 1 owners hidden" in done.stderr


@pytest.mark.parametrize("options, last", [
    (["-t", "--sort", "inode"], ["REMOTE", "INODE"]), (["-tp", "--sort", "-uid,inode"], ["PROCESS", "UID", "INODE"]),
    (["-t", "--sort", "inode", "--columns", "+mark"], ["INODE", "MARK"]),
    (["-t", "--sort", "local_port,remote_address,-recv_queue,state,interface"], ["LOCAL", "REMOTE"]),
    (["-tp", "--sort", "pid,process"], ["REMOTE", "PROCESS"]), (["-t", "--sort", "pid"], ["REMOTE", "PID"]),
    (["-tQ", "--sort", "recv_q"], ["STATE", "LOCAL", "REMOTE"]), (["-t", "--sort", "inode", "--columns", "uid"], ["UID"])])
def test_a_table_shows_its_sort_column(zoo, lsock, options, last):
    done = zoo.run([lsock, *options])
    assert done.returncode == 0 and done.stdout.splitlines()[0].split()[-len(last):] == last


def test_scripts_get_no_column_by_sorting(zoo, lsock):
    for options in (["--csv"], ["--json"]):
        assert "drops" not in zoo.run([lsock, "-t", *options, "--sort", "drops"]).stdout


def test_sorting_by_an_owner(zoo, lsock):
    pids = [row["pid"] for row in listing(zoo, lsock, "-t", "--columns", "pid", "--sort", "-pid")["sockets"]]
    known = [pid for pid in pids if pid is not None]
    assert known == sorted(known, reverse=True) and len(set(known)) > 1
    assert None not in pids[:len(known)]


# The scene

@pytest.fixture(scope="module")
def scene(lsock):
    if os.geteuid() != 0:
        pytest.skip("must be root (namespaces)")
    done = subprocess.run([sys.executable, SCENE, lsock], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def said(scene, what):
    """Returns the rows of one answer by local port; listeners come first."""
    answer = scene["said"][what]
    assert answer["status"] == 0 and not answer["stderr"], answer
    document = json.loads(answer["stdout"].encode("latin-1"))
    rows = {}
    for row in document["sockets"]:
        rows.setdefault(row["local_port"], row)
    return document, rows


def exact(process):
    """Returns the exact bytes of a command."""
    if "command_base64" in process:
        return base64.b64decode(process["command_base64"])
    return process["command"].encode()


def test_any_name_is_exact(scene):
    _, rows = said(scene, "json")
    for port, (pid, name) in scene["scene"]["names"].items():
        (process,) = rows[int(port)]["processes"]
        assert process["pid"] == pid
        assert exact(process) == name.encode("latin-1")


def test_a_terminal_sees_no_control_characters(scene):
    table = scene["said"]["table"]["stdout"]
    assert not set(table) & {chr(c) for c in (*range(10), *range(11, 32), *range(127, 256))}
    for cell in ("we)ird[", "a b[", "\\x1b[31mred[", "new\\nline[", "\\xff\\xfebad[", ") S 0 (["):
        assert cell in table
    assert table.count("\n") == len(said(scene, "json")[0]["sockets"]) + 1


def test_a_socket_in_flight_has_no_owner(scene):
    document, rows = said(scene, "json")
    assert (rows[2101]["process_status"], rows[2101]["processes"]) == ("not_found", [])
    assert not document["warnings"]
    assert "(not found)" in scene["said"]["table"]["stdout"]


def test_all_holders_of_a_shared_socket(scene):
    _, rows = said(scene, "json")
    assert [p["pid"] for p in rows[2102]["processes"]] == [scene["scene"]["self"], *scene["scene"]["shared"]]
    assert f"python3[{scene['scene']['self']}] +{len(scene['scene']['shared'])}\n" in scene["said"]["table"]["stdout"]


def test_extended_names_all_holders(scene):
    holders = ", ".join(f"python3[{pid}]" for pid in (scene["scene"]["self"], *scene["scene"]["shared"]))
    assert f"  {holders}\n" in scene["said"]["extended"]["stdout"]


def test_two_descriptors_of_one_process(scene):
    _, rows = said(scene, "json")
    pids, fds = zip(*((p["pid"], p["fd"]) for p in rows[2104]["processes"]))
    assert set(pids) == {scene["scene"]["twice"]} and len(set(fds)) == 2


def test_threads_count_as_one_process_or_separately(scene):
    _, rows = said(scene, "json")
    (process,) = rows[2100]["processes"]
    assert process["pid"] == scene["scene"]["threaded"] and "tid" not in process
    _, rows = said(scene, "threads")
    assert {p["pid"] for p in rows[2100]["processes"]} == {scene["scene"]["threaded"]}
    assert len({p["tid"] for p in rows[2100]["processes"]}) == owner_scene.THREADS


def test_a_thread_with_its_own_descriptors_is_found(scene):
    _, rows = said(scene, "json")
    (process,) = rows[2105]["processes"]
    assert process["pid"] == scene["scene"]["apart"] != process["tid"]


def test_processes_have_users(scene):
    _, rows = said(scene, "json")
    assert rows[2103]["processes"][0]["uid"] == NOBODY
    assert rows[2103]["processes"][0]["user"] == "nobody"
    assert rows[2000]["processes"][0]["uid"] == 0


def test_scalar_columns_show_the_first(scene):
    rows = {int(row["local_port"]): row for row in csv.DictReader(io.StringIO(scene["said"]["csv"]["stdout"]))}
    assert rows[2104]["pid"] == str(scene["scene"]["twice"]) and rows[2104]["process_count"] == "2"
    assert rows[2101] == {"local_port": "2101", "pid": "", "process": "", "process_count": "0"}
    assert rows[2000]["process"] == "we)ird"


def test_hidden_differs_from_absent(scene):
    document, rows = said(scene, "nobody")
    assert rows[2103]["process_status"] == rows[2107]["process_status"] == "found"
    assert rows[2000]["process_status"] == rows[2101]["process_status"] == "permission_denied"
    (warning,) = document["warnings"]
    owned = sum(row["process_status"] != "none" for row in document["sockets"])
    refused = len(owner_scene.NAMES) + 1 + 4 + owner_scene.CHILDREN    # the scene; and twice, threaded, apart, master
    # All `python3` processes are children of this test: kernel threads are not counted.
    assert warning["message"] == (f"{owned - 2} of {owned} owners hidden: cannot inspect {refused} processes of "
                                  "other users; run as root")
    assert scene["said"]["nobody_table"]["stderr"] == f"lsock: {warning['message']}\n"


@pytest.mark.parametrize("what, word", [("hidepid", "hidepid"), ("hidepid_1", "cannot inspect")])
def test_hidden_processes_do_not_count_as_absent(scene, what, word):
    document, rows = said(scene, what)
    assert rows[2103]["process_status"] == "found"
    assert rows[2000]["process_status"] == rows[2101]["process_status"] == "permission_denied"
    (warning,) = document["warnings"]
    assert warning["code"] == "owners_hidden" and word in warning["message"]
    assert warning["message"].endswith("; run as root")


def filtered(scene, words, nobody):
    """Returns whether the filter accepted the socket that `master` and `worker` share, and whether the result is
    complete."""
    answer = scene["said"]["filters"][words][nobody]
    document = json.loads(answer["stdout"])
    codes = [warning["code"] for warning in document["warnings"]]
    assert answer["status"] == (0 if document["complete"] else 4) and not answer["stderr"]
    assert document["complete"] == ("filter_undecided" not in codes)
    return 2107 in [row["local_port"] for row in document["sockets"]], document["complete"]


@pytest.mark.parametrize("words, chosen", [
    ("process = worker", True), ("process != worker", False), ("process = master", True), ("process != master", False),
    ("pid != 1", True), ("process_count = 2", True), ("processes != master", False),
    ("-K --dry-run process != master", False)])
def test_a_filter_does_not_decide_on_a_partial_list(scene, words, chosen):
    assert filtered(scene, words, False) == (chosen, True)
    # Only `worker` is visible: only the test for it is decided.
    assert filtered(scene, words, True) == (words == "process = worker", False)


def test_a_recording_keeps_hidden_owners(scene):
    document, rows = said(scene, "recorder")
    assert [process["command"] for process in rows[2107]["processes"]] == ["worker"] and document["complete"]
    assert [warning["code"] for warning in document["warnings"]] == ["owners_hidden"]
    answer = scene["said"]["recorded"]
    document = json.loads(answer["stdout"])
    assert answer["status"] == 4 and not document["sockets"] and not document["complete"]


def test_a_previously_hidden_owner_is_not_a_change(scene):
    answer = scene["said"]["diff"]
    assert (answer["status"], json.loads(answer["stdout"])["changes"]) == (0, [])


def test_a_failure_does_not_mean_a_process_has_ended(scene):
    """Too few descriptors to inspect processes: no owner counts as absent, and a note gives the reason."""
    failed = 0
    for answer in scene["said"]["nofile"]:
        if answer["status"] != 0:   # the tables cannot be read either
            assert answer["status"] == 4 and (answer["stderr"] or not json.loads(answer["stdout"])["complete"])
            continue
        document = json.loads(answer["stdout"].encode("latin-1"))
        absent = {row["local_port"] for row in document["sockets"] if row["process_status"] == "not_found"}
        assert absent <= {2101}
        unknown = [row for row in document["sockets"] if row["process_status"] == "permission_denied" or
                   any(process["command"] is None for process in row["processes"] or [])]
        assert bool(unknown) == bool(document["warnings"])
        if unknown:
            failed += 1
            assert ": Too many open files" in document["warnings"][0]["message"]
    assert failed > 1


def test_threads_that_cannot_be_compared_may_be_holders(scene):
    document, rows = said(scene, "no_kcmp")
    assert rows[2105]["process_status"] == "permission_denied"
    assert [warning["code"] for warning in document["warnings"]] == ["owners_hidden"]


def test_the_unit_of_the_second_owner(scene):
    document, _ = said(scene, "second_unit")
    assert [row["local_port"] for row in document["sockets"]] == [2002]


def test_a_directory_in_place_of_proc(scene):
    _, rows = said(scene, "proc_root")
    (process,) = rows[2000]["processes"]
    assert (process["pid"], process["command"]) == (4711, "tree")
    assert (process["unit"], process["container"], process["container_runtime"]) == \
        ("nginx.service", "my-web", "machine")
    assert rows[2001]["process_status"] == "not_found"


def test_without_proc_owners_are_not_guessed(scene):
    if "LeakSanitizer" in scene["said"]["no_proc"]["stderr"]:
        pytest.skip("a sanitized build itself needs /proc, and says so")
    document, rows = said(scene, "no_proc")
    assert rows[2000]["process_status"] is None and rows[2000]["processes"] is None
    (warning,) = document["warnings"]
    assert warning["code"] == "owners_unreadable"
    assert "owners" in scene["said"]["no_proc_table"]["stderr"]
