# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the end-to-end tests: the zoo and the program."""

import contextlib
import os
import pathlib
import shutil
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "zoo"))

import windows_build                        # noqa: E402
from errors import Missing, NotPermitted    # noqa: E402  (of the zoo, which stands beside)
from place import Place                     # noqa: E402
from program import Program                 # noqa: E402
from wine import Wine, missing_wine         # noqa: E402
from zoo import Zoo                         # noqa: E402

SKIPPED = 77        # meson counts this exit status as a skip; pytest itself would return 0
_impossible = pytest.StashKey[str]()


def pytest_addoption(parser):
    parser.addoption("--filter-property", help="the program of tests/property")


def give_up(config, reason):
    """Skips this test, and makes the whole run count as skipped."""
    config.stash[_impossible] = reason
    pytest.skip(reason)


@pytest.fixture(scope="session")
def tool(request):
    """tool(NAME): the path of another program; skips the test if it is missing."""
    def find(name):
        return shutil.which(name) or give_up(request.config, f"{name}: not found")
    return find


@pytest.fixture(scope="session")
def zoo(request):
    """A running zoo, shared by all tests of a run."""
    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(Zoo())
        except (Missing, NotPermitted) as error:
            give_up(request.config, str(error))
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


@pytest.fixture(scope="session")
def program(lsock, zoo):
    """The program, running in the zoo."""
    return Program(lsock, zoo)


@pytest.fixture(scope="session", name="wine")
def _wine(request, tmp_path_factory):
    """A Wine in the zoo."""
    absent = windows_build.missing("x86_64") or missing_wine()
    if absent:
        give_up(request.config, f"no Windows build under Wine: {absent} is not installed")
    with Wine(request.getfixturevalue("zoo"), tmp_path_factory.mktemp("wine") / "prefix") as running:
        yield running


@pytest.fixture(scope="session")
def exe(wine, tmp_path_factory):      # pylint: disable=unused-argument  (first the reason to skip)
    """The path of lsock.exe."""
    return str(windows_build.build("x86_64", tmp_path_factory.mktemp("build")))


@pytest.fixture(name="place")
def _place():
    """A new namespace with only loopback, for each test."""
    if os.geteuid() != 0:
        pytest.skip("must be root (namespaces)")
    with Place() as made:
        yield made


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Retries a failed test once if the zoo renewed a socket meanwhile, because two readings may differ."""
    if "program" not in pyfuncitem.funcargs:
        return None
    zoo = pyfuncitem.funcargs["program"].zoo
    zoo.entries()       # valid for five seconds
    generation = zoo.generation
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    try:
        pyfuncitem.obj(**arguments)
    except AssertionError:
        zoo.entries()
        if zoo.generation == generation:
            raise
        pyfuncitem.obj(**arguments)
    return True


def pytest_sessionfinish(session, exitstatus):
    """Makes a run count as skipped if tests could not run."""
    if exitstatus == pytest.ExitCode.OK and _impossible in session.config.stash:
        session.exitstatus = SKIPPED


def pytest_terminal_summary(terminalreporter, config):
    if _impossible in config.stash:
        terminalreporter.write_line(f"TESTS SKIPPED: {config.stash[_impossible]}", red=True)
