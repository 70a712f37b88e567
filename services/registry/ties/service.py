"""The rules of ties: an organization reports its own, the other side says whether it is so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.history.service import settled
from services.registry.history.when import NOW, When
from services.registry.ties.confirming import answered, confirmation, views_of
from services.registry.ties.errors import (
    ReporterNotASide,
    TieNeedsTwoVoices,
    TieOfOthers,
    TieReversed,
    TieThereAlready,
    UnknownTied,
)
from services.registry.ties.events import (
    TieAnswered,
    TieCorrected,
    TieEnded,
    TieReported,
    TieView,
    TieWithdrawn,
)
from services.registry.ties.repository import TieRepository
from services.registry.ties.schemas import TieCreate, TieEnd, TiePatch
from shared.commands import Caller, Capacity, Command, Reading
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]
SAID = ("kind", "intensity", "direction", "since", "until")
"""What is said of a tie, and can be corrected."""
_SIDES = ("from_organization_id", "to_organization_id")
_TOLD = (*_SIDES, *SAID)


class Ties:
    """Reading the ties of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = TieRepository(reading.connection, reading.initiative_id)

    async def get(self, tie_id: UUID, when: When = NOW) -> Row:
        """One tie, as it is or was recorded; raises NotFound, MomentToCome and NotKeptThen."""
        known_at = (await settled(self._reading, when)).known_at
        if known_at is None:
            row = await self._repository.get(tie_id)
        else:
            row = await self._repository.get_known(tie_id, known_at)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any], when: When) -> list[Any]:
        """Ties after an id: of an organization, of a kind, confirmed or not; raises what `settled` raises."""
        return await self._repository.page(after, limit, filters, await settled(self._reading, when))

    async def corrections(self, tie_id: UUID, after: UUID, limit: int) -> list[Any]:
        """What a tie said before it was corrected or ended, oldest first; raises NotFound."""
        await self.get(tie_id)
        return await self._repository.corrections(tie_id, after, limit)


