"""The charter: what a backbone does not do. Every rule is here, and nothing else is.

The functions are plain: they take what is known and raise `CharterRefusal` or return. Who calls them, and how
the refusal reaches the caller and the log, is not decided here; what is said stands in `charter_words`.
"""

from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from fractions import Fraction

from shared import charter_words as words
from shared.charter_words import Refusal, Rule
from shared.governance import DecisionKind, ForumKind, MandateState


class CharterRefusal(Exception):  # a refusal is what the charter calls it; nothing went wrong
    """A request the charter does not allow; says why, and what would be allowed instead."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.rule.value)
        self.rule: Rule = refusal.rule
        self.detail = refusal.detail


# agenda-belongs-to-partners


def bring_voice(*, staff: bool, own: bool) -> None:
    """Staff gather what others bring; a voice of their own they do not bring."""
    if staff and own:
        raise CharterRefusal(words.STAFF_BRING_NO_VOICE)


def word_text(*, staff: bool, drafting: bool, cites: int, unconfirmed: int) -> None:
    """What staff draft cites confirmed voices or sources; spelling and translation are not drafting."""
    if not (staff and drafting):
        return
    if unconfirmed:
        raise CharterRefusal(words.STAFF_CITE_CONFIRMED_VOICES)
    if not cites:
        raise CharterRefusal(words.STAFF_CITE_WHAT_THEY_WORD)


def discard_text(*, staff: bool, worded_by_partners: bool) -> None:
    """Staff discard what staff alone have worded; what a partner worded is for the partners to take back."""
    if staff and worded_by_partners:
        raise CharterRefusal(words.STAFF_DISCARD_NO_TEXT_OF_PARTNERS)


def react_to_voice(*, staff: bool) -> None:
    """Whether a voice is agreed with is for those whose agenda it is to say."""
    if staff:
        raise CharterRefusal(words.STAFF_REACT_TO_NO_VOICE)


# backbone-does-not-decide

ABOUT_THE_BACKBONE: frozenset[DecisionKind] = frozenset(
    {DecisionKind.MANDATE, DecisionKind.MANDATE_END, DecisionKind.EXEMPTION, DecisionKind.FUNDING_CAP}
)
"""Kinds of decisions about the backbone itself, in which no exemption counts."""


def may_vote(*, staff: bool, of_the_backbone: bool, exempt: bool, kind: DecisionKind) -> bool:
    """Staff never vote; people of a mandate's holder or nominee do if exempt, but not on the backbone."""
    if staff:
        return False
    return not of_the_backbone or (exempt and kind not in ABOUT_THE_BACKBONE)


def cast_ballot(*, staff: bool, of_the_backbone: bool, exempt: bool, kind: DecisionKind) -> None:
    """Whoever may not vote casts no ballot, for nobody."""
    if not may_vote(staff=staff, of_the_backbone=of_the_backbone, exempt=exempt, kind=kind):
        raise CharterRefusal(words.BACKBONE_CASTS_NO_BALLOT)


def hold_proxy(*, staff: bool, of_the_backbone: bool, exempt: bool, kind: DecisionKind | None) -> None:
    """Nobody votes by proxy who may not vote themself; `kind` is None of a proxy for whatever comes."""
    own = DecisionKind.OWN_MATTER if kind is None else kind
    if not may_vote(staff=staff, of_the_backbone=of_the_backbone, exempt=exempt, kind=own):
        raise CharterRefusal(words.BACKBONE_HOLDS_NO_PROXY)


def steer_as_member(*, free: bool) -> None:
    """Whoever may not vote on a matter steers it neither: it is no way around having no vote."""
    if not free:
        raise CharterRefusal(words.BACKBONE_STEERS_AS_NO_MEMBER)


def hold_seat(*, staff: bool, votes: bool) -> None:
    """Staff sit in forums without a vote."""
    if staff and votes:
        raise CharterRefusal(words.BACKBONE_HOLDS_NO_VOTE)


SETTLING_IN = timedelta(days=30)
"""For how long a partner that staff let in votes on nothing that was drafted before it came."""


def network_as_of(*, drafted_at: datetime, opened_at: datetime) -> datetime:
    """As of which moment the network decides on a question.

    Partners that staff let in later have no vote on it, nor have people whom staff named later to speak for
    a partner: nobody composes an electorate for a question that is known.
    """
    return max(drafted_at, opened_at - SETTLING_IN)


def change_partnership(*, staff: bool, was_partner: bool, stays_partner: bool) -> None:
    """Staff let partners in; that one pauses or leaves is its own word, or a decision of the partners."""
    if staff and was_partner and not stays_partner:
        raise CharterRefusal(words.STAFF_END_NO_PARTNERSHIP)


