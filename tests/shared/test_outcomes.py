"""Outcomes: what each method adopts, quorums in integers, and what may never change an outcome."""

from collections import Counter
from fractions import Fraction
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.orderings import Counting, Preferences
from shared.outcomes import (
    CHOICES,
    Choice,
    Method,
    MethodName,
    Outcome,
    Quorum,
    Said,
    by_sector,
    conceals,
    outcome,
    outcome_of,
    outcome_of_secret,
)

YES, NO, ABSTAIN, CONSENT, OBJECT = Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.CONSENT, Choice.OBJECT
HALF = Fraction(1, 2)
MAJORITY = Method(MethodName.MAJORITY, HALF)
BY_CONSENT = Method(MethodName.CONSENT)
ANY = Quorum(Fraction(1, 1_000_000))


def came_to(method: Method, *choices: Choice, quorum: Quorum = ANY, electorate: int | None = None) -> Outcome:
    """The outcome of ballots by an electorate of one sector."""
    voters = {str(number): "nonprofit" for number in range(electorate or len(choices))}
    return outcome(method, quorum, voters, dict(zip(voters, choices, strict=False))).outcome


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((YES, YES, NO), Outcome.ADOPTED),
        ((YES, NO, NO), Outcome.NOT_ADOPTED),
        ((YES, NO), Outcome.TIED),
        ((YES, NO, ABSTAIN), Outcome.TIED),
        ((YES, ABSTAIN, ABSTAIN), Outcome.ADOPTED),
        ((ABSTAIN, ABSTAIN), Outcome.NOT_ADOPTED),
    ],
)
def test_a_majority_is_of_yes_and_no(choices: tuple[Choice, ...], expected: Outcome) -> None:
    assert came_to(MAJORITY, *choices) is expected


@pytest.mark.parametrize(
    ("threshold", "yes", "no", "adopted"),
    [
        (Fraction(2, 3), 2, 1, False),  # exactly two thirds do not pass two thirds
        (Fraction(2, 3), 67, 33, True),
        (Fraction(3, 4), 3, 1, False),
        (Fraction(3, 4), 4, 1, True),
        (Fraction(1, 3) + Fraction(1, 6), 50, 50, False),
    ],
)
def test_a_threshold_has_to_be_passed_exactly(threshold: Fraction, yes: int, no: int, adopted: bool) -> None:
    came = came_to(Method(MethodName.MAJORITY, threshold), *[YES] * yes, *[NO] * no)
    assert (came is Outcome.ADOPTED) is adopted


def test_only_at_one_half_is_there_a_draw() -> None:
    assert came_to(Method(MethodName.MAJORITY, Fraction(2, 3)), YES, YES, NO) is Outcome.NOT_ADOPTED


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((CONSENT, CONSENT), Outcome.ADOPTED),
        ((CONSENT, ABSTAIN), Outcome.ADOPTED),
        ((CONSENT, OBJECT), Outcome.NOT_ADOPTED),
        ((ABSTAIN, ABSTAIN), Outcome.NOT_ADOPTED),
    ],
)
def test_consent_is_that_nobody_objects(choices: tuple[Choice, ...], expected: Outcome) -> None:
    assert came_to(BY_CONSENT, *choices) is expected


def _balanced(required: int, votes: dict[str, list[Choice]]) -> Outcome:
    electorate = {
        f"{sector}{number}": sector for sector, cast in votes.items() for number in range(len(cast))
    }
    ballots = {
        f"{sector}{number}": choice for sector, cast in votes.items() for number, choice in enumerate(cast)
    }
    return outcome(Method(MethodName.SECTOR_BALANCED, HALF, required), ANY, electorate, ballots).outcome


def test_a_large_sector_alone_carries_nothing() -> None:
    votes = {"nonprofit": [YES] * 20, "public": [NO, NO], "business": [NO]}
    assert _balanced(1, votes) is Outcome.ADOPTED
    assert _balanced(2, votes) is Outcome.NOT_ADOPTED


