"""Bodies of the decisions' API."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import MISSING, Field, model_validator

from services.agenda.decisions.errors import (
    OPTIONS_OF_ANOTHER_METHOD,
    ORDER_HAS_NO_EFFECT,
    SUBJECT_OF_ANOTHER_KIND,
)
from services.agenda.decisions.events import (
    Act,
    DisqualifiedFor,
    EffectRefusedFor,
    GoneBecause,
    Reasons,
    Secrecy,
    VoterCapacity,
    VoterKind,
    VoterSector,
)
from services.agenda.published_ballots.schemas import PublishedBallot
from shared.deciding import (
    ExactFraction,
    FractionGiven,
    MethodGiven,
    MethodShown,
    NoticeHours,
    QuorumGiven,
    QuorumShown,
    fraction_as_json,
    method_as_json,
    quorum_as_json,
)
from shared.governance import (
    LONGEST_RETENTION,
    SHORTEST_RETENTION,
    USUAL_RETENTION,
    DecisionKind,
    ForumKind,
    Phase,
)
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText
from shared.outcomes import Choice, Outcome
from shared.partnership import Stage


class DecisionStatus(StrEnum):
    """How far a decision has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


PartnershipStage = Literal[Stage.PARTNER, Stage.PAUSED, Stage.LEFT]
"""Where a decision on a partnership can put an organization."""

Ids = Annotated[list[UUID], Field(min_length=1, max_length=200)]

_TAKES: dict[DecisionKind, tuple[frozenset[str], frozenset[str]]] = {
    DecisionKind.MANDATE: (frozenset({"mandate_id"}), frozenset()),
    DecisionKind.MANDATE_END: (frozenset({"mandate_id", "until"}), frozenset()),
    DecisionKind.EXEMPTION: (frozenset({"organization_id", "until"}), frozenset()),
    DecisionKind.FUNDING_CAP: (frozenset({"share"}), frozenset()),
    DecisionKind.PARTNERSHIP: (frozenset({"organization_id", "to"}), frozenset()),
    DecisionKind.SEATS: (frozenset({"forum_id"}), frozenset({"seat_ids", "vacated_seat_ids"})),
    DecisionKind.FORUM_RULES: (frozenset({"method", "quorum", "notice_hours"}), frozenset()),
    DecisionKind.DELEGATION: (frozenset({"forum_id", "kinds"}), frozenset()),
    DecisionKind.COMPETENCE: (frozenset({"kinds", "forum_kinds"}), frozenset()),
    DecisionKind.PHASE: (frozenset({"phase"}), frozenset()),
    DecisionKind.INDICATORS: (frozenset({"indicator_ids"}), frozenset()),
    DecisionKind.INDICATORS_END: (frozenset({"indicator_ids"}), frozenset()),
    DecisionKind.PLAN: (frozenset({"activity_ids"}), frozenset()),
    DecisionKind.POLICY_OPTION: (frozenset({"policy_option_ids"}), frozenset()),
    DecisionKind.INITIATIVE_END: (frozenset({"reason"}), frozenset()),
}
"""The fields of a subject each kind needs, and those it needs one of at the least; other kinds take none."""
_MAY_TAKE: dict[DecisionKind, frozenset[str]] = {
    DecisionKind.INITIATIVE_END: frozenset({"retention_days"}),
    DecisionKind.FORUM_RULES: frozenset({"seats_pass_on"}),
}


