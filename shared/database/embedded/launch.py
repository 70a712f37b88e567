"""Becomes a PostgreSQL program. Run as a script, so that nothing is forked from a process with threads.

    launch.py PARENT ACCOUNT FOLDER PROGRAM ARGUMENT…

PARENT is the pid of the process that asks, with which the program ends. ACCOUNT says as whom to run (see
`account`). It imports nothing of ours: it starts in milliseconds, without the packages of the environment.
"""

import ctypes
import os
import signal
import sys

OWN = "own"
NAMESPACE = "namespace"

_PR_SET_PDEATHSIG = 1
_PR_SET_SECUREBITS = 28
_SECBIT_NO_SETUID_FIXUP = 4
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAPABILITY_VERSION_3 = 0x20080522
_CAP_DAC_OVERRIDE = 1
_CLONE_NEWUSER = 0x10000000
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}  # not PGPORT, PGDATA and their like


def main(arguments: list[str]) -> None:
    """Take the account, tie the life to the parent's, and become the program."""
    parent, account, folder, program = arguments[:4]
    libc = ctypes.CDLL(None, use_errno=True)
    for name in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(name, signal.SIG_DFL)  # Python changed them for itself
    if account == NAMESPACE:
        _check(libc.unshare(_CLONE_NEWUSER))
    elif account != OWN:
        _switch(libc, *map(int, account.split(":")))
    if sys.platform == "linux":
        _check(
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        )  # fast shutdown; changing account undoes it
        if os.getppid() != int(parent):
            sys.exit("the process that wanted PostgreSQL is gone")
    os.chdir(folder)
    os.execve(program, arguments[3:], _ENVIRONMENT)  # noqa: S606  # a program of the wheel, and no shell


def _switch(libc: ctypes.CDLL, user: int, group: int) -> None:
    """Become another user who, like root, may enter any folder: the clone may lie in /root.

    PostgreSQL only minds being called root. Where root itself may not do as much (some containers), the
    folders have to let the user pass.
    """
    # Else setuid() would take the right away, and access(), which initdb asks, would not know of it.
    libc.prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    kept = 1 << _CAP_DAC_OVERRIDE
    sets = (ctypes.c_uint32 * 6)(kept, kept, kept)  # effective, permitted, inheritable; then numbers above 31
    libc.capset(header, sets)
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_DAC_OVERRIDE, 0, 0)


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as error:
        what = error.filename or "this account"
        says = f"user {os.geteuid()} cannot use {what} ({error.strerror})"
        sys.exit(f"{says}: choose another folder with SHIDRA_DATA_DIR")