def test_sectors_that_abstain_or_stay_away_carry_nothing() -> None:
    votes = {"nonprofit": [YES] * 3, "public": [ABSTAIN], "business": [YES, NO]}
    assert _balanced(2, votes) is Outcome.NOT_ADOPTED
    assert _balanced(2, {**votes, "business": [YES, YES, NO]}) is Outcome.ADOPTED


def test_sectors_do_not_replace_the_majority_of_all() -> None:
    votes = {"nonprofit": [NO] * 9, "public": [YES], "business": [YES]}
    assert _balanced(2, votes) is Outcome.NOT_ADOPTED


@pytest.mark.parametrize(
    ("share", "size", "needed"),
    [
        (Fraction(55, 100), 100, 55),  # 0.55 × 100 is above 55 in floating point
        (Fraction(1, 2), 5, 3),
        (Fraction(1, 3), 3, 1),
        (Fraction(2, 3), 100, 67),
        (Fraction(1), 7, 7),
    ],
)
def test_a_quorum_is_the_share_rounded_up(share: Fraction, size: int, needed: int) -> None:
    assert Quorum(share).needed(size) == needed


@given(st.integers(1, 100), st.integers(1, 500))
def test_a_quorum_in_percent_is_the_smallest_number_that_reaches_it(percent: int, size: int) -> None:
    needed = Quorum(Fraction(percent, 100)).needed(size)
    assert needed * 100 >= percent * size > (needed - 1) * 100


def test_abstentions_count_for_the_quorum() -> None:
    quorum = Quorum(HALF)
    assert came_to(MAJORITY, YES, ABSTAIN, quorum=quorum, electorate=4) is Outcome.ADOPTED
    assert came_to(MAJORITY, YES, quorum=quorum, electorate=4) is Outcome.NO_QUORUM


def test_a_quorum_can_be_asked_of_sectors() -> None:
    electorate = {"a": "public", "b": "public", "c": "business", "d": "business"}
    ballots = {"a": YES, "b": YES}
    assert outcome(MAJORITY, Quorum(HALF), electorate, ballots).outcome is Outcome.ADOPTED
    missed = outcome(MAJORITY, Quorum(HALF, sectors=2), electorate, ballots)
    assert missed.outcome is Outcome.NO_QUORUM
    assert missed.quorum_sectors == 1


def test_nobody_adopts_nothing() -> None:
    assert outcome(MAJORITY, ANY, {}, {}).outcome is Outcome.NO_QUORUM


def test_ballots_of_who_has_no_vote_do_not_count() -> None:
    result = outcome(MAJORITY, ANY, {"a": "public"}, {"a": NO, "b": YES, "c": YES})
    assert result.outcome is Outcome.NOT_ADOPTED
    assert result.cast == 1


OPTIONS = ("a", "b", "c")
MOST_AGREEING = {
    MethodName.CONSENT: CONSENT,
    MethodName.MAJORITY: YES,
    MethodName.SECTOR_BALANCED: YES,
    MethodName.GRADIENTS: Choice.ENDORSE,
    MethodName.FIST_TO_FIVE: Choice.FIVE,
}
Case: TypeAlias = tuple[Method, Quorum, dict[str, str], dict[str, Said]]
_fractions = st.fractions(HALF, Fraction(19, 20), max_denominator=20)
_methods = st.one_of(
    st.just(BY_CONSENT),
    st.builds(Method, st.just(MethodName.MAJORITY), _fractions),
    st.builds(Method, st.just(MethodName.SECTOR_BALANCED), _fractions, st.integers(1, 3)),
    st.builds(Method, st.sampled_from([MethodName.GRADIENTS, MethodName.FIST_TO_FIVE]), _fractions),
)
_orders = st.sampled_from(
    [
        Method(MethodName.APPROVAL),
        Method(MethodName.SCORE, best_score=5),
        *(Method(MethodName.RANKED, counting=counting) for counting in Counting),
    ]
)
_quorums = st.builds(Quorum, st.fractions(Fraction(1, 20), 1, max_denominator=20), st.integers(0, 3))
_sectors = st.sampled_from(["public", "nonprofit", "business", "community"])
_electorates = st.dictionaries(st.integers(0, 30).map(str), _sectors, max_size=20)


