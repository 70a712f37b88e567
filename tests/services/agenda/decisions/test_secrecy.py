"""Hidden and secret ballots: what nobody sees before the closing, and what anybody can count afterwards."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from services.agenda.decisions.errors import TooFewForSecrecy
from services.agenda.decisions.opening import check_secrecy
from services.agenda.published_ballots.publishing import parts, published_event
from services.agenda.worker import DecisionsDue
from services.cli import main
from shared.eventlog.envelope import MAX_LINE_BYTES, Actor, entry
from shared.ids import uuid7
from tests.governing import Governed, closed, draft, make_due, opened, question
from tests.kit import Actor as Somebody
from tests.kit import World

SECRET: dict[str, Any] = {"secrecy": "secret"}
HIDDEN: dict[str, Any] = {"secrecy": "hidden"}
NOTHING = (None, None, None, None)


async def asked(governed: Governed, **more: Any) -> str:
    """An open question of the committee."""
    decision_id = await draft(governed.chair, governed.committee, **more)
    await opened([governed.chair], decision_id)
    return decision_id


async def give(voter: Somebody, decision_id: str, **said: Any) -> dict[str, Any]:
    """Cast a ballot; answers what is answered."""
    answer = await voter.put(f"agenda/decisions/{decision_id}/ballots/{voter.person_id}", said)
    assert answer.status_code == 200, answer.text
    ballot: dict[str, Any] = answer.json()
    return ballot


async def listed(reader: Somebody, path: str) -> list[dict[str, Any]]:
    """The items of a list."""
    items: list[dict[str, Any]] = (await reader.get(path)).json()["items"]
    return items


def said(ballot: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(ballot[name] for name in ("choice", "approved", "scores", "ranking"))


async def told_of(reader: Somebody, decision_id: str) -> list[dict[str, Any]]:
    """What the log says of a decision's ballots."""
    types = ["agenda.ballot.given", "agenda.ballot.cast", "agenda.ballot.published"]
    found = await reader.get("events/events", params={"types": types, "limit": 200})
    events = [item["event"] for item in found.json()["items"]]
    return [event for event in events if event["data"]["decision_id"] == decision_id]


async def nobody_sees(governed: Governed, decision_id: str) -> None:
    """Neither members, nor the voter, nor facilitators, nor the log see what a ballot says."""
    chair = governed.chair
    for reader in (*governed.members, governed.field.facilitator):
        for ballot in await listed(reader, f"agenda/decisions/{decision_id}/ballots"):
            assert said(ballot) == NOTHING
            assert (ballot["reason"], ballot["receipt"]) == (None, None)
    for exporter in (chair, governed.field.facilitator):
        data = (await exporter.get(f"agenda/people/{chair.person_id}/personal-data")).json()
        (mine,) = [one for one in data["ballots"] if one["decision_id"] == decision_id]
        assert said(mine) == NOTHING
        assert mine["receipt"] is None
    for event in await told_of(chair, decision_id):
        assert event["type"] == "agenda.ballot.given"
        assert set(event["data"]) <= {"decision_id", "voter_id", "cast_by", "awaits"}
        assert event["sealed"] == {}
    early = await chair.get(f"agenda/decisions/{decision_id}/outcome/ballots")
    assert early.json()["code"] == "decision-not-closed"