class DecisionSubject(RequestBody):
    """What a decision is about; which fields it has depends on the kind of decision."""

    mandate_id: UUID | None = Field(None, description="Of `mandate` and `mandate_end`.")
    organization_id: UUID | None = Field(
        None, description="Of `exemption`: who holds the mandate; of `partnership`: whose it is."
    )
    to: PartnershipStage | None = Field(
        None, description="Of `partnership`: whether it is a partner, pauses, or leaves."
    )
    until: date | None = Field(None, description="Of `exemption` and `mandate_end`: the last day.")
    share: FractionGiven | None = Field(None, description="Of `funding_cap`.")
    forum_id: UUID | None = Field(None, description="Of `seats` and `delegation`: in which, to which forum.")
    seat_ids: Ids | None = Field(None, description="Of `seats`: accepted by their holders, to be filled.")
    vacated_seat_ids: Ids | None = Field(None, description="Of `seats`: to be vacated.")
    method: MethodGiven | None = Field(None, description="Of `forum_rules`.")
    quorum: QuorumGiven | None = Field(None, description="Of `forum_rules`.")
    notice_hours: NoticeHours | None = Field(None, description="Of `forum_rules`.")
    seats_pass_on: bool | None = Field(
        None,
        description="Of `forum_rules`: whether an organization names by itself who sits for it next; absent "
        "or null: as before.",
    )
    kinds: Annotated[list[DecisionKind], Field(max_length=20)] | None = Field(
        None,
        description="Of `delegation`: all that the group may decide from now on; an empty list takes "
        "it back. Of `competence`: the matters.",
    )
    forum_kinds: Annotated[list[ForumKind], Field(max_length=10)] | None = Field(
        None,
        description="Of `competence`: which kinds of forums decide on these matters from now on, fewer than "
        "the charter lets; an empty list leaves it to the charter again.",
    )
    phase: Phase | None = Field(None, description="Of `phase`.")
    indicator_ids: Ids | None = Field(
        None, description="Of `indicators`: proposed ones; of `indicators_end`: shared ones."
    )
    activity_ids: Ids | None = Field(None, description="Of `plan`.")
    policy_option_ids: Ids | None = Field(None, description="Of `policy_option`: proposed ones.")
    reason: LocalizedText | None = Field(None, description="Of `initiative_end`: why it ends.")
    retention_days: Annotated[int, Field(ge=SHORTEST_RETENTION, le=LONGEST_RETENTION)] | None = Field(
        None,
        description="Of `initiative_end`: days from the end until everything is deleted; "
        f"{USUAL_RETENTION} where absent or null.",
    )

    def check(self, kind: DecisionKind) -> None:
        """Raises the input rule's error where the fields are not those of the kind."""
        given = {name for name in type(self).model_fields if getattr(self, name) is not None}
        given -= _MAY_TAKE.get(kind, frozenset())
        needed, some = _TAKES.get(kind, (frozenset(), frozenset()))
        if not (needed <= given <= needed | some) or (some and not given & some):
            raise SUBJECT_OF_ANOTHER_KIND.broken()

    def as_json(self) -> dict[str, Any]:
        """As it is kept and shown: fractions in lowest terms, a method with all its parameters."""
        kept = self.model_dump(mode="json", exclude_none=True)
        if self.share is not None:
            kept["share"] = fraction_as_json(self.share.value())
        if self.method is not None:
            kept["method"] = method_as_json(self.method.method())
        if self.quorum is not None:
            kept["quorum"] = quorum_as_json(self.quorum.quorum())
        if self.reason is not None:
            kept.setdefault("retention_days", USUAL_RETENTION)
        return kept


class OptionGiven(RequestBody):
    """Something to put in order."""

    title: LocalizedLine


class Option(ResponseBody):
    """Something that ballots put in order."""

    id: UUID
    title: CheckedLine


class DecisionCreate(RequestBody):
    """A question to draft. What is left out of the rules is as the forum's standing ones."""

    forum_id: UUID
    kind: DecisionKind
    subject: DecisionSubject = Field(DecisionSubject())
    question: LocalizedLine
    explanation: LocalizedText | None = None
    method: MethodGiven | None = None
    quorum: QuorumGiven | None = None
    notice_hours: NoticeHours | None = None
    options: list[OptionGiven] = Field(
        default_factory=list,
        max_length=20,
        description="Of approval, score and ranked: two at least. These methods are for `own_matter` alone.",
    )
    voter: VoterKind | None = Field(
        None, description="Absent or null: organizations in the network, people in other forums."
    )
    secrecy: Secrecy = Field(
        Secrecy.OPEN,
        description="Whether members see ballots as they are cast (`open`), who said what once it is closed "
        "(`hidden`), or what was said, never by whom (`secret`). Consent is open.",
    )
    reasons: Reasons | None = Field(
        None,
        description="Whether ballots have to say why. In `consent` an objection always does. Absent or null: "
        "`required_for_objection`; of secret ballots, which say nothing of the kind, `none`.",
    )
    closes_at: Moment
    review_on: date | None = None

    @model_validator(mode="after")
    def _fitting_subject(self) -> Self:
        self.subject.check(self.kind)
        orders = self.method is not None and self.method.name.orders
        if orders != bool(self.options) or len(self.options) == 1:
            raise OPTIONS_OF_ANOTHER_METHOD.broken()
        if orders and self.kind is not DecisionKind.OWN_MATTER:
            raise ORDER_HAS_NO_EFFECT.broken()
        return self

    def reasons_asked(self) -> Reasons:
        """Whether ballots have to say why, as given or as is usual."""
        usual = Reasons.NONE if self.secrecy is Secrecy.SECRET else Reasons.REQUIRED_FOR_OBJECTION
        return self.reasons or usual


