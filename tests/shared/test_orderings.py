"""Orderings: published examples, ties, and what may never change an order."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.orderings import Ordering, Preferences, by_points, instant_runoff, schulze

Count: TypeAlias = Callable[[Sequence[str], list[Preferences]], Ordering]


def ranked(*counted: tuple[int, str]) -> list[Preferences]:
    return [Preferences(tuple(ranking)) for count, ranking in counted for _ in range(count)]


# M. Schulze, Social Choice and Welfare 36 (2011), example 1: 45 voters, five options.
SCHULZE_1 = ranked(
    *((5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED")),
    *((7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC")),
)
# The capital of Tennessee (Wikipedia, articles on voting): Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = ranked((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM"))


def test_schulze_orders_his_own_example_as_he_says() -> None:
    found = schulze("ABCDE", SCHULZE_1)
    assert found.places == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert found.points == {"E": 4, "A": 3, "C": 2, "B": 1, "D": 0}
    assert (found.pairs["A", "B"], found.pairs["B", "A"]) == (20, 25)
    assert (found.pairs["C", "A"], found.pairs["D", "C"]) == (19, 28)


def test_the_capital_of_tennessee_is_nashville_in_pairs_and_knoxville_in_rounds() -> None:
    assert schulze("MNCK", TENNESSEE).places == (("N",), ("C",), ("K",), ("M",))
    found = instant_runoff("MNCK", TENNESSEE)
    assert found.places == (("K",), ("M",), ("N",), ("C",))
    assert [dict(one.votes) for one in found.rounds] == [
        {"M": 42, "N": 26, "C": 15, "K": 17},
        {"M": 42, "N": 26, "K": 32},
        {"M": 42, "K": 58},
        {"K": 100},
    ]
    assert [one.out for one in found.rounds] == [("C",), ("N",), ("M",), ()]
    assert found.points == {"M": 42, "N": 26, "C": 15, "K": 17}


def test_an_option_that_beats_every_other_in_pairs_comes_first() -> None:
    assert schulze("ABC", ranked((2, "BAC"), (1, "CAB"), (2, "ABC"))).places[0] == ("A",)


def test_a_cycle_of_equals_is_one_place() -> None:
    assert schulze("ABC", ranked((1, "ABC"), (1, "BCA"), (1, "CAB"))).places == (("A", "B", "C"),)


def test_of_the_fewest_in_a_runoff_the_round_before_decides_and_equals_fall_together() -> None:
    # C and B have three each once D is out; before that C had fewer.
    found = instant_runoff("ABCD", ranked((5, "ABCD"), (3, "BCAD"), (2, "CBAD"), (1, "DCBA")))
    assert [one.out for one in found.rounds[:2]] == [("D",), ("C",)]
    equal = instant_runoff("ABC", ranked((3, "A"), (1, "B"), (1, "C")))
    assert equal.places == (("A",), ("B", "C"))
    assert instant_runoff("AB", ranked((1, "A"), (1, "B"))).places == (("A", "B"),)


def test_a_ballot_whose_options_have_all_fallen_out_counts_no_more() -> None:
    found = instant_runoff("ABC", ranked((3, "A"), (2, "B"), (1, "C")))
    assert [sum(one.votes.values()) for one in found.rounds] == [6, 5, 3]


def test_approvals_and_scores_are_added_up() -> None:
    approved = by_points("ABC", [Preferences(("A", "B")), Preferences(("B",)), Preferences(())])
    assert (approved.places, approved.points) == ((("B",), ("A",), ("C",)), {"A": 1, "B": 2, "C": 0})
    scored = by_points("AB", [Preferences(("A", "B"), (5, 0)), Preferences(("B",), (5,))])
    assert (scored.places, scored.points) == ((("A", "B"),), {"A": 5, "B": 5})


OPTIONS = "ABCD"
BALLOTS = st.lists(st.permutations(OPTIONS).flatmap(lambda order: st.integers(0, 4).map(lambda n: order[:n])))


@pytest.mark.parametrize("count", [by_points, instant_runoff, schulze])
@given(rankings=BALLOTS, seed=st.integers(0, 999))
def test_neither_the_order_of_ballots_nor_that_of_options_matters(
    count: Count, rankings: list[list[str]], seed: int
) -> None:
    ballots = [Preferences(tuple(ranking)) for ranking in rankings]
    shuffled, options = ballots[:], list(OPTIONS)
    Random(seed).shuffle(shuffled)
    Random(seed).shuffle(options)
    first, second = count(OPTIONS, ballots), count(options, shuffled)
    assert [set(place) for place in first.places] == [set(place) for place in second.places]
    assert first.points == second.points


@pytest.mark.parametrize("count", [by_points, instant_runoff, schulze])
@given(rankings=BALLOTS)
def test_every_option_has_exactly_one_place(count: Count, rankings: list[list[str]]) -> None:
    places = count(OPTIONS, [Preferences(tuple(ranking)) for ranking in rankings]).places
    assert sorted(option for place in places for option in place) == list(OPTIONS)


@pytest.mark.parametrize("count", [by_points, schulze])
@given(rankings=BALLOTS, which=st.integers(0, 99))
def test_ranking_the_winner_higher_never_costs_the_first_place(
    count: Count, rankings: list[list[str]], which: int
) -> None:
    # Not of an instant runoff, which is known not to be monotonic.
    ballots = [Preferences(tuple(ranking)) for ranking in rankings]
    if not ballots:
        return
    first = count(OPTIONS, ballots).places[0]
    raised = ballots[which % len(ballots)].options
    better = (first[0], *(option for option in raised if option != first[0]))
    ballots[which % len(ballots)] = Preferences(better)
    assert first[0] in count(OPTIONS, ballots).places[0]


@given(rankings=BALLOTS)
def test_by_schulze_whoever_beats_every_other_comes_first_alone(rankings: list[list[str]]) -> None:
    found = schulze(OPTIONS, [Preferences(tuple(ranking)) for ranking in rankings])
    for one in OPTIONS:
        others = [other for other in OPTIONS if other != one]
        if all(found.pairs[one, other] > found.pairs[other, one] for other in others):
            assert found.places[0] == (one,)


def test_an_instant_runoff_is_not_monotonic() -> None:
    # Wikipedia, "Monotonicity criterion": ten who come to rank A first cost it the first place.
    before = ranked((39, "ABC"), (35, "BCA"), (26, "CAB"))
    assert instant_runoff("ABC", before).places[0] == ("A",)
    after = ranked((49, "ABC"), (25, "BCA"), (26, "CAB"))
    assert instant_runoff("ABC", after).places[0] == ("C",)
