# SPDX-License-Identifier: GPL-2.0-or-later
"""Why the zoo could not start. Each error has an exit status, so that a test can distinguish a machine
that does not support it (skip) from a broken zoo (failure)."""


class ZooError(Exception):
    """Something that the zoo should have created is missing."""
    status = 1


class Missing(ZooError):
    """This machine lacks a kernel feature or program."""
    status = 69


class NotPermitted(ZooError):
    """Root or a capability is required."""
    status = 77
