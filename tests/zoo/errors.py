# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a zoo could not be made. Each kind has its own exit status, so that a test can tell a machine
that does not allow it (a skip) from a zoo that is broken (a failure)."""


class ZooError(Exception):
    """Something the zoo should have made is not there."""
    status = 1


class Missing(ZooError):
    """This machine has no such kernel feature or program."""
    status = 69


class NotPermitted(ZooError):
    """Root, or a capability, is needed and not there."""
    status = 77
