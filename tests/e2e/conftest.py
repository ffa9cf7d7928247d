# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the end-to-end tests: the zoo, and the program."""

import contextlib
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "zoo"))

from errors import Missing, NotPermitted    # noqa: E402  (of the zoo, which stands beside)
from zoo import Zoo                         # noqa: E402

SKIPPED = 77        # what meson counts as a skip; pytest itself would say 0
_impossible = pytest.StashKey[str]()


def skip_all(config, why):
    """Skip, and say so at the end: what meson shall count as a skip."""
    config.stash[_impossible] = why
    pytest.skip(why)


@pytest.fixture(scope="session")
def zoo(request):
    """A running zoo, one for all tests of a run."""
    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(Zoo())
        except (Missing, NotPermitted) as error:
            skip_all(request.config, str(error))
        yield running


@pytest.fixture(scope="session")
def lsock():
    """The path of the program under test."""
    path = os.environ.get("LSOCK")
    if not path:
        pytest.fail("the environment variable LSOCK must name the lsock executable")
    if not os.access(path, os.X_OK):
        pytest.fail(f"LSOCK={path}: no such executable")
    return pathlib.Path(path).resolve()


def pytest_sessionfinish(session, exitstatus):
    """Tests that could not run are not tests that passed."""
    if exitstatus == pytest.ExitCode.OK and _impossible in session.config.stash:
        session.exitstatus = SKIPPED


def pytest_terminal_summary(terminalreporter, config):
    if _impossible in config.stash:
        terminalreporter.write_line(f"TESTS SKIPPED: {config.stash[_impossible]}", red=True)
