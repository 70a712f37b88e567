"""What becomes of rows about organizations: pure rules over what is there and what the rows say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.registry.imports.errors import RowFault
from services.registry.imports.naming import (
    Named,
    identifier_key,
    identifier_of,
    language_of,
    same_name,
    uuid_of,
)
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.sector_words import sector_of
from services.registry.organizations.identifiers import check_digit
from services.registry.organizations.schemas import OrganizationPatch
from shared.ids import uuid7
from shared.imports.cells import RowRefusedError
from shared.imports.summary import ImportMode
from shared.partnership import Stage

Row = Mapping[str, Any]

_SEVERAL = re.compile(r"\s*[|;,،]\s*")
_NAMES = ("name.he", "name.ar", "name.en")
DESCRIBED = ("name", "sector", "identifiers", "population_groups", "website")


@dataclass(slots=True)
class Draft:
    """What a row says of an organization, valid by the rules of the API; only what it says is there."""

    organization_id: UUID | None
    values: dict[str, Any]
    stage: str | None


@dataclass(slots=True)
class _About:
    """An organization that a row of the file is about."""

    row: int
    draft: Draft
    new: bool
    contested: bool = False
    changes: dict[str, Any] = field(default_factory=dict)


def draft_of(said: Mapping[str, str]) -> Draft:
    """A row's cells by field as an organization; raises RowRefusedError."""
    organization_id = None
    if "id" in said and (organization_id := uuid_of(said["id"])) is None:
        raise RowRefusedError("bad_id", "id")
    values: dict[str, Any] = {}
    if name := _name(said):
        values["name"] = name
    if "sector" in said:
        values["sector"] = sector_of(said["sector"])
    if "website" in said:
        # Registers leave the protocol out.
        values["website"] = said["website"] if "://" in said["website"] else f"https://{said['website']}"
    if "population_groups" in said:
        groups = _SEVERAL.split(said["population_groups"])
        values["population_groups"] = list(dict.fromkeys(group for group in groups if group))
    if identifiers := _identifiers(said):
        values["identifiers"] = identifiers
    try:
        valid = OrganizationPatch.model_validate(values).model_dump(mode="json")
    except ValidationError as error:
        prop = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise RowRefusedError(f"bad_{prop}", prop) from None
    return Draft(organization_id, valid, said.get("stage"))


def _name(said: Mapping[str, str]) -> dict[str, str]:
    name = {one[-2:]: said[one] for one in _NAMES if one in said}
    if "name" in said:
        name.setdefault(language_of(said["name"]), said["name"])
    return name


