"""Decisions computed again: what a log says that its ballots do not give is found, and what none can say."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.recomputing import Decisions, OneDecision
from shared.eventlog.verify import VerificationError

DECISION, A, B, C = "decision", "a", "b", "c"
TIME = "2026-12-08T17:59:59.999999Z"
QUORUM = {"quorum_numerator": 1, "quorum_denominator": 2, "quorum_sectors": 0}
ORDERED = {"outcome": "adopted", "ordered_ids": [A, B], "places": [1, 2]}


def cast(voter: str, **said: Any) -> tuple[str, dict[str, Any]]:
    kind = "cast" if "choice" in said else "preferences_cast"
    return f"agenda.ballot.{kind}", {"voter_id": voter, **said}


def said(
    method: dict[str, Any],
    ballots: Sequence[tuple[str, dict[str, Any]]],
    closed: dict[str, Any],
    into: Decisions | None = None,
) -> list[str]:
    """What is said of a decision of two voters of two sectors; raises VerificationError."""
    decisions = into or Decisions()
    numbers = {"electorate": 2, "cast": len(ballots), "quorum_needed": 1}
    events: list[tuple[str, dict[str, Any]]] = [
        ("agenda.decision.opened", {**method, **QUORUM}),
        ("agenda.electorate.frozen", {"voter_ids": ["v", "w"], "sectors": ["public", "business"]}),
        *ballots,
        ("agenda.decision.closed", {**numbers, **closed}),
    ]
    for position, (type_, data) in enumerate(events):
        event = {"type": type_, "time": TIME, "data": {"decision_id": DECISION, **data}}
        decisions.see(position, event)
    return decisions.said()


def test_one_decision_is_said_by_its_numbers() -> None:
    ballots = [cast("v", choice="yes"), cast("w", choice="abstain")]
    told = said({"method": "majority"}, ballots, {"outcome": "adopted"}, OneDecision(DECISION))
    assert told == [
        "decision decision, closed at position 4: from the ballots follows adopted, and so the log says",
        "2 of 2 voted, 1 were needed: quorum",
        "yes 1, no 0, abstain 1",
        "business: 1 of 1 voted: yes 0, no 0, abstain 1",
        "public: 1 of 1 voted: yes 1, no 0, abstain 0",
    ]


@pytest.mark.parametrize(
    ("closed", "which"),
    [
        ({"outcome": "not_adopted"}, "says outcome not_adopted, and from the ballots follows adopted"),
        ({"outcome": "adopted", "cast": 2}, "says cast 2, and from the ballots follows 1"),
        ({"outcome": "adopted", "electorate": 3}, "says electorate 3"),
    ],
)
def test_a_number_that_does_not_follow_is_named(closed: dict[str, Any], which: str) -> None:
    with pytest.raises(VerificationError, match=which):
        said({"method": "majority"}, [cast("v", choice="yes")], closed)


@pytest.mark.parametrize("left_out", ["ordered_ids", "places"])
def test_an_order_that_the_log_leaves_out_is_found(left_out: str) -> None:
    closed = {name: value for name, value in ORDERED.items() if name != left_out}
    ballots = [cast("v", option_ids=[A]), cast("w", option_ids=[A, B])]
    approval: dict[str, Any] = {"method": "approval", "option_ids": [A, B]}
    assert said(approval, ballots, ORDERED)
    with pytest.raises(VerificationError, match=f"says {left_out} None"):
        said(approval, ballots, closed)


@pytest.mark.parametrize(
    ("method", "ballot"),
    [
        ({"method": "majority"}, {"choice": "consent"}),
        ({"method": "majority"}, {"choice": "perhaps"}),
        ({"method": "majority"}, {"option_ids": [A]}),
        ({"method": "approval"}, {"choice": "yes"}),
        ({"method": "approval"}, {"option_ids": [C]}),
        ({"method": "approval"}, {"option_ids": [A, A]}),
        ({"method": "approval"}, {"option_ids": [A], "scores": [3]}),
        ({"method": "score", "best_score": 5}, {"option_ids": [A], "scores": [6]}),
        ({"method": "score", "best_score": 5}, {"option_ids": [A], "scores": [-1]}),
        ({"method": "score", "best_score": 5}, {"option_ids": [A, B], "scores": [5]}),
        ({"method": "ranked", "counting": "schulze"}, {"option_ids": [B, A, B]}),
    ],
)
def test_a_ballot_that_says_what_none_can_is_found(method: dict[str, Any], ballot: dict[str, Any]) -> None:
    with pytest.raises(VerificationError, match="the ballot at position 2"):
        said({**method, "option_ids": [A, B]}, [cast("v", **ballot)], {"outcome": "adopted"})


def test_a_decision_that_is_not_closed_in_the_export_is_said_to_be_missing() -> None:
    with pytest.raises(VerificationError, match="is not closed in this export"):
        OneDecision("another").said()


def unseen(voter: str) -> tuple[str, dict[str, Any]]:
    return "agenda.ballot.given", {"voter_id": voter}


def told(**lists: Any) -> tuple[str, dict[str, Any]]:
    return "agenda.ballot.published", lists


MAJORITY = {"method": "majority"}
GIVEN = [unseen("v"), unseen("w"), unseen("x"), unseen("v")]


def concealed(
    secrecy: str,
    published: Sequence[tuple[str, dict[str, Any]]],
    *,
    method: dict[str, Any] = MAJORITY,
    ballots: Sequence[tuple[str, dict[str, Any]]] = GIVEN,
    **closed: Any,
) -> list[str]:
    """What is said of a decision of four voters of two sectors whose ballots nobody saw while it was open."""
    decisions = Decisions()
    events: list[tuple[str, dict[str, Any]]] = [
        ("agenda.decision.opened", {**method, **QUORUM, "secrecy": secrecy}),
        (
            "agenda.electorate.frozen",
            {"voter_ids": ["v", "w", "x", "y"], "sectors": ["public"] * 3 + ["business"]},
        ),
        *ballots,
        *published,
        (
            "agenda.decision.closed",
            {"outcome": "adopted", "electorate": 4, "cast": 3, "quorum_needed": 2} | closed,
        ),
    ]
    for position, (type_, data) in enumerate(events):
        decisions.see(position, {"type": type_, "data": {"decision_id": DECISION, **data}})
    return decisions.said()


SECRET: dict[str, Any] = {"quorum_needed": 3}
RECEIPTS = ["1", "2", "3"]
BALANCED: dict[str, Any] = {"method": "sector_balanced", "sectors_required": 1}


def test_what_was_hidden_or_secret_is_computed_from_what_was_published() -> None:
    assert concealed("hidden", [told(voter_ids=["v", "w", "x"], choices=["yes", "no", "yes"])])
    parts = [told(receipts=["1", "2"], choices=["yes", "no"]), told(receipts=["3"], choices=["yes"])]
    assert concealed("secret", parts, **SECRET)
    sectors = told(receipts=RECEIPTS, choices=["yes", "no", "yes"], sectors=["public"] * 3)
    assert concealed("secret", [sectors], method=BALANCED, **SECRET)
    scored = told(receipts=RECEIPTS, option_ids=[[A], [A, B], []], scores=[[3], [1, 2], []])
    order: dict[str, Any] = {"ordered_ids": [A, B], "places": [1, 2]}
    score = {"method": "score", "best_score": 5, "option_ids": [A, B]}
    assert concealed("secret", [scored], method=score, **SECRET, **order)


def test_too_few_secret_ballots_are_not_published_and_come_to_nothing() -> None:
    two = [unseen("v"), unseen("w")]
    assert concealed("secret", [], ballots=two, outcome="no_quorum", cast=2, **SECRET)
    told_all_the_same = told(receipts=["1", "2"], choices=["yes", "yes"])
    with pytest.raises(VerificationError, match="2 secret ballots are published, which are not those given"):
        concealed("secret", [told_all_the_same], ballots=two, outcome="no_quorum", cast=2, **SECRET)
    alone = [*GIVEN, unseen("y")]
    assert concealed("secret", [], method=BALANCED, ballots=alone, outcome="no_quorum", cast=4, **SECRET)


@pytest.mark.parametrize(
    ("secrecy", "published", "more", "which"),
    [
        ("hidden", {"voter_ids": ["v", "w"], "choices": ["yes", "yes"]}, {}, "other ballots are published"),
        (
            "hidden",
            {"voter_ids": ["v", "w", "y"], "choices": ["yes", "yes", "yes"]},
            {},
            "other ballots are published",
        ),
        (
            "hidden",
            {"voter_ids": ["v", "w", "x"], "choices": ["no", "no", "yes"]},
            {},
            "says outcome adopted",
        ),
        (
            "secret",
            {"receipts": RECEIPTS, "choices": ["no", "no", "yes"]},
            SECRET,
            "says outcome adopted",
        ),
        ("secret", {"receipts": RECEIPTS, "choices": ["yes"] * 3}, {}, "says quorum_needed 2"),
        (
            "secret",
            {"receipts": ["1", "2"], "choices": ["yes"] * 2},
            SECRET,
            "2 secret ballots are published",
        ),
        (
            "secret",
            {"receipts": [*RECEIPTS, "4"], "choices": ["yes"] * 4},
            SECRET,
            "4 secret ballots are published",
        ),
        ("secret", {"receipts": ["2", "1", "3"], "choices": ["yes"] * 3}, SECRET, "not in order"),
        ("secret", {"receipts": ["1", "1", "3"], "choices": ["yes"] * 3}, SECRET, "stand there twice"),
        (
            "secret",
            {"receipts": RECEIPTS, "choices": ["yes", "yes", "block"]},
            SECRET,
            "the ballot at position",
        ),
    ],
)
def test_what_was_published_and_cannot_have_been_cast_is_found(
    secrecy: str, published: dict[str, Any], more: dict[str, Any], which: str
) -> None:
    with pytest.raises(VerificationError, match=which):
        concealed(secrecy, [told(**published)], **more)


def test_secret_ballots_of_a_sector_that_did_not_cast_them_are_found() -> None:
    sectors = told(receipts=RECEIPTS, choices=["yes"] * 3, sectors=["public", "public", "business"])
    with pytest.raises(VerificationError, match="3 secret ballots are published"):
        concealed("secret", [sectors], method=BALANCED, **SECRET)


def test_parts_that_go_back_and_ballots_told_while_they_were_to_be_hidden_are_found() -> None:
    parts = [told(receipts=["2", "3"], choices=["yes"] * 2), told(receipts=["1"], choices=["yes"])]
    with pytest.raises(VerificationError, match="not in order"):
        concealed("secret", parts, **SECRET)
    with pytest.raises(VerificationError, match="tells what was to be hidden"):
        concealed("hidden", [], ballots=[cast("v", choice="yes")])


def awaiting(voter: str, **said: Any) -> tuple[str, dict[str, Any]]:
    return "agenda.ballot.given_for_confirmation", {"voter_id": voter, "awaits": "voter", **said}


def settled(voter: str, how: str = "confirmed") -> tuple[str, dict[str, Any]]:
    return f"agenda.ballot.{how}", {"voter_id": voter}


def test_what_awaits_confirmation_counts_once_it_is_confirmed_and_what_was_said_before_does_not() -> None:
    before = [cast("v", choice="no"), cast("w", choice="yes"), awaiting("v", choice="yes")]
    assert said(MAJORITY, before, {"outcome": "adopted", "cast": 1, "unconfirmed": 1})
    assert said(MAJORITY, [*before, settled("v")], {"outcome": "adopted", "cast": 2})
    rejected = [*before, settled("v", "rejected")]
    assert said(MAJORITY, rejected, {"outcome": "adopted", "cast": 1})
    with pytest.raises(VerificationError, match="says unconfirmed None, and from the ballots follows 1"):
        said(MAJORITY, before, {"outcome": "adopted", "cast": 1})
    with pytest.raises(VerificationError, match="position 6 confirms a ballot that awaits nothing"):
        said(MAJORITY, [*rejected, settled("v")], {"outcome": "adopted", "cast": 1})


def test_a_decision_that_closes_before_its_show_of_hands_could_be_corrected_is_found() -> None:
    hands = ("agenda.show_of_hands.recorded", {"correct_until": "2026-12-08T18:00:00Z"})
    with pytest.raises(VerificationError, match="closes before its show of hands could be corrected"):
        said(MAJORITY, [hands, cast("v", choice="yes")], {"outcome": "adopted", "cast": 1})


WORDS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["v", "w"]),
            st.sampled_from(["cast", "awaiting", "confirmed", "rejected"]),
            st.sampled_from(["yes", "no", "abstain"]),
        ),
        st.just(("", "amended", "")),
    ),
    max_size=12,
)


def facts_of(words: Sequence[tuple[str, str, str]]) -> tuple[list[Any], dict[str, tuple[str, str]]]:
    """Facts of two voters and of amendments, and in the end what each said, and whether that counts."""
    facts: list[Any] = []
    state: dict[str, tuple[str, str]] = {}
    for voter, word, choice in words:
        if word == "amended":
            facts.append(("agenda.decision.amended", {}))
            state = {one: (said, "to_be_renewed") for one, (said, _) in state.items()}
        elif word in ("cast", "awaiting"):
            facts.append((cast if word == "cast" else awaiting)(voter, choice=choice))
            state[voter] = (choice, "counts" if word == "cast" else "unconfirmed")
        elif state.get(voter, ("", "counts"))[1] != "counts":
            facts.append(settled(voter, word))
            said, _ = state.pop(voter)
            if word == "confirmed":
                state[voter] = (said, "counts")
    return facts, state


@given(WORDS)
def test_each_voters_last_word_on_the_text_as_it_is_counts_once_it_is_confirmed(
    words: list[tuple[str, str, str]],
) -> None:
    facts, state = facts_of(words)
    counts = [said for said, status in state.values() if status == "counts"]
    yes, no = counts.count("yes"), counts.count("no")
    outcome = "adopted" if yes > no else "tied" if yes == no > 0 else "not_adopted"
    closed: dict[str, Any] = {"outcome": outcome if counts else "no_quorum", "cast": len(counts)}
    for name in ("unconfirmed", "to_be_renewed"):
        if left_out := sum(status == name for _, status in state.values()):
            closed[name] = left_out
    assert said(MAJORITY, facts, closed)


PROXY = {"proxy_id": "p", "voter_id": "v", "holder_id": "w", "forum_id": "f"}
BY_PROXY = cast("v", choice="yes", cast_by="w", proxy_id="p")


def proxy_given(**more: Any) -> tuple[str, dict[str, Any]]:
    return "agenda.proxy.given", {**PROXY, **more}


@pytest.mark.parametrize(
    "before",
    [
        [],
        [proxy_given(), ("agenda.proxy.revoked", PROXY)],
        [proxy_given(), ("agenda.proxy.declined", PROXY)],
        [proxy_given(voter_id="x")],
        [proxy_given(holder_id="x")],
        [proxy_given(forum_id="another")],
        [proxy_given(decision_id="another")],
        [proxy_given(until="2026-12-07")],
        [proxy_given(), ("agenda.voter.recused", {"voter_id": "w"})],
    ],
)
def test_a_ballot_cast_by_a_proxy_that_does_not_hold_is_found(before: list[Any]) -> None:
    closed = {"outcome": "adopted", "cast": 1}
    of_people = {**MAJORITY, "forum_id": "f", "voter": "person"}
    for holds in (proxy_given(), proxy_given(decision_id=DECISION), proxy_given(until="2026-12-08")):
        assert said(of_people, [holds, BY_PROXY], closed)
    with pytest.raises(VerificationError, match="is cast by a proxy that does not hold"):
        said(of_people, [*before, BY_PROXY], closed)


@pytest.mark.parametrize(
    ("more", "closed"),
    [({"kind": "mandate"}, {}), ({}, {}), ({"kind": "initiative_end"}, {"outcome": "not_adopted"})],
)
def test_an_initiative_ends_by_a_decision_that_was_adopted_for_it(
    more: dict[str, Any], closed: dict[str, Any]
) -> None:
    end = {"type": "agenda.initiative.ended", "time": TIME, "data": {"decision_id": DECISION}}

    def ended(kind: dict[str, Any], choice: str, closing: dict[str, Any]) -> None:
        for decisions in (Decisions(), OneDecision(DECISION)):
            said(
                {**MAJORITY, **kind}, [cast("v", choice=choice)], {"outcome": "adopted"} | closing, decisions
            )
            decisions.see(5, end)

    ended({"kind": "initiative_end"}, "yes", {})
    with pytest.raises(
        VerificationError, match="ended at position 5 by decision decision, and no such decision"
    ):
        ended(more, "no" if closed else "yes", closed)
    with pytest.raises(VerificationError, match="ended at position 0"):
        Decisions().see(0, end)