class TieCommands:
    """Reporting ties, and answering what others report."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = TieRepository(command.connection, command.initiative_id)
        standing = command.caller.standing
        assert standing is not None
        self._represents = standing.represents

    async def report(self, body: TieCreate) -> Row:
        """Report a tie; raises TieOfOthers, ReporterNotASide, UnknownTied, TieReversed, TieThereAlready."""
        values = body.model_dump()
        reporter = reporter_of(values, self._command.caller)
        tie = new_tie(values, reporter, self._represents)
        if len(await self._repository.hold(values[side] for side in _SIDES)) < len(views_of(tie)):
            raise UnknownTied
        await self._check(tie["id"], tie)
        if tie["reported_by"] in self._represents:
            self._act_for(tie["reported_by"])
        row = await self._repository.insert({**tie, "created_at": self._command.now})
        told = {name: row[name] for name in (*_TOLD, "reported_by", "mapped")}
        self._command.record(TieReported(tie_id=row["id"], **told))
        return row

    async def correct(self, tie_id: UUID, body: TiePatch, precondition: Precondition) -> Row:
        """Correct what is said of a tie; other sides are asked again where more than its end changed.

        Raises NotFound, PreconditionFailed, TieOfOthers, TieReversed and TieThereAlready.
        """
        row = await self._locked(tie_id, precondition)
        self._may_correct(row)
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        await self._check(tie_id, {**row, **changes})
        await self._keep_history(row)
        changed = await self._repository.update(row, {**changes, **asked_again(row, changes)})
        self._command.record(TieCorrected(tie_id=tie_id, **{name: changed[name] for name in _TOLD}))
        return changed

    async def end(self, tie_id: UUID, body: TieEnd) -> Row:
        """Set a tie's last day, as either side can; raises NotFound, TieOfOthers and TieReversed."""
        row = await self._locked(tie_id, ANY_VERSION)
        own = self._represents & views_of(row).keys()
        if own:
            self._act_for(min(own))
        else:
            self._may_correct(row)
        if row["until"] == body.until:
            return row
        await self._check(tie_id, {**row, "until": body.until})
        await self._keep_history(row)
        changed = await self._repository.update(row, {"until": body.until})
        sides = {name: row[name] for name in _SIDES}
        self._command.record(TieEnded(tie_id=tie_id, **sides, until=body.until))
        return changed

    async def answer(self, tie_id: UUID, view: TieView) -> Row:
        """Say for a side whether a tie is so; raises NotFound, TieOfOthers and TieNeedsTwoVoices."""
        row = await self._locked(tie_id, ANY_VERSION)
        sides = views_of(row).keys()
        own = self._represents & sides
        if not own:
            raise TieOfOthers
        if len(own) > 1 and view is TieView.CONFIRMED:
            raise TieNeedsTwoVoices
        changes: dict[str, Any] = dict(answered(row, own, view))
        if changes.items() <= dict(row).items():
            return row
        changes["confirmation"] = confirmation({**row, **changes})
        changed = await self._repository.update(row, changes)
        for side in sorted(own):
            self._act_for(side)
            self._command.record(TieAnswered(tie_id=tie_id, organization_id=side, view=view))
        return changed

    async def withdraw(self, tie_id: UUID, precondition: Precondition) -> None:
        """Take a report back; raises NotFound, PreconditionFailed and TieOfOthers."""
        row = await self._locked(tie_id, precondition)
        self._may_correct(row)
        await self._repository.delete(tie_id)
        self._command.record(TieWithdrawn(tie_id=tie_id))

    def _may_correct(self, row: Row) -> None:
        """Go on as who reported the tie, or as who mapped it; raises TieOfOthers."""
        if not may_correct(row, self._command.caller):
            raise TieOfOthers
        if row["reported_by"] in self._represents:
            self._act_for(row["reported_by"])

    def _act_for(self, organization_id: UUID) -> None:
        self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, organization_id)

    async def _check(self, tie_id: UUID, values: Row) -> None:
        if values["since"] is not None and values["until"] is not None and values["until"] < values["since"]:
            raise TieReversed
        if await self._repository.clashes(tie_id, values):
            raise TieThereAlready

    async def _keep_history(self, row: Row) -> None:
        said = {name: row[name] for name in SAID}
        await self._repository.insert_correction(
            {**said, "tie_id": row["id"], "id": uuid7(), "corrected_at": self._command.now}
        )

    async def _locked(self, tie_id: UUID, precondition: Precondition) -> Row:
        found = await self._repository.get(tie_id)
        if found is None:
            raise NotFound
        # Its organizations first, as reporting does: the two never wait for each other in a circle.
        await self._repository.hold(views_of(found).keys())
        row = await self._repository.lock(tie_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row


def reporter_of(values: Row, caller: Caller) -> UUID | None:
    """Whose report a tie is; raises ReporterNotASide, and TieOfOthers for whoever may not make it."""
    sides = [values[side] for side in _SIDES]
    reporter: UUID | None = values["reported_by"]
    if reporter is not None and reporter not in sides:
        raise ReporterNotASide
    represents = caller.standing.represents if caller.standing else frozenset()
    if reporter is None and not caller.facilitates:
        reporter = next((side for side in sides if side in represents), None)
    if not (maps_the_field(caller) or reporter in represents):
        raise TieOfOthers
    return reporter


def may_correct(tie: Row, caller: Caller) -> bool:
    """Whether somebody may correct a tie: who reported it, or who maps the field where it was mapped."""
    standing = caller.standing
    if standing is not None and tie["reported_by"] in standing.represents:
        return True
    return bool(tie["mapped"]) and maps_the_field(caller)


def maps_the_field(caller: Caller) -> bool:
    """Whether somebody may enter ties between others: facilitators, and founders as with organizations."""
    return caller.facilitates or (caller.standing is not None and bool(caller.standing.founding))


def new_tie(values: Row, reporter: UUID | None, represents: frozenset[UUID]) -> dict[str, Any]:
    """A tie as it begins. Only whoever represents the reporting side says so in its name."""
    tie = {
        **{name: values[name] for name in _TOLD},
        "id": uuid7(),
        "reported_by": reporter,
        "mapped": reporter not in represents,
        "from_view": TieView.UNANSWERED,
        "to_view": TieView.UNANSWERED,
        "version": 1,
    }
    if reporter is not None and reporter in represents:
        tie |= answered(tie, frozenset({reporter}), TieView.CONFIRMED)
    return {**tie, "confirmation": confirmation(tie)}


def asked_again(row: Row, changes: Row) -> dict[str, Any]:
    """What becomes of the sides' views: those who did not report it have yet to see what changed."""
    if not any(row[name] != value for name, value in changes.items() if name != "until"):
        return {}
    others = frozenset(views_of(row).keys() - {row["reported_by"]})
    asked: dict[str, Any] = dict(answered(row, others, TieView.UNANSWERED))
    return {**asked, "confirmation": confirmation({**row, **asked})}
