"""How the server runs when we are root, which PostgreSQL refuses to be, and how it ends when we end."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from enum import Enum
from functools import cache

NOBODY = 65534
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1


class Mode(Enum):
    """What the child does before it becomes PostgreSQL."""

    AS_WE_ARE = "as we are"
    """We are not root: nothing."""
    NAMESPACE = "namespace"
    """We are root: enter a user namespace without a mapping, where root is nobody, its files its own."""
    NOBODY = "nobody"
    """We are root, and may not make namespaces (a container): become `nobody`, who then owns the data."""


@cache
def mode() -> Mode:
    """How the server has to be started here."""
    if os.geteuid() != 0:
        return Mode.AS_WE_ARE
    if sys.platform == "linux":
        child = os.fork()
        if child == 0:
            os._exit(0 if ctypes.CDLL(None).unshare(_CLONE_NEWUSER) == 0 else 1)
        if os.waitpid(child, 0)[1] == 0:
            return Mode.NAMESPACE
    return Mode.NOBODY


def before_exec() -> Callable[[], None]:
    """What the forked child runs: give up privileges, and ask to be stopped when the parent dies.

    The signal comes when the *thread* that forked dies: start the server from the main thread.
    """
    chosen, parent, libc = mode(), os.getpid(), ctypes.CDLL(None)

    def run() -> None:
        if chosen is Mode.NAMESPACE:
            libc.unshare(_CLONE_NEWUSER)
        elif chosen is Mode.NOBODY:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        if sys.platform == "linux":
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
            if os.getppid() != parent:  # it died before we asked
                os._exit(1)

    return run