def merge_organization(*, partner: bool) -> None:
    """A partner is not merged away, by whomever: its vote would go without its word."""
    if partner:
        raise CharterRefusal(words.PARTNERS_ARE_NOT_MERGED_AWAY)


def speak_in_open_decision(*, named_late_by_staff: bool, others_speak: bool) -> None:
    """Whom staff name while a decision is open casts no ballot in the place of who spoke at its opening."""
    if named_late_by_staff and others_speak:
        raise CharterRefusal(words.STAFF_REPLACE_NO_VOTER)


def replace_representative(*, staff: bool, partner: bool, named_lately_by_staff: bool) -> None:
    """Who speaks for a partner is the partner's to say: staff put nobody in the place of another.

    Nor does, while they settle in, whom staff named beside somebody who spoke for it before.
    """
    if partner and staff:
        raise CharterRefusal(words.STAFF_REPLACE_NO_REPRESENTATIVE)
    if partner and named_lately_by_staff:
        raise CharterRefusal(words.NAMED_LATELY_REPLACE_NOBODY)


# backbone-does-not-appoint-itself


def open_decision(*, facilitating: bool, mandate: MandateState, kind: DecisionKind) -> None:
    """Facilitators open decisions under a mandate in force; without one, only on the mandate."""
    if facilitating and mandate is not MandateState.IN_FORCE and kind is not DecisionKind.MANDATE:
        raise CharterRefusal(words.NO_MANDATE_NO_OPENING)


def steer_open_decision(*, facilitating: bool) -> None:
    """Facilitators neither extend nor withdraw what is open."""
    if facilitating:
        raise CharterRefusal(words.FACILITATORS_DO_NOT_STEER)


def amend_open_question(*, staff: bool) -> None:
    """What is open is asked otherwise by the forum, never by the backbone."""
    if staff:
        raise CharterRefusal(words.STAFF_AMEND_NO_QUESTION)


def appoint_staff(*, by_founder: bool, by_backbone: bool, mandate: MandateState) -> None:
    """Founding partners name the staff until there is a mandate, the backbone under it."""
    if mandate is MandateState.IN_FORCE:
        if not by_backbone:
            raise CharterRefusal(words.STAFF_NAMED_BY_BACKBONE)
    elif not by_founder:
        raise CharterRefusal(words.STAFF_NAMED_BY_FOUNDERS)


def abandon_initiative(*, somebody_can_decide: bool) -> None:
    """The operator gives up only what never came together: whoever could decide on its end decides it."""
    if somebody_can_decide:
        raise CharterRefusal(words.PARTNERS_END_THEIR_INITIATIVE)


# Which forum decides what

_LEADING: frozenset[ForumKind] = frozenset({ForumKind.STEERING_COMMITTEE, ForumKind.NETWORK})
_WHO_ELSE_DECIDES: dict[DecisionKind, Refusal] = {
    DecisionKind.MANDATE: words.MANDATE_BY_COMMITTEE,
    DecisionKind.MANDATE_END: words.MANDATE_BY_COMMITTEE,
    DecisionKind.EXEMPTION: words.EXEMPTION_BY_COMMITTEE,
    DecisionKind.FUNDING_CAP: words.CAP_BY_COMMITTEE,
    DecisionKind.AGENDA: words.AGENDA_IN_COMMITTEE_OR_NETWORK,
    DecisionKind.PRINCIPLES: words.AGENDA_IN_COMMITTEE_OR_NETWORK,
    DecisionKind.PHASE: words.GUIDANCE_BY_COMMITTEE_OR_NETWORK,
    DecisionKind.DELEGATION: words.GUIDANCE_BY_COMMITTEE_OR_NETWORK,
    DecisionKind.COMPETENCE: words.COMPETENCE_BY_COMMITTEE_OR_NETWORK,
    DecisionKind.INITIATIVE_END: words.END_BY_COMMITTEE_OR_NETWORK,
    DecisionKind.INDICATORS: words.INDICATORS_BY_COMPETENT_FORUM,
    DecisionKind.INDICATORS_END: words.INDICATORS_BY_COMPETENT_FORUM,
    DecisionKind.PLAN: words.PLAN_BY_COMPETENT_FORUM,
    DecisionKind.POLICY_OPTION: words.POLICY_BY_COMPETENT_FORUM,
    DecisionKind.PARTNERSHIP: words.PARTNERSHIP_BY_COMMITTEE,
}
DELEGABLE: frozenset[DecisionKind] = frozenset(
    {
        DecisionKind.INDICATORS,
        DecisionKind.INDICATORS_END,
        DecisionKind.PLAN,
        DecisionKind.POLICY_OPTION,
    }
)
"""What the steering committee or the network can leave to a working group."""


