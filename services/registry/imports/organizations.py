"""What becomes of rows about organizations: pure rules over what is there and what the rows say."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from services.registry.duplicates.comparing import DuplicateReason
from services.registry.imports.errors import RowFault
from services.registry.imports.naming import (
    Named,
    Resembling,
    are_two,
    identifier_of,
    language_of,
    schemes_of,
    uuid_of,
)
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.schemas import ImportResemblance
from services.registry.imports.sector_words import decision_maker_kind_of, sector_of
from services.registry.names.forms import writing
from services.registry.names.grams import identifier_key
from services.registry.organizations.identifiers import check_digit
from services.registry.organizations.schemas import OrganizationPatch
from shared.ids import uuid7
from shared.imports.cells import RowRefusedError
from shared.imports.summary import ImportMode
from shared.partnership import Stage

Row = Mapping[str, Any]

_SEVERAL = re.compile(r"\s*[|;,،]\s*")
_NAMES = ("name.he", "name.ar", "name.en")
_LISTS = ("population_groups", "places_served", "decision_maker_kinds")
DESCRIBED = ("name", "sector", "identifiers", *_LISTS, "website")


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
    for prop in (one for one in _LISTS if one in said):
        codes = map(decision_maker_kind_of if prop == "decision_maker_kinds" else str, _listed(said[prop]))
        values[prop] = list(dict.fromkeys(codes))
    if identifiers := _identifiers(said):
        values["identifiers"] = identifiers
    try:
        valid = OrganizationPatch.model_validate(values).model_dump(mode="json")
    except ValidationError as error:
        prop = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise RowRefusedError(f"bad_{prop}", prop) from None
    return Draft(organization_id, valid, said.get("stage"))


def _listed(text: str) -> list[str]:
    return [one for one in _SEVERAL.split(text) if one]


def _name(said: Mapping[str, str]) -> dict[str, str]:
    name = {one[-2:]: said[one] for one in _NAMES if one in said}
    if "name" in said:
        name.setdefault(language_of(said["name"]), said["name"])
    return name


def _identifiers(said: Mapping[str, str]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for column, text in said.items():
        if not column.startswith("identifiers"):
            continue
        for one in _SEVERAL.split(text):
            scheme = column.removeprefix("identifiers").removeprefix(".")
            said_here = {"scheme": scheme, "value": one.replace(" ", "")} if scheme else identifier_of(one)
            if said_here is None:
                raise RowRefusedError("bad_identifiers", "identifiers")
            found.setdefault(identifier_key(said_here), said_here)
    return list(found.values())


class OrganizationRows:
    """Judges the rows of one file, one after another."""

    def __init__(
        self,
        known: Iterable[Row],
        mode: ImportMode,
        outcomes: Outcomes,
        *,
        create_candidates: bool,
        kept_apart: Collection[tuple[UUID, UUID]] = (),
    ) -> None:
        """`kept_apart`: pairs of which somebody said that they are two, the smaller id first."""
        self._named = Named(known)
        self._mode = mode
        self._outcomes = outcomes
        self._create_candidates = create_candidates
        self._kept_apart = kept_apart
        self._about: dict[UUID, _About] = {}
        self._rows: dict[UUID, Row] = {}

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row, as far as the rows before it tell."""
        try:
            draft = draft_of(said)
            found = self._meant(draft)
            if isinstance(found, list):
                self._hold(number, found)
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

    def _meant(self, draft: Draft) -> Row | list[Resembling] | None:
        """The organization a row is about; None for a new one; whom it resembles, where it cannot be told."""
        if draft.organization_id is not None:
            if (found := self._named.of_id(draft.organization_id)) is None:
                raise RowRefusedError(RowFault.NOT_THERE, "id")
            return found
        identified = self._named.identified(draft.values.get("identifiers", ()))
        if len(identified) > 1:
            raise RowRefusedError(RowFault.SEVERAL_IDENTIFIED, "identifiers")
        if identified:
            return self._named_otherwise(draft, identified[0]) or identified[0]
        called = self._named.called(draft.values.get("name", {}).values())
        if len(called) == 1 and not are_two(draft.values, called[0]):
            return called[0]
        if self._create_candidates:
            # A file that was imported with what its rows resemble kept apart changes nothing the second time.
            return next((row for row in called if not differences(draft, row, fill=False)[0]), None)
        return self._named.resembling(draft.values) or None

    def _named_otherwise(self, draft: Draft, identified: Row) -> list[Resembling]:
        """Whom a row resembles that has the number of one and the name of another.

        The two may be one, or the row is shifted against its numbers: unless somebody said that they are two,
        or says so now, nobody can tell.
        """
        names = draft.values.get("name", {}).values()
        called = {row["id"] for row in self._named.called(names)}
        if self._create_candidates or identified["id"] in called:
            return []
        apart = {one for pair in self._kept_apart if identified["id"] in pair for one in pair}
        if not called - apart:
            return []
        return [one for one in self._named.resembling(draft.values) if one.organization["id"] not in apart]

    def _hold(self, number: int, found: Sequence[Resembling]) -> None:
        """Leave a row out, and say whom it resembles and why."""
        same = any(DuplicateReason.SAME_NAME in one.comparison.reasons for one in found)
        self._outcomes.hold(
            RowFault.SAME_NAME if same else RowFault.SIMILAR_NAME,
            number,
            (
                ImportResemblance(
                    row=number,
                    organization_id=None if new else one.organization["id"],
                    other_row=self._about[one.organization["id"]].row if new else None,
                    reasons=list(one.comparison.reasons),
                    objections=list(one.comparison.objections),
                )
                for one in found
                for new in (self._is_new(one.organization),)
            ),
        )

    def _is_new(self, organization: Row) -> bool:
        about = self._about.get(organization["id"])
        return about is not None and about.new

    def _create(self, number: int, draft: Draft) -> None:
        if self._mode is ImportMode.UPDATE:
            raise RowRefusedError(RowFault.NOT_THERE, None)
        for needed in ("name", "sector"):
            if needed not in draft.values:
                raise RowRefusedError(RowFault.MISSING, needed)
        empty: dict[str, Any] = {"identifiers": [], **{one: [] for one in _LISTS}, "website": None}
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
        if draft.organization_id is None and _spelt_otherwise(draft.values.get("name", {}), row["name"]):
            self._outcomes.say(RowFault.SPELT_OTHERWISE, "name", number)
        self._note(number, draft, row)
        if changes:
            self._named.add({**row, **changes})

    def _note(self, number: int, draft: Draft, row: Row) -> None:
        if draft.stage is not None and draft.stage != row["stage"]:
            self._outcomes.say(RowFault.NOT_IMPORTED, "stage", number)
        for one in draft.values.get("identifiers", ()):
            if check_digit(one["scheme"], one["value"]) is False:
                self._outcomes.say(RowFault.CHECK_DIGIT, "identifiers", number)


def _spelt_otherwise(given: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """Whether names that are the same are written in other ways."""
    written = {writing(name) for name in there.values()}
    return any(name not in there.values() and writing(name) in written for name in given.values())


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
        elif before != name and (spelling or writing(before) != writing(name)):
            merged[language] = name
    return merged, differs


def _numbers(
    given: Sequence[Mapping[str, str]], there: Sequence[Mapping[str, str]], *, fill: bool
) -> tuple[list[dict[str, str]], bool]:
    """Identifiers: new ones are added, another number of a register that has one already replaces it."""
    merged, differs = [dict(one) for one in there], False
    for one in given:
        key = identifier_key(one)
        if any(identifier_key(other) == key for other in merged):
            continue
        others = [other for other in merged if schemes_of([other]) == schemes_of([one])]
        if others and fill:
            differs = True
            continue
        merged = [other for other in merged if other not in others] + [dict(one)]
    return merged, differs
