"""Mandates in depth: who carries which role, who shares, what is renewed, who declared interests."""

from typing import Any

import pytest

from tests.governing import CONSENT, Governed, draft, govern, on_day, opened
from tests.kit import Actor, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

TIE = {"he": "הארגון מפעיל מקלט שמתוקצב באותו מסלול."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


def mandate(governed: Governed, **more: Any) -> dict[str, Any]:
    return {
        "organization_ids": [governed.holder.organization_id],
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage", "dialogue_trust"],
        "starts_on": on_day(0),
        "ends_on": on_day(300),
    } | more


def roles_of(actor: Actor, *roles: str) -> dict[str, Any]:
    return {"organization_id": actor.organization_id, "roles": list(roles)}


async def asked(of: Actor, kind: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await of.get(f"registry/me/requests?kind={kind}")).json()["items"]
    return items


async def withdrawn(governed: Governed, mandate_id: str) -> None:
    assert (await governed.holder.post(f"registry/mandates/{mandate_id}/withdraw")).is_success


async def test_partners_named_for_a_role_say_whether_they_carry_it(governed: Governed) -> None:
    measuring, other = governed.members[1:]
    body = mandate(governed, carriers=[roles_of(measuring, "shared_measurement", "advance_policy")])
    proposed = await governed.chair.created("registry/mandates", body)
    assert [one["answer"] for one in proposed["carriers"]] == ["asked"]
    # Asked is not carried.
    assert "shared_measurement" in proposed["uncarried_roles"]
    assert "convene_engage" not in proposed["uncarried_roles"]
    [request] = await asked(measuring, "carry_role")
    assert request["organization_id"] == measuring.organization_id
    path = f"registry/mandates/{proposed['id']}/carriers/{measuring.organization_id}"
    for stranger in (other, governed.holder, governed.field.facilitator):
        refused = await stranger.post(f"{path}/carry")
        assert (refused.status_code, refused.json()["code"]) == (403, "not-a-carrier")
    answered = await measuring.call("POST", request["answer"]["path"])
    assert answered.json()["carriers"][0]["answer"] == "carries"
    assert "shared_measurement" not in answered.json()["uncarried_roles"]
    assert await asked(measuring, "carry_role") == []
    changed = (await measuring.post(f"{path}/decline")).json()
    assert changed["carriers"][0]["answer"] == "declined"
    assert "advance_policy" in changed["uncarried_roles"]
    told = await all_events(governed.chair, types="registry.mandate.*")
    last = told[-1]["event"]
    assert (last["data"]["answer"], last["actor"]["capacity"]) == ("declined", "representative")
    await withdrawn(governed, proposed["id"])
    assert (await measuring.post(f"{path}/carry")).json()["code"] == "mandate-settled"


async def test_a_role_is_the_backbones_or_partners_and_never_both(governed: Governed) -> None:
    partner, holder = governed.members[1], governed.holder
    for wrong, code in (
        ({"carriers": [roles_of(partner, "convene_engage")]}, "roles_named_wrongly"),
        ({"carriers": [roles_of(holder, "advance_policy")]}, "roles_named_wrongly"),
        ({"shares": [roles_of(partner, "convene_engage")]}, "roles_named_wrongly"),
        ({"shares": [roles_of(holder, "advance_policy")]}, "roles_named_wrongly"),
        (
            {"carriers": [roles_of(partner, "public_will"), roles_of(partner, "advance_policy")]},
            "named_twice",
        ),
        ({"backbone_type": "shared_multiple"}, "shared_by_several"),
    ):
        refused = await governed.chair.post("registry/mandates", mandate(governed, **wrong))
        assert refused.status_code == 422
        assert [one["code"] for one in refused.json()["errors"]] == [code]
    unknown = mandate(governed, consulted_ids=[governed.field.id])
    assert (await governed.chair.post("registry/mandates", unknown)).json()["code"] == "unknown-holder"


async def test_several_share_a_mandate_each_with_its_roles(governed: Governed) -> None:
    partner, holder = governed.members[1], governed.holder
    body = mandate(
        governed,
        organization_ids=[holder.organization_id, partner.organization_id],
        backbone_type="shared_multiple",
        shares=[roles_of(holder, "convene_engage"), roles_of(partner, "dialogue_trust")],
        consulted_ids=[governed.members[2].organization_id],
    )
    proposed = await governed.chair.created("registry/mandates", body)
    assert proposed["shares"] == body["shares"]
    assert proposed["consulted_ids"] == body["consulted_ids"]
    told = (await all_events(governed.chair, types="registry.mandate.proposed"))[-1]["event"]["data"]
    assert told["sharer_ids"] == [holder.organization_id, partner.organization_id]
    assert told["shared_roles"] == ["convene_engage", "dialogue_trust"]
    await withdrawn(governed, proposed["id"])


async def test_interests_are_declared_before_the_decision_and_shown_at_it(
    world: World, governed: Governed
) -> None:
    committee, other = governed.members[:2]
    proposed = await committee.created("registry/mandates", mandate(governed))
    path = f"registry/mandates/{proposed['id']}/interest-declarations"
    decision = await draft(
        committee, governed.committee, "mandate", subject={"mandate_id": proposed["id"]}, method=CONSENT
    )
    [request] = await asked(other, "declare_interests")
    assert request["organization_id"] is None
    declared = await other.call("POST", request["answer"]["path"], {"has_interests": True, "text": TIE})
    assert declared.status_code == 201, declared.text
    assert await asked(other, "declare_interests") == []
    [request] = await asked(governed.holder, "declare_interests")
    own = {"organization_id": governed.holder.organization_id, "has_interests": False}
    await governed.holder.created(path, own)
    assert await asked(governed.holder, "declare_interests") == []
    for wrong in ({"has_interests": True}, {"has_interests": False, "text": TIE}):
        refused = await other.post(path, wrong)
        assert refused.json()["errors"][0]["code"] == "interests_in_words"
    bystander = await world.add_person(governed.field.facilitator, "שכן")
    for stranger, body in (
        (bystander, {"has_interests": False}),
        (governed.field.facilitator, {"has_interests": False}),
        (other, {**own}),
        (other, {"organization_id": other.organization_id, "has_interests": False}),
    ):
        refused = await stranger.post(path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-declaring")
    listed = (await bystander.get(path)).json()["items"]
    assert [(one["author_id"], one["has_interests"], one["text"]) for one in listed] == [
        (other.person_id, True, TIE),
        (governed.holder.person_id, False, None),
    ]
    at_decision = (await other.get(f"agenda/decisions/{decision}/interest-declarations")).json()["items"]
    seen = {(one["person_id"], one["organization_id"], one["has_interests"]) for one in at_decision}
    assert seen == {(other.person_id, None, True), (None, governed.holder.organization_id, False)}
    # The last word counts; what was said before stays in the log.
    await other.created(path, {"has_interests": False})
    assert len((await bystander.get(path)).json()["items"]) == 2
    assert len(await all_events(other, types="registry.interest.declared")) == 3
    data = (await other.get(f"registry/people/{other.person_id}/personal-data")).json()
    assert [one["mandate_id"] for one in data["interest_declarations"]] == [proposed["id"]]
    await withdrawn(governed, proposed["id"])
    late = await other.post(path, {"has_interests": False})
    assert (late.status_code, late.json()["code"]) == (409, "nothing-left-to-decide")
    assert await asked(committee, "declare_interests") == []
    matter = await draft(committee, governed.committee)
    assert (await other.get(f"agenda/decisions/{matter}/interest-declarations")).json()["items"] == []


async def consented(governed: Governed, mandate_id: str) -> str:
    """The committee grants a mandate; answers the decision's id."""
    decision = await draft(
        governed.chair, governed.committee, "mandate", subject={"mandate_id": mandate_id}, method=CONSENT
    )
    await opened([governed.chair], decision)
    for member in governed.members:
        ballot = f"agenda/decisions/{decision}/ballots/{member.person_id}"
        assert (await member.put(ballot, {"choice": "consent"})).status_code == 200
    await governed.chair.post(f"agenda/decisions/{decision}/close")
    return decision


async def test_a_mandate_that_was_granted_is_renewed_by_another(governed: Governed) -> None:
    proposed = await governed.chair.created("registry/mandates", mandate(governed))
    refused = await governed.chair.post("registry/mandates", mandate(governed, renews=proposed["id"]))
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing-to-renew")
    assert proposed["caretaking_until"] is None
    await consented(governed, proposed["id"])
    granted = (await governed.chair.get(f"registry/mandates/{proposed['id']}")).json()
    assert (granted["status"], granted["in_force"]) == ("granted", True)
    assert granted["caretaking_until"] == on_day(390)
    renewal = mandate(governed, renews=proposed["id"], starts_on=on_day(301), ends_on=on_day(600))
    renewing = await governed.chair.created("registry/mandates", renewal)
    assert renewing["renews"] == proposed["id"]
    decision = await consented(governed, renewing["id"])
    renewed, *others = await all_events(governed.chair, types="agenda.mandate.renewed")
    assert (renewed["event"]["data"], others) == (
        {"decision_id": decision, "mandate_id": proposed["id"], "renewed_by": renewing["id"]},
        [],
    )
    state = (await governed.chair.get(f"registry/backbone-state?on={on_day(300)}")).json()
    assert (state["mandate_ids"], state["granted_next_ids"]) == ([proposed["id"]], [renewing["id"]])


async def test_what_an_erased_person_declared_is_gone(world: World, governed: Governed) -> None:
    proposed = await governed.chair.created("registry/mandates", mandate(governed))
    path = f"registry/mandates/{proposed['id']}/interest-declarations"
    speaker = await world.add_person(governed.field.facilitator, "דוברת", governed.holder.organization_id)
    own = {"organization_id": governed.holder.organization_id, "has_interests": True, "text": TIE}
    await speaker.created(path, own)
    await erase(world, speaker, in_service="registry")
    [left] = (await governed.chair.get(path)).json()["items"]
    assert (left["author_id"], left["text"], left["has_interests"]) == (None, None, True)
    await withdrawn(governed, proposed["id"])