def _ballots(method: Method) -> st.SearchStrategy[Said]:
    if not method.name.orders:
        return st.sampled_from(CHOICES[method.name])
    ranked = st.permutations(OPTIONS).flatmap(lambda order: st.integers(0, 3).map(lambda end: order[:end]))
    if method.name is not MethodName.SCORE:
        return ranked.map(lambda options: Preferences(tuple(options)))
    scores = st.tuples(*[st.integers(0, 5)] * 3)
    return st.builds(lambda some, given: Preferences(tuple(some), given[: len(some)]), ranked, scores)


@st.composite
def _cases(draw: st.DrawFn, methods: st.SearchStrategy[Method] = _methods) -> Case:
    method, electorate = draw(methods), draw(_electorates)
    voting = draw(st.lists(st.sampled_from(sorted(electorate)), unique=True)) if electorate else []
    ballots = _ballots(method)
    return method, draw(_quorums), electorate, {voter: draw(ballots) for voter in voting}


@given(_cases(_methods | _orders), st.randoms())
def test_order_and_names_of_voters_do_not_matter(case: Case, random: Random) -> None:
    method, quorum, electorate, ballots = case
    result = outcome(method, quorum, electorate, ballots, OPTIONS)
    shuffled = list(electorate)
    random.shuffle(shuffled)
    renamed = {voter: f"another {voter}" for voter in electorate}
    again = outcome(
        method,
        quorum,
        {renamed[voter]: electorate[voter] for voter in shuffled},
        {renamed[voter]: ballots[voter] for voter in reversed(list(ballots))},
        OPTIONS,
    )
    assert again == result


@given(_cases(), st.data())
def test_more_support_never_undoes_an_adoption(case: Case, data: st.DataObject) -> None:
    method, quorum, electorate, ballots = case
    if outcome(method, quorum, electorate, ballots).outcome is not Outcome.ADOPTED:
        return
    voter = data.draw(st.sampled_from(sorted(electorate)))
    supported = {**ballots, voter: MOST_AGREEING[method.name]}
    assert outcome(method, quorum, electorate, supported).outcome is Outcome.ADOPTED


@given(_cases(_methods | _orders), _quorums, st.data())
def test_a_quorum_that_is_reached_stays_so_by_more_ballots_and_for_less(
    case: Case, laxer: Quorum, data: st.DataObject
) -> None:
    method, quorum, electorate, ballots = case
    if not outcome(method, quorum, electorate, ballots, OPTIONS).quorum_reached:
        return
    voter = data.draw(st.sampled_from(sorted(electorate)))
    more = {**ballots, voter: data.draw(_ballots(method))}
    assert outcome(method, quorum, electorate, more, OPTIONS).quorum_reached
    if quorum.as_strict_as(laxer):
        assert outcome(method, laxer, electorate, ballots, OPTIONS).quorum_reached


@given(_cases(_methods | _orders))
def test_ballots_counted_before_give_what_each_alone_gives(case: Case) -> None:
    # As a closing has them from the database: who said what is gone, how many of a sector did is there.
    method, quorum, electorate, ballots = case
    tally: dict[str, dict[Said | None, int]] = {}
    for voter, sector in sorted(electorate.items(), reverse=True):
        counted = tally.setdefault(sector, {})
        counted[ballots.get(voter)] = counted.get(ballots.get(voter), 0) + 1
    result = outcome(method, quorum, electorate, ballots, OPTIONS)
    assert outcome_of(method, quorum, tally, OPTIONS) == result
    assert sum(sector.cast for sector in result.sectors.values()) == result.cast == len(ballots)
    assert sum(sector.electorate for sector in result.sectors.values()) == result.electorate


