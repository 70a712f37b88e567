"""Proxies: one's vote in somebody else's hands, for a decision or a time, and back at any moment."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from services.cli import main
from tests.governing import Governed, cast, closed, draft, on_day, opened, propose_mandate
from tests.kit import Actor, World
from tests.services.events.workers import all_events


async def given(voter: Actor, holder: Actor, **more: Any) -> Any:
    body = {"voter_id": voter.person_id, "holder_id": holder.person_id, **more}
    return await voter.post("agenda/proxies", body)


async def by_proxy(holder: Actor, decision_id: str, voter_id: str, choice: str = "yes") -> Any:
    return await holder.put(f"agenda/decisions/{decision_id}/ballots/{voter_id}", {"choice": choice})


async def opened_in(governed: Governed, forum_id: str, **more: Any) -> str:
    decision_id = await draft(governed.chair, forum_id, **more)
    await opened(governed.members[: 2 if forum_id == governed.network else 1], decision_id)
    return decision_id


async def test_a_proxy_for_one_decision_is_used_superseded_and_not_revoked_once_used(
    governed: Governed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chair, second, third = governed.members
    decision_id = await opened_in(governed, governed.committee)
    assert (await by_proxy(third, decision_id, second.person_id)).status_code == 403
    for wrong in (
        {},
        {"decision_id": decision_id, "until": on_day(1)},
        {"forum_id": governed.committee},
        {"forum_id": governed.committee, "decision_id": decision_id, "until": on_day(1)},
    ):
        refused = await given(second, third, **wrong)
        assert [error["code"] for error in refused.json()["errors"]] == ["decision_or_period"]
    # Nobody gives another's vote, nor to who has none there.
    for_another = {"voter_id": chair.person_id, "holder_id": third.person_id, "decision_id": decision_id}
    assert (await second.post("agenda/proxies", for_another)).status_code == 403
    outside = await given(second, governed.holder, decision_id=decision_id)
    assert (outside.status_code, outside.json()["code"]) == (422, "not-voter-there")
    oneself = await given(second, second, decision_id=decision_id)
    assert oneself.json()["code"] == "proxy-to-oneself"
    proxy = (await given(second, third, decision_id=decision_id)).json()
    assert (proxy["status"], proxy["forum_id"], proxy["used_at"]) == ("given", governed.committee, None)
    assert (await given(second, chair, decision_id=decision_id)).json()["code"] == "proxy-given-already"
    # It is for whom it was given to, and leads on to nobody else.
    await given(third, chair, decision_id=decision_id)
    assert (await by_proxy(chair, decision_id, second.person_id)).status_code == 403
    ballot = (await by_proxy(third, decision_id, second.person_id, "no")).json()
    assert (ballot["cast_by"], ballot["proxy_id"]) == (third.person_id, proxy["id"])
    used = await second.post(f"agenda/proxies/{proxy['id']}/revoke")
    assert (used.status_code, used.json()["code"]) == (409, "proxy-used")
    assert (await by_proxy(third, decision_id, second.person_id, "abstain")).status_code == 200
    # What one says oneself supersedes it, for good.
    await cast(second, decision_id, "yes")
    late = await by_proxy(third, decision_id, second.person_id, "no")
    assert (late.status_code, late.json()["code"]) == (409, "voter-has-voted")
    revoked = await second.post(f"agenda/proxies/{proxy['id']}/revoke")
    assert revoked.json()["status"] == "revoked"
    await cast(chair, decision_id, "yes")
    assert (await by_proxy(chair, decision_id, third.person_id, "no")).status_code == 200
    await closed(chair, decision_id)
    outcome = (await chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert {one["choice"]: one["ballots"] for one in outcome["choices"]} == {"yes": 2, "no": 1, "abstain": 0}
    assert (await second.post(f"agenda/proxies/{proxy['id']}/revoke")).json()["code"] == "proxy-ended"
    events = [one["event"] for one in await all_events(chair, types="agenda.ballot.cast")]
    of_proxies = [event for event in events if "proxy_id" in event["data"]]
    assert [event["actor"]["capacity"] for event in of_proxies] == ["proxy"] * 3
    assert {event["data"]["voter_id"] for event in of_proxies} == {second.person_id, third.person_id}
    export = tmp_path / "log.ndjson"
    export.write_bytes((await chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0
    assert "yes 2, no 1, abstain 0" in capsys.readouterr().out
    listed = await chair.get("agenda/proxies", params={"holder_id": third.person_id})
    assert [one["id"] for one in listed.json()["items"]] == [proxy["id"]]
    own = (await third.get(f"agenda/people/{third.person_id}/personal-data")).json()["proxies"]
    assert len(own) == 2


async def test_a_proxy_for_a_time_covers_what_is_opened_and_ends_when_it_is_taken_back(
    world: World, governed: Governed, database: Any
) -> None:
    chair, second, third = governed.members
    for day in (-1, 400):
        long = await given(second, third, forum_id=governed.committee, until=on_day(day))
        assert long.json()["code"] == "proxy-period-out-of-range"
    # Never to the backbone: neither staff, nor who seeks the mandate.
    await propose_mandate(chair, governed.holder.organization_id)
    for of_the_backbone in (governed.field.facilitator, governed.holder):
        refused = await given(second, of_the_backbone, forum_id=governed.committee, until=on_day(9))
        assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
        assert "by proxy" in refused.json()["detail"]
    period = (await given(second, third, forum_id=governed.committee, until=on_day(9))).json()
    decision_id = await opened_in(governed, governed.committee)
    assert (await by_proxy(third, decision_id, second.person_id)).status_code == 200
    # One for the decision goes before the one for a time.
    own = await given(second, chair, decision_id=decision_id)
    assert own.status_code == 201, own.text
    assert (await by_proxy(third, decision_id, second.person_id, "no")).status_code == 403
    assert (await by_proxy(chair, decision_id, second.person_id, "no")).status_code == 200
    declined = await chair.post(f"agenda/proxies/{own.json()['id']}/decline")
    assert declined.json()["status"] == "declined"
    assert (await second.post(f"agenda/proxies/{period['id']}/decline")).status_code == 403
    # What was cast stays when a proxy for a time is taken back; from then on nothing more is.
    revoked = await second.post(f"agenda/proxies/{period['id']}/revoke")
    assert revoked.json()["status"] == "revoked"
    assert (await by_proxy(third, decision_id, second.person_id, "abstain")).status_code == 403
    (ballot,) = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
    assert (ballot["choice"], ballot["cast_by"]) == ("no", chair.person_id)
    # Whoever stepped aside votes for nobody, and a voter who did has no vote to give.
    assert (await given(second, third, decision_id=decision_id)).status_code == 201
    recusal = {"voter_id": third.person_id, "reason": {"he": "ניגוד עניינים"}}
    await third.created(f"agenda/decisions/{decision_id}/recusals", recusal)
    assert (await by_proxy(third, decision_id, second.person_id)).status_code == 403
    assert (await given(third, chair, decision_id=decision_id)).json()["code"] == "not-voter-there"
    # Whose holder came to belong to the backbone: what they cast for another is set aside at the closing.
    await governed.field.founder.created(
        "registry/staff", {"person_id": chair.person_id, "role": "data_analyst"}
    )
    await database.execute(
        "UPDATE agenda.decision SET closes_at = now() WHERE id = $1::text::uuid", decision_id
    )
    await closed(second, decision_id)
    outcome = (await second.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["outcome"], outcome["electorate"], outcome["cast"]) == ("no_quorum", 1, 0)
    (aside,) = await all_events(second, types="agenda.ballot.set_aside")
    assert aside["event"]["data"]["voter_id"] == second.person_id


async def test_organizations_give_proxies_to_others_and_nobody_votes_for_more_than_two(
    world: World, governed: Governed
) -> None:
    chair, partner, third = governed.members
    holder = governed.holder
    decision_id = await opened_in(governed, governed.network)
    voters = [chair, partner, third]
    bodies = [
        {
            "voter_id": voter.organization_id,
            "holder_id": holder.person_id,
            "decision_id": decision_id,
        }
        for voter in voters
    ]
    # Whoever speaks for it votes for it anyway.
    own = {**bodies[0], "holder_id": chair.person_id}
    assert (await chair.post("agenda/proxies", own)).json()["code"] == "proxy-to-oneself"
    answers = await asyncio.gather(
        *(voter.post("agenda/proxies", body) for voter, body in zip(voters, bodies, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409]
    (refused,) = (answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "too-many-proxies"
    for answer, voter in zip(answers, voters, strict=True):
        if answer.status_code == 201:
            assert (await by_proxy(holder, decision_id, voter.organization_id)).status_code == 200


async def test_whom_staff_name_while_a_decision_is_open_gives_no_proxy_in_another_ones_place(
    world: World, governed: Governed
) -> None:
    _, partner, third = governed.members
    decision_id = await opened_in(governed, governed.network)
    late = await world.add_person(governed.field.facilitator, "נציג חדש", partner.organization_id)
    named = {"voter_id": partner.organization_id, "holder_id": third.person_id}
    refused = await late.post("agenda/proxies", {**named, "decision_id": decision_id})
    assert refused.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    # For a time, it holds for what is opened from now on, and not for what is open.
    period = {**named, "forum_id": governed.network, "until": on_day(9)}
    assert (await late.post("agenda/proxies", period)).status_code == 201
    used = await by_proxy(third, decision_id, partner.organization_id)
    assert used.json()["type"] == "urn:shidra:charter:backbone-does-not-decide"
    following = await opened_in(governed, governed.network)
    assert (await by_proxy(third, following, partner.organization_id)).status_code == 200


async def test_a_proxy_is_revoked_or_used_and_never_both(governed: Governed) -> None:
    chair, second, third = governed.members
    for _ in range(3):
        decision_id = await opened_in(governed, governed.committee)
        proxy = (await given(second, third, decision_id=decision_id)).json()
        used, revoked = await asyncio.gather(
            by_proxy(third, decision_id, second.person_id),
            second.post(f"agenda/proxies/{proxy['id']}/revoke"),
        )
        assert (used.status_code, revoked.status_code) in ((200, 409), (403, 200))
    # The voter and who votes for them at the same moment: what the voter says stands.
    for _ in range(3):
        decision_id = await opened_in(governed, governed.committee)
        await given(second, third, decision_id=decision_id)
        own, _ = await asyncio.gather(
            by_proxy(second, decision_id, second.person_id, "no"),
            by_proxy(third, decision_id, second.person_id, "yes"),
        )
        assert own.status_code == 200
        (ballot,) = (await chair.get(f"agenda/decisions/{decision_id}/ballots")).json()["items"]
        assert (ballot["choice"], ballot["proxy_id"]) == ("no", None)


async def test_what_is_hidden_is_voted_on_by_proxy_and_objected_to_by_nobody_that_is_seen(
    governed: Governed, tmp_path: Path
) -> None:
    chair, second, third = governed.members
    for secrecy, method, choice in (("hidden", "gradients", "block"), ("secret", "majority", "no")):
        decision_id = await opened_in(governed, governed.committee, secrecy=secrecy, method={"name": method})
        proxy = (await given(second, third, decision_id=decision_id)).json()
        reason = {"he": "יש בזה נזק"} if choice == "block" else None
        path = f"agenda/decisions/{decision_id}/ballots/{second.person_id}"
        ballot = await third.put(path, {"choice": choice, "reason": reason})
        assert ballot.status_code == 200, ballot.text
        assert (await chair.get(f"agenda/decisions/{decision_id}/objections")).json()["items"] == []
        for member in (chair, third):
            await cast(member, decision_id, "agree" if secrecy == "hidden" else "yes")
        told = [one["event"]["data"] for one in await all_events(chair, types="agenda.ballot.given")]
        assert (told[-3]["voter_id"], told[-3]["proxy_id"]) == (second.person_id, proxy["id"])
        await closed(chair, decision_id)
        export = tmp_path / f"{secrecy}.ndjson"
        export.write_bytes((await chair.get("events/export")).content)
        assert main(["verify", "outcome", str(export), decision_id]) == 0
