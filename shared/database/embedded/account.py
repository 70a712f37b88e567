"""As whom PostgreSQL runs. It refuses to run as root, who may well be the one to start it."""

import os
import subprocess
import sys
from pathlib import Path

from shared.database.embedded import launch

NOBODY = 65534


def account_for(root: Path, programs: Path) -> str:
    """What `launch` is to become before it runs PostgreSQL in `root`, which exists.

    An ordinary user stays who they are. Root enters a user namespace without a mapping, in which root is
    nobody and root's files are its own. Where that cannot be done (in most containers), or cannot
    reach the folder (root in somebody else's home), the folder is given to `nobody`, and stays theirs.
    """
    if os.geteuid() != 0:
        return launch.OWN
    owner = root.stat()
    if owner.st_uid != 0:
        return f"{owner.st_uid}:{owner.st_gid}"
    if _runs(launch.NAMESPACE, root, programs):
        return launch.NAMESPACE
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return f"{NOBODY}:{NOBODY}"


def command(account: str, folder: Path, program: Path, *arguments: str) -> list[str]:
    """The command line that runs a program under an account, as a child of this process."""
    launcher = [sys.executable, "-I", "-S", launch.__file__]
    return [*launcher, str(os.getpid()), account, str(folder), str(program), *arguments]


def _runs(account: str, root: Path, programs: Path) -> bool:
    trial = command(account, root, programs / "postgres", "--version")
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0  # noqa: S603  # our own words