@given(_cases(_methods | _orders))
def test_secret_ballots_give_what_open_ones_give_or_nothing_where_they_would_not_be_secret(
    case: Case,
) -> None:
    method, quorum, electorate, ballots = case
    turnout: dict[str, tuple[int, int]] = {}
    published: dict[str | None, Counter[Said]] = {}
    for voter, sector in electorate.items():
        size, cast = turnout.get(sector, (0, 0))
        turnout[sector] = (size + 1, cast + (voter in ballots))
        if voter in ballots:
            apart = sector if by_sector(method) else None
            published.setdefault(apart, Counter())[ballots[voter]] += 1
    opened = outcome(method, quorum, electorate, ballots, OPTIONS)
    told = conceals(method, turnout)
    secret = outcome_of_secret(method, quorum, turnout, published if told else {}, OPTIONS)
    assert (secret.electorate, secret.cast) == (opened.electorate, opened.cast)
    assert secret.quorum_sectors == opened.quorum_sectors
    if told:
        assert secret.outcome is opened.outcome
        assert (secret.choices, secret.ordering) == (opened.choices, opened.ordering)
    else:
        assert secret.outcome is Outcome.NO_QUORUM
        assert (secret.choices, secret.ordering, secret.quorum_reached) == ({}, None, False)
    # What those of a sector say is told where the method asks for it, and there are enough of them.
    for sector, count in secret.sectors.items():
        expected = opened.sectors[sector]
        if told and by_sector(method):
            assert count == expected
        else:
            assert (count.choices, count.carried) == ({}, None)
            assert (count.electorate, count.cast) == (expected.electorate, expected.cast)


@pytest.mark.parametrize(
    ("method", "turnout", "concealed"),
    [
        (MAJORITY, {"public": (9, 0)}, True),
        (MAJORITY, {"public": (9, 2)}, False),
        (MAJORITY, {"public": (9, 2), "business": (1, 1)}, True),
        (Method(MethodName.SECTOR_BALANCED), {"public": (9, 3), "business": (3, 1)}, False),
        (Method(MethodName.SECTOR_BALANCED), {"public": (9, 3), "business": (3, 0)}, True),
    ],
)
def test_secret_ballots_are_told_from_three_up_of_all_and_of_a_sector_counted_apart(
    method: Method, turnout: dict[str, tuple[int, int]], concealed: bool
) -> None:
    assert conceals(method, turnout) is concealed


@given(_cases(), _methods, _quorums)
def test_stricter_rules_adopt_nothing_the_standing_ones_would_not(
    case: Case, standing: Method, standing_quorum: Quorum
) -> None:
    method, quorum, electorate, ballots = case
    if not (method.as_strict_as(standing) and quorum.as_strict_as(standing_quorum)):
        return
    if outcome(method, quorum, electorate, ballots).outcome is not Outcome.ADOPTED:
        return
    translated = {voter: _as_of(standing, ballot) for voter, ballot in ballots.items()}
    assert outcome(standing, standing_quorum, electorate, translated).outcome is Outcome.ADOPTED


def _as_of(standing: Method, ballot: Said) -> Said:
    """What a ballot would have said by the standing method."""
    assert isinstance(ballot, Choice)
    if ballot in CHOICES[standing.name]:
        return ballot
    if standing.name is MethodName.GRADIENTS:
        return {CONSENT: Choice.AGREE, ABSTAIN: Choice.STAND_ASIDE, OBJECT: Choice.BLOCK}[ballot]
    if ballot is Choice.STAND_ASIDE:
        return ABSTAIN
    agrees = (CONSENT, Choice.ENDORSE, Choice.AGREE, Choice.AGREE_WITH_RESERVATIONS, *map(Choice, "345"))
    return YES if ballot in agrees else NO


GRADIENTS = Method(MethodName.GRADIENTS, Fraction(3, 4))
FINGERS = Method(MethodName.FIST_TO_FIVE, Fraction(3, 4))


