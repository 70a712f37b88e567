"""Forums: who forms which, by which rules, and what everybody sees of them."""

import asyncio
from typing import Any

import pytest

from tests.governing import HALF, MAJORITY, form
from tests.kit import Field


def forum(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": {"he": "פורום", "ar": "منتدى"},
        "purpose": {"he": "להחליט יחד"},
        "method": MAJORITY,
        "quorum": HALF,
        "notice_hours": 24,
        **more,
    }


async def test_founders_form_the_network_and_the_committee(field: Field) -> None:
    for kind in ("network", "steering_committee"):
        for other in (field.facilitator, field.partner):
            refused = await other.post("registry/forums", forum(kind))
            assert refused.json()["code"] == "formed-by-founders"
        formed = await field.founder.created("registry/forums", forum(kind))
        assert formed["method"] == {
            "name": "majority",
            "threshold": {"numerator": 1, "denominator": 2},
            "sectors_required": None,
            "counting": None,
            "best_score": None,
        }
        again = await field.founder.post("registry/forums", forum(kind))
        assert again.json()["code"] == "forum-exists"


async def test_facilitators_convene_groups_and_partners_form_circles(field: Field) -> None:
    for kind in ("working_group", "community_forum"):
        await field.facilitator.created("registry/forums", forum(kind))
        assert (await field.partner.post("registry/forums", forum(kind))).status_code == 403
    await field.partner.created("registry/forums", forum("action_circle"))
    listed = (await field.partner.get("registry/forums", params={"kind": "action_circle"})).json()
    assert [one["kind"] for one in listed["items"]] == ["action_circle"]


async def test_of_two_committees_formed_at_once_there_is_one(field: Field) -> None:
    answers = await asyncio.gather(
        *(field.founder.post("registry/forums", forum("steering_committee")) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (
            {"method": {**MAJORITY, "threshold": {"numerator": 1, "denominator": 3}}},
            "threshold_out_of_range",
        ),
        (
            {"method": {**MAJORITY, "threshold": {"numerator": 1, "denominator": 1}}},
            "threshold_out_of_range",
        ),
        ({"method": {"name": "majority", "sectors_required": 2}}, "parameter_of_another_method"),
        (
            {"method": {"name": "consent", "threshold": {"numerator": 2, "denominator": 3}}},
            "parameter_of_another_method",
        ),
        ({"quorum": {"share": {"numerator": 0, "denominator": 3}}}, "share_out_of_range"),
        ({"quorum": {"share": {"numerator": 4, "denominator": 3}}}, "share_out_of_range"),
    ],
)
async def test_rules_that_decide_nothing_are_refused(field: Field, rules: dict[str, Any], code: str) -> None:
    refused = await field.founder.post("registry/forums", forum("network", **rules))
    assert refused.status_code == 422
    assert [error["code"] for error in refused.json()["errors"]] == [code]


async def test_a_forums_name_changes_its_rules_do_not(field: Field) -> None:
    forum_id = await form(field.founder, "network")
    path = f"registry/forums/{forum_id}"
    changed = await field.facilitator.patch(path, {"name": {"he": "כל השותפים"}}, version=1)
    assert (changed.json()["name"], changed.json()["version"]) == ({"he": "כל השותפים"}, 2)
    again = await field.facilitator.patch(path, {"name": {"he": "כל השותפים"}})
    assert again.json()["version"] == 2
    assert (await field.facilitator.patch(path, {"notice_hours": 0})).status_code == 422
    assert (await field.partner.patch(path, {"name": {"he": "?"}})).status_code == 403
    assert (await field.partner.get(path)).json()["name"] == {"he": "כל השותפים"}
