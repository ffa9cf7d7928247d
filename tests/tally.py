# SPDX-License-Identifier: GPL-2.0-or-later
"""Adds up the results of several runs of `meson test`.

usage: tally.py FAILED-BEFORE LOG.json...

Lists failed and skipped tests with the reasons. A test counts as failed if a program is missing that could have
been installed, and as skipped if the kernel or the privileges of this machine do not allow it.
"""

import json
import pathlib
import re
import sys

GOOD = {"OK", "EXPECTEDFAIL"}
REASON = re.compile(r"^(?:TESTS SKIPPED|SKIPPED \[\d+\] [^:]*:\d+): (.*)$", re.MULTILINE)
INSTALLABLE = re.compile(r"not found|not installed|No module named|could not import")


def results(paths):
    """Returns (name, outcome, text) of each test; for passed tests, of the parts they skipped."""
    for path in map(pathlib.Path, paths):
        build = path.parts[-3]
        for line in path.read_text(encoding="utf-8").splitlines():
            test = json.loads(line)
            name = f"{build}: {test['name']}"
            reasons = sorted(set(REASON.findall(re.sub("\x1b\\[[0-9;]*m", "", test.get("stdout", "")))))
            if test["result"] in GOOD:
                yield name, "passed", ""
                yield from ((name, "skipped", reason) for reason in reasons)
            elif test["result"] == "SKIP":
                yield name, "skipped", "; ".join(reasons) or "no reason given"
            else:
                yield name, "failed", test["result"]


def main(before, *paths):
    counts = {"passed": 0, "failed": int(before), "skipped": 0}
    for name, outcome, text in results(paths):
        if outcome == "skipped" and INSTALLABLE.search(text):
            outcome = "failed"
        counts[outcome] += 1
        if outcome != "passed":
            print(f"{outcome.upper()}: {name}: {text}")
    if not paths:
        counts["failed"] += 1
        print("FAILED: no test was run")
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
