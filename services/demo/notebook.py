"""The demo's notebook: a file in the data folder that says which initiative is the demo, and how far it came.

It is written before what it speaks of is begun, and replaced as a whole: a crash at any moment leaves either
page. It holds ids and no token.
"""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class Page:
    """What the notebook says of the latest demo."""

    key: str
    """Of the request that founds the initiative: sent again, it founds no second one."""
    initiative_id: str | None = None
    finished: bool = False
    refusals: tuple[str, ...] = ()
    """What the charter has refused so far, by the names of the story."""
    people: dict[str, str] = field(default_factory=dict)
    """Ids by short names, once it is finished."""


class Notebook:
    """The file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def read(self) -> Page | None:
        """The page, or None where there is none, or none that can be read."""
        try:
            kept: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
            return Page(**kept | {"refusals": tuple(kept.get("refusals", ()))})
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, page: Page, **changes: Any) -> Page:
        """Replace the page by one with changes; answers it."""
        page = replace(page, **changes)
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._file.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(page), file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file)
        return page
