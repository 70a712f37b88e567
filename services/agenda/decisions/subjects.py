"""What each kind of decision is about: whether that can be decided, and what follows once it is adopted."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.activities.repository import known_activities
from services.agenda.decisions.events import (
    AgendaAdopted,
    DecidedPhaseBegun,
    DecisionFact,
    DelegationGiven,
    ExemptionGiven,
    ForumRulesSet,
    FundingCapSet,
    IndicatorsShared,
    InitiativeEnded,
    MandateEnded,
    MandateGranted,
    PartnershipSettled,
    PlanAdopted,
    PrinciplesAdopted,
    SeatsFilled,
    SeatsVacated,
)
from services.agenda.governing.repository import Governing
from services.agenda.sections.events import SectionKind
from services.agenda.sections.repository import revisions_to_adopt
from shared.charter import DELEGABLE
from shared.deciding import method_from_json, quorum_from_json, rules_as_fields
from shared.governance import DecisionKind, ForumKind, Phase, SeatRole
from shared.ids import uuid7
from shared.partnership import Stage

Row = Mapping[str, Any]
Effects = list[DecisionFact]


class Subjects:
    """Judges subjects of decisions in one initiative, at a moment."""

    def __init__(
        self, connection: asyncpg.Connection, governing: Governing, initiative_id: UUID, now: datetime
    ) -> None:
        self._connection = connection
        self._governing = governing
        self._initiative_id = initiative_id
        self._now = now

    async def effects(self, decision: Row) -> Effects | None:
        """What follows from a decision if it is adopted now; None where its subject does not allow it."""
        of_kind = self._OF_KIND.get(DecisionKind(decision["kind"]))
        return [] if of_kind is None else await of_kind(self, decision["id"], decision)

    async def revisions(self, kind: DecisionKind) -> list[UUID]:
        """The wordings that a decision of a kind opened now is about; none where it is about no text."""
        kinds = _TEXTS.get(kind, ())
        return await revisions_to_adopt(self._connection, self._initiative_id, kinds) if kinds else []

    async def _mandate(self, decision_id: UUID, decision: Row) -> Effects | None:
        mandate = await self._governing.mandate(UUID(decision["subject"]["mandate_id"]))
        if mandate is None or mandate["status"] != "proposed" or mandate["ends_on"] < self._now.date():
            return None
        granted = MandateGranted(
            decision_id=decision_id,
            initiative_id=self._initiative_id,
            mandate_id=mandate["id"],
            organization_ids=mandate["organization_ids"],
            since=mandate["starts_on"],
            until=mandate["ends_on"],
        )
        return [granted]

    async def _mandate_end(self, decision_id: UUID, decision: Row) -> Effects | None:
        until = date.fromisoformat(decision["subject"]["until"])
        mandate = await self._governing.mandate(UUID(decision["subject"]["mandate_id"]))
        if mandate is None or mandate["status"] != "granted" or until >= mandate["ends_on"]:
            return None
        # The day may have passed while the decision was open; a mandate does not end before it was decided.
        until = max(until, self._now.date())
        return [MandateEnded(decision_id=decision_id, mandate_id=mandate["id"], until=until)]

    async def _exemption(self, decision_id: UUID, decision: Row) -> Effects | None:
        organization = UUID(decision["subject"]["organization_id"])
        until = date.fromisoformat(decision["subject"]["until"])
        if until < self._now.date() or not await self._governing.holds_mandate(organization, self._now):
            return None
        return [ExemptionGiven(decision_id=decision_id, organization_id=organization, until=until)]

    async def _partnership(self, decision_id: UUID, decision: Row) -> Effects | None:
        organization = UUID(decision["subject"]["organization_id"])
        to_stage = Stage(decision["subject"]["to"])
        known = await self._governing.organization(organization)
        # That one is a partner can be decided of whom staff have let in already: then it votes in everything.
        if known is None or (to_stage is not Stage.PARTNER and known["stage"] == to_stage):
            return None
        return [PartnershipSettled(decision_id=decision_id, organization_id=organization, to_stage=to_stage)]

    async def _funding_cap(self, decision_id: UUID, decision: Row) -> Effects | None:
        share = decision["subject"]["share"]
        return [FundingCapSet(decision_id=decision_id, **share)] if _is_share(share) else None

    async def _seats(self, decision_id: UUID, decision: Row) -> Effects | None:
        subject = decision["subject"]
        forum = UUID(subject["forum_id"])
        filled = await self._at(forum, subject.get("seat_ids"), "accepted")
        vacated = await self._at(forum, subject.get("vacated_seat_ids"), "seated")
        if decision["status"] == "draft" and (filled is None or vacated is None):
            return None  # at the opening everything named has to be there; at the closing, what is left of it
        effects: Effects = []
        if filled:
            effects.append(
                SeatsFilled(
                    decision_id=decision_id,
                    forum_id=forum,
                    seat_ids=[seat["id"] for seat in filled],
                    person_ids=[seat["person_id"] for seat in filled],
                    roles=[SeatRole(seat["role"]) for seat in filled],
                )
            )
        if vacated:
            seat_ids = [seat["id"] for seat in vacated]
            effects.append(SeatsVacated(decision_id=decision_id, forum_id=forum, seat_ids=seat_ids))
        return effects or None

    async def _at(self, forum_id: UUID, seat_ids: list[str] | None, status: str) -> list[Row] | None:
        """Seats of a forum at a stage; None at the opening where one of them is not."""
        if not seat_ids:
            return []
        rows = await self._governing.seats([UUID(seat) for seat in seat_ids])
        ready = [row for row in rows if row["forum_id"] == forum_id and row["status"] == status]
        return ready if len(ready) == len(set(seat_ids)) else (ready or None)

    async def _forum_rules(self, decision_id: UUID, decision: Row) -> Effects | None:
        subject = decision["subject"]
        rules = rules_as_fields(
            method_from_json(subject["method"]), quorum_from_json(subject["quorum"]), subject["notice_hours"]
        )
        return [ForumRulesSet(decision_id=decision_id, forum_id=decision["forum_id"], **rules)]

    async def _delegation(self, decision_id: UUID, decision: Row) -> Effects | None:
        subject = decision["subject"]
        kinds = [DecisionKind(kind) for kind in subject["kinds"]]
        forum = await self._governing.forum(UUID(subject["forum_id"]))
        if forum is None or forum["kind"] != ForumKind.WORKING_GROUP or not DELEGABLE.issuperset(kinds):
            return None
        return [DelegationGiven(decision_id=decision_id, forum_id=forum["id"], kinds=kinds)]

    async def _phase(self, decision_id: UUID, decision: Row) -> Effects | None:
        return [DecidedPhaseBegun(decision_id=decision_id, phase=Phase(decision["subject"]["phase"]))]

    async def _indicators(self, decision_id: UUID, decision: Row) -> Effects | None:
        named = [UUID(indicator) for indicator in decision["subject"]["indicator_ids"]]
        proposed = await self._governing.proposed_indicators(named)
        if decision["status"] == "draft" and not proposed.issuperset(named):
            return None
        shared = [indicator for indicator in dict.fromkeys(named) if indicator in proposed]
        return [IndicatorsShared(decision_id=decision_id, indicator_ids=shared)] if shared else None

    async def _adopted_text(self, decision: Row) -> list[UUID]:
        """What a draft would adopt were it opened now; afterwards, what it was opened on."""
        if decision["status"] == "draft":
            return await self.revisions(DecisionKind(decision["kind"]))
        return list(decision["revision_ids"])

    async def _agenda(self, decision_id: UUID, decision: Row) -> Effects | None:
        revisions = await self._adopted_text(decision)
        adopted = AgendaAdopted(decision_id=decision_id, version_id=uuid7(), revision_ids=revisions)
        return [adopted] if revisions else None

    async def _principles(self, decision_id: UUID, decision: Row) -> Effects | None:
        revisions = await self._adopted_text(decision)
        adopted = PrinciplesAdopted(decision_id=decision_id, version_id=uuid7(), revision_ids=revisions)
        return [adopted] if revisions else None

    async def _plan(self, decision_id: UUID, decision: Row) -> Effects | None:
        named = [UUID(activity) for activity in dict.fromkeys(decision["subject"]["activity_ids"])]
        known = await known_activities(self._connection, self._initiative_id, named)
        if decision["status"] == "draft" and not known.issuperset(named):
            return None
        planned = [activity for activity in named if activity in known]
        return [PlanAdopted(decision_id=decision_id, activity_ids=planned)] if planned else None

    async def _initiative_end(self, decision_id: UUID, decision: Row) -> Effects | None:
        days = decision["subject"]["retention_days"]
        ended = InitiativeEnded(
            decision_id=decision_id,
            initiative_id=self._initiative_id,
            retention_days=days,
            delete_on=self._now.date() + timedelta(days=days),
            reason=decision["subject"]["reason"],
        )
        return [ended]

    _OF_KIND: Mapping[DecisionKind, Callable[["Subjects", UUID, Row], Awaitable[Effects | None]]] = {
        DecisionKind.MANDATE: _mandate,
        DecisionKind.MANDATE_END: _mandate_end,
        DecisionKind.EXEMPTION: _exemption,
        DecisionKind.FUNDING_CAP: _funding_cap,
        DecisionKind.PARTNERSHIP: _partnership,
        DecisionKind.SEATS: _seats,
        DecisionKind.FORUM_RULES: _forum_rules,
        DecisionKind.DELEGATION: _delegation,
        DecisionKind.PHASE: _phase,
        DecisionKind.INDICATORS: _indicators,
        DecisionKind.AGENDA: _agenda,
        DecisionKind.PRINCIPLES: _principles,
        DecisionKind.PLAN: _plan,
        DecisionKind.INITIATIVE_END: _initiative_end,
    }


_TEXTS: Mapping[DecisionKind, tuple[SectionKind, ...]] = {
    DecisionKind.AGENDA: tuple(SectionKind),
    DecisionKind.PRINCIPLES: (SectionKind.PRINCIPLES,),
}
"""Kinds of sections that decisions about texts adopt."""


def _is_share(share: Mapping[str, int]) -> bool:
    return 0 <= share["numerator"] <= share["denominator"]
