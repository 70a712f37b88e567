"""Facts of decisions: drafted, opened with their electorate, closed with their outcome, and what follows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.deciding import EXAMPLE_RULES, RulesOfDeciding
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.governance import DecisionKind, ForumKind, Phase, SeatRole
from shared.localization.texts import LocalizedLine, LocalizedText
from shared.outcomes import Outcome
from shared.partnership import Stage


class VoterKind(StrEnum):
    """Who has one vote each."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Reasons(StrEnum):
    """Whether a ballot has to say why."""

    OPTIONAL = "optional"
    REQUIRED_FOR_OBJECTION = "required_for_objection"
    """An objection, a block or a fist says what harm it sees."""
    REQUIRED = "required"
    NONE = "none"
    """No ballot says why: it would say whose it is."""


class Secrecy(StrEnum):
    """Who sees what ballots say, and when."""

    OPEN = "open"
    """Members, as they are cast."""
    HIDDEN = "hidden"
    """Nobody before the closing; then members see who said what."""
    SECRET = "secret"  # noqa: S105 - a word, no password
    """Nobody before the closing; then what was said is published by receipts, without who said it."""


class VoterSector(StrEnum):
    """The sector a voter counts in: their organization's; the community's for who sits for themself."""

    PUBLIC = "public"
    NONPROFIT = "nonprofit"
    BUSINESS = "business"
    COMMUNITY = "community"
    PHILANTHROPY = "philanthropy"
    ACADEMIA = "academia"
    OTHER = "other"


class GoneBecause(StrEnum):
    """Why something that a decision was about is no longer there for it."""

    NOT_THERE = "not_there"
    """It is not in the initiative, or not at the stage that the decision needs."""
    WITHDRAWN = "withdrawn"
    """It was taken back: a proposal by those who made it, a seat by its holder or whoever offered it."""
    SETTLED = "settled"
    """It has been settled otherwise: granted, refused, shared, seated."""
    OVER = "over"
    """Its day has passed, or it has ended."""
    NO_MANDATE = "no_mandate"
    """The organization holds no mandate that it could be exempt from."""


class VoterCapacity(StrEnum):
    """As whom a voter has a vote."""

    PERSON = "person"
    """For themself, by a seat of their own."""
    REPRESENTATIVE = "representative"
    """For an organization: by a seat taken for it, or as one who represents it in the network."""
    ORGANIZATION = "organization"
    """Itself, by whoever represents it or is an alternate; which of the two stands with each ballot."""


class Act(StrEnum):
    """What a chair does alone, and two members do together."""

    OPEN = "open"
    WITHDRAW = "withdraw"
    EXTEND = "extend"


class DisqualifiedFor(StrEnum):
    """Why a voter is in the electorate no more."""

    STAFF = "staff"
    """Became backbone staff."""
    BACKBONE = "backbone"
    """Came to act for an organization that holds the mandate or seeks it."""
    NO_REPRESENTATIVE = "no_representative"
    """An organization without anybody left who is free of the backbone."""


class EffectRefusedFor(StrEnum):
    """Why a decision that was adopted has no effect."""

    SUBJECT_GONE = "subject_gone"
    """What it was about was withdrawn, changed or ended while the decision was open."""


_DECISION = "01936f9a-0000-7000-8000-000000000041"
_VOTER = "01936f9a-0000-7000-8000-000000000002"
_FORUM = "01936f9a-0000-7000-8000-000000000031"
_NAMED: dict[str, Any] = {"decision_id": _DECISION}


class DecisionFact(Event):
    """What every fact of a decision states: which one."""

    subject: ClassVar[str] = "decisions/{decision_id}"
    decision_id: Annotated[UUID, OPEN]


