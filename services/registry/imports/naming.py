"""Which organization a text of a file names: an id, a register's identifier, or a name.

Names are compared as search and duplicate candidates compare them (services/registry/names).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from services.registry.duplicates.comparing import Comparison, DuplicateObjection, compare
from services.registry.names.forms import writing
from services.registry.names.grams import identifier_key
from services.registry.names.likeness import NameIndex, form_of

Row = Mapping[str, Any]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IDENTIFIER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{1,39}):\s*(\S{1,100})")


def identifier_of(text: str) -> dict[str, str] | None:
    """The identifier in `<scheme>:<value>`."""
    found = _IDENTIFIER.fullmatch(text)
    return {"scheme": found[1], "value": found[2]} if found else None


def schemes_of(identifiers: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The registers whose identifiers these are."""
    return frozenset(one["scheme"].upper() for one in identifiers)


def uuid_of(text: str) -> UUID | None:
    """The id in a text."""
    return UUID(text) if _UUID.fullmatch(text) else None


def language_of(text: str) -> str:
    """The language whose letters a name has: Hebrew's, else Arabic's, else English."""
    for language, letters in (("he", "HEBREW LETTER"), ("ar", "ARABIC LETTER")):
        if any(unicodedata.name(letter, "").startswith(letters) for letter in text):
            return language
    return "en"


class Resembling(NamedTuple):
    """An organization that is like what a row says, with what speaks for and against their being one."""

    organization: Row
    comparison: Comparison


class Named:
    """Organizations by all that they can be named by, and by what is like their names."""

    def __init__(self, organizations: Iterable[Row]) -> None:
        self._by_id: dict[UUID, Row] = {}
        self._by_identifier: dict[str, dict[UUID, Row]] = {}
        self._by_name: dict[str, dict[UUID, Row]] = {}
        self._by_words: dict[tuple[str, ...], dict[UUID, Row]] = {}
        self._alike: dict[frozenset[str], NameIndex[UUID]] = {}
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
            self._by_identifier.setdefault(identifier_key(identifier), {})[row["id"]] = row
        index = self._alike.setdefault(schemes_of(row["identifiers"]), NameIndex())
        for name in by["name"].values():
            self._by_name.setdefault(writing(name), {})[row["id"]] = row
            form = form_of(name)
            self._by_words.setdefault(form.words, {})[row["id"]] = row
            index.add(form, row["id"])

    def of_id(self, organization_id: UUID) -> Row | None:
        """The one with an id."""
        return self._by_id.get(organization_id)

    def staying(self, organization_id: UUID) -> UUID:
        """The id of the one that an organization was merged into, else its own."""
        row = self._by_id.get(organization_id)
        return organization_id if row is None else row["id"]

    def identified(self, identifiers: Iterable[Mapping[str, str]]) -> list[Row]:
        """Those that have one of the identifiers."""
        found: dict[UUID, Row] = {}
        for one in identifiers:
            found |= self._by_identifier.get(identifier_key(one), {})
        return list(found.values())

    def called(self, names: Iterable[str]) -> list[Row]:
        """Those that have one of the names, but for capitals, points, quotation marks and punctuation."""
        found: dict[UUID, Row] = {}
        for name in names:
            found |= self._by_name.get(writing(name), {})
        return list(found.values())

    def meant(self, text: str) -> list[Row]:
        """Those that a text names: by id or identifier where it is one, else by name."""
        if (organization_id := uuid_of(text)) is not None:
            row = self._by_id.get(organization_id)
            return [] if row is None else [row]
        if (identifier := identifier_of(text)) is not None and (found := self.identified([identifier])):
            return found
        return self.called([text])

    def resembling(self, said: Row) -> list[Resembling]:
        """Those that are like what a row says of an organization, the likeliest first.

        Who has a number of its own in a register in which the row's has another is one only if it is called
        the same in all words: that registers tell apart what sounds alike is what they are for.
        """
        found: dict[UUID, Row] = {}
        schemes = schemes_of(said.get("identifiers", ()))
        for name in said.get("name", {}).values():
            form = form_of(name)
            found |= self._by_words.get(form.words, {})
            for theirs, index in self._alike.items():
                if not theirs & schemes:
                    found |= {one: self._by_id[one] for one in index.like(form)}
        compared = (Resembling(row, _compared(said, row)) for row in found.values())
        return sorted(
            (one for one in compared if one.comparison.reasons),
            key=lambda one: (-one.comparison.weight, one.organization["id"]),
        )


def _compared(said: Row, row: Row) -> Comparison:
    """What a row of a file leaves out speaks neither for nor against."""
    left_out = {"name": {}, "sector": row["sector"], "identifiers": [], "website": None}
    return compare({**left_out, **said}, row)


def are_two(said: Row, row: Row) -> bool:
    """Whether identifiers tell that two of one name are two: other numbers in one register."""
    return DuplicateObjection.OTHER_IDENTIFIER in _compared(said, row).objections