def decide_in(
    kind: DecisionKind, forum: ForumKind, *, committee_can_decide: bool, delegated: Set[DecisionKind]
) -> None:
    """Each kind of decision has its forums; the network takes the committee's where nobody in it may vote.

    `delegated` is what the forum, a working group, was left. Seats have a function of their own; its own
    rules and matters any forum decides.
    """
    refusal = _WHO_ELSE_DECIDES.get(kind)
    if refusal is None:
        return
    if kind in ABOUT_THE_BACKBONE or kind is DecisionKind.PARTNERSHIP:
        stands_in = forum is ForumKind.NETWORK and not committee_can_decide
        allowed = forum is ForumKind.STEERING_COMMITTEE or stands_in
    else:
        allowed = forum in _LEADING or (kind in DELEGABLE & delegated and forum is ForumKind.WORKING_GROUP)
    if not allowed:
        raise CharterRefusal(refusal)


def forums_for(kind: DecisionKind) -> frozenset[ForumKind]:
    """Which kinds of forums the charter lets decide on a kind of matter; where it says nothing, any."""
    if kind not in _WHO_ELSE_DECIDES:
        return frozenset(ForumKind)
    if kind in ABOUT_THE_BACKBONE or kind is DecisionKind.PARTNERSHIP:
        return frozenset({ForumKind.STEERING_COMMITTEE})
    return _LEADING | ({ForumKind.WORKING_GROUP} if kind in DELEGABLE else set())


TIGHTENED: frozenset[DecisionKind] = frozenset(
    kind for kind in _WHO_ELSE_DECIDES if len(forums_for(kind)) > 1 and kind is not DecisionKind.COMPETENCE
)
"""What an initiative can leave to fewer forums than the charter does: where it leaves any choice."""


def tighten_competence(kinds: Iterable[DecisionKind], forums: Set[ForumKind]) -> None:
    """An initiative leaves a matter to fewer forums, never to others than the charter does."""
    for kind in kinds:
        if not forums <= forums_for(kind):
            raise CharterRefusal(_WHO_ELSE_DECIDES[kind])


def fill_seats(
    *, deciding: ForumKind, filled: ForumKind, same_forum: bool, has_members: bool, can_decide: bool
) -> None:
    """A forum fills its own seats; the network the first committee's, or when nobody in it may vote.

    The first seats of any other forum are the steering committee's or the network's to fill.
    """
    if has_members and can_decide:
        allowed = same_forum
    elif filled is ForumKind.STEERING_COMMITTEE:
        allowed = deciding is ForumKind.NETWORK
    else:
        allowed = deciding in _LEADING
    if not allowed:
        raise CharterRefusal(words.SEATS_BY_THE_FORUM)


# backbone-does-not-run-projects


def lead_activity(*, of_the_backbone: bool, exempt: bool) -> None:
    """An activity is led by a partner; by a mandate's holder only where it is exempt as a partner too."""
    if of_the_backbone and not exempt:
        raise CharterRefusal(words.BACKBONE_LEADS_NO_ACTIVITY)


# backbone-routes-funding


def allocate_to_backbone(*, amount: int, before: int, source_amount: int, earmarked: bool) -> None:
    """Of a source not earmarked for it, all that goes to the backbone is half at most.

    Amounts are minor units of the source's currency; `before` is what the backbone has from it already.
    """
    if not earmarked and 2 * (before + amount) > source_amount:
        raise CharterRefusal(words.HALF_OF_A_SOURCE_AT_MOST)


def keep_under_cap(*, amount: int, before: int, raised: int, cap: Fraction | None) -> None:
    """The backbone's share of what was raised stays under the cap, if the steering committee set one.

    Amounts are minor units of one currency; `before` is what the backbone has of it already.
    """
    if cap is not None and (before + amount) * cap.denominator > cap.numerator * raised:
        raise CharterRefusal(words.CAP_PASSED)


# plan-follows-agenda


def plan_activity(*, agenda_adopted: bool, already_done: bool, partners_of_circle: int) -> None:
    """The plan starts after the agenda; what is done already, and joint action of a circle, may come before.

    `partners_of_circle` is how many partners of an action circle act in it together, 0 for other activities.
    """
    if not (agenda_adopted or already_done or partners_of_circle >= 2):
        raise CharterRefusal(words.NO_PLAN_BEFORE_AGENDA)


# measurement-follows-agenda


def share_indicators(*, agenda_adopted: bool) -> None:
    """Indicators are adopted as shared by a decision opened after the agenda was adopted."""
    if not agenda_adopted:
        raise CharterRefusal(words.NO_SHARED_MEASURES_BEFORE_AGENDA)