def _identifiers(said: Mapping[str, str]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for column, text in said.items():
        if not column.startswith("identifiers"):
            continue
        for one in _SEVERAL.split(text):
            scheme, value = column.removeprefix("identifiers").removeprefix("."), one.replace(" ", "")
            if not scheme:
                if (both := identifier_of(one)) is None:
                    raise RowRefusedError("bad_identifiers", "identifiers")
                scheme, value = both
            found.setdefault(identifier_key(scheme, value), {"scheme": scheme, "value": value})
    return list(found.values())


class OrganizationRows:
    """Judges the rows of one file, one after another."""

    def __init__(
        self, known: Iterable[Row], mode: ImportMode, outcomes: Outcomes, *, create_candidates: bool
    ) -> None:
        self._named = Named(known)
        self._mode = mode
        self._outcomes = outcomes
        self._create_candidates = create_candidates
        self._about: dict[UUID, _About] = {}
        self._rows: dict[UUID, Row] = {}

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row, as far as the rows before it tell."""
        try:
            draft = draft_of(said)
            found = self._meant(draft)
            if isinstance(found, RowFault):
                self._outcomes.settle(number, Outcome.MERGE_CANDIDATE)
                self._outcomes.say(found, "name", number)
            elif found is None:
                self._create(number, draft)
            elif found["id"] in self._about:
                self._repeat(number, draft, self._about[found["id"]])
            else:
                self._change(number, draft, found)
        except RowRefusedError as refused:
            self._outcomes.reject(refused.code, refused.prop, number)

    def created(self) -> list[Row]:
        """The organizations that are new."""
        return [self._rows[one] for one, about in self._about.items() if about.new and not about.contested]

    def changed(self) -> list[tuple[Row, dict[str, Any]]]:
        """The organizations that change, with what changes."""
        return [
            (self._rows[one], about.changes)
            for one, about in self._about.items()
            if about.changes and not about.contested
        ]

    def _meant(self, draft: Draft) -> Row | RowFault | None:
        """The organization a row is about; None for a new one, a fault where that cannot be told."""
        if draft.organization_id is not None:
            if (found := self._named.of_id(draft.organization_id)) is None:
                raise RowRefusedError(RowFault.NOT_THERE, "id")
            return found
        identified = self._named.identified(draft.values.get("identifiers", ()))
        if len(identified) > 1:
            raise RowRefusedError(RowFault.SEVERAL_IDENTIFIED, "identifiers")
        if identified:
            return identified[0]
        called = self._named.called(draft.values.get("name", {}).values())
        if len(called) == 1 and not _are_two(draft.values, called[0]):
            return called[0]
        if called and not self._create_candidates:
            return RowFault.SAME_NAME
        return None

    def _create(self, number: int, draft: Draft) -> None:
        if self._mode is ImportMode.UPDATE:
            raise RowRefusedError(RowFault.NOT_THERE, None)
        for needed in ("name", "sector"):
            if needed not in draft.values:
                raise RowRefusedError(RowFault.MISSING, needed)
        empty: dict[str, Any] = {"identifiers": [], "population_groups": [], "website": None}
        row = {**empty, **draft.values, "id": uuid7(), "stage": Stage.MAPPED.value}
        self._note(number, draft, row)
        self._about[row["id"]] = _About(number, draft, new=True)
        self._rows[row["id"]] = row
        self._named.add(row)
        self._outcomes.settle(number, Outcome.CREATED)

    def _repeat(self, number: int, draft: Draft, about: _About) -> None:
        if draft.values == about.draft.values:
            self._outcomes.settle(number, Outcome.UNCHANGED)
            self._outcomes.say(RowFault.REPEATED, None, number)
            return
        about.contested = True
        self._outcomes.reject(RowFault.DUPLICATE, None, about.row)
        raise RowRefusedError(RowFault.DUPLICATE, None)

    def _change(self, number: int, draft: Draft, row: Row) -> None:
        changes, kept = differences(draft, row, fill=self._mode is ImportMode.FILL)
        about = _About(number, draft, new=False)
        self._about[row["id"]] = about
        self._rows[row["id"]] = row
        if changes and self._mode is ImportMode.CREATE:
            raise RowRefusedError(RowFault.THERE_ALREADY, next(iter(changes)))
        about.changes = changes
        self._outcomes.settle(number, Outcome.UPDATED if changes else Outcome.UNCHANGED)
        for prop in kept:
            self._outcomes.say(RowFault.KEPT, prop, number)
        self._note(number, draft, row)
        self._named.add({**row, **changes})

    def _note(self, number: int, draft: Draft, row: Row) -> None:
        if draft.stage is not None and draft.stage != row["stage"]:
            self._outcomes.say(RowFault.NOT_IMPORTED, "stage", number)
        for one in draft.values.get("identifiers", ()):
            if check_digit(one["scheme"], one["value"]) is False:
                self._outcomes.say(RowFault.CHECK_DIGIT, "identifiers", number)


def _are_two(values: Row, row: Row) -> bool:
    """Whether identifiers tell that two of one name are two: other numbers in one register."""
    numbers = dict(identifier_key(**one) for one in row["identifiers"])
    return any(
        numbers.get(scheme, value) != value
        for scheme, value in (identifier_key(**one) for one in values.get("identifiers", ()))
    )


def differences(draft: Draft, row: Row, *, fill: bool) -> tuple[dict[str, Any], list[str]]:
    """What a row changes of an organization that is there, and in which fields it differs without.

    Blank cells change nothing. With `fill`, gaps alone are filled.
    """
    changes: dict[str, Any] = {}
    kept: list[str] = []
    merged: Any
    named_by_id = draft.organization_id is not None
    for prop, value in draft.values.items():
        if prop == "name":
            merged, differs = _names(value, row["name"], fill=fill, spelling=named_by_id)
        elif prop == "identifiers":
            merged, differs = _numbers(value, row["identifiers"], fill=fill)
        else:
            gap = not row[prop]
            differs = value != row[prop] and fill and not gap
            merged = row[prop] if differs else value
        if differs:
            kept.append(prop)
        if merged != row[prop]:
            changes[prop] = merged
    return changes, kept


def _names(
    given: Mapping[str, str], there: Mapping[str, str], *, fill: bool, spelling: bool
) -> tuple[dict[str, str], bool]:
    """Names in each language. How a name is spelt changes only where an id says which organization it is."""
    merged, differs = dict(there), False
    for language, name in given.items():
        before = there.get(language)
        if before is None:
            merged[language] = name
        elif before != name and fill:
            differs = True
        elif before != name and (spelling or same_name(before) != same_name(name)):
            merged[language] = name
    return merged, differs


def _numbers(
    given: Sequence[Mapping[str, str]], there: Sequence[Mapping[str, str]], *, fill: bool
) -> tuple[list[dict[str, str]], bool]:
    """Identifiers: new ones are added, another number of a register that has one already replaces it."""
    merged, differs = [dict(one) for one in there], False
    for one in given:
        key = identifier_key(**one)
        if any(identifier_key(**other) == key for other in merged):
            continue
        others = [other for other in merged if other["scheme"].upper() == key[0]]
        if others and fill:
            differs = True
            continue
        merged = [other for other in merged if other not in others] + [dict(one)]
    return merged, differs
