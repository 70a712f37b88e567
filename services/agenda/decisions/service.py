"""The rules of decisions: who drafts, opens and closes one. More in `opening`, `steering`, `closing`."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.closing import Closing
from services.agenda.decisions.electorates import Entitled
from services.agenda.decisions.errors import (
    ConsentIsOpen,
    CorrectionsRunning,
    DecisionNotClosed,
    DecisionNotDraft,
    DecisionNotOpen,
    NoLongerVoter,
    NotEverybodyVoted,
    SecretWithoutReasons,
    UnknownForum,
)
from services.agenda.decisions.events import (
    Act,
    DecisionDrafted,
    DecisionOpened,
    ElectorateFrozen,
    Reasons,
    Secrecy,
    VoterKind,
    VoterRecused,
)
from services.agenda.decisions.handling import DecisionHandling, shown
from services.agenda.decisions.opening import Opening, check_rules
from services.agenda.decisions.outcome_words import outcome_in_words
from services.agenda.decisions.repository import DecisionRepository, in_parts
from services.agenda.decisions.schemas import (
    DecisionCreate,
    DecisionPatch,
    DecisionStatus,
    RecusalCreate,
    VoterStatus,
)
from services.agenda.objections.raising import withdraw_objection
from services.agenda.published_ballots.service import Published
from shared.charter import open_decision
from shared.commands import Command, Reading
from shared.deciding import (
    method_as_json,
    method_from_json,
    quorum_as_json,
    quorum_from_json,
    rules_as_fields,
)
from shared.governance import DecisionKind, ForumKind
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.localization.languages import Language
from shared.outcomes import MethodName

Row = Mapping[str, Any]

_BYTES_A_LINE = 60_000
"""Of the 65,535 that an entry of the log may have: the rest is for the envelope."""
_BYTES_A_VOTER, _BYTES_A_VALUE = 125, 39
"""At most: two ids, sector and capacity; the id of a grouping's value."""


_FIRST = UUID(int=0)
_BALLOTS_SHOWN = 200
"""Of the secret ballots that were published, beside the outcome."""
_BEFORE: dict[str, Any] = {
    **{"options": [], "rounds": [], "preferences": []},
    **{"unconfirmed": 0, "to_be_renewed": 0, "published": 0, "groupings": []},
}
"""What outcomes lack that were kept before methods ordered options, ballots could be left out or be secret,
and voters were frozen with their groupings."""


class Decisions:
    """Reading the decisions of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = DecisionRepository(reading.connection, reading.initiative_id)
        self._published = Published(reading)

    async def get(self, decision_id: UUID) -> dict[str, Any]:
        """One decision; raises NotFound."""
        row = await self._repository.get(decision_id)
        if row is None:
            raise NotFound
        return shown(row)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Decisions after an id, those that have the values given."""
        return [shown(row) for row in await self._repository.page(after, limit, filters)]

    async def voters(self, decision_id: UUID, after: UUID, limit: int) -> list[Any]:
        """The electorate of a decision after an id; raises NotFound."""
        await self.get(decision_id)
        return await self._repository.voters(decision_id, after, limit)

    async def outcome(self, decision_id: UUID, language: Language) -> dict[str, Any]:
        """What a decision came to; raises NotFound and DecisionNotClosed."""
        row = await self.get(decision_id)
        if row["result"] is None:
            raise DecisionNotClosed
        return {
            **_BEFORE,
            **row["result"],
            "ballots": await self._published.of(decision_id, _FIRST, _BALLOTS_SHOWN),
            "words": outcome_in_words(row, language),
            "decision_id": decision_id,
            "effect_refused_for": row["effect_refused_for"],
            "effect_gone": row["effect_gone"],
        }