@pytest.mark.parametrize(
    ("choices", "adopted"),
    [
        (("endorse", "agree", "agree_with_reservations", "disagree"), True),  # exactly three quarters
        (("endorse", "agree", "discuss_more", "disagree"), False),
        (("endorse", "agree", "agree_with_reservations", "block"), False),
        (("endorse", "stand_aside", "stand_aside"), True),  # who stands aside is not counted
        (("stand_aside", "stand_aside"), False),
        (("dislike_but_support",), False),
    ],
)
def test_gradients_are_adopted_by_the_share_that_agrees_where_nobody_blocks(
    choices: tuple[str, ...], adopted: bool
) -> None:
    came = came_to(GRADIENTS, *(Choice(choice) for choice in choices))
    assert (came is Outcome.ADOPTED) is adopted


@pytest.mark.parametrize(
    ("shown", "adopted"), [("5433", True), ("5432", True), ("5422", False), ("5550", False), ("222", False)]
)
def test_fingers_are_adopted_from_three_up_where_nobody_shows_a_fist(shown: str, adopted: bool) -> None:
    assert (came_to(FINGERS, *(Choice(one) for one in shown)) is Outcome.ADOPTED) is adopted


@given(st.lists(st.sampled_from(CHOICES[MethodName.GRADIENTS])), st.integers(0, 99))
def test_more_agreement_on_a_scale_never_turns_adopted_into_not_adopted(
    choices: list[Choice], which: int
) -> None:
    if not choices or came_to(GRADIENTS, *choices) is not Outcome.ADOPTED:
        return
    choices[which % len(choices)] = Choice.ENDORSE
    assert came_to(GRADIENTS, *choices, Choice.ENDORSE) is Outcome.ADOPTED


@pytest.mark.parametrize(
    ("rankings", "expected"),
    [
        ([("a", "b"), ("a",), ("b", "a")], Outcome.ADOPTED),
        ([("a",), ("b",)], Outcome.TIED),
        ([(), ()], Outcome.NOT_ADOPTED),
    ],
)
@pytest.mark.parametrize("counting", Counting)
def test_an_order_stands_where_one_option_alone_comes_first(
    counting: Counting, rankings: list[tuple[str, ...]], expected: Outcome
) -> None:
    method = Method(MethodName.RANKED, counting=counting)
    voters = {str(number): "nonprofit" for number in range(len(rankings))}
    ballots = dict(zip(voters, map(Preferences, rankings), strict=True))
    result = outcome(method, ANY, voters, ballots, ("a", "b"))
    assert result.outcome is expected
    assert result.cast == len(rankings)
    few = outcome(method, Quorum(Fraction(1)), {**voters, "away": "public"}, ballots, ("a", "b"))
    assert few.outcome is Outcome.NO_QUORUM


STRICTNESS = [
    (GRADIENTS, MAJORITY, True),
    (Method(MethodName.GRADIENTS, HALF), MAJORITY, False),  # at one half a majority is not passed
    (FINGERS, GRADIENTS, False),
    (BY_CONSENT, GRADIENTS, True),
    (BY_CONSENT, FINGERS, False),
    (GRADIENTS, BY_CONSENT, False),
    (MAJORITY, GRADIENTS, False),
    (Method(MethodName.GRADIENTS, Fraction(9, 10)), GRADIENTS, True),
    (GRADIENTS, Method(MethodName.GRADIENTS, Fraction(9, 10)), False),
    (GRADIENTS, Method(MethodName.SECTOR_BALANCED, HALF, 2), False),
    (Method(MethodName.APPROVAL), BY_CONSENT, True),
]


@pytest.mark.parametrize(("method", "standing", "strict"), STRICTNESS)
def test_a_method_is_as_strict_as_another_or_not(method: Method, standing: Method, strict: bool) -> None:
    assert method.as_strict_as(standing) is strict
