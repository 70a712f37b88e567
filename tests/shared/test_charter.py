"""The charter's rules as plain functions: what each refuses, what it allows."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import charter, charter_words
from shared.charter import CharterRefusal
from shared.charter_words import Refusal, Rule
from shared.governance import DecisionKind, ForumKind, MandateState

COMMITTEE, NETWORK, GROUP = ForumKind.STEERING_COMMITTEE, ForumKind.NETWORK, ForumKind.WORKING_GROUP
NOTHING: frozenset[DecisionKind] = frozenset()


def refused(refusal: Refusal) -> AbstractContextManager[object]:
    return pytest.raises(CharterRefusal, match=refusal.rule.value)


def test_every_rule_has_a_title_a_text_and_refusals() -> None:
    said = {refusal.rule for refusal in vars(charter_words).values() if isinstance(refusal, Refusal)}
    assert set(charter_words.TITLES) == set(charter_words.TEXTS) == set(Rule) == said


def test_every_refusal_is_used_by_a_rule() -> None:
    source = charter.__loader__.get_source(charter.__name__)  # type: ignore[union-attr]  # it has a loader
    names = [name for name, value in vars(charter_words).items() if isinstance(value, Refusal)]
    assert not [name for name in names if f"words.{name}" not in source]


def test_staff_bring_no_voice_of_their_own() -> None:
    charter.bring_voice(staff=True, own=False)
    charter.bring_voice(staff=False, own=True)
    with refused(charter_words.STAFF_BRING_NO_VOICE):
        charter.bring_voice(staff=True, own=True)


def test_staff_cite_what_they_draft() -> None:
    charter.word_text(staff=False, drafting=True, cites=0, unconfirmed=0)
    charter.word_text(staff=True, drafting=False, cites=0, unconfirmed=0)
    charter.word_text(staff=True, drafting=True, cites=1, unconfirmed=0)
    for cites, unconfirmed in ((0, 0), (1, 1), (5, 1)):
        with refused(charter_words.STAFF_CITE_WHAT_THEY_WORD):
            charter.word_text(staff=True, drafting=True, cites=cites, unconfirmed=unconfirmed)


@pytest.mark.parametrize("kind", DecisionKind)
def test_staff_never_vote_whatever_the_exemption(kind: DecisionKind) -> None:
    for of_the_backbone, exempt in product((True, False), repeat=2):
        assert not charter.may_vote(staff=True, of_the_backbone=of_the_backbone, exempt=exempt, kind=kind)


@pytest.mark.parametrize("kind", DecisionKind)
def test_people_of_the_holder_vote_only_if_exempt_and_never_on_the_backbone(kind: DecisionKind) -> None:
    assert not charter.may_vote(staff=False, of_the_backbone=True, exempt=False, kind=kind)
    about_itself = kind in charter.ABOUT_THE_BACKBONE
    assert charter.may_vote(staff=False, of_the_backbone=True, exempt=True, kind=kind) is not about_itself
    assert charter.may_vote(staff=False, of_the_backbone=False, exempt=False, kind=kind)


def test_without_a_mandate_facilitators_open_decisions_on_the_mandate_alone() -> None:
    for state, kind in product(MandateState, DecisionKind):
        charter.open_decision(facilitating=False, mandate=state, kind=kind)
        if state is MandateState.IN_FORCE or kind is DecisionKind.MANDATE:
            charter.open_decision(facilitating=True, mandate=state, kind=kind)
        else:
            with refused(charter_words.NO_MANDATE_NO_OPENING):
                charter.open_decision(facilitating=True, mandate=state, kind=kind)


def test_the_operator_gives_up_only_what_nobody_can_decide_about() -> None:
    charter.abandon_initiative(somebody_can_decide=False)
    with refused(charter_words.PARTNERS_END_THEIR_INITIATIVE):
        charter.abandon_initiative(somebody_can_decide=True)


def test_founders_name_staff_until_the_backbone_does_under_a_mandate() -> None:
    charter.appoint_staff(by_founder=False, by_backbone=True, mandate=MandateState.IN_FORCE)
    with refused(charter_words.STAFF_NAMED_BY_BACKBONE):
        charter.appoint_staff(by_founder=True, by_backbone=False, mandate=MandateState.IN_FORCE)
    for state in (MandateState.NONE, MandateState.CARETAKING):
        charter.appoint_staff(by_founder=True, by_backbone=False, mandate=state)
        with refused(charter_words.STAFF_NAMED_BY_FOUNDERS):
            charter.appoint_staff(by_founder=False, by_backbone=True, mandate=state)


ALLOWED = {
    **dict.fromkeys((*charter.ABOUT_THE_BACKBONE, DecisionKind.PARTNERSHIP), frozenset({COMMITTEE})),
    **dict.fromkeys(
        (
            DecisionKind.AGENDA,
            DecisionKind.PRINCIPLES,
            DecisionKind.PHASE,
            DecisionKind.DELEGATION,
            DecisionKind.COMPETENCE,
            DecisionKind.INDICATORS,
            DecisionKind.INDICATORS_END,
            DecisionKind.PLAN,
            DecisionKind.POLICY_OPTION,
            DecisionKind.INITIATIVE_END,
        ),
        frozenset({COMMITTEE, NETWORK}),
    ),
}


@pytest.mark.parametrize(("kind", "forum"), list(product(DecisionKind, ForumKind)))
def test_each_kind_of_decision_has_its_forums(kind: DecisionKind, forum: ForumKind) -> None:
    if forum in ALLOWED.get(kind, frozenset(ForumKind)):
        charter.decide_in(kind, forum, committee_can_decide=True, delegated=NOTHING)
        return
    with pytest.raises(CharterRefusal):
        charter.decide_in(kind, forum, committee_can_decide=True, delegated=NOTHING)


def test_a_matter_is_left_to_fewer_forums_than_the_charter_has_and_never_to_others() -> None:
    for kind, forums in ALLOWED.items():
        delegable = {GROUP} if kind in charter.DELEGABLE else set()
        assert charter.forums_for(kind) == forums | delegable
        charter.tighten_competence([kind], forums)
        charter.tighten_competence([kind], frozenset())
        with pytest.raises(CharterRefusal):
            charter.tighten_competence([kind], frozenset(ForumKind))
    assert {kind for kind, forums in ALLOWED.items() if len(forums) > 1} - charter.TIGHTENED == {
        DecisionKind.COMPETENCE
    }
    assert charter.TIGHTENED.isdisjoint(charter.ABOUT_THE_BACKBONE)


@pytest.mark.parametrize("kind", sorted(charter.ABOUT_THE_BACKBONE))
def test_the_network_decides_on_the_backbone_only_where_the_committee_cannot(kind: DecisionKind) -> None:
    charter.decide_in(kind, NETWORK, committee_can_decide=False, delegated=NOTHING)
    with pytest.raises(CharterRefusal):
        charter.decide_in(kind, GROUP, committee_can_decide=False, delegated=frozenset(DecisionKind))


def test_a_working_group_decides_on_what_it_was_left_and_on_nothing_more() -> None:
    for kind in DecisionKind:
        if kind not in ALLOWED:
            continue
        if kind in charter.DELEGABLE:
            charter.decide_in(kind, GROUP, committee_can_decide=True, delegated=frozenset({kind}))
            continue
        with pytest.raises(CharterRefusal):
            charter.decide_in(kind, GROUP, committee_can_decide=True, delegated=frozenset(DecisionKind))
    with pytest.raises(CharterRefusal):
        charter.decide_in(
            DecisionKind.PLAN,
            ForumKind.ACTION_CIRCLE,
            committee_can_decide=True,
            delegated=frozenset({DecisionKind.PLAN}),
        )


@pytest.mark.parametrize(
    ("deciding", "filled", "same", "members", "able", "allowed"),
    [
        (NETWORK, COMMITTEE, False, False, False, True),  # the first committee
        (COMMITTEE, COMMITTEE, True, True, True, True),
        (NETWORK, COMMITTEE, False, True, True, False),  # it has members, who decide
        (NETWORK, COMMITTEE, False, True, False, True),  # none of whom may vote
        (GROUP, COMMITTEE, False, False, False, False),
        (COMMITTEE, GROUP, False, False, False, True),
        (NETWORK, GROUP, False, False, False, True),
        (GROUP, GROUP, True, False, False, False),  # nobody seats themselves
        (GROUP, GROUP, True, True, True, True),
        (COMMITTEE, GROUP, False, True, True, False),
    ],
)
def test_a_forum_fills_its_seats_itself_once_it_has_members(
    deciding: ForumKind, filled: ForumKind, same: bool, members: bool, able: bool, allowed: bool
) -> None:
    def fill() -> None:
        charter.fill_seats(
            deciding=deciding, filled=filled, same_forum=same, has_members=members, can_decide=able
        )

    if allowed:
        fill()
        return
    with refused(charter_words.SEATS_BY_THE_FORUM):
        fill()


def test_the_backbone_leads_an_activity_only_as_an_exempt_partner() -> None:
    charter.lead_activity(of_the_backbone=False, exempt=False)
    charter.lead_activity(of_the_backbone=True, exempt=True)
    with refused(charter_words.BACKBONE_LEADS_NO_ACTIVITY):
        charter.lead_activity(of_the_backbone=True, exempt=False)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=8), st.integers(1, 10**13))
def test_splitting_an_allocation_gets_the_backbone_no_more_than_half(parts: list[int], source: int) -> None:
    before = 0
    for part in parts:
        try:
            charter.allocate_to_backbone(amount=part, before=before, source_amount=source, earmarked=False)
        except CharterRefusal:
            assert 2 * (before + part) > source
        else:
            before += part
    assert 2 * before <= source


def test_what_is_earmarked_for_the_backbone_can_all_go_to_it() -> None:
    charter.allocate_to_backbone(amount=100, before=0, source_amount=100, earmarked=True)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6), st.fractions(0, 1))
def test_the_cap_is_exact(amount: int, before: int, raised: int, cap: Fraction) -> None:
    charter.keep_under_cap(amount=amount, before=before, raised=raised, cap=None)
    if Fraction(before + amount, raised) <= cap:
        charter.keep_under_cap(amount=amount, before=before, raised=raised, cap=cap)
        return
    with refused(charter_words.CAP_PASSED):
        charter.keep_under_cap(amount=amount, before=before, raised=raised, cap=cap)


def test_the_plan_and_shared_measures_follow_the_agenda() -> None:
    charter.plan_activity(agenda_adopted=True, already_done=False, partners_of_circle=0)
    charter.plan_activity(agenda_adopted=False, already_done=True, partners_of_circle=0)
    charter.plan_activity(agenda_adopted=False, already_done=False, partners_of_circle=2)
    with refused(charter_words.NO_PLAN_BEFORE_AGENDA):
        charter.plan_activity(agenda_adopted=False, already_done=False, partners_of_circle=1)
    charter.share_indicators(agenda_adopted=True)
    with refused(charter_words.NO_SHARED_MEASURES_BEFORE_AGENDA):
        charter.share_indicators(agenda_adopted=False)


def test_staff_end_no_partnership() -> None:
    for was, stays in product((True, False), repeat=2):
        charter.change_partnership(staff=False, was_partner=was, stays_partner=stays)
        if not was or stays:
            charter.change_partnership(staff=True, was_partner=was, stays_partner=stays)
    with refused(charter_words.STAFF_END_NO_PARTNERSHIP):
        charter.change_partnership(staff=True, was_partner=True, stays_partner=False)


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_network_decides_as_it_was_when_the_question_was_drafted(later: timedelta) -> None:
    drafted = datetime(2026, 3, 1, tzinfo=UTC)
    as_of = charter.network_as_of(drafted_at=drafted, opened_at=drafted + later)
    assert as_of == drafted + max(later - charter.SETTLING_IN, timedelta(0))


def test_whom_staff_name_late_speaks_where_nobody_else_does() -> None:
    charter.speak_in_open_decision(named_late_by_staff=True, others_speak=False)
    charter.speak_in_open_decision(named_late_by_staff=False, others_speak=True)
    with refused(charter_words.STAFF_REPLACE_NO_VOTER):
        charter.speak_in_open_decision(named_late_by_staff=True, others_speak=True)


def test_who_speaks_for_a_partner_is_its_own_to_say() -> None:
    charter.replace_representative(staff=True, partner=False, named_lately_by_staff=True)
    charter.replace_representative(staff=False, partner=True, named_lately_by_staff=False)
    with refused(charter_words.STAFF_REPLACE_NO_REPRESENTATIVE):
        charter.replace_representative(staff=True, partner=True, named_lately_by_staff=False)
    with refused(charter_words.NAMED_LATELY_REPLACE_NOBODY):
        charter.replace_representative(staff=False, partner=True, named_lately_by_staff=True)


def test_the_committee_decides_on_partnerships_or_the_network_in_its_place() -> None:
    kind = DecisionKind.PARTNERSHIP
    charter.decide_in(kind, COMMITTEE, committee_can_decide=True, delegated=NOTHING)
    charter.decide_in(kind, NETWORK, committee_can_decide=False, delegated=NOTHING)
    for forum in (NETWORK, GROUP):
        with refused(charter_words.PARTNERSHIP_BY_COMMITTEE):
            charter.decide_in(kind, forum, committee_can_decide=True, delegated=frozenset({kind}))