class DecisionPatch(RequestBody):
    """What to draft anew; what is absent stays."""

    question: LocalizedLine | MISSING = MISSING
    explanation: LocalizedText | MISSING | None = MISSING
    reasons: Reasons | MISSING = MISSING
    secrecy: Secrecy | MISSING = Field(
        MISSING,
        description="Without `reasons` beside it: secret ballots give none from now on; others as is usual "
        "again where the draft was secret.",
    )
    closes_at: Moment | MISSING = MISSING
    review_on: date | MISSING | None = MISSING


class DecisionExtend(RequestBody):
    """Until when a decision is to stay open, and why."""

    closes_at: Moment
    reason: LocalizedText


class DecisionWithdraw(RequestBody):
    """Why a decision is taken back."""

    reason: LocalizedText | None = None


class DecisionSubjectShown(ResponseBody):
    """What a decision is about; fields of other kinds are null."""

    mandate_id: UUID | None = None
    organization_id: UUID | None = None
    to: PartnershipStage | None = None
    until: date | None = None
    share: ExactFraction | None = None
    forum_id: UUID | None = None
    seat_ids: list[UUID] | None = None
    vacated_seat_ids: list[UUID] | None = None
    method: MethodShown | None = None
    quorum: QuorumShown | None = None
    notice_hours: int | None = None
    seats_pass_on: bool | None = None
    kinds: list[DecisionKind] | None = None
    forum_kinds: list[ForumKind] | None = None
    phase: Phase | None = None
    indicator_ids: list[UUID] | None = None
    activity_ids: list[UUID] | None = None
    policy_option_ids: list[UUID] | None = None
    reason: CheckedText | None = None
    retention_days: int | None = None


class DecisionSupport(ResponseBody):
    """A member of the forum who is for opening, extending or withdrawing the decision."""

    act: Act
    person_id: UUID
    until: datetime | None = Field(description="Of `extend`: until when.")
    reason: CheckedText | None = Field(description="Why they are for it, where they said so.")


class Gone(ResponseBody):
    """Something a decision was about that had gone when it was to take effect."""

    id: UUID
    because: GoneBecause


class Decision(ResponseBody):
    """A question put to a forum, with a method, an electorate, ballots and a computed outcome."""

    id: UUID
    forum_id: UUID
    kind: DecisionKind
    subject: DecisionSubjectShown
    question: CheckedLine
    explanation: CheckedText | None
    amendment_id: UUID | None = Field(
        description="The amendment by which the question says this, where it was amended while open. Ballots "
        "name it, so that nobody votes on a text they have not seen."
    )
    method: MethodShown
    quorum: QuorumShown
    options: list[Option] = Field(description="Of methods that order options; empty for others.")
    notice_hours: int
    voter: VoterKind
    secrecy: Secrecy
    reasons: Reasons
    status: DecisionStatus
    outcome: Outcome | None
    effect_refused_for: EffectRefusedFor | None = Field(
        description="Why nothing follows from a decision that was adopted."
    )
    effect_gone: list[Gone] = Field(
        description="What of its subject had gone at the closing, and why. The rest, if any, took effect."
    )
    revision_ids: list[UUID] = Field(
        description="Of `agenda` and `principles`: the revisions voted on, as they stood at the opening."
    )
    closes_at: datetime
    corrections_until: datetime | None = Field(
        description="A show of hands was recorded: until when its voters can correct it. The decision closes "
        "no earlier, though others cast no ballot after `closes_at`."
    )
    review_on: date | None
    drafted_by: UUID | None = Field(description="Null where that person has been erased.")
    supports: list[DecisionSupport]
    opened_at: datetime | None
    closed_at: datetime | None
    created_at: datetime
    version: int


