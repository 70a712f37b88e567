"""What becomes of rows about ties: pure rules over what is there, what the rows say, and who imports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from services.registry.imports.errors import RowFault
from services.registry.imports.naming import Named, uuid_of
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.names.forms import writing
from services.registry.ties.errors import TieOfOthers, TieReversed, TieThereAlready
from services.registry.ties.events import TieDirection, TieIntensity
from services.registry.ties.schemas import TieCreate
from services.registry.ties.service import asked_again, may_correct, new_tie, reporter_of
from shared.commands import Caller
from shared.http.problem import Problem
from shared.imports.cells import RowRefusedError
from shared.imports.summary import ImportMode

Row = Mapping[str, Any]

_COMPARED = ("intensity", "direction", "since", "until")
_ENDS: Final = {"from": "from_organization_id", "to": "to_organization_id"}
_WORDS: Final[dict[str, dict[str, str]]] = {
    "direction": {
        **dict.fromkeys(("directed", "one way", "חד כיווני", "أحادي"), TieDirection.ONE_WAY),
        **dict.fromkeys(("undirected", "both", "two way", "הדדי", "متبادل"), TieDirection.MUTUAL),
    },
    "intensity": {
        **dict.fromkeys(("מודעות", "היכרות", "معرفة", "وعي"), TieIntensity.AWARENESS),
        **dict.fromkeys(("שיתוף פעולה", "تعاون"), TieIntensity.COOPERATION),
        **dict.fromkeys(("תיאום", "تنسيق"), TieIntensity.COORDINATION),
        **dict.fromkeys(("אינטגרציה", "שילוב", "تكامل"), TieIntensity.INTEGRATION),
    },
}


@dataclass(slots=True)
class Draft:
    """What a row says of a tie, valid by the rules of the API."""

    values: dict[str, Any]
    given: frozenset[str]
    """Which fields the row has; the others have their defaults."""

    def said(self) -> dict[str, Any]:
        """What the row says of what can differ."""
        return {name: self.values[name] for name in _COMPARED if name in self.given}


@dataclass(slots=True)
class _About:
    """A tie that a row of the file is about."""

    row: int
    draft: Draft
    tie: Row
    new: bool
    contested: bool = False
    changes: dict[str, Any] = field(default_factory=dict)


class TieRows:
    """Judges the rows of one file, one after another."""

    def __init__(
        self, organizations: Named, known: Iterable[Row], mode: ImportMode, caller: Caller, outcomes: Outcomes
    ) -> None:
        self._organizations = organizations
        self._mode = mode
        self._caller = caller
        assert caller.standing is not None
        self._represents = caller.standing.represents
        self._outcomes = outcomes
        self._by_id: dict[UUID, Row] = {}
        self._alike: dict[tuple[UUID, UUID, str], list[Row]] = {}
        self._about: dict[UUID, _About] = {}
        for tie in known:
            self._add(tie)

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row, as far as the rows before it tell."""
        try:
            draft, tie = self._meant(said)
            if tie is None:
                assert draft is not None
                self._create(number, draft)
            elif tie["id"] in self._about:
                self._repeat(number, draft, self._about[tie["id"]])
            else:
                self._change(number, draft, tie)
        except RowRefusedError as refused:
            self._outcomes.reject(refused.code, refused.prop, number)
        except Problem as refused:
            self._outcomes.reject(refused.code.replace("-", "_"), None, number)

    def created(self) -> list[Row]:
        """The ties that are new."""
        return [one.tie for one in self._about.values() if one.new and not one.contested]

    def changed(self) -> list[tuple[Row, dict[str, Any]]]:
        """The ties that change, with what changes."""
        return [(one.tie, one.changes) for one in self._about.values() if one.changes and not one.contested]

    def _add(self, tie: Row) -> None:
        self._by_id[tie["id"]] = tie
        ends = self._ends(tie)
        for one, other in {ends, ends[::-1]}:
            self._alike.setdefault((one, other, tie["kind"]), []).append(tie)

    def _meant(self, said: Mapping[str, str]) -> tuple[Draft, Row | None]:
        """What a row says, and the tie it is about where it is there."""
        tie = None
        if "id" in said:
            tie_id = uuid_of(said["id"])
            if tie_id is None or (tie := self._by_id.get(tie_id)) is None:
                raise RowRefusedError(RowFault.NOT_THERE, "id")
        draft = self._draft(said, tie)
        if tie is not None:
            return draft, tie
        found = [one for one in self._same(draft.values) if overlap(one, draft.values)]
        if len(found) > 1:
            raise RowRefusedError(RowFault.SEVERAL_TIES, None)
        return draft, found[0] if found else None

    def _same(self, values: Row) -> list[Row]:
        """Ties of the kind between the two, on whatever days."""
        ends = self._ends(values)
        return [
            one
            for one in self._alike.get((*ends, values["kind"]), ())
            if self._ends(one) == ends or TieDirection.MUTUAL in (one["direction"], values["direction"])
        ]

    def _ends(self, tie: Row) -> tuple[UUID, UUID]:
        """The two, what was merged as the one that stays."""
        staying = self._organizations.staying
        return staying(tie["from_organization_id"]), staying(tie["to_organization_id"])

    def _draft(self, said: Mapping[str, str], tie: Row | None) -> Draft:
        values: dict[str, Any] = {}
        for prop, column in _ENDS.items():
            if prop in said:
                values[column] = self._organization(prop, said[prop])
            elif tie is not None:
                values[column] = tie[column]
            else:
                raise RowRefusedError(RowFault.MISSING, prop)
        if "reported_by" in said:
            side = _ENDS.get(said["reported_by"].lower())
            named = values[side] if side else self._organization("reported_by", said["reported_by"])
            values["reported_by"] = named
        for prop in ("kind", *_COMPARED):
            if prop in said:
                values[prop] = _code(prop, said[prop])
        if "kind" not in values and tie is not None:
            values["kind"] = tie["kind"]
        try:
            valid = TieCreate.model_validate(values).model_dump()
        except ValidationError as error:
            prop = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
            code = RowFault.MISSING if prop not in values else f"bad_{prop}"
            raise RowRefusedError(code, prop) from None
        if valid["since"] and valid["until"] and valid["until"] < valid["since"]:
            raise TieReversed
        return Draft(valid, frozenset(values))

    def _organization(self, prop: str, text: str) -> UUID:
        found = self._organizations.meant(text)
        if not found:
            raise RowRefusedError(RowFault.UNKNOWN_ORGANIZATION, prop)
        if len(found) > 1:
            raise RowRefusedError(RowFault.SEVERAL_ORGANIZATIONS, prop)
        organization_id: UUID = found[0]["id"]
        return organization_id

    def _create(self, number: int, draft: Draft) -> None:
        if self._mode is ImportMode.UPDATE:
            raise RowRefusedError(RowFault.NOT_THERE, None)
        reporter = reporter_of(draft.values, self._caller)
        tie = new_tie(draft.values, reporter, self._represents)
        self._about[tie["id"]] = _About(number, draft, tie, new=True)
        self._add(tie)
        self._outcomes.settle(number, Outcome.CREATED)

    def _repeat(self, number: int, draft: Draft, about: _About) -> None:
        if (draft.values, draft.given) == (about.draft.values, about.draft.given):
            self._outcomes.settle(number, Outcome.UNCHANGED)
            self._outcomes.say(RowFault.REPEATED, None, number)
            return
        about.contested = True
        self._outcomes.reject(RowFault.DUPLICATE, None, about.row)
        raise RowRefusedError(RowFault.DUPLICATE, None)

    def _change(self, number: int, draft: Draft, tie: Row) -> None:
        self._about[tie["id"]] = about = _About(number, draft, tie, new=False)
        different = {name: value for name, value in draft.said().items() if value != tie[name]}
        kept = set()
        if self._mode is ImportMode.FILL:
            kept = {name for name in different if tie[name] is not None}
        if "reported_by" in draft.given and draft.values["reported_by"] != tie["reported_by"]:
            kept.add("reported_by")
        changes = {name: value for name, value in different.items() if name not in kept}
        if changes and self._mode is ImportMode.CREATE:
            raise RowRefusedError(RowFault.THERE_ALREADY, next(iter(changes)))
        if changes:
            self._may_change(tie, {**tie, **changes})
            about.changes = changes | asked_again(tie, changes)
        self._outcomes.settle(number, Outcome.UPDATED if changes else Outcome.UNCHANGED)
        for prop in sorted(kept):
            self._outcomes.say(RowFault.KEPT, prop, number)

    def _may_change(self, tie: Row, changed: Row) -> None:
        if not may_correct(tie, self._caller):
            raise TieOfOthers
        if changed["since"] and changed["until"] and changed["until"] < changed["since"]:
            raise TieReversed
        if any(one["id"] != tie["id"] and overlap(one, changed) for one in self._same(changed)):
            raise TieThereAlready


def _code(prop: str, text: str) -> str:
    """The code that a word of a file stands for; days are as they are written."""
    if prop in ("since", "until"):
        return text
    word = writing(text)
    return _WORDS.get(prop, {}).get(word) or "_".join(word.split())


def overlap(one: Row, other: Row) -> bool:
    """Whether two ties hold on a day together; what has no first or last day goes on."""
    return _begins_by(one, other) and _begins_by(other, one)


def _begins_by(one: Row, other: Row) -> bool:
    since: date | None = one["since"]
    until: date | None = other["until"]
    return since is None or until is None or since <= until