class DecisionCommands(DecisionHandling):
    """Changing the decisions of an initiative."""

    async def draft(self, body: DecisionCreate) -> dict[str, Any]:
        """Draft a question: facilitators, and the forum's members.

        Raises UnknownForum, Forbidden, LaxerThanStanding, ConsentIsOpen and SecretWithoutReasons.
        """
        forum = await self.governing.forum(body.forum_id)
        if forum is None:
            raise UnknownForum
        if not self.command.caller.facilitates and not await self.belongs(forum):
            raise Forbidden(OpenTo.FORUM_MEMBERS, OpenTo.FACILITATORS)
        decision_id = uuid7()
        in_network = forum["kind"] == ForumKind.NETWORK
        values: dict[str, Any] = {
            "id": decision_id,
            "forum_id": body.forum_id,
            "kind": body.kind,
            "subject": body.subject.as_json(),
            "question": body.question,
            "explanation": body.explanation,
            "method": method_as_json(body.method.method()) if body.method else forum["method"],
            "quorum": quorum_as_json(body.quorum.quorum()) if body.quorum else forum["quorum"],
            "options": [{"id": str(uuid7()), "title": option.title} for option in body.options],
            "notice_hours": forum["notice_hours"] if body.notice_hours is None else body.notice_hours,
            "reasons": body.reasons_asked(),
            "secrecy": body.secrecy,
            "voter": body.voter or (VoterKind.ORGANIZATION if in_network else VoterKind.PERSON),
            "status": DecisionStatus.DRAFT,
            "revision_ids": [],
            "closes_at": body.closes_at.astimezone(UTC),
            "review_on": body.review_on,
            "drafted_by": self.command.caller.person_id,
            "version": 1,
            "created_at": self.command.now,
        }
        check_rules(values, forum)
        _check_secrecy(values)
        await self.repository.insert(values)
        self._record_draft(values)
        return await self.read(decision_id)

    async def redraft(
        self, decision_id: UUID, body: DecisionPatch, precondition: Precondition
    ) -> dict[str, Any]:
        """Draft anew: who drafted it, and facilitators.

        Raises NotFound, Forbidden, PreconditionFailed, DecisionNotDraft, ConsentIsOpen and
        SecretWithoutReasons.
        """
        row = await self.locked(decision_id)
        caller = self.command.caller
        if not (caller.facilitates or row["drafted_by"] == caller.person_id):
            raise Forbidden(OpenTo.DRAFTER, OpenTo.FACILITATORS)
        precondition.check(row["version"])
        if row["status"] != DecisionStatus.DRAFT:
            raise DecisionNotDraft
        changes = _fitting_reasons(row, body.model_dump())
        if changes.items() <= dict(row).items():
            return await self.read(decision_id)
        _check_secrecy({**row, **changes})
        await self.repository.update(row, **changes)
        self._record_draft({**row, **changes})
        return await self.read(decision_id)

    async def open(self, decision_id: UUID) -> dict[str, Any]:
        """Open a decision: its forum's chair, two of its members, or facilitators under a mandate.

        Raises NotFound, Forbidden, DecisionNotDraft, SupportedAlready, CharterRefusal and what `Opening`
        raises.
        """
        row = await self.locked(decision_id)
        forum = await self.forum_of(row)
        if self.command.caller.is_staff:
            if not self.command.caller.facilitates:
                raise Forbidden(OpenTo.FORUM_VOTERS, OpenTo.FACILITATORS)
            assert self.command.caller.standing is not None
            open_decision(
                facilitating=True,
                mandate=self.command.caller.standing.mandate,
                kind=DecisionKind(row["kind"]),
            )
        if row["status"] != DecisionStatus.DRAFT:
            raise DecisionNotDraft
        if self.command.caller.facilitates or await self.carries(Act.OPEN, row, forum):
            await self._open(row, forum)
        return await self.read(decision_id)

    async def close(self, decision_id: UUID) -> dict[str, Any]:
        """Close an open decision by hand, when its time is over or everybody has voted.

        Raises NotFound, Forbidden, DecisionNotOpen, CorrectionsRunning and NotEverybodyVoted.
        """
        row = await self.locked(decision_id)
        if not self.command.caller.facilitates and not await self.belongs(await self.forum_of(row)):
            raise Forbidden(OpenTo.FORUM_MEMBERS, OpenTo.FACILITATORS)
        if row["status"] != DecisionStatus.OPEN:
            raise DecisionNotOpen
        if row["corrections_until"] is not None and self.command.now < row["corrections_until"]:
            raise CorrectionsRunning
        over = self.command.now >= row["closes_at"]
        if not over and not await self.repository.everybody_voted(decision_id):
            raise NotEverybodyVoted
        await closing(self.command).close(row)
        return await self.read(decision_id)

    async def recuse(self, decision_id: UUID, body: RecusalCreate) -> Row:
        """Step aside, oneself or for an organization one represents; the ballot cast before does not count.

        Raises NotFound, Forbidden, DecisionNotOpen and NoLongerVoter.
        """
        row = await self.locked(decision_id)
        voter = await self.repository.lock_voter(decision_id, body.voter_id)
        if voter is None:
            raise NotFound
        standing = self.command.caller.standing
        assert standing is not None
        if body.voter_id != standing.person_id and body.voter_id not in standing.represents:
            raise Forbidden(OpenTo.VOTER)
        if row["status"] != DecisionStatus.OPEN or self.command.now >= row["closes_at"]:
            raise DecisionNotOpen
        if voter["status"] != VoterStatus.ENTITLED:
            raise NoLongerVoter
        await withdraw_objection(self.command, decision_id, body.voter_id)
        self.command.record(
            VoterRecused(
                decision_id=decision_id,
                voter_id=body.voter_id,
                author_id=standing.person_id,
                reason=body.reason,
            )
        )
        return await self.repository.recuse(decision_id, body.voter_id, body.reason, standing.person_id)

    async def _open(self, row: Row, forum: Row) -> None:
        command = self.command
        opening = Opening(command.connection, command.initiative_id, command.now)
        electorate, revision_ids = await opening.judge(row, forum)
        await self.repository.update(
            row, status=DecisionStatus.OPEN, opened_at=command.now, revision_ids=revision_ids
        )
        await self.repository.freeze(row["id"], electorate)
        command.record(_opened(row, len(electorate), revision_ids))
        for event in frozen(row["id"], electorate):
            command.record(event)

    def _record_draft(self, values: Row) -> None:
        self.command.record(
            DecisionDrafted(
                decision_id=values["id"],
                forum_id=values["forum_id"],
                kind=DecisionKind(values["kind"]),
                option_ids=[UUID(option["id"]) for option in values["options"]] or None,
                question=values["question"],
                options=[option["title"] for option in values["options"]] or None,
                explanation=values["explanation"],
            )
        )


