"""Objections: answered, accepted or withdrawn by their authors, and amended for, then all vote anew."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cli import main
from tests.governing import CONSENT, Governed, cast, closed, draft, in_hours, make_due, opened
from tests.kit import Actor, World
from tests.services.events.workers import all_events

HARM = {"he": "מי שעובדות בבוקר לא יוכלו להגיע"}
QUESTION = {"he": "האם ניפגש אחר הצהריים?"}
WHY = {"he": "כדי שכולן יוכלו להגיע"}


async def asked(governed: Governed, by: Actor | None = None, **more: Any) -> str:
    decision_id = await draft(by or governed.chair, governed.committee, method=CONSENT, **more)
    await opened([governed.chair], decision_id)
    return decision_id


async def objections(governed: Governed, decision_id: str) -> list[dict[str, Any]]:
    found = await governed.chair.get(f"agenda/decisions/{decision_id}/objections")
    listed: list[dict[str, Any]] = found.json()["items"]
    return listed


async def amended(by: Actor, decision_id: str, *objection_ids: str, **more: Any) -> Any:
    body = {"question": QUESTION, "objection_ids": list(objection_ids), "reason": WHY, **more}
    return await by.post(f"agenda/decisions/{decision_id}/amendments", body)


async def test_an_objection_is_answered_and_its_author_alone_says_that_this_settles_it(
    governed: Governed,
) -> None:
    chair, second, third = governed.members
    decision_id = await asked(governed)
    await cast(second, decision_id, "object", reason=HARM)
    (objection,) = await objections(governed, decision_id)
    assert (objection["status"], objection["harm"], objection["voter_id"]) == (
        "stands",
        HARM,
        second.person_id,
    )
    path = f"agenda/decisions/{decision_id}/objections/{objection['id']}"
    # The forum answers, and facilitators; whoever is neither does not.
    text = {"text": {"he": "ניפגש גם בערב"}}
    assert (await governed.holder.post(f"{path}/answers", text)).status_code == 403
    await governed.field.facilitator.created(f"{path}/answers", text)
    first, answer = (await third.created(f"{path}/answers", text))["answers"]
    assert (first["answered_by"], answer["answered_by"]) == (
        governed.field.facilitator.person_id,
        third.person_id,
    )
    accepted = {"answer_id": answer["id"], "choice": "consent"}
    assert (await chair.post(f"{path}/accept", accepted)).status_code == 403
    still = await second.post(f"{path}/accept", {**accepted, "choice": "object", "reason": HARM})
    assert (still.status_code, still.json()["code"]) == (422, "still-objecting")
    unknown = await second.post(f"{path}/accept", {**accepted, "answer_id": objection["id"]})
    assert unknown.json()["code"] == "unknown-answer"
    resolved = (await second.post(f"{path}/accept", accepted)).json()
    assert (resolved["status"], resolved["accepted_answer_id"]) == ("resolved", answer["id"])
    assert (await second.post(f"{path}/accept", accepted)).json()["code"] == "objection-settled"
    # Saying something else withdraws; objecting again raises another; a recusal takes it along.
    for choice, reason in (("object", HARM), ("object", WHY), ("abstain", None)):
        await cast(third, decision_id, choice, reason=reason)
    await cast(third, decision_id, "object", reason=HARM)
    assert [(one["status"], one["harm"]) for one in await objections(governed, decision_id)] == [
        ("resolved", HARM),
        ("withdrawn", WHY),
        ("stands", HARM),
    ]
    recusal = {"voter_id": third.person_id, "reason": {"he": "ניגוד עניינים"}}
    await third.created(f"agenda/decisions/{decision_id}/recusals", recusal)
    await cast(chair, decision_id, "consent")
    assert (await closed(chair, decision_id))["outcome"] == "adopted"
    assert (await objections(governed, decision_id))[-1]["status"] == "withdrawn"
    told = [one["event"]["type"] for one in await all_events(chair)]
    kinds = [one.rpartition(".")[2] for one in told if one.startswith("agenda.objection.")]
    assert kinds[:2] == ["raised", "answered"]
    assert kinds[2:] == ["answered", "resolved", "raised", "withdrawn", "raised", "withdrawn"]
    own = (await third.get(f"agenda/people/{third.person_id}/personal-data")).json()
    assert (len(own["objections"]), len(own["objection_answers"])) == (2, 1)


async def test_what_counts_for_nothing_objects_to_nothing_once_it_is_closed(governed: Governed) -> None:
    chair, second, third = governed.members
    decision_id = await asked(governed)
    await cast(chair, decision_id, "consent")
    for member in (second, third):
        await cast(member, decision_id, "object", reason=HARM)
    staff = {"person_id": third.person_id, "role": "data_analyst"}
    await governed.field.founder.created("registry/staff", staff)
    assert [one["status"] for one in await objections(governed, decision_id)] == ["stands", "stands"]
    done = await closed(chair, decision_id)
    assert done["outcome"] == "not_adopted"
    kept, lapsed = await objections(governed, decision_id)
    # Dissent that counted stays visible; what belongs to the backbone is none.
    assert (kept["voter_id"], kept["status"], kept["settled_at"]) == (second.person_id, "stands", None)
    assert (lapsed["status"], lapsed["settled_at"]) == ("lapsed", done["closed_at"])


async def test_an_organizations_objection_falls_with_who_cast_it(world: World, governed: Governed) -> None:
    casting = governed.members[1]
    await world.add_person(governed.field.facilitator, "נציגה נוספת", casting.organization_id)
    decision_id = await draft(governed.chair, governed.network, method=CONSENT)
    await opened(governed.members[:2], decision_id)
    await cast(casting, decision_id, "object", voter_id=casting.organization_id, reason=HARM)
    for member in (governed.chair, governed.members[2], governed.holder):
        await cast(member, decision_id, "consent", voter_id=member.organization_id)
    await governed.field.founder.created(
        "registry/staff", {"person_id": casting.person_id, "role": "data_analyst"}
    )
    assert (await closed(governed.chair, decision_id))["outcome"] == "adopted"
    assert [one["status"] for one in await objections(governed, decision_id)] == ["lapsed"]


async def test_what_is_amended_is_voted_on_anew(
    governed: Governed, tmp_path: Path, capsys: pytest.CaptureFixture[str], due: Any, database: Any
) -> None:
    chair, second, third = governed.members
    decision_id = await asked(governed)
    await cast(chair, decision_id, "consent")
    await cast(second, decision_id, "object", reason=HARM)
    await cast(third, decision_id, "object", reason=WHY)
    one, _ = await objections(governed, decision_id)
    made = (await amended(chair, decision_id, one["id"])).json()
    assert (made["question"], made["from_question"], bool(made["made_at"])) == (
        QUESTION,
        {"he": "האם?"},
        True,
    )
    decision = (await chair.get(f"agenda/decisions/{decision_id}")).json()
    assert (decision["question"], decision["amendment_id"]) == (QUESTION, made["id"])
    statuses = [found["status"] for found in await objections(governed, decision_id)]
    assert statuses == ["amended_for", "lapsed"]
    listed = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    assert {ballot["status"] for ballot in listed} == {"to_be_renewed"}
    (reminded,) = await all_events(chair, types="agenda.decision.voters_reminded")
    assert reminded["event"]["data"]["kind"] == "renew"
    assert set(reminded["event"]["data"]["voter_ids"]) == {member.person_id for member in governed.members}
    # A ballot names the text it is about; one that was on its way with the earlier text does not count.
    path = f"agenda/decisions/{decision_id}/ballots/{chair.person_id}"
    unseen = await chair.put(path, {"choice": "consent"})
    assert (unseen.status_code, unseen.json()["code"]) == (409, "question-amended")
    # Nobody records another one in the place of what a voter gave, and is to renew.
    other = {"choice": "abstain", "amendment_id": made["id"]}
    recorded = await governed.field.facilitator.post(f"{path}/record", other)
    assert recorded.json()["code"] == "voter-has-voted"
    of_version = {one["voter_id"]: one["version"] for one in listed}
    stale = await chair.post(f"{path}/confirm", headers={"If-Match": f'"{of_version[chair.person_id] - 1}"'})
    assert stale.status_code == 412
    renewed = await chair.post(f"{path}/confirm", headers={"If-Match": f'"{of_version[chair.person_id]}"'})
    assert (renewed.json()["status"], renewed.json()["choice"]) == ("counts", "consent")
    await cast(second, decision_id, "consent", amendment_id=made["id"])
    assert (await chair.post(f"agenda/decisions/{decision_id}/close")).json()["code"] == "not-everybody-voted"
    await make_due(database, decision_id)
    while await due.close_next():
        pass
    outcome = (await chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["outcome"], outcome["cast"], outcome["to_be_renewed"]) == ("adopted", 2, 1)
    assert "were not renewed, and so did not count: 1." in outcome["words"]
    export = tmp_path / "log.ndjson"
    export.write_bytes((await chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0
    assert "2 of 3 voted" in capsys.readouterr().out


async def test_who_amends_for_what_and_when(governed: Governed, database: Any) -> None:
    chair, second, third = governed.members
    facilitator = governed.field.facilitator
    decision_id = await asked(governed)
    await cast(third, decision_id, "object", reason=HARM)
    (objection,) = await objections(governed, decision_id)
    # Staff amend nothing, others not without an objection, nor with nothing to say.
    refused = await amended(facilitator, decision_id, objection["id"])
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-appoint-itself"
    assert "Staff can answer objections" in refused.json()["detail"]
    assert (await amended(governed.holder, decision_id, objection["id"])).status_code == 403
    assert (await amended(chair, decision_id, decision_id)).json()["code"] == "objections-not-standing"
    same = await amended(chair, decision_id, objection["id"], question={"he": "האם?"})
    assert same.json()["code"] == "same-text"
    nothing = {"objection_ids": [objection["id"]], "reason": WHY}
    answer = await chair.post(f"agenda/decisions/{decision_id}/amendments", nothing)
    assert [error["code"] for error in answer.json()["errors"]] == ["nothing_amended"]
    # A member proposes, and another brings it about; what was proposed to another text is out of date.
    proposed = (await amended(second, decision_id, objection["id"])).json()
    assert proposed["made_at"] is None
    outdated = (await amended(second, decision_id, objection["id"], question={"he": "אולי?"})).json()
    path = f"agenda/decisions/{decision_id}/amendments"
    own = await second.post(f"{path}/{proposed['id']}/support")
    assert own.json()["code"] == "supported-already"
    assert (await facilitator.post(f"{path}/{proposed['id']}/support")).status_code == 403
    assert (await third.post(f"{path}/{proposed['id']}/support")).json()["made_at"] is not None
    late = await third.post(f"{path}/{outdated['id']}/support")
    assert (late.status_code, late.json()["code"]) == (409, "amendment-outdated")
    assert len((await chair.get(path)).json()["items"]) == 2
    # Who drafted the question amends it alone; with too little time left, nobody does.
    drafted = await asked(governed, second)
    await cast(third, drafted, "object", reason=HARM)
    (objection,) = await objections(governed, drafted)
    await database.execute(
        "UPDATE agenda.decision SET closes_at = now() + $2::interval WHERE id = $1::text::uuid",
        drafted,
        timedelta(hours=23),
    )
    short = await amended(second, drafted, objection["id"])
    assert (short.status_code, short.json()["code"]) == (409, "too-late-to-amend")
    extension = {"closes_at": in_hours(60), "reason": WHY}
    assert (await chair.post(f"agenda/decisions/{drafted}/extend", extension)).status_code == 200
    assert (await amended(second, drafted, objection["id"])).json()["made_at"] is not None


async def test_amending_and_voting_at_once_leaves_no_ballot_on_another_text(governed: Governed) -> None:
    chair, second, third = governed.members
    decision_id = await asked(governed)
    await cast(third, decision_id, "object", reason=HARM)
    (objection,) = await objections(governed, decision_id)
    path = f"agenda/decisions/{decision_id}/ballots/{second.person_id}"
    made, ballot = await asyncio.gather(
        amended(chair, decision_id, objection["id"]), second.put(path, {"choice": "consent"})
    )
    assert made.status_code == 201
    listed = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    assert ballot.status_code in (200, 409)
    assert {one["status"] for one in listed} == {"to_be_renewed"}