async def test_secret_ballots_are_seen_by_nobody_and_counted_by_everybody(
    governed: Governed, database: asyncpg.Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decision_id = await asked(governed, **SECRET)
    shown = (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()
    assert (shown["secrecy"], shown["reasons"]) == ("secret", "none")
    path = f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}"
    why = await governed.chair.put(path, {"choice": "yes", "reason": {"he": "כי כך"}})
    assert (why.status_code, why.json()["code"]) == (422, "reason-not-taken")
    first = await give(governed.chair, decision_id, choice="yes")
    with_key = await governed.chair.call("PUT", path, {"choice": "no"}, headers={"Idempotency-Key": "k"})
    changed = with_key.json()
    assert (changed["choice"], changed["version"]) == ("no", 2)
    assert UUID(changed["receipt"]).version == UUID(first["receipt"]).version == 4
    assert changed["receipt"] != first["receipt"]
    kept = await database.fetch("SELECT convert_from(body, 'UTF8') AS body FROM agenda.idempotency_record")
    assert not any(changed["receipt"] in (row["body"] or "") for row in kept)
    await nobody_sees(governed, decision_id)
    others = [await give(member, decision_id, choice="yes") for member in governed.members[1:]]

    await closed(governed.chair, decision_id)
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["outcome"], outcome["quorum_needed"], outcome["published"]) == ("adopted", 3, 3)
    found = {ballot["receipt"]: ballot["choice"] for ballot in outcome["ballots"]}
    assert list(found) == sorted(found)
    assert found == {ballot["receipt"]: ballot["choice"] for ballot in (changed, *others)}
    assert [sector["choices"] for sector in outcome["sectors"]] == [[], [], []]
    assert {ballot["sector"] for ballot in outcome["ballots"]} == {None}
    assert "3 of them are published by their receipts" in outcome["words"]
    assert "In favour: 2. Against: 1." in outcome["words"]
    assert "Public sector: 1 of 1 voted." in outcome["words"]
    page = (
        await governed.chair.get(f"agenda/decisions/{decision_id}/outcome/ballots", params={"limit": 2})
    ).json()
    assert page["items"] == outcome["ballots"][:2]
    assert page["next_cursor"]

    # Nothing leads from a voter to what they said: not in lists, not in exports, not in the database.
    for ballot in await listed(governed.chair, f"agenda/decisions/{decision_id}/ballots"):
        assert (said(ballot), ballot["receipt"]) == (NOTHING, None)
    own = (await governed.chair.get(f"agenda/people/{governed.chair.person_id}/personal-data")).json()
    assert [said(one) for one in own["ballots"] if one["decision_id"] == decision_id] == [NOTHING]
    rows = await database.fetch(
        "SELECT choice, option_ids, scores, receipt FROM agenda.ballot WHERE decision_id = $1", decision_id
    )
    assert {tuple(row) for row in rows} == {NOTHING}
    told = await told_of(governed.chair, decision_id)
    assert [event["type"] for event in told] == ["agenda.ballot.given"] * 4 + ["agenda.ballot.published"]
    assert told[-1]["data"] == {
        "decision_id": decision_id,
        "receipts": list(found),
        "choices": list(found.values()),
    }
    export = tmp_path / "log.ndjson"
    export.write_bytes((await governed.chair.get("events/export")).content)
    assert first["receipt"] not in export.read_text()
    assert main(["verify", "outcome", str(export), decision_id]) == 0
    printed = capsys.readouterr().out
    assert "from the ballots follows adopted, and so the log says" in printed
    assert "yes 2, no 1, abstain 0" in printed
    assert "public: 1 of 1 voted\n" in printed