class DecisionDrafted(DecisionFact):
    """A question was drafted for a forum to decide, or redrafted: what holds from now on."""

    type: ClassVar[str] = "agenda.decision.drafted"
    version: ClassVar[int] = 2
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "forum_id": _FORUM,
        "kind": "own_matter",
        "question": {"he": "האם ניפגש פעם בחודש?"},
        "explanation": {"he": "כך ביקשו רוב השותפים."},
    }
    forum_id: Annotated[UUID, OPEN]
    kind: Annotated[DecisionKind, OPEN]
    option_ids: Annotated[list[UUID] | None, OPEN] = None
    """Of methods that order options: these, in the order of `options`."""
    question: Annotated[LocalizedLine, FOR_MEMBERS]
    options: Annotated[list[LocalizedLine] | None, FOR_MEMBERS] = None
    explanation: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class DecisionActSupported(DecisionFact):
    """A member of the forum is for opening, extending or withdrawing a decision; a second brings it about."""

    type: ClassVar[str] = "agenda.decision.act_supported"
    version: ClassVar[int] = 2
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "act": "extend",
        "until": "2026-12-15T18:00:00Z",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "שבוע של חגים, ורבים עוד לא הצביעו."},
    }
    act: Annotated[Act, OPEN]
    until: Annotated[datetime | None, OPEN] = None
    """Of an extension: until when."""
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class DecisionOpened(DecisionFact, RulesOfDeciding):
    """A decision was opened: by what rules, on what, until when. The electorate follows."""

    type: ClassVar[str] = "agenda.decision.opened"
    version: ClassVar[int] = 3
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        **EXAMPLE_RULES,
        "forum_id": _FORUM,
        "kind": "mandate",
        "voter": "organization",
        "electorate": 12,
        "closes_at": "2026-12-08T18:00:00Z",
        "review_on": "2027-12-08",
        "mandate_id": "01936f9a-0000-7000-8000-000000000033",
    }
    forum_id: Annotated[UUID, OPEN]
    kind: Annotated[DecisionKind, OPEN]
    voter: Annotated[VoterKind, OPEN]
    electorate: Annotated[int, OPEN]
    closes_at: Annotated[datetime, OPEN]
    review_on: Annotated[date | None, OPEN] = None
    mandate_id: Annotated[UUID | None, OPEN] = None
    organization_id: Annotated[UUID | None, OPEN] = None
    subject_forum_id: Annotated[UUID | None, OPEN] = None
    seat_ids: Annotated[list[UUID] | None, OPEN] = None
    indicator_ids: Annotated[list[UUID] | None, OPEN] = None
    activity_ids: Annotated[list[UUID] | None, OPEN] = None
    policy_option_ids: Annotated[list[UUID] | None, OPEN] = None
    revision_ids: Annotated[list[UUID] | None, OPEN] = None
    phase: Annotated[Phase | None, OPEN] = None
    retention_days: Annotated[int | None, OPEN] = None
    to_stage: Annotated[Stage | None, OPEN] = None
    """Of a partnership: where it would put the organization."""
    option_ids: Annotated[list[UUID] | None, OPEN] = None
    reasons: Annotated[Reasons | None, OPEN] = None
    secrecy: Annotated[Secrecy | None, OPEN] = None
    """Absent where ballots are open."""


class DecisionExtended(DecisionFact):
    """A decision stays open for longer, for a reason; it is never made shorter."""

    type: ClassVar[str] = "agenda.decision.extended"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "from_closes_at": "2026-12-08T18:00:00Z",
        "closes_at": "2026-12-15T18:00:00Z",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "שבוע של חגים, ורבים עוד לא הצביעו."},
    }
    from_closes_at: Annotated[datetime, OPEN]
    closes_at: Annotated[datetime, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class Reminder(StrEnum):
    """Of what is left until a decision closes."""

    THREE_DAYS = "three_days"
    ONE_DAY = "one_day"
    RENEW = "renew"
    """The question was amended: ballots on what it said before count no more."""


class VotersReminded(DecisionFact):
    """These voters are to vote: a decision closes soon, or was amended. Many are told in several events."""

    type: ClassVar[str] = "agenda.decision.voters_reminded"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "kind": "three_days",
        "closes_at": "2026-12-08T18:00:00Z",
        "voter_ids": [_VOTER],
    }
    kind: Annotated[Reminder, OPEN]
    closes_at: Annotated[datetime, OPEN]
    voter_ids: Annotated[list[UUID], OPEN]


class DecisionReviewDue(DecisionFact):
    """The day has come on which an adopted decision is to be looked at again."""

    type: ClassVar[str] = "agenda.decision.review_due"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "forum_id": _FORUM, "review_on": "2027-12-08"}
    forum_id: Annotated[UUID, OPEN]
    review_on: Annotated[date, OPEN]


