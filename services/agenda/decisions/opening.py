"""Opening a decision: whether the forum may decide it, by which rules, and who has a vote in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.electorates import Entitled, electorate, free
from services.agenda.decisions.errors import (
    ForumNotCompetent,
    LaxerThanStanding,
    NoElectorate,
    NoticeTooShort,
    SubjectNotReady,
    TooFewForSecrecy,
    TooFewSectors,
)
from services.agenda.decisions.events import Secrecy, VoterKind
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.decisions.subjects import Subjects
from services.agenda.governing.repository import Governing
from shared.charter import (
    TIGHTENED,
    decide_in,
    fill_seats,
    network_as_of,
    plan_activity,
    share_indicators,
    tighten_competence,
)
from shared.deciding import method_from_json, quorum_from_json
from shared.governance import DecisionKind, ForumKind
from shared.outcomes import FEWEST_SECRET, by_sector

Row = Mapping[str, Any]

LONGEST = timedelta(days=366)
"""How long a decision can be open."""


class Opening:
    """Judges the opening of decisions in one initiative, at a moment."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, now: datetime) -> None:
        self._now = now
        self._governing = Governing(connection, initiative_id)
        self._decisions = DecisionRepository(connection, initiative_id)
        self._subjects = Subjects(connection, self._governing, initiative_id, now)
        self._ties: dict[UUID, asyncpg.Record] | None = None
        self._grouped: dict[UUID, list[UUID]] | None = None

    async def judge(self, decision: Row, forum: Row) -> tuple[dict[UUID, Entitled], list[UUID]]:
        """The electorate by which a draft can be opened now, and the revisions of the agenda it is about.

        Raises CharterRefusal, ForumNotCompetent, LaxerThanStanding, NoticeTooShort, SubjectNotReady,
        NoElectorate, TooFewSectors and TooFewForSecrecy.
        """
        kind = DecisionKind(decision["kind"])
        await self._check_competence(kind, decision, forum)
        check_rules(decision, forum)
        earliest = self._now + timedelta(hours=decision["notice_hours"])
        if not max(earliest, self._now) <= decision["closes_at"] <= self._now + LONGEST:
            raise NoticeTooShort(hours=decision["notice_hours"])
        if not (await self._subjects.effects(decision)).whole:
            raise SubjectNotReady
        found = await self._electorate(kind, decision, forum)
        if not found:
            raise NoElectorate
        sectors = len({one.sector for one in found.values()})
        asked = method_from_json(decision["method"]).sectors_required or 0
        if max(asked, quorum_from_json(decision["quorum"]).sectors) > sectors:
            raise TooFewSectors(sectors=sectors)
        check_secrecy(decision, [one.sector for one in found.values()])
        return found, await self._subjects.revisions(kind)

    async def _check_competence(self, kind: DecisionKind, decision: Row, forum: Row) -> None:
        forum_kind = ForumKind(forum["kind"])
        decide_in(
            kind,
            forum_kind,
            committee_can_decide=await self._committee_can_decide(kind),
            delegated=frozenset(map(DecisionKind, forum["delegated"])),
        )
        tightened = await self._governing.competence(kind)
        if tightened and forum_kind not in tightened:
            stands_in = forum_kind is ForumKind.NETWORK and ForumKind.STEERING_COMMITTEE in tightened
            if not stands_in or await self._committee_can_decide(kind):
                raise ForumNotCompetent(forums=", ".join(sorted(tightened)))
        if kind is DecisionKind.COMPETENCE:
            subject = decision["subject"]
            matters = TIGHTENED.intersection(map(DecisionKind, subject["kinds"]))
            tighten_competence(sorted(matters), set(map(ForumKind, subject["forum_kinds"])))
        if kind is DecisionKind.SEATS:
            await self._check_seats(decision, forum)
        if kind is DecisionKind.INDICATORS:
            share_indicators(agenda_adopted=await self._decisions.has_adopted(DecisionKind.AGENDA))
        if kind is DecisionKind.PLAN:
            adopted = await self._decisions.has_adopted(DecisionKind.AGENDA)
            plan_activity(agenda_adopted=adopted, already_done=False, partners_of_circle=0)

    async def _check_seats(self, decision: Row, forum: Row) -> None:
        filled = await self._governing.forum(UUID(decision["subject"]["forum_id"]))
        if filled is None:
            raise SubjectNotReady
        seated = await self._governing.seated(filled["id"])
        fill_seats(
            deciding=ForumKind(forum["kind"]),
            filled=ForumKind(filled["kind"]),
            same_forum=filled["id"] == forum["id"],
            has_members=bool(seated),
            can_decide=bool(await self._free(seated, VoterKind.PERSON, DecisionKind.SEATS)),
        )

    async def _committee_can_decide(self, kind: DecisionKind) -> bool:
        """False where people sit in the committee, and none of them may vote on this.

        On who is a partner the founding partners decide in the network while nobody sits in it yet, too.
        """
        committee = await self._governing.committee()
        seated = await self._governing.seated(committee["id"]) if committee else []
        if not seated:
            return kind is not DecisionKind.PARTNERSHIP
        return bool(await self._free(seated, VoterKind.PERSON, kind))

    async def _electorate(self, kind: DecisionKind, decision: Row, forum: Row) -> dict[UUID, Entitled]:
        voter = VoterKind(decision["voter"])
        if forum["kind"] != ForumKind.NETWORK:
            return await self._free(await self._governing.seated(forum["id"]), voter, kind)
        as_of = network_as_of(drafted_at=decision["created_at"], opened_at=self._now)
        partners = await self._governing.partners(self._now.date(), as_of)
        if voter is VoterKind.PERSON:
            partners = [one for one in partners if not one["named_late"]]
        if kind is DecisionKind.PARTNERSHIP or (
            kind is DecisionKind.SEATS and await self._is_first_committee(decision)
        ):
            # Whoever came later was let in by the backbone; the founding partners begin.
            founders = [one for one in partners if one["founding"]]
            return await self._free(founders, voter, kind) or await self._free(partners, voter, kind)
        return await self._free(partners, voter, kind)

    async def _is_first_committee(self, decision: Row) -> bool:
        committee = await self._governing.committee()
        if committee is None or committee["id"] != UUID(decision["subject"]["forum_id"]):
            return False
        return not await self._governing.seated(committee["id"])

    async def _free(
        self, candidates: Sequence[Row], voter: VoterKind, kind: DecisionKind
    ) -> dict[UUID, Entitled]:
        if self._ties is None:
            self._ties = await self._governing.ties(self._now, self._now.date())
        ties = self._ties
        if self._grouped is None:
            self._grouped = await self._governing.grouped()
        return electorate(candidates, voter, lambda person: free(ties.get(person), kind), self._grouped)


def check_secrecy(decision: Row, sectors: Sequence[str]) -> None:
    """Raises TooFewForSecrecy where secret ballots would not be: too few of all, or of a sector."""
    if decision["secrecy"] != Secrecy.SECRET:
        return
    counted = [len(sectors)]
    if by_sector(method_from_json(decision["method"])):
        counted += Counter(sectors).values()
    if min(counted) < FEWEST_SECRET:
        raise TooFewForSecrecy(fewest=FEWEST_SECRET)


def check_rules(decision: Row, forum: Row) -> None:
    """Raises LaxerThanStanding where a decision's rules are laxer than its forum's."""
    method, quorum = method_from_json(decision["method"]), quorum_from_json(decision["quorum"])
    if not (
        method.as_strict_as(method_from_json(forum["method"]))
        and quorum.as_strict_as(quorum_from_json(forum["quorum"]))
        and decision["notice_hours"] >= forum["notice_hours"]
    ):
        raise LaxerThanStanding
