"""What each kind of decision is about: whether that can be decided, and what follows once it is adopted."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.activities.repository import known_activities
from services.agenda.decisions.events import (
    AgendaAdopted,
    CompetenceSet,
    DecidedPhaseBegun,
    DecisionFact,
    DelegationGiven,
    ExemptionGiven,
    ForumRulesSet,
    FundingCapSet,
    GoneBecause,
    IndicatorsRetired,
    IndicatorsShared,
    InitiativeEnded,
    MandateEnded,
    MandateGranted,
    MandateRenewed,
    PartnershipSettled,
    PlanAdopted,
    PolicyOptionsChosen,
    PrinciplesAdopted,
    SeatsFilled,
    SeatsVacated,
)
from services.agenda.governing.repository import Governing
from services.agenda.policy_options.events import PolicyOptionStatus
from services.agenda.policy_options.repository import PolicyOptionRepository
from services.agenda.sections.events import SectionKind
from services.agenda.sections.repository import revisions_to_adopt
from shared.charter import DELEGABLE, TIGHTENED
from shared.deciding import method_from_json, quorum_from_json, rules_as_fields
from shared.governance import DecisionKind, ForumKind, Phase, SeatRole
from shared.ids import uuid7
from shared.partnership import Stage

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from a decision if it is adopted now, and what has gone of what it is about."""

    effects: Sequence[DecisionFact] | None
    """None where nothing can follow."""
    gone: Mapping[UUID, GoneBecause] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether all that was named is there, as it has to be at the opening."""
        return self.effects is not None and not self.gone


_OTHERWISE = GoneBecause.NOT_THERE


class Subjects:
    """Judges subjects of decisions in one initiative, at a moment."""

    def __init__(
        self, connection: asyncpg.Connection, governing: Governing, initiative_id: UUID, now: datetime
    ) -> None:
        self._connection = connection
        self._governing = governing
        self._initiative_id = initiative_id
        self._now = now

    async def effects(self, decision: Row) -> Judged:
        """What follows from a decision if it is adopted now, as far as its subject allows."""
        of_kind = self._OF_KIND.get(DecisionKind(decision["kind"]))
        return Judged([]) if of_kind is None else await of_kind(self, decision["id"], decision)

    async def revisions(self, kind: DecisionKind) -> list[UUID]:
        """The wordings that a decision of a kind opened now is about; none where it is about no text."""
        kinds = _TEXTS.get(kind, ())
        return await revisions_to_adopt(self._connection, self._initiative_id, kinds) if kinds else []

    async def _mandate(self, decision_id: UUID, decision: Row) -> Judged:
        mandate_id = UUID(decision["subject"]["mandate_id"])
        mandate = await self._governing.mandate(mandate_id)
        if mandate is None or mandate["status"] != "proposed":
            return Judged(None, {mandate_id: _of_mandate(mandate)})
        if mandate["ends_on"] < self._now.date():
            return Judged(None, {mandate_id: GoneBecause.OVER})
        granted = MandateGranted(
            decision_id=decision_id,
            initiative_id=self._initiative_id,
            mandate_id=mandate["id"],
            organization_ids=mandate["organization_ids"],
            since=mandate["starts_on"],
            until=mandate["ends_on"],
        )
        if mandate["renews"] is None:
            return Judged([granted])
        renewed = MandateRenewed(
            decision_id=decision_id, mandate_id=mandate["renews"], renewed_by=mandate["id"]
        )
        return Judged([granted, renewed])

    async def _mandate_end(self, decision_id: UUID, decision: Row) -> Judged:
        until = date.fromisoformat(decision["subject"]["until"])
        mandate_id = UUID(decision["subject"]["mandate_id"])
        mandate = await self._governing.mandate(mandate_id)
        if mandate is None or mandate["status"] != "granted":
            return Judged(None, {mandate_id: _of_mandate(mandate)})
        if until >= mandate["ends_on"]:
            return Judged(None, {mandate_id: GoneBecause.OVER})
        # The day may have passed while the decision was open; a mandate does not end before it was decided.
        until = max(until, self._now.date())
        return Judged([MandateEnded(decision_id=decision_id, mandate_id=mandate["id"], until=until)])

    async def _exemption(self, decision_id: UUID, decision: Row) -> Judged:
        organization = UUID(decision["subject"]["organization_id"])
        until = date.fromisoformat(decision["subject"]["until"])
        if until < self._now.date():
            return Judged(None, {organization: GoneBecause.OVER})
        if not await self._governing.holds_mandate(organization, self._now):
            return Judged(None, {organization: GoneBecause.NO_MANDATE})
        return Judged([ExemptionGiven(decision_id=decision_id, organization_id=organization, until=until)])

    async def _partnership(self, decision_id: UUID, decision: Row) -> Judged:
        organization = UUID(decision["subject"]["organization_id"])
        to_stage = Stage(decision["subject"]["to"])
        known = await self._governing.organization(organization)
        # That one is a partner can be decided of whom staff have let in already: then it votes in everything.
        if known is None:
            return Judged(None, {organization: GoneBecause.NOT_THERE})
        if to_stage is not Stage.PARTNER and known["stage"] == to_stage:
            return Judged(None, {organization: GoneBecause.SETTLED})
        # Where it was merged into another since, that one is it.
        settled = PartnershipSettled(decision_id=decision_id, organization_id=known["id"], to_stage=to_stage)
        return Judged([settled])

    async def _funding_cap(self, decision_id: UUID, decision: Row) -> Judged:
        share = decision["subject"]["share"]
        return Judged([FundingCapSet(decision_id=decision_id, **share)] if _is_share(share) else None)

    async def _seats(self, decision_id: UUID, decision: Row) -> Judged:
        subject = decision["subject"]
        forum = UUID(subject["forum_id"])
        filled, not_filled = await self._ready(forum, subject.get("seat_ids"), self._to_fill)
        vacated, not_vacated = await self._ready(
            forum, subject.get("vacated_seat_ids"), lambda seat: seat["status"] == "seated"
        )
        effects: list[DecisionFact] = []
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
        return Judged(effects or None, not_filled | not_vacated)

    def _to_fill(self, seat: Row) -> bool:
        """Whether a seat's holder would take it, or hold it for another term that is not over."""
        asked = seat["status"] == "seated" and seat["renewal_ends_at"] is not None
        ends_at = seat["renewal_ends_at"] or seat["ends_at"]
        return (asked or seat["status"] == "accepted") and (ends_at is None or ends_at > self._now)

    async def _ready(
        self, forum_id: UUID, seat_ids: list[str] | None, is_ready: Callable[[Row], bool]
    ) -> tuple[list[Row], dict[UUID, GoneBecause]]:
        """Seats of a forum that can be decided on, and why others cannot."""
        named = [UUID(seat) for seat in dict.fromkeys(seat_ids or ())]
        rows = {row["id"]: row for row in await self._governing.seats(named) if row["forum_id"] == forum_id}
        ready = [rows[seat] for seat in named if seat in rows and is_ready(rows[seat])]
        missing = set(named) - {row["id"] for row in ready}
        return ready, {seat: _of_seat(rows.get(seat)) for seat in named if seat in missing}

    async def _forum_rules(self, decision_id: UUID, decision: Row) -> Judged:
        subject = decision["subject"]
        rules = rules_as_fields(
            method_from_json(subject["method"]), quorum_from_json(subject["quorum"]), subject["notice_hours"]
        )
        passing = subject.get("seats_pass_on")
        return Judged(
            [
                ForumRulesSet(
                    decision_id=decision_id, forum_id=decision["forum_id"], seats_pass_on=passing, **rules
                )
            ]
        )

    async def _delegation(self, decision_id: UUID, decision: Row) -> Judged:
        subject = decision["subject"]
        kinds = [DecisionKind(kind) for kind in subject["kinds"]]
        forum = await self._governing.forum(UUID(subject["forum_id"]))
        if forum is None or forum["kind"] != ForumKind.WORKING_GROUP or not DELEGABLE.issuperset(kinds):
            return Judged(None, {UUID(subject["forum_id"]): GoneBecause.NOT_THERE})
        return Judged([DelegationGiven(decision_id=decision_id, forum_id=forum["id"], kinds=kinds)])

    async def _competence(self, decision_id: UUID, decision: Row) -> Judged:
        subject = decision["subject"]
        matters = [DecisionKind(kind) for kind in dict.fromkeys(subject["kinds"])]
        if not matters or not TIGHTENED.issuperset(matters):
            return Judged(None)
        forum_kinds = [ForumKind(kind) for kind in dict.fromkeys(subject["forum_kinds"])]
        return Judged([CompetenceSet(decision_id=decision_id, matters=matters, forum_kinds=forum_kinds)])

    async def _phase(self, decision_id: UUID, decision: Row) -> Judged:
        return Judged([DecidedPhaseBegun(decision_id=decision_id, phase=Phase(decision["subject"]["phase"]))])

    async def _indicators(self, decision_id: UUID, decision: Row) -> Judged:
        shared, gone = await self._indicators_at("proposed", decision)
        return Judged(
            [IndicatorsShared(decision_id=decision_id, indicator_ids=shared)] if shared else None, gone
        )

    async def _indicators_end(self, decision_id: UUID, decision: Row) -> Judged:
        retired, gone = await self._indicators_at("shared", decision)
        return Judged(
            [IndicatorsRetired(decision_id=decision_id, indicator_ids=retired)] if retired else None, gone
        )

    async def _indicators_at(self, status: str, decision: Row) -> tuple[list[UUID], dict[UUID, GoneBecause]]:
        """Those named that are at a stage, and why the others are not."""
        named = [UUID(indicator) for indicator in dict.fromkeys(decision["subject"]["indicator_ids"])]
        stages = await self._governing.indicators(named)
        gone = {one: _OF_INDICATOR.get(stages.get(one, ""), _OTHERWISE) for one in named}
        ready = [one for one in named if stages.get(one) == status]
        return ready, {one: why for one, why in gone.items() if one not in ready}

    async def _adopted_text(self, decision: Row) -> list[UUID]:
        """What a draft would adopt were it opened now; afterwards, what it was opened on."""
        if decision["status"] == "draft":
            return await self.revisions(DecisionKind(decision["kind"]))
        return list(decision["revision_ids"])

    async def _agenda(self, decision_id: UUID, decision: Row) -> Judged:
        revisions = await self._adopted_text(decision)
        adopted = AgendaAdopted(decision_id=decision_id, version_id=uuid7(), revision_ids=revisions)
        return Judged([adopted] if revisions else None)

    async def _principles(self, decision_id: UUID, decision: Row) -> Judged:
        revisions = await self._adopted_text(decision)
        adopted = PrinciplesAdopted(decision_id=decision_id, version_id=uuid7(), revision_ids=revisions)
        return Judged([adopted] if revisions else None)

    async def _plan(self, decision_id: UUID, decision: Row) -> Judged:
        named = [UUID(activity) for activity in dict.fromkeys(decision["subject"]["activity_ids"])]
        known = await known_activities(self._connection, self._initiative_id, named)
        planned = [activity for activity in named if activity in known]
        gone = {activity: GoneBecause.NOT_THERE for activity in named if activity not in known}
        return Judged([PlanAdopted(decision_id=decision_id, activity_ids=planned)] if planned else None, gone)

    async def _policy_option(self, decision_id: UUID, decision: Row) -> Judged:
        named = [UUID(option) for option in dict.fromkeys(decision["subject"]["policy_option_ids"])]
        options = PolicyOptionRepository(self._connection, self._initiative_id)
        statuses = await options.statuses(named)
        chosen = [one for one in named if statuses.get(one) == PolicyOptionStatus.PROPOSED]
        gone = {one: _OF_OPTION.get(statuses.get(one, ""), _OTHERWISE) for one in named if one not in chosen}
        effect = PolicyOptionsChosen(decision_id=decision_id, policy_option_ids=chosen)
        return Judged([effect] if chosen else None, gone)

    async def _initiative_end(self, decision_id: UUID, decision: Row) -> Judged:
        days = decision["subject"]["retention_days"]
        ended = InitiativeEnded(
            decision_id=decision_id,
            initiative_id=self._initiative_id,
            retention_days=days,
            delete_on=self._now.date() + timedelta(days=days),
            reason=decision["subject"]["reason"],
        )
        return Judged([ended])

    _OF_KIND: Mapping[DecisionKind, Callable[["Subjects", UUID, Row], Awaitable[Judged]]] = {
        DecisionKind.MANDATE: _mandate,
        DecisionKind.MANDATE_END: _mandate_end,
        DecisionKind.EXEMPTION: _exemption,
        DecisionKind.FUNDING_CAP: _funding_cap,
        DecisionKind.PARTNERSHIP: _partnership,
        DecisionKind.SEATS: _seats,
        DecisionKind.FORUM_RULES: _forum_rules,
        DecisionKind.DELEGATION: _delegation,
        DecisionKind.COMPETENCE: _competence,
        DecisionKind.PHASE: _phase,
        DecisionKind.INDICATORS: _indicators,
        DecisionKind.INDICATORS_END: _indicators_end,
        DecisionKind.AGENDA: _agenda,
        DecisionKind.PRINCIPLES: _principles,
        DecisionKind.PLAN: _plan,
        DecisionKind.POLICY_OPTION: _policy_option,
        DecisionKind.INITIATIVE_END: _initiative_end,
    }


