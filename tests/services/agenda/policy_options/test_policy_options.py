"""Policy options: laid before the partners, chosen by them, unchanged while they decide."""

import asyncio
from typing import Any

import pytest

from tests.governing import Governed, cast, closed, draft, form, govern, opened
from tests.kit import Actor, World

OPTION: dict[str, Any] = {
    "title": {"he": "חובת הכשרה לשוטרים"},
    "consequences": [
        {"kind": "benefit", "for_whom": {"he": "מתלוננות"}, "text": {"he": "מענה ראשון שמבין"}},
        {"kind": "cost", "for_whom": {"he": "המשטרה"}, "text": {"he": "ימי עבודה"}},
    ],
}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


def version(number: int) -> dict[str, str]:
    return {"If-Match": f'"{number}"'}


async def option(by: Actor, title: str = "חובת הכשרה לשוטרים") -> str:
    return str((await by.created("agenda/policy-options", {**OPTION, "title": {"he": title}}))["id"])


async def test_the_partners_choose_what_was_laid_before_them(governed: Governed) -> None:
    facilitator, member = governed.field.facilitator, governed.members[1]
    mine, other = await option(member), await option(facilitator, "קו חירום בערבית")
    path = f"agenda/policy-options/{mine}"
    worded = await member.patch(path, {"title": {"he": "הכשרה בכל תחנה"}}, version=1)
    assert worded.json()["title"] == {"he": "הכשרה בכל תחנה"}
    early = await facilitator.patch(path, {"came_of_it": {"he": "נוהל"}}, version=2)
    assert early.json()["code"] == "policy-option-not-chosen"

    decision_id = await draft(
        governed.chair, governed.committee, "policy_option", subject={"policy_option_ids": [mine]}
    )
    asked = (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()
    assert asked["subject"]["policy_option_ids"] == [mine]
    await opened([governed.chair], decision_id)
    for changing in (
        await facilitator.patch(path, {"description": {"he": "אחרת"}}, version=2),
        await facilitator.post(f"{path}/withdraw", {}, headers=version(2)),
    ):
        assert (changing.status_code, changing.json()["code"]) == (409, "policy-option-in-decision")
    for voter in governed.members:
        await cast(voter, decision_id, "yes")
    assert (await closed(governed.chair, decision_id))["effect_refused_for"] is None

    chosen = (await governed.chair.get(path)).json()
    assert (chosen["status"], chosen["decision_id"]) == ("chosen", decision_id)
    settled = await facilitator.patch(path, {"title": {"he": "אחרת"}}, version=chosen["version"])
    assert settled.json()["code"] == "policy-option-settled"
    told = await facilitator.patch(path, {"came_of_it": {"he": "בשתי תחנות"}}, version=chosen["version"])
    assert told.json()["came_of_it"] == {"he": "בשתי תחנות"}
    listed = (await governed.chair.get("agenda/policy-options")).json()["items"]
    statuses = {one["id"]: one["status"] for one in listed}
    assert (statuses[mine], statuses[other]) == ("chosen", "proposed")
    story = (await governed.chair.get("events/story", params={"limit": 200})).text
    assert "הכשרה בכל תחנה" in story


async def test_what_was_withdrawn_cannot_be_chosen(governed: Governed) -> None:
    stays, goes = await option(governed.chair), await option(governed.chair)
    subject = {"policy_option_ids": [stays, goes]}
    decision_id = await draft(governed.chair, governed.committee, "policy_option", subject=subject)
    withdrawn = await governed.chair.post(f"agenda/policy-options/{goes}/withdraw", {}, headers=version(1))
    assert withdrawn.json()["status"] == "withdrawn"
    refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "subject-not-ready"
    again = await governed.chair.post(f"agenda/policy-options/{goes}/withdraw", {}, headers=version(2))
    assert again.json()["code"] == "policy-option-settled"


async def test_two_decisions_about_one_option_that_close_at_once_choose_it_once(governed: Governed) -> None:
    one, both, other = [await option(governed.chair) for _ in range(3)]
    asked = ([one, both], [other, both], [both, one], [both, other])
    decisions = []
    for named in asked:
        subject = {"policy_option_ids": named}
        decisions.append(await draft(governed.chair, governed.committee, "policy_option", subject=subject))
        await opened([governed.chair], decisions[-1])
        for voter in governed.members:
            await cast(voter, decisions[-1], "yes")
    done = await asyncio.gather(*(closed(governed.chair, decision_id) for decision_id in decisions))
    assert {decision["outcome"] for decision in done} == {"adopted"}
    for option_id in (one, both, other):
        chosen = (await governed.chair.get(f"agenda/policy-options/{option_id}")).json()
        assert (chosen["status"], chosen["version"]) == ("chosen", 2)
    # What was chosen by another decision in the meantime is said to have been settled.
    assert {gone["because"] for decision in done for gone in decision["effect_gone"]} == {"settled"}


async def test_a_working_group_chooses_what_it_was_left(governed: Governed) -> None:
    group = await form(governed.field.facilitator, "working_group")
    decision_id = await draft(
        governed.field.facilitator,
        group,
        "policy_option",
        subject={"policy_option_ids": [await option(governed.chair)]},
    )
    await governed.grant()
    refused = await governed.field.facilitator.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "backbone-does-not-decide"


async def test_staff_and_representatives_lay_options_before_the_partners(
    world: World, governed: Governed
) -> None:
    visitor = await world.add_person(governed.field.facilitator, "אורחת")
    assert (await visitor.post("agenda/policy-options", OPTION)).status_code == 403
    nobody = "01936f9a-0000-7000-8000-0000000000ff"
    assert (await governed.chair.get(f"agenda/policy-options/{nobody}")).status_code == 404
