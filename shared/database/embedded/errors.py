"""What keeps the embedded server from running, in words."""

import errno
from pathlib import Path


class EmbeddedPostgresError(RuntimeError):
    """The server cannot run; the message is one line that says what is wrong and what to do."""


def in_words(root: Path, error: OSError) -> EmbeddedPostgresError:
    """What the system refused in `root`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(root)
    return EmbeddedPostgresError(
        f"cannot write to {root} ({error.strerror}): choose another folder with SHIDRA_DATA_DIR"
    )


def disk_full(root: Path) -> EmbeddedPostgresError:
    """There is no space left for `root`."""
    return EmbeddedPostgresError(f"the disk of {root} is full: free some space and start again")
