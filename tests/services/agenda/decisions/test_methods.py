"""Methods over HTTP: what each takes, what comes of it in numbers and in words, and again from the log."""

from pathlib import Path
from typing import Any

import pytest

from services.cli import main
from tests.governing import Governed, cast, closed, draft, opened, question
from tests.kit import Actor

TITLES = [{"he": "קו חם", "en": "a hotline"}, {"he": "מקלט"}, {"he": "הכשרה"}]


async def ordering(governed: Governed, **method: Any) -> tuple[str, list[str]]:
    """An open decision on three options; answers its id and theirs."""
    options = [{"title": title} for title in TITLES]
    decision_id = await draft(governed.chair, governed.committee, method=method, options=options)
    shown = await opened([governed.chair], decision_id)
    assert [option["title"] for option in shown["options"]] == TITLES
    return decision_id, [option["id"] for option in shown["options"]]


async def say(voter: Actor, decision_id: str, **said: Any) -> dict[str, Any]:
    answer = await voter.put(f"agenda/decisions/{decision_id}/ballots/{voter.person_id}", said)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def came_to(governed: Governed, decision_id: str) -> dict[str, Any]:
    await closed(governed.chair, decision_id)
    found: dict[str, Any] = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    return found


@pytest.mark.parametrize(
    ("method", "choices", "expected", "words"),
    [
        (
            {"name": "gradients"},
            ["endorse", "agree_with_reservations", "stand_aside"],
            "adopted",
            "2 of 2 agreed at least far enough; a share of 3/4 was needed. Blocked: 0.",
        ),
        (
            {"name": "fist_to_five", "threshold": {"numerator": 2, "denominator": 3}},
            ["5", "4", "0"],
            "not_adopted",
            "2 of 3 agreed at least far enough; a share of 2/3 was needed. Blocked: 1.",
        ),
        (
            {"name": "majority", "threshold": {"numerator": 2, "denominator": 3}},
            ["yes", "yes", "no"],
            "not_adopted",
            "In favour: 2. Against: 1. Abstained: 0. Those in favour had to be more than 2/3",
        ),
        ({"name": "consent"}, ["consent", "consent", "abstain"], "adopted", "Consented: 2. Objected: 0."),
        (
            {"name": "sector_balanced", "sectors_required": 3},
            ["yes", "yes", "no"],
            "not_adopted",
            "Public sector: 1 of 1 voted; 0 in favour, 1 against, 0 abstained; the majority was not reached.",
        ),
    ],
)
async def test_a_question_is_adopted_or_not_and_the_outcome_says_why(
    governed: Governed, method: dict[str, Any], choices: list[str], expected: str, words: str
) -> None:
    decision_id = await draft(governed.chair, governed.committee, method=method)
    await opened([governed.chair], decision_id)
    wrong = "consent" if "yes" in choices else "yes"
    refused = await governed.chair.put(
        f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}", {"choice": wrong}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "choice-of-another-method")
    for member, choice in zip(governed.members, choices, strict=True):
        await cast(member, decision_id, choice, reason={"he": "יש בזה נזק"} if choice == "0" else None)
    outcome = await came_to(governed, decision_id)
    assert outcome["outcome"] == expected
    assert words in outcome["words"]
    assert "3 of 3 voted; 2 were needed" in outcome["words"]
    in_hebrew = await governed.chair.get(
        f"agenda/decisions/{decision_id}/outcome", headers={"Accept-Language": "he"}
    )
    assert "הצביעו 3 מתוך 3" in in_hebrew.json()["words"]


