"""Voices: who brings one, who confirms, rewords and withdraws it, who is told what."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.kit import Actor, Field, World

HEBREW = {"he": "אין מי שיענה בערבית בקו החירום בלילה."}
ARABIC = {"ar": "لا أحد يجيب بالعربية على خط الطوارئ ليلًا."}
NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


def of(actor: Actor) -> dict[str, str]:
    return {"person_id": actor.person_id}


async def entered_for(bringer: Actor, by: Actor, text: dict[str, str] = HEBREW) -> dict[str, Any]:
    return await by.created("agenda/voices", {"text": text, "brought_by": of(bringer)})


async def events(database: asyncpg.Connection, field: Field, kind: str) -> list[str]:
    rows = await database.fetch(
        "SELECT line FROM log.entry WHERE initiative_id = $1::text::uuid AND type = $2 ORDER BY position",
        field.id,
        kind,
    )
    return [row["line"].decode() for row in rows]


async def test_ones_own_voice_is_confirmed_at_once(field: Field) -> None:
    voice = await field.partner.created("agenda/voices", {"text": HEBREW | ARABIC})
    assert voice["status"] == "confirmed"
    assert voice["text"] == HEBREW | ARABIC
    assert voice["brought_by"] == {"person_id": field.partner.person_id, "organization_id": None}
    assert (await field.founder.get(f"agenda/voices/{voice['id']}")).json() == voice


async def test_a_voice_entered_for_another_waits_for_them(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    assert voice["status"] == "unconfirmed"
    refused = await field.founder.post(f"agenda/voices/{voice['id']}/confirm")
    by_who_entered_it = await field.facilitator.post(f"agenda/voices/{voice['id']}/confirm")
    assert [refused.status_code, by_who_entered_it.status_code] == [403, 403]
    confirmed = await field.partner.post(f"agenda/voices/{voice['id']}/confirm")
    assert confirmed.json() == voice | {"status": "confirmed", "version": 2}
    again = await field.partner.post(f"agenda/voices/{voice['id']}/confirm")
    assert (again.status_code, again.json()["code"]) == (409, "voice-confirmed-already")


async def test_a_representative_confirms_for_an_organization(world: World, field: Field) -> None:
    organization = field.partner.organization_id
    body = {"text": ARABIC, "brought_by": {"organization_id": organization}}
    voice = await field.facilitator.created("agenda/voices", body)
    assert voice["status"] == "unconfirmed"
    assert voice["brought_by"] == {"person_id": None, "organization_id": organization}
    assert (await field.founder.post(f"agenda/voices/{voice['id']}/confirm")).status_code == 403
    colleague = await world.add_person(field.facilitator, "מנהל העמותה", organization)
    confirmed = await colleague.post(f"agenda/voices/{voice['id']}/confirm")
    assert confirmed.json()["status"] == "confirmed"
    by_a_representative = await field.partner.created("agenda/voices", body)
    assert by_a_representative["status"] == "confirmed"


async def test_who_entered_a_voice_is_shown_nowhere(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    shown = await field.founder.get(f"agenda/voices/{voice['id']}")
    assert field.facilitator.person_id not in shown.text
    told = {"id", "text", "brought_by", "status", "shown_publicly", "created_at", "version"}
    assert set(shown.json()) == told


@pytest.mark.parametrize("bringer", ["person_id", "organization_id"])
async def test_a_voice_of_somebody_unknown_is_refused(field: Field, bringer: str) -> None:
    body = {"text": HEBREW, "brought_by": {bringer: NOBODY}}
    refused = await field.facilitator.post("agenda/voices", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown-bringer")


async def test_nobody_puts_words_into_an_organizations_mouth(field: Field) -> None:
    both = {"person_id": field.partner.person_id, "organization_id": field.founder.organization_id}
    refused = await field.facilitator.post("agenda/voices", {"text": HEBREW, "brought_by": both})
    assert (refused.status_code, refused.json()["code"]) == (422, "bringer-does-not-represent")
    both["organization_id"] = field.partner.organization_id
    assert (await field.partner.created("agenda/voices", {"text": HEBREW, "brought_by": both}))["status"] == (
        "confirmed"
    )


async def test_a_voice_has_a_text_and_somebody_who_brought_it(field: Field) -> None:
    nobody = await field.partner.post("agenda/voices", {"text": HEBREW, "brought_by": {}})
    assert [error["code"] for error in nobody.json()["errors"]] == ["brought_by_nobody"]
    for text in ({}, {"he": " "}, {"fr": "bonjour"}, None, "טקסט"):
        assert (await field.partner.post("agenda/voices", {"text": text})).status_code == 422


async def test_staff_bring_no_voice_of_their_own(field: Field, database: asyncpg.Connection) -> None:
    for language, word in (("he", "צוות"), ("ar", "فريق"), ("en", "staff")):
        refused = await field.facilitator.post(
            "agenda/voices", {"text": HEBREW}, headers={"Accept-Language": language}
        )
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:shidra:charter:agenda-belongs-to-partners"
        assert word in refused.json()["detail"]
    assert (await field.facilitator.get("agenda/voices")).json()["items"] == []
    # Logged once for the three attempts, with rule and capacity, without the person.
    (logged,) = await events(database, field, "agenda.charter.refused")
    assert '"rule":"agenda-belongs-to-partners"' in logged
    assert '"actor":{"capacity":"initiative_manager","kind":"person"}' in logged
    assert field.facilitator.person_id not in logged


async def test_a_voice_of_staff_cannot_be_entered_by_somebody_else(field: Field) -> None:
    refused = await field.partner.post("agenda/voices", {"text": HEBREW, "brought_by": of(field.facilitator)})
    assert refused.json()["type"] == "urn:shidra:charter:agenda-belongs-to-partners"


async def test_who_becomes_staff_no_longer_confirms(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    await field.founder.created(
        "registry/staff", {"person_id": field.partner.person_id, "role": "data_analyst"}
    )
    refused = await field.partner.post(f"agenda/voices/{voice['id']}/confirm")
    assert refused.json()["type"] == "urn:shidra:charter:agenda-belongs-to-partners"
    taken_back = await field.partner.post(f"agenda/voices/{voice['id']}/withdraw")
    assert taken_back.json()["status"] == "withdrawn"


async def test_staff_record_for_an_organization_they_represent_and_leave_confirming_to_others(
    world: World, field: Field
) -> None:
    organization = field.partner.organization_id
    manager = await world.add_person(field.facilitator, "רכזת ונציגה", organization)
    await field.founder.created(
        "registry/staff", {"person_id": manager.person_id, "role": "project_coordinator"}
    )
    voice = await manager.created(
        "agenda/voices", {"text": HEBREW, "brought_by": {"organization_id": organization}}
    )
    assert voice["status"] == "unconfirmed"
    refused = await manager.post(f"agenda/voices/{voice['id']}/confirm")
    assert refused.json()["type"] == "urn:shidra:charter:agenda-belongs-to-partners"
    assert (await field.partner.post(f"agenda/voices/{voice['id']}/confirm")).status_code == 200


async def test_rewording_ones_own_voice_confirms_the_new_words(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    reworded = await field.partner.patch(f"agenda/voices/{voice['id']}", {"text": ARABIC}, version=1)
    assert reworded.json() == voice | {"text": ARABIC, "status": "confirmed", "version": 2}
    assert reworded.headers["ETag"] == '"2"'


async def test_until_it_is_confirmed_who_entered_it_and_facilitators_reword_a_voice(field: Field) -> None:
    voice = await entered_for(field.partner, field.founder)
    path = f"agenda/voices/{voice['id']}"
    by_who_entered_it = await field.founder.patch(path, {"text": ARABIC})
    assert by_who_entered_it.json()["status"] == "unconfirmed"
    assert (await field.facilitator.patch(path, {"text": HEBREW})).json()["status"] == "unconfirmed"
    await field.partner.post(f"{path}/confirm")
    for other in (field.founder, field.facilitator):
        assert (await other.patch(path, {"text": ARABIC})).status_code == 403
    assert (await field.partner.get(path)).json()["text"] == HEBREW


async def test_others_do_not_reword_a_voice(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    assert (await field.founder.patch(f"agenda/voices/{voice['id']}", {"text": ARABIC})).status_code == 403


async def test_words_changed_since_they_were_read_are_not_confirmed(field: Field) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    path = f"agenda/voices/{voice['id']}"
    await field.facilitator.patch(path, {"text": ARABIC})
    stale = await field.partner.post(f"{path}/confirm", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await field.partner.post(f"{path}/confirm", headers={"If-Match": '"2"'})).status_code == 200


async def test_only_who_brought_a_voice_withdraws_it_and_it_stays_so(field: Field) -> None:
    voice = await field.partner.created("agenda/voices", {"text": HEBREW})
    path = f"agenda/voices/{voice['id']}"
    for other in (field.founder, field.facilitator):
        assert (await other.post(f"{path}/withdraw")).status_code == 403
    assert (await field.partner.post(f"{path}/withdraw")).json()["status"] == "withdrawn"
    later = [
        await field.partner.post(f"{path}/withdraw"),
        await field.partner.post(f"{path}/confirm"),
        await field.partner.patch(path, {"text": ARABIC}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in later] == [(409, "voice-closed")] * 3


async def test_rewording_asks_for_the_version_that_was_read(field: Field) -> None:
    voice = await field.partner.created("agenda/voices", {"text": HEBREW})
    path = f"agenda/voices/{voice['id']}"
    missing = await field.partner.call("PATCH", path, {"text": ARABIC})
    assert missing.status_code == 428
    for if_match, status in (
        ('"7"', 412),
        ('W/"1"', 412),
        ("1", 412),
        ('"1"', 200),
        ('"1"', 412),
        ("*", 200),
    ):
        answer = await field.partner.call("PATCH", path, {"text": ARABIC}, headers={"If-Match": if_match})
        assert (if_match, answer.status_code) == (if_match, status)
    assert (await field.partner.get(path)).json()["version"] == 3


async def test_voices_are_listed_by_status_and_by_organization(field: Field) -> None:
    organization = field.partner.organization_id
    pending = await entered_for(field.partner, field.facilitator)
    of_organization = await field.partner.created(
        "agenda/voices", {"text": HEBREW, "brought_by": {"organization_id": organization}}
    )
    both = await field.founder.created(
        "agenda/voices",
        {"text": HEBREW, "brought_by": {**of(field.partner), "organization_id": organization}},
    )

    async def listed(query: str) -> list[str]:
        return [item["id"] for item in (await field.founder.get(f"agenda/voices?{query}")).json()["items"]]

    assert await listed("status=unconfirmed") == [pending["id"], both["id"]]
    assert await listed(f"organization_id={organization}") == [of_organization["id"], both["id"]]
    assert await listed(f"organization_id={organization}&status=confirmed") == [of_organization["id"]]
    assert (await field.founder.get("agenda/voices?status=adopted")).status_code == 422


async def test_pages_stay_whole_while_voices_are_added(field: Field) -> None:
    ids = [(await field.partner.created("agenda/voices", {"text": HEBREW}))["id"] for _ in range(5)]
    seen: list[str] = []
    path: str | None = "agenda/voices?limit=2"
    while path:
        shown = (await field.founder.get(path)).json()
        seen += [item["id"] for item in shown["items"]]
        if len(ids) < 7:
            ids.append((await field.partner.created("agenda/voices", {"text": ARABIC}))["id"])
        cursor = shown["next_cursor"]
        path = f"agenda/voices?limit=2&cursor={cursor}" if cursor else None
    assert seen == ids
    assert (await field.founder.get("agenda/voices?cursor=AAAA")).json()["code"] == "invalid-cursor"


async def test_the_same_request_twice_brings_one_voice(field: Field) -> None:
    key = {"Idempotency-Key": "once"}
    answers = await asyncio.gather(
        *(field.partner.post("agenda/voices", {"text": HEBREW}, headers=key) for _ in range(4))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len({answer.headers["Log-Position"] for answer in answers}) == 1
    assert len((await field.partner.get("agenda/voices")).json()["items"]) == 1
    other = await field.partner.post("agenda/voices", {"text": ARABIC}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


async def test_the_log_tells_of_a_voice_and_keeps_its_words_sealed(
    field: Field, database: asyncpg.Connection
) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    path = f"agenda/voices/{voice['id']}"
    await field.facilitator.patch(path, {"text": ARABIC})
    await field.partner.post(f"{path}/confirm")
    await field.partner.post(f"{path}/withdraw")
    for kind in ("brought", "reworded", "confirmed", "withdrawn"):
        (line,) = await events(database, field, f"agenda.voice.{kind}")
        assert f'"subject":"voices/{voice["id"]}"' in line
        assert field.partner.person_id in line
        assert HEBREW["he"] not in line
        assert ARABIC["ar"] not in line


async def test_the_operator_neither_reads_nor_brings_voices(field: Field) -> None:
    assert (await field.operator.get("agenda/voices")).status_code == 403
    assert (await field.operator.post("agenda/voices", {"text": HEBREW})).status_code == 403


async def test_the_right_to_confirm_ends_with_standing(world: World, field: Field) -> None:
    """What the registry has committed holds for the very next request here."""
    organization = field.partner.organization_id
    body = {"text": HEBREW, "brought_by": {"organization_id": organization}}
    voice = await field.facilitator.created("agenda/voices", body)
    person = (await field.facilitator.get(f"registry/people/{field.partner.person_id}")).json()
    ended = await field.facilitator.post(
        f"registry/people/{person['id']}/affiliations/{person['affiliations'][0]['id']}/end",
        {"until": "2020-01-01"},
    )
    assert ended.status_code == 200
    assert (await field.partner.post(f"agenda/voices/{voice['id']}/confirm")).status_code == 403