class ElectorateFrozen(DecisionFact):
    """Who has a vote in a decision, and as whom. A large electorate is told in several events.

    The lists go together, voter by voter.
    """

    type: ClassVar[str] = "agenda.electorate.frozen"
    version: ClassVar[int] = 2
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "voter_ids": [_VOTER],
        "sectors": ["nonprofit"],
        "capacities": ["organization"],
        "organization_ids": [[]],
        "grouping_value_ids": [["01936f9a-0000-7000-8000-000000000072"]],
    }
    voter_ids: Annotated[list[UUID], OPEN]
    sectors: Annotated[list[VoterSector], OPEN]
    capacities: Annotated[list[VoterCapacity] | None, OPEN] = None
    organization_ids: Annotated[list[list[UUID]] | None, OPEN] = None
    """Of representatives: the organization they have the vote for; empty of others."""
    grouping_value_ids: Annotated[list[list[UUID]] | None, OPEN] = None
    """Where the voter, or the organization they vote for, stands in the initiative's own groupings."""


class VoterDisqualified(DecisionFact):
    """A voter left the electorate: they came to belong to the backbone after the decision was opened."""

    type: ClassVar[str] = "agenda.voter.disqualified"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "voter_id": _VOTER, "reason": "staff"}
    voter_id: Annotated[UUID, OPEN]
    reason: Annotated[DisqualifiedFor, OPEN]


class BallotSetAside(DecisionFact):
    """A ballot cast for another does not count: who cast it has come to belong to the backbone since."""

    type: ClassVar[str] = "agenda.ballot.set_aside"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "voter_id": _VOTER}
    voter_id: Annotated[UUID, OPEN]


class VoterRecused(DecisionFact):
    """A voter stepped aside because of a conflict of interest, and counts for no quorum."""

    type: ClassVar[str] = "agenda.voter.recused"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "voter_id": _VOTER,
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "אחותי עובדת בארגון המוצע."},
    }
    voter_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class DecisionClosed(DecisionFact):
    """A decision was closed: its outcome, and the numbers it follows from."""

    type: ClassVar[str] = "agenda.decision.closed"
    version: ClassVar[int] = 4
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "outcome": "adopted",
        "electorate": 12,
        "cast": 10,
        "quorum_needed": 6,
    }
    outcome: Annotated[Outcome, OPEN]
    electorate: Annotated[int, OPEN]
    cast: Annotated[int, OPEN]
    quorum_needed: Annotated[int, OPEN]
    unconfirmed: Annotated[int | None, OPEN] = None
    """Ballots that were given or recorded, and not confirmed: they count for nothing."""
    to_be_renewed: Annotated[int | None, OPEN] = None
    """Ballots on an earlier text of the question, not renewed since it was amended: neither do they."""
    ordered_ids: Annotated[list[UUID] | None, OPEN] = None
    """Of methods that order options: these, the best first, with the place of each in `places`."""
    places: Annotated[list[int] | None, OPEN] = None


class DecisionWithdrawn(DecisionFact):
    """A decision was taken back, with a reason, before it came to an outcome."""

    type: ClassVar[str] = "agenda.decision.withdrawn"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "השאלה נוסחה מחדש."},
    }
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class DecisionEffectRefused(DecisionFact):
    """A decision was adopted, and what it needs no longer holds: it stands, and nothing follows from it."""

    type: ClassVar[str] = "agenda.decision.effect_refused"
    version: ClassVar[int] = 2
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "kind": "mandate",
        "reason": "subject_gone",
        "gone_ids": ["01936f9a-0000-7000-8000-000000000033"],
        "gone_because": ["withdrawn"],
    }
    kind: Annotated[DecisionKind, OPEN]
    reason: Annotated[EffectRefusedFor, OPEN]
    gone_ids: Annotated[list[UUID] | None, OPEN] = None
    """What has gone of what it was about, each with why in `gone_because`."""
    gone_because: Annotated[list[GoneBecause] | None, OPEN] = None


class DecisionEffectReduced(DecisionFact):
    """A decision was adopted, and some of what it is about had gone: the rest has its effect."""

    type: ClassVar[str] = "agenda.decision.effect_reduced"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "kind": "seats",
        "gone_ids": ["01936f9a-0000-7000-8000-000000000032"],
        "gone_because": ["withdrawn"],
    }
    kind: Annotated[DecisionKind, OPEN]
    gone_ids: Annotated[list[UUID], OPEN]
    gone_because: Annotated[list[GoneBecause], OPEN]


