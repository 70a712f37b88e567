"""Statements: nobody's name stands under anything without it being shown whether they said so."""

from typing import Any
from uuid import uuid4

import pytest

from tests.governing import on_day
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events


def said(**more: Any) -> dict[str, Any]:
    body = {"kind": "endorsement", "matter": {"he": "קו חירום בערבית"}, "text": {"he": "אנחנו בעד."}}
    return {**body, "stated_on": "2026-03-08", **more}


async def source(by: Actor) -> str:
    made = await by.created("registry/sources", {"kind": "document", "title": {"he": "מכתב תמיכה"}})
    return str(made["id"])


async def test_an_endorsement_is_somebodys_only_once_they_say_so(world: World, field: Field) -> None:
    letter = await source(field.facilitator)
    of_partner = said(organization_id=field.partner.organization_id)
    unsourced = await field.facilitator.post("registry/statements", of_partner)
    assert (unsourced.status_code, unsourced.json()["code"]) == (422, "statement-needs-source")
    recorded = await field.facilitator.created(
        "registry/statements", {**of_partner, "source_ids": [letter], "public": True}
    )
    path = f"registry/statements/{recorded['id']}"
    assert (recorded["confirmation"], recorded["withdrawn_on"], recorded["public"]) == ("awaited", None, True)
    assert (await field.founder.get(path)).json() == recorded  # members see that it is not confirmed

    requests = (await field.partner.get("registry/me/requests?kind=confirm_statement")).json()["items"]
    assert [one["subject"] for one in requests] == [f"statements/{recorded['id']}"]
    for stranger in (field.facilitator, field.founder):
        for answer in ("confirm", "deny"):
            assert (await stranger.post(f"{path}/{answer}")).status_code == 403
    confirmed = await field.partner.call("POST", requests[0]["answer"]["path"])
    assert confirmed.json()["confirmation"] == "confirmed"
    for answer in ("confirm", "deny"):
        again = await field.partner.post(f"{path}/{answer}")
        assert (again.status_code, again.json()["code"]) == (409, "statement-closed")

    # What is theirs now, they alone withdraw; it stays, with the day and the reason.
    assert (await field.facilitator.post(f"{path}/withdraw", {})).status_code == 403
    reason = {"he": "התקציב לא אושר"}
    withdrawn = (await field.partner.post(f"{path}/withdraw", {"reason": reason})).json()
    assert (withdrawn["withdrawn_on"], withdrawn["withdrawal_reason"]) == (on_day(0), reason)
    assert (await field.partner.post(f"{path}/withdraw", {})).json()["code"] == "statement-closed"

    # One's own is one's word at once; what is denied says so; of the rest facilitators take back.
    own = await field.partner.created("registry/statements", {**of_partner, "kind": "terms"})
    assert (own["confirmation"], own["source_ids"]) == ("confirmed", [])
    other = await field.facilitator.created("registry/statements", {**of_partner, "source_ids": [letter]})
    denied = await field.partner.post(f"registry/statements/{other['id']}/deny")
    assert denied.json()["confirmation"] == "denied"
    taken_back = await field.facilitator.post(f"registry/statements/{other['id']}/withdraw", {})
    assert taken_back.json()["withdrawn_on"] == on_day(0)
    minister = {"speaker": {"he": "לשכת השר לביטחון לאומי"}, "kind": "position", "source_ids": [letter]}
    documented = await field.facilitator.created("registry/statements", said(**minister))
    assert documented["confirmation"] == "documented"
    late = await field.facilitator.created("registry/statements", {**of_partner, "source_ids": [letter]})
    await field.facilitator.post(f"registry/statements/{late['id']}/withdraw", {})
    lapsed = await field.partner.post(f"registry/statements/{late['id']}/confirm")
    assert lapsed.json()["code"] == "statement-closed"

    async def listed(**query: Any) -> list[str]:
        answer = await field.founder.get("registry/statements", params=query)
        return [one["id"] for one in answer.json()["items"]]

    everything = [recorded["id"], own["id"], other["id"], documented["id"], late["id"]]
    assert await listed() == everything
    assert await listed(withdrawn=False) == [own["id"], documented["id"]]
    assert await listed(confirmation="denied") == [other["id"]]
    assert await listed(organization_id=field.partner.organization_id, kind="terms") == [own["id"]]
    assert await listed(public=True) == [recorded["id"]]
    told = await all_events(field.founder, types="registry.statement.*")
    capacities = [one["event"]["actor"].get("capacity") for one in told[:3]]
    assert capacities == ["initiative_manager", "representative", "representative"]
    assert "text" not in told[0]["event"]["data"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stated_on": on_day(2)}, "stated-in-the-future"),
        ({"organization_id": str(uuid4()), "source_ids": [str(uuid4())]}, "unknown-organization"),
        ({"source_ids": [str(uuid4())]}, "unknown-statement-source"),
        ({"speaker": {"he": "גם"}}, "validation-failed"),
        ({"organization_id": None}, "validation-failed"),
    ],
)
async def test_what_a_statement_needs(field: Field, change: dict[str, Any], code: str) -> None:
    body = said(organization_id=field.partner.organization_id) | change
    by = field.facilitator if "organization_id" in change else field.partner
    refused = await by.post("registry/statements", body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_nobody_states_for_others(world: World, field: Field) -> None:
    bystander = await world.add_person(field.facilitator, "שכן")
    for stranger in (bystander, field.founder):
        body = said(organization_id=field.partner.organization_id)
        assert (await stranger.post("registry/statements", body)).status_code == 403
