"""Which organization a text of a file names: an id, a register's identifier, or a name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

Row = Mapping[str, Any]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IDENTIFIER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{1,39}):\s*(\S{1,100})")
_GERSHAYIM = re.compile("[\"״“”„'׳’‘`]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def same_name(text: str) -> str:
    """A name without what may differ where the same is meant: case, marks, quotes, spaces, punctuation."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(letter)
    )
    return _NOT_A_LETTER.sub(" ", _GERSHAYIM.sub("", plain)).strip() or text.strip()


def identifier_key(scheme: str, value: str) -> tuple[str, str]:
    """What two writings of one identifier have in common."""
    return scheme.upper(), value.replace("-", "").upper()


def identifier_of(text: str) -> tuple[str, str] | None:
    """The scheme and the value in `<scheme>:<value>`."""
    found = _IDENTIFIER.fullmatch(text)
    return (found[1], found[2]) if found else None


def uuid_of(text: str) -> UUID | None:
    """The id in a text."""
    return UUID(text) if _UUID.fullmatch(text) else None


def language_of(text: str) -> str:
    """The language whose letters a name has: Hebrew's, else Arabic's, else English."""
    for language, letters in (("he", "HEBREW LETTER"), ("ar", "ARABIC LETTER")):
        if any(unicodedata.name(letter, "").startswith(letters) for letter in text):
            return language
    return "en"


class Named:
    """Organizations by all that they can be named by."""

    def __init__(self, organizations: Iterable[Row]) -> None:
        self._by_id: dict[UUID, Row] = {}
        self._by_identifier: dict[tuple[str, str], dict[UUID, Row]] = {}
        self._by_name: dict[str, dict[UUID, Row]] = {}
        merged = {}
        for row in organizations:
            if row.get("merged_into") is None:
                self.add(row)
            else:
                merged[row["id"]] = row
        # By what a merged organization is called, the one is meant into which it was merged.
        for row in merged.values():
            into = row["merged_into"]
            while into in merged:
                into = merged[into]["merged_into"]
            self._name(self._by_id[into], row)

    def add(self, row: Row) -> None:
        """One more, or one of them with more names."""
        self._name(row, row)

    def _name(self, row: Row, by: Row) -> None:
        """Let an organization be meant by an id, identifiers and names, its own or another's."""
        self._by_id[by["id"]] = row
        for identifier in by["identifiers"]:
            key = identifier_key(identifier["scheme"], identifier["value"])
            self._by_identifier.setdefault(key, {})[row["id"]] = row
        for name in by["name"].values():
            self._by_name.setdefault(same_name(name), {})[row["id"]] = row

    def of_id(self, organization_id: UUID) -> Row | None:
        """The one with an id."""
        return self._by_id.get(organization_id)

    def identified(self, identifiers: Iterable[Mapping[str, str]]) -> list[Row]:
        """Those that have one of the identifiers."""
        found: dict[UUID, Row] = {}
        for one in identifiers:
            found |= self._by_identifier.get(identifier_key(one["scheme"], one["value"]), {})
        return list(found.values())

    def called(self, names: Iterable[str]) -> list[Row]:
        """Those that have one of the names."""
        found: dict[UUID, Row] = {}
        for name in names:
            found |= self._by_name.get(same_name(name), {})
        return list(found.values())

    def meant(self, text: str) -> list[Row]:
        """Those that a text names: by id or identifier where it is one, else by name."""
        if (organization_id := uuid_of(text)) is not None:
            row = self._by_id.get(organization_id)
            return [] if row is None else [row]
        if (identifier := identifier_of(text)) is not None:
            found = self._by_identifier.get(identifier_key(*identifier))
            if found:
                return list(found.values())
        return self.called([text])