# What follows from an adopted decision. Services apply these as they stand.

_MANDATE: dict[str, Any] = {**_NAMED, "mandate_id": "01936f9a-0000-7000-8000-000000000033"}
_SEATS: dict[str, Any] = {
    **_NAMED,
    "forum_id": _FORUM,
    "seat_ids": ["01936f9a-0000-7000-8000-000000000032"],
}
_REVISIONS: dict[str, Any] = {
    **_NAMED,
    "version_id": "01936f9a-0000-7000-8000-000000000051",
    "revision_ids": ["01936f9a-0000-7000-8000-000000000052"],
}


class MandateGranted(DecisionFact):
    """The backbone has a mandate: whose, from its first day to its last."""

    type: ClassVar[str] = "agenda.mandate.granted"
    example: ClassVar[dict[str, Any]] = {
        **_MANDATE,
        "initiative_id": "01936f9a-0000-7000-8000-000000000001",
        "organization_ids": [_VOTER],
        "since": "2026-12-01",
        "until": "2028-11-30",
    }
    initiative_id: Annotated[UUID, OPEN]
    mandate_id: Annotated[UUID, OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    since: Annotated[date, OPEN]
    until: Annotated[date, OPEN]


class MandateRenewed(DecisionFact):
    """A mandate is continued by another one that was granted in the same breath."""

    type: ClassVar[str] = "agenda.mandate.renewed"
    example: ClassVar[dict[str, Any]] = {
        **_MANDATE,
        "renewed_by": "01936f9a-0000-7000-8000-000000000034",
    }
    mandate_id: Annotated[UUID, OPEN]
    renewed_by: Annotated[UUID, OPEN]


class MandateRefused(DecisionFact):
    """A proposed mandate was not adopted."""

    type: ClassVar[str] = "agenda.mandate.refused"
    example: ClassVar[dict[str, Any]] = _MANDATE
    mandate_id: Annotated[UUID, OPEN]


class MandateEnded(DecisionFact):
    """A mandate ends after a day, before its term would have."""

    type: ClassVar[str] = "agenda.mandate.ended"
    example: ClassVar[dict[str, Any]] = {**_MANDATE, "until": "2027-06-30"}
    mandate_id: Annotated[UUID, OPEN]
    until: Annotated[date, OPEN]


class ExemptionGiven(DecisionFact):
    """An organization that holds the mandate takes part as a partner, too, until a day."""

    type: ClassVar[str] = "agenda.exemption.given"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "organization_id": _VOTER, "until": "2027-12-31"}
    organization_id: Annotated[UUID, OPEN]
    until: Annotated[date, OPEN]


class PartnershipSettled(DecisionFact):
    """The partners decided that an organization is a partner, pauses or leaves."""

    type: ClassVar[str] = "agenda.partnership.settled"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "organization_id": _VOTER, "to_stage": "paused"}
    organization_id: Annotated[UUID, OPEN]
    to_stage: Annotated[Stage, OPEN]


class FundingCapSet(DecisionFact):
    """The backbone's share of what is raised has a cap from now on."""

    type: ClassVar[str] = "agenda.funding_cap.set"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "numerator": 1, "denominator": 5}
    numerator: Annotated[int, OPEN]
    denominator: Annotated[int, OPEN]


class SeatsFilled(DecisionFact):
    """People sit in a forum from now on; the lists go together, seat by seat."""

    type: ClassVar[str] = "agenda.seats.filled"
    example: ClassVar[dict[str, Any]] = {
        **_SEATS,
        "person_ids": ["01936f9a-0000-7000-8000-000000000003"],
        "roles": ["member"],
    }
    forum_id: Annotated[UUID, OPEN]
    seat_ids: Annotated[list[UUID], OPEN]
    person_ids: Annotated[list[UUID], OPEN]
    roles: Annotated[list[SeatRole], OPEN]


class SeatsVacated(DecisionFact):
    """People sit in a forum no longer."""

    type: ClassVar[str] = "agenda.seats.vacated"
    example: ClassVar[dict[str, Any]] = _SEATS
    forum_id: Annotated[UUID, OPEN]
    seat_ids: Annotated[list[UUID], OPEN]