_TEXTS: Mapping[DecisionKind, tuple[SectionKind, ...]] = {
    DecisionKind.AGENDA: tuple(SectionKind),
    DecisionKind.PRINCIPLES: (SectionKind.PRINCIPLES,),
}
"""Kinds of sections that decisions about texts adopt."""


_OF_INDICATOR = {
    "draft": GoneBecause.WITHDRAWN,
    "proposed": GoneBecause.NOT_THERE,
    "shared": GoneBecause.SETTLED,
    "retired": GoneBecause.OVER,
}
"""Why an indicator is not at the stage that a decision about it needs, by the stage at which it is."""
_OF_OPTION = {
    PolicyOptionStatus.CHOSEN.value: GoneBecause.SETTLED,
    PolicyOptionStatus.WITHDRAWN.value: GoneBecause.WITHDRAWN,
}
"""Why a policy option cannot be chosen, by how far it has come."""


def _of_mandate(mandate: Row | None) -> GoneBecause:
    if mandate is None or mandate["status"] == "proposed":
        return GoneBecause.NOT_THERE
    return GoneBecause.WITHDRAWN if mandate["status"] == "withdrawn" else GoneBecause.SETTLED


def _of_seat(seat: Row | None) -> GoneBecause:
    stage = None if seat is None else seat["status"]
    if stage in ("declined", "withdrawn"):
        return GoneBecause.WITHDRAWN
    return {"seated": GoneBecause.SETTLED, "ended": GoneBecause.OVER}.get(stage or "", _OTHERWISE)


def _is_share(share: Mapping[str, int]) -> bool:
    return 0 <= share["numerator"] <= share["denominator"]