class RecusalCreate(RequestBody):
    """Who steps aside, and why."""

    voter_id: UUID = Field(description="Oneself, or an organization one represents.")
    reason: LocalizedText


class VoterStatus(StrEnum):
    """Whether a voter counts."""

    ENTITLED = "entitled"
    RECUSED = "recused"
    """Declared a conflict of interest and stepped aside."""
    DISQUALIFIED = "disqualified"
    """Came to belong to the backbone."""


class Voter(ResponseBody):
    """Who has a vote in a decision: a person or an organization."""

    id: UUID
    sector: VoterSector
    capacity: VoterCapacity | None = Field(
        description="As whom they vote; null in decisions opened before that was kept."
    )
    organization_id: UUID | None = Field(description="Of a `representative`: for which organization.")
    grouping_value_ids: list[UUID] = Field(
        description="Where the voter, or the organization they vote for, stood in groupings at the opening."
    )
    status: VoterStatus
    disqualified_for: DisqualifiedFor | None
    recusal_reason: CheckedText | None


class ChoiceCount(ResponseBody):
    """How many ballots say one thing."""

    choice: Choice
    ballots: int


class SectorOutcome(ResponseBody):
    """What one sector did."""

    sector: VoterSector
    electorate: int
    cast: int
    choices: list[ChoiceCount]
    carried: bool | None = Field(
        description="Whether the majority was reached within the sector; null where the method does not ask."
    )


class GroupingOutcome(ResponseBody):
    """What those did who stand at one value of a grouping."""

    value_id: UUID
    electorate: int
    cast: int
    choices: list[ChoiceCount] = Field(description="Empty of secret ballots.")


class OptionOutcome(ResponseBody):
    """Where one option came."""

    option_id: UUID
    place: int = Field(description="From 1 on; several at one place are equal.")
    points: int = Field(
        description="Approvals; the sum of scores; first places in the first round; or options beaten."
    )


class OptionVotes(ResponseBody):
    """How many put an option first, of those that were left."""

    option_id: UUID
    votes: int


class RunoffRound(ResponseBody):
    """One count of an instant runoff."""

    votes: list[OptionVotes]
    out: list[UUID] = Field(description="Who falls out; in the last round nobody.")


class Preference(ResponseBody):
    """How many ballots prefer one option to another."""

    option_id: UUID
    over: UUID
    ballots: int


class DecisionOutcome(ResponseBody):
    """What a decision came to, with every number that led to it."""

    decision_id: UUID
    outcome: Outcome
    electorate: int = Field(description="Voters who counted: not recused, not disqualified.")
    cast: int
    unconfirmed: int = Field(
        description="Ballots that were given or recorded and not confirmed: they count neither for the "
        "outcome nor for the quorum."
    )
    to_be_renewed: int = Field(
        description="Ballots on an earlier text of the question, which were not renewed since it was amended."
    )
    quorum_needed: int = Field(description="Ballots; of secret ones three at the least.")
    quorum_reached: bool
    quorum_sectors: int = Field(description="In how many sectors the quorum's share was reached.")
    choices: list[ChoiceCount]
    sectors: list[SectorOutcome]
    groupings: list[GroupingOutcome] = Field(
        description="By the initiative's own groupings, which decide nothing. Whoever stands nowhere in a "
        "grouping is in none of its values."
    )
    options: list[OptionOutcome] = Field(description="Of methods that order options, the best first.")
    rounds: list[RunoffRound] = Field(description="Of an instant runoff.")
    preferences: list[Preference] = Field(description="Of Schulze.")
    effect_refused_for: EffectRefusedFor | None
    effect_gone: list[Gone]
    published: int = Field(
        description="How many secret ballots are published, each by its receipt. None are where they are "
        "fewer than three, of all or, by `sector_balanced`, of a sector: they would tell who said what."
    )
    ballots: list[PublishedBallot] = Field(
        description="The first 200 of these, sorted by receipt; `…/outcome/ballots` lists all."
    )
    words: str = Field(description="The outcome and its numbers in words, in the language of the request.")