async def test_hidden_ballots_are_told_with_their_voters_when_the_decision_closes(
    governed: Governed, database: asyncpg.Connection, tmp_path: Path
) -> None:
    decision_id = await asked(governed, **HIDDEN, method={"name": "gradients"}, reasons="required")
    chair, second, third = governed.members
    why = {"he": "זה מה שביקשו המשפחות"}
    answer = await give(chair, decision_id, choice="endorse", reason=why)
    assert (answer["choice"], answer["reason"], answer["receipt"]) == ("endorse", why, None)
    await give(second, decision_id, choice="agree", reason=why)
    await give(third, decision_id, choice="block", reason=why)
    stepping = {"voter_id": third.person_id, "reason": {"he": "קרבה משפחתית"}}
    await third.created(f"agenda/decisions/{decision_id}/recusals", stepping)
    await nobody_sees(governed, decision_id)
    opening = await governed.chair.get("events/openings")
    assert "המשפחות" not in opening.text

    assert (await closed(chair, decision_id))["outcome"] == "adopted"
    ballots = await listed(chair, f"agenda/decisions/{decision_id}/ballots")
    shown = {ballot["voter_id"]: (ballot["choice"], ballot["reason"]) for ballot in ballots}
    # What does not count was not told, and is not kept.
    assert shown == {
        chair.person_id: ("endorse", why),
        second.person_id: ("agree", why),
        third.person_id: (None, None),
    }
    (published,) = [event for event in await told_of(chair, decision_id) if "choices" in event["data"]]
    assert dict(zip(published["data"]["voter_ids"], published["data"]["choices"], strict=True)) == {
        chair.person_id: "endorse",
        second.person_id: "agree",
    }
    opening = await governed.chair.get("events/openings")
    assert opening.text.count("המשפחות") == 2
    outcome = (await chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["published"], outcome["ballots"]) == (0, [])
    export = tmp_path / "log.ndjson"
    export.write_bytes((await chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0


async def test_too_few_secret_ballots_come_to_nothing_and_are_told_to_nobody(
    governed: Governed, due: DecisionsDue, database: asyncpg.Connection, tmp_path: Path
) -> None:
    decision_id = await asked(governed, **SECRET)
    for member in governed.members[:2]:
        await give(member, decision_id, choice="yes")
    await make_due(database, decision_id)
    while await due.close_next():
        pass
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["outcome"], outcome["cast"], outcome["quorum_needed"]) == ("no_quorum", 2, 3)
    assert (outcome["published"], outcome["ballots"], outcome["choices"]) == (0, [], [])
    assert "too few to be published without telling who said what" in outcome["words"]
    assert "yes" not in json.dumps(await told_of(governed.chair, decision_id))
    left = await database.fetchval(
        "SELECT count(*) FROM agenda.ballot WHERE decision_id = $1 AND (choice, receipt) IS NOT NULL",
        decision_id,
    )
    assert left == 0
    export = tmp_path / "log.ndjson"
    export.write_bytes((await governed.chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0


@pytest.mark.parametrize("secrecy", [SECRET, HIDDEN])
async def test_what_is_withdrawn_is_never_told(
    governed: Governed, database: asyncpg.Connection, secrecy: dict[str, Any]
) -> None:
    decision_id = await asked(governed, **secrecy)
    await give(governed.chair, decision_id, choice="yes")
    withdrawn = await governed.chair.post(f"agenda/decisions/{decision_id}/withdraw", {})
    assert withdrawn.json()["outcome"] == "withdrawn"
    (ballot,) = await listed(governed.chair, f"agenda/decisions/{decision_id}/ballots")
    assert said(ballot) == NOTHING
    kept = await database.fetchrow(
        "SELECT choice, receipt FROM agenda.ballot WHERE decision_id = $1", decision_id
    )
    assert kept is not None
    assert tuple(kept) == (None, None)


async def test_options_are_scored_in_secret(governed: Governed) -> None:
    options = [{"title": {"he": "קו חם"}}, {"title": {"he": "מקלט"}}]
    decision_id = await asked(governed, **SECRET, method={"name": "score"}, options=options)
    line, shelter = [
        option["id"]
        for option in (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()["options"]
    ]
    for member, score in zip(governed.members, (5, 4, 1), strict=True):
        await give(
            member,
            decision_id,
            scores=[{"option_id": line, "score": score}, {"option_id": shelter, "score": 3}],
        )
    await closed(governed.chair, decision_id)
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert [(one["option_id"], one["points"]) for one in outcome["options"]] == [(line, 10), (shelter, 9)]
    assert sorted(one["scores"][0]["score"] for one in outcome["ballots"]) == [1, 4, 5]


async def test_secret_ballots_by_sector_tell_the_sector_where_three_of_it_voted(
    world: World, governed: Governed, tmp_path: Path
) -> None:
    speaking = [governed.chair, *governed.members[1:], governed.holder]
    by_sector = {
        "philanthropy": [speaking[0]],
        "nonprofit": [speaking[1], speaking[3]],
        "public": [speaking[2]],
    }
    for people in by_sector.values():
        while len(people) < 3:
            organization = people[0].organization_id
            people.append(await world.add_person(governed.field.facilitator, "עוד אחת", organization))
    balanced = {"name": "sector_balanced", "sectors_required": 2}
    decision_id = await draft(governed.chair, governed.network, **SECRET, voter="person", method=balanced)
    await opened(governed.members[:2], decision_id)
    for people, choices in zip(by_sector.values(), ("yes yes no", "yes yes yes", "no no no"), strict=True):
        for voter, choice in zip(people, choices.split(), strict=True):
            await give(voter, decision_id, choice=choice)
    assert (await closed(governed.chair, decision_id))["outcome"] == "adopted"
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    carried = {sector["sector"]: sector["carried"] for sector in outcome["sectors"]}
    assert carried == {"nonprofit": True, "philanthropy": True, "public": False}
    counted = sorted((ballot["sector"], ballot["choice"]) for ballot in outcome["ballots"])
    assert counted == sorted(
        (sector, choice)
        for sector, choices in zip(by_sector, ("yes yes no", "yes yes yes", "no no no"), strict=True)
        for choice in choices.split()
    )
    export = tmp_path / "log.ndjson"
    export.write_bytes((await governed.chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0


async def test_what_would_not_be_secret_is_refused(governed: Governed) -> None:
    for secrecy in (SECRET, HIDDEN):
        consent = question(governed.committee, **secrecy, method={"name": "consent"})
        refused = await governed.chair.post("agenda/decisions", consent)
        assert (refused.status_code, refused.json()["code"]) == (422, "consent-is-open")
    for reasons in ("optional", "required", "required_for_objection"):
        body = question(governed.committee, **SECRET, reasons=reasons)
        refused = await governed.chair.post("agenda/decisions", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "secret-without-reasons")
    balanced = {"name": "sector_balanced", "sectors_required": 2}
    decision_id = await draft(governed.chair, governed.committee, **SECRET, method=balanced)
    refused = await governed.chair.post(f"agenda/decisions/{decision_id}/open")
    assert (refused.status_code, refused.json()["code"]) == (409, "too-few-for-secrecy")
    reasoned = await governed.chair.patch(f"agenda/decisions/{decision_id}", {"reasons": "optional"})
    assert reasoned.json()["code"] == "secret-without-reasons"


async def test_secrecy_changes_in_a_draft_and_never_once_it_is_open(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    path = f"agenda/decisions/{decision_id}"
    for secrecy, reasons in (
        ("secret", "none"),
        ("hidden", "required_for_objection"),
        ("open", "required_for_objection"),
        ("secret", "none"),
    ):
        changed = await governed.chair.patch(path, {"secrecy": secrecy})
        assert (changed.json()["secrecy"], changed.json()["reasons"]) == (secrecy, reasons)
    assert (await opened([governed.chair], decision_id))["secrecy"] == "secret"
    for relaxed in ("hidden", "open"):
        refused = await governed.chair.patch(path, {"secrecy": relaxed})
        assert refused.json()["code"] == "decision-not-draft"
    (told,) = [
        item["event"]["data"]
        for item in (
            await governed.chair.get(
                "events/events", params={"types": "agenda.decision.opened", "limit": 200}
            )
        ).json()["items"]
        if item["event"]["data"]["decision_id"] == decision_id
    ]
    assert told["secrecy"] == "secret"
    agreeing = await draft(governed.chair, governed.committee, method={"name": "consent"})
    refused = await governed.chair.patch(f"agenda/decisions/{agreeing}", {"secrecy": "hidden"})
    assert refused.json()["code"] == "consent-is-open"


async def test_nobody_writes_down_what_nobody_sees_and_approval_is_given_unseen(
    governed: Governed, tmp_path: Path
) -> None:
    chair, second, third = governed.members
    decision_id = await asked(governed, **SECRET)
    path = f"agenda/decisions/{decision_id}"
    for recorder in (chair, governed.field.facilitator):
        recorded = await recorder.post(f"{path}/ballots/{second.person_id}/record", {"choice": "yes"})
        assert (recorded.status_code, recorded.json()["code"]) == (409, "ballots-not-seen")
    hands = {"meeting_id": governed.committee, "hands": [{"voter_id": second.person_id, "choice": "yes"}]}
    shown = await chair.post(f"{path}/show-of-hands", hands)
    assert (shown.status_code, shown.json()["code"]) == (409, "ballots-not-seen")

    given = await give(chair, decision_id, choice="no", subject_to_approval=True)
    assert (given["status"], given["choice"]) == ("awaits_approval", "no")
    confirmed = await chair.call(
        "POST", f"{path}/ballots/{chair.person_id}/confirm", headers={"If-Match": '"1"'}
    )
    assert (confirmed.json()["status"], said(confirmed.json())) == ("counts", NOTHING)
    await nobody_sees(governed, decision_id)
    await give(second, decision_id, choice="yes")
    assert (await give(third, decision_id, choice="yes", subject_to_approval=True))["receipt"]
    early = await chair.post(f"{path}/close")
    assert early.json()["code"] == "not-everybody-voted"
    await give(third, decision_id, choice="yes")
    await closed(chair, decision_id)
    outcome = (await chair.get(f"{path}/outcome")).json()
    assert given["receipt"] in {ballot["receipt"] for ballot in outcome["ballots"]}
    export = tmp_path / "log.ndjson"
    export.write_bytes((await chair.get("events/export")).content)
    assert main(["verify", "outcome", str(export), decision_id]) == 0


def test_secret_ballots_take_three_voters_and_where_sectors_are_counted_three_of_each() -> None:
    voters = ["public", "public", "business"]
    majority: dict[str, Any] = {
        "secrecy": "secret",
        "method": {"name": "majority", "threshold": None, "sectors_required": None},
    }
    check_secrecy(majority, voters)
    with pytest.raises(TooFewForSecrecy):
        check_secrecy(majority, voters[:2])
    balanced = {**majority, "method": {**majority["method"], "name": "sector_balanced"}}
    with pytest.raises(TooFewForSecrecy):
        check_secrecy(balanced, voters)
    check_secrecy({**balanced, "secrecy": "hidden"}, voters)


@pytest.mark.parametrize("options", [0, 2, 20])
def test_whatever_many_ballots_say_fits_into_lines_of_the_log(options: int) -> None:
    ids = [uuid7() for _ in range(options)]
    row = {
        "choice": None if options else "agree_with_reservations",
        "option_ids": ids or None,
        "scores": [100] * options if options else None,
        "sector": "philanthropy",
    }
    rows = [{**row, "receipt": uuid4()} for _ in range(2_000)]
    told = list(parts(rows, options))
    assert [one for part in told for one in part] == rows
    decision_id = uuid7()
    for part in told[:1]:
        event = published_event(decision_id, part, receipts=[one["receipt"] for one in part])
        actor = Actor("person", uuid7(), "representative", uuid7())
        line = entry(
            event,
            source="/agenda",
            initiative_id=uuid7(),
            actor=actor,
            time=datetime.now(UTC),
            request_id="x" * 64,
        ).line
        assert MAX_LINE_BYTES / 3 < len(line) <= MAX_LINE_BYTES
