"""What is left of who voted, objected, recorded and let others vote, once they are erased."""

import asyncpg

from tests.governing import CONSENT, Governed, cast, draft, in_hours, opened
from tests.kit import World
from tests.services.agenda.voices.test_erasure import tables_holding
from tests.services.erasing import erase

SAID = {"he": "משפט שרק מי שנמחקה הייתה אומרת"}


async def test_what_somebody_wrote_about_decisions_is_erased_and_that_they_voted_stays(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    chair, leaving, third = governed.members
    decision_id = await draft(chair, governed.committee, method=CONSENT)
    path = f"agenda/decisions/{decision_id}"
    await opened([chair], decision_id)
    await cast(third, decision_id, "object", reason={"he": "של אחרת"})
    await cast(leaving, decision_id, "object", reason=SAID)
    listed = (await chair.get(f"{path}/objections")).json()["items"]
    (own,) = [one for one in listed if one["voter_id"] == leaving.person_id]
    (other,) = [one for one in listed if one["voter_id"] != leaving.person_id]
    await leaving.created(f"{path}/objections/{other['id']}/answers", {"text": SAID})
    recorded = f"{path}/ballots/{chair.person_id}/record"
    body = {"choice": "consent", "reason": SAID}
    assert (await governed.field.facilitator.post(recorded, body)).status_code == 200
    extension = {"closes_at": in_hours(200), "reason": SAID}
    assert (await leaving.post(f"{path}/extend", extension)).status_code == 200
    text = {"question": {"he": "ואולי?"}, "objection_ids": [own["id"]], "reason": SAID}
    await leaving.created(f"{path}/amendments", text)
    for voter, holder in ((leaving, third), (third, leaving)):
        proxy = {"voter_id": voter.person_id, "holder_id": holder.person_id, "decision_id": decision_id}
        await voter.created("agenda/proxies", proxy)
    assert "agenda.objection" in await tables_holding(database, SAID["he"])

    for person in (leaving, governed.field.facilitator):
        await erase(world, person, in_service="agenda")

    assert await tables_holding(database, SAID["he"]) == []
    assert (await chair.get("agenda/proxies")).json()["items"] == []
    (amendment,) = (await chair.get(f"{path}/amendments")).json()["items"]
    assert (amendment["question"], amendment["proposed_by"], amendment["reason"]) == (
        {"he": "ואולי?"},
        None,
        None,
    )
    kept = {one["voter_id"]: one for one in (await chair.get(f"{path}/ballots")).json()["items"]}
    assert (kept[leaving.person_id]["choice"], kept[leaving.person_id]["cast_by"]) == ("object", None)
    assert (kept[chair.person_id]["status"], kept[chair.person_id]["recorded_by"]) == ("awaits_voter", None)
    objections = {one["voter_id"]: one for one in (await chair.get(f"{path}/objections")).json()["items"]}
    assert (objections[leaving.person_id]["harm"], objections[leaving.person_id]["status"]) == (
        None,
        "stands",
    )
    (answer,) = objections[third.person_id]["answers"]
    assert (answer["text"], answer["answered_by"]) == (None, None)