def _fitting_reasons(draft: Row, changes: dict[str, Any]) -> dict[str, Any]:
    """Changes of a draft, with the reasons that are usual where its secrecy changes and they are not said."""
    becoming = changes.get("secrecy", draft["secrecy"])
    if "reasons" in changes or becoming == draft["secrecy"]:
        return changes
    if becoming == Secrecy.SECRET:
        return {**changes, "reasons": Reasons.NONE}
    if draft["secrecy"] == Secrecy.SECRET:
        return {**changes, "reasons": Reasons.REQUIRED_FOR_OBJECTION}
    return changes


def _check_secrecy(draft: Row) -> None:
    """Raises ConsentIsOpen and SecretWithoutReasons."""
    if draft["secrecy"] == Secrecy.OPEN:
        return
    if draft["method"]["name"] == MethodName.CONSENT:
        raise ConsentIsOpen
    if draft["secrecy"] == Secrecy.SECRET and draft["reasons"] != Reasons.NONE:
        raise SecretWithoutReasons


def frozen(decision_id: UUID, electorate: Mapping[UUID, Entitled]) -> Iterator[ElectorateFrozen]:
    """The facts of who has a vote, in parts that fit into lines of the log."""
    values = max(len(one.grouping_value_ids) for one in electorate.values())
    size = _BYTES_A_LINE // (_BYTES_A_VOTER + values * _BYTES_A_VALUE)
    for part in in_parts(list(electorate.items()), size):
        yield ElectorateFrozen(
            decision_id=decision_id,
            voter_ids=[voter for voter, _ in part],
            sectors=[one.sector for _, one in part],
            capacities=[one.capacity for _, one in part],
            organization_ids=[[one.organization_id] if one.organization_id else [] for _, one in part],
            grouping_value_ids=[list(one.grouping_value_ids) for _, one in part],
        )


def _opened(row: Row, electorate: int, revision_ids: list[UUID]) -> DecisionOpened:
    subject = row["subject"]
    named = {
        name: subject.get(name)
        for name in ("mandate_id", "organization_id", "seat_ids", "phase", "retention_days")
    }
    return DecisionOpened.model_validate(
        {
            **named,
            **rules_as_fields(
                method_from_json(row["method"]), quorum_from_json(row["quorum"]), row["notice_hours"]
            ),
            "decision_id": row["id"],
            "forum_id": row["forum_id"],
            "kind": row["kind"],
            "voter": row["voter"],
            "electorate": electorate,
            "closes_at": row["closes_at"],
            "review_on": row["review_on"],
            "subject_forum_id": subject.get("forum_id"),
            "to_stage": subject.get("to"),
            "indicator_ids": subject.get("indicator_ids"),
            "activity_ids": subject.get("activity_ids"),
            "policy_option_ids": subject.get("policy_option_ids"),
            "revision_ids": revision_ids or None,
            "reasons": row["reasons"],
            "secrecy": None if row["secrecy"] == Secrecy.OPEN else row["secrecy"],
            "option_ids": [option["id"] for option in row["options"]] or None,
        }
    )


def closing(command: Command) -> Closing:
    """Closes decisions within a command."""
    return Closing(command.connection, command.initiative_id, command.now, command.record)


async def close_if_due(command: Command, decision_id: UUID) -> None:
    """Close a decision whose time is over, unless another worker or a hand has closed it."""
    row = await DecisionRepository(command.connection, command.initiative_id).lock(decision_id)
    if row is None or row["status"] != DecisionStatus.OPEN:
        return
    if max(row["closes_at"], row["corrections_until"] or row["closes_at"]) <= command.now:
        await closing(command).close(row)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what a person wrote about decisions; the decisions, and that there was a voter, stay."""
    await DecisionRepository(connection, initiative_id).forget(person_id)