async def test_options_are_approved_scored_and_ranked(
    governed: Governed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = governed.members
    decision_id, (line, shelter, training) = await ordering(governed, name="approval")
    assert (await say(first, decision_id, approved=[line, shelter]))["approved"] == [line, shelter]
    await say(second, decision_id, approved=[shelter])
    await say(third, decision_id, approved=[])
    approval = await came_to(governed, decision_id)
    assert [(one["option_id"], one["place"], one["points"]) for one in approval["options"]] == [
        (shelter, 1, 2),
        (line, 2, 1),
        (training, 3, 0),
    ]
    assert "Place 1: \u2068מקלט\u2069. Place 2: \u2068a hotline\u2069." in approval["words"]

    decision_id, (line, shelter, training) = await ordering(governed, name="score", best_score=10)
    scored = [{"option_id": line, "score": 10}, {"option_id": shelter, "score": 3}]
    assert (await say(first, decision_id, scores=scored))["scores"] == scored
    await say(second, decision_id, scores=[{"option_id": line, "score": 1}])
    await say(third, decision_id, scores=[{"option_id": training, "score": 5}])
    score = await came_to(governed, decision_id)
    assert [one["points"] for one in score["options"]] == [11, 5, 3]

    for counting in ("schulze", "instant_runoff"):
        decision_id, (line, shelter, training) = await ordering(governed, name="ranked", counting=counting)
        await say(first, decision_id, ranking=[training])
        assert (await say(first, decision_id, ranking=[line, shelter]))["ranking"] == [line, shelter]
        await say(second, decision_id, ranking=[shelter, line])
        await say(third, decision_id, ranking=[line])
        ranked = await came_to(governed, decision_id)
        assert ranked["outcome"] == "adopted"
        assert [one["option_id"] for one in ranked["options"]] == [line, shelter, training]
        assert bool(ranked["preferences"]) is (counting == "schulze")
        assert bool(ranked["rounds"]) is (counting == "instant_runoff")

    # Whoever has the log computes the same.
    export = tmp_path / "log.ndjson"
    export.write_bytes((await governed.chair.get("events/export")).content)
    assert main(["verify", str(export)]) == main(["verify", "outcome", str(export), decision_id])
    said = capsys.readouterr().out
    assert "5 closed decisions computed again" in said
    assert f"decision {decision_id}, closed at position" in said
    assert f"place 1: {line} (2)" in said
    assert "3 of 3 voted, 2 were needed: quorum" in said
    unknown = governed.chair.person_id
    assert main(["verify", "outcome", str(export), unknown]) == 1
    assert f"decision {unknown} is not closed in this export" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ({"name": "approval"}, {"choice": "yes"}),
        ({"name": "approval"}, {"ranking": []}),
        ({"name": "approval"}, {"approved": [], "ranking": []}),
        ({"name": "approval"}, {"approved": "twice"}),
        ({"name": "approval"}, {"approved": "unknown"}),
        ({"name": "score"}, {"scores": "too much"}),
        ({"name": "majority"}, {"approved": []}),
        ({"name": "majority"}, {}),
    ],
)
async def test_a_ballot_says_what_its_method_takes(
    governed: Governed, method: dict[str, Any], said: dict[str, Any]
) -> None:
    if method["name"] == "majority":
        decision_id = await draft(governed.chair, governed.committee, method=method)
        await opened([governed.chair], decision_id)
        option = governed.chair.person_id
    else:
        decision_id, (option, *_) = await ordering(governed, **method)
    meant: dict[Any, Any] = {
        "twice": [option, option],
        "unknown": [governed.chair.person_id],
        "too much": [{"option_id": option, "score": 6}],
    }
    body = {name: meant[value] if value in list(meant) else value for name, value in said.items()}
    refused = await governed.chair.put(
        f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}", body
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "choice-of-another-method")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"method": {"name": "approval"}}, "options_of_another_method"),
        ({"method": {"name": "ranked"}, "options": [{"title": {"he": "א"}}]}, "options_of_another_method"),
        ({"options": [{"title": {"he": "א"}}, {"title": {"he": "ב"}}]}, "options_of_another_method"),
        (
            {
                "kind": "phase",
                "subject": {"phase": "planning"},
                "method": {"name": "score"},
                "options": [{"title": {"he": "א"}}, {"title": {"he": "ב"}}],
            },
            "order_has_no_effect",
        ),
        ({"method": {"name": "majority", "best_score": 3}}, "parameter_of_another_method"),
        ({"method": {"name": "score", "counting": "schulze"}}, "parameter_of_another_method"),
        (
            {"method": {"name": "gradients", "threshold": {"numerator": 1, "denominator": 3}}},
            "threshold_out_of_range",
        ),
        (
            {"method": {"name": "majority", "threshold": {"numerator": 1, "denominator": 1}}},
            "threshold_out_of_range",
        ),
    ],
)
async def test_a_method_takes_its_own_parameters(governed: Governed, more: dict[str, Any], code: str) -> None:
    body = question(governed.committee, more.get("kind", "own_matter"))
    refused = await governed.chair.post("agenda/decisions", body | more)
    assert refused.status_code == 422
    assert [error["code"] for error in refused.json()["errors"]] == [code]


async def test_a_forum_has_no_standing_method_that_only_orders(governed: Governed) -> None:
    body = {
        "kind": "working_group",
        "name": {"he": "צוות"},
        "method": {"name": "approval"},
        "quorum": {"share": {"numerator": 1, "denominator": 2}},
        "notice_hours": 0,
    }
    refused = await governed.field.facilitator.post("registry/forums", body)
    assert [error["code"] for error in refused.json()["errors"]] == ["orders_nothing_standing"]


@pytest.mark.parametrize(
    ("method", "choice", "needed"),
    [
        ("consent", "object", {"optional": True, "required_for_objection": True, "required": True}),
        ("gradients", "block", {"optional": False, "required_for_objection": True, "required": True}),
        ("fist_to_five", "0", {"optional": False, "required_for_objection": True, "required": True}),
        ("majority", "no", {"optional": False, "required_for_objection": False, "required": True}),
    ],
)
async def test_whether_a_ballot_has_to_say_why(
    governed: Governed, method: str, choice: str, needed: dict[str, bool]
) -> None:
    for reasons, asked in needed.items():
        decision_id = await draft(
            governed.chair, governed.committee, method={"name": method}, reasons=reasons
        )
        assert (await opened([governed.chair], decision_id))["reasons"] == reasons
        path = f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}"
        without = await governed.chair.put(path, {"choice": choice})
        assert without.status_code == (422 if asked else 200), (reasons, without.text)
        if asked:
            expected = "reason-required" if reasons == "required" else "objection-needs-reason"
            assert without.json()["code"] == expected
        await cast(governed.chair, decision_id, choice, reason={"he": "כי כך"})


async def test_who_has_no_vote_is_told_so(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    path = f"agenda/decisions/{decision_id}/ballots"
    early = await governed.chair.put(f"{path}/{governed.chair.person_id}", {"choice": "yes"})
    assert (early.status_code, early.json()["code"]) == (409, "decision-not-open")
    await opened([governed.chair], decision_id)
    outside = await governed.holder.put(f"{path}/{governed.holder.person_id}", {"choice": "yes"})
    assert (outside.status_code, outside.json()["code"]) == (403, "not-in-electorate")
    nowhere = f"agenda/decisions/{governed.committee}/ballots/{governed.chair.person_id}"
    assert (await governed.chair.put(nowhere, {"choice": "yes"})).status_code == 404