class ForumRulesSet(DecisionFact, RulesOfDeciding):
    """A forum decides by other rules from now on."""

    type: ClassVar[str] = "agenda.forum_rules.set"
    version: ClassVar[int] = 3
    example: ClassVar[dict[str, Any]] = {**_NAMED, **EXAMPLE_RULES, "forum_id": _FORUM, "seats_pass_on": True}
    forum_id: Annotated[UUID, OPEN]
    seats_pass_on: Annotated[bool | None, OPEN] = None
    """Whether organizations name by themselves who sits for them next; without it that stays as it was."""


class DelegationGiven(DecisionFact):
    """A working group may decide on some kinds of matters from now on; none takes it back."""

    type: ClassVar[str] = "agenda.delegation.given"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "forum_id": _FORUM, "kinds": ["indicators"]}
    forum_id: Annotated[UUID, OPEN]
    kinds: Annotated[list[DecisionKind], OPEN]


class CompetenceSet(DecisionFact):
    """Only these forums decide on these matters from now on; none named leaves it to the charter again."""

    type: ClassVar[str] = "agenda.competence.set"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "matters": ["plan"],
        "forum_kinds": ["network"],
    }
    matters: Annotated[list[DecisionKind], OPEN]
    forum_kinds: Annotated[list[ForumKind], OPEN]


class AgendaAdopted(DecisionFact):
    """The partners adopted the common agenda: these revisions of its sections, in this order."""

    type: ClassVar[str] = "agenda.agenda.adopted"
    example: ClassVar[dict[str, Any]] = _REVISIONS
    version_id: Annotated[UUID, OPEN]
    revision_ids: Annotated[list[UUID], OPEN]


class PrinciplesAdopted(DecisionFact):
    """The partners adopted working principles: these revisions of them, in this order."""

    type: ClassVar[str] = "agenda.principles.adopted"
    example: ClassVar[dict[str, Any]] = _REVISIONS
    version_id: Annotated[UUID, OPEN]
    revision_ids: Annotated[list[UUID], OPEN]


class DecidedPhaseBegun(DecisionFact):
    """A forum decided that the initiative enters a phase."""

    type: ClassVar[str] = "agenda.phase.begun"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "phase": "organizing"}
    phase: Annotated[Phase, OPEN]


class IndicatorsShared(DecisionFact):
    """Proposed indicators are shared ones of the initiative from now on."""

    type: ClassVar[str] = "agenda.indicators.shared"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "indicator_ids": ["01936f9a-0000-7000-8000-000000000021"]}
    indicator_ids: Annotated[list[UUID], OPEN]


class IndicatorsRetired(DecisionFact):
    """Shared indicators are measured no more, by the partners' decision."""

    type: ClassVar[str] = "agenda.indicators.retired"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "indicator_ids": ["01936f9a-0000-7000-8000-000000000021"]}
    indicator_ids: Annotated[list[UUID], OPEN]


class PolicyOptionsChosen(DecisionFact):
    """The partners decided for policy options."""

    type: ClassVar[str] = "agenda.policy_options.chosen"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "policy_option_ids": ["01936f9a-0000-7000-8000-000000000081"],
    }
    policy_option_ids: Annotated[list[UUID], OPEN]


class PlanAdopted(DecisionFact):
    """Activities are part of the coordinated plan from now on."""

    type: ClassVar[str] = "agenda.plan.adopted"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "activity_ids": ["01936f9a-0000-7000-8000-000000000061"]}
    activity_ids: Annotated[list[UUID], OPEN]


class InitiativeEnded(DecisionFact):
    """The initiative is over: its log is frozen from here on, and all of it is deleted from a day on."""

    type: ClassVar[str] = "agenda.initiative.ended"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "initiative_id": "01936f9a-0000-7000-8000-000000000001",
        "retention_days": 365,
        "delete_on": "2030-12-08",
        "reason": {"he": "המטרה הושגה, והשותפים ממשיכים בלי מסגרת משותפת."},
    }
    initiative_id: Annotated[UUID, OPEN]
    retention_days: Annotated[int, OPEN]
    delete_on: Annotated[date, OPEN]
    """The first day on which it is deleted; of the log the last signed checkpoint is kept."""
    reason: Annotated[LocalizedText, FOR_MEMBERS]
