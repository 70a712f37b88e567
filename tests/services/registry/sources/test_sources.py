"""Sources: any member records one; whoever recorded it and facilitators change it; none disappears."""

import asyncpg

from tests.kit import Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
STUDY = {
    "kind": "study",
    "title": {"he": "נשים ערביות ושירותי חירום", "ar": "النساء العربيات وخدمات الطوارئ"},
    "author": {"he": "מרכז המחקר"},
    "link": "https://example.org/study",
    "published_on": "2024-03-08",
    "note": {"he": "פרק ג עוסק בקו החירום."},
}


async def test_any_member_records_a_source_and_every_member_reads_it(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", part="community_member")
    for recorder in (field.partner, field.founder, field.facilitator, ruth):
        source = await recorder.created("registry/sources", STUDY)
        assert STUDY.items() <= source.items()
        assert (source["status"], source["recorded_by"]) == ("recorded", recorder.person_id)
        assert (await field.partner.get(f"registry/sources/{source['id']}")).json() == source
    assert (await field.operator.post("registry/sources", STUDY)).status_code == 403
    assert (await field.operator.get("registry/sources")).status_code == 403


async def test_a_title_and_a_kind_are_enough(field: Field) -> None:
    source = await field.partner.created("registry/sources", {"kind": "minutes", "title": {"ar": "محضر"}})
    assert {source[name] for name in ("author", "link", "published_on", "note")} == {None}
    for wrong in ({"kind": "rumour", "title": {"he": "א"}}, {"kind": "study"}, {**STUDY, "link": "ftp"}):
        assert (await field.partner.post("registry/sources", wrong)).status_code == 422


async def test_whoever_recorded_it_and_facilitators_change_a_source(field: Field) -> None:
    source = await field.partner.created("registry/sources", STUDY)
    path = f"registry/sources/{source['id']}"
    assert (await field.founder.patch(path, {"note": None})).status_code == 403
    assert (await field.partner.call("PATCH", path, {"note": None})).status_code == 428
    changed = await field.partner.patch(path, {"note": None, "kind": "document"}, version=1)
    assert changed.json() == source | {"note": None, "kind": "document", "version": 2}
    assert (await field.facilitator.patch(path, {"link": None}, version=1)).status_code == 412
    assert (await field.facilitator.patch(path, {"link": None}, version=2)).json()["link"] is None
    before = len(await all_events(field.partner))
    same = await field.partner.patch(path, {"kind": "document"}, version=3)
    assert (same.json()["version"], len(await all_events(field.partner))) == (3, before)
    assert (await field.partner.patch(f"registry/sources/{NOBODY}", {})).status_code == 404


async def test_a_withdrawn_source_stays_where_it_is_cited_and_changes_no_more(field: Field) -> None:
    source = await field.partner.created("registry/sources", STUDY)
    path = f"registry/sources/{source['id']}"
    assert (await field.founder.post(f"{path}/withdraw")).status_code == 403
    withdrawn = (await field.partner.post(f"{path}/withdraw")).json()
    assert withdrawn == source | {"status": "withdrawn", "version": 2}
    for answer in (
        await field.partner.post(f"{path}/withdraw"),
        await field.partner.patch(path, {"kind": "document"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "source-closed")
    assert (await field.founder.get(path)).json() == withdrawn


async def test_sources_are_listed_by_kind_and_status(field: Field) -> None:
    study = await field.partner.created("registry/sources", STUDY)
    minutes = await field.partner.created("registry/sources", {**STUDY, "kind": "minutes"})
    await field.partner.post(f"registry/sources/{minutes['id']}/withdraw")

    async def listed(query: str) -> list[str]:
        return [one["id"] for one in (await field.founder.get(f"registry/sources?{query}")).json()["items"]]

    assert await listed("") == [study["id"], minutes["id"]]
    assert await listed("kind=minutes") == [minutes["id"]]
    assert await listed("status=recorded") == [study["id"]]
    assert await listed("kind=minutes&status=recorded") == []


async def test_the_log_says_who_recorded_what_and_not_its_words(field: Field) -> None:
    source = await field.partner.created("registry/sources", STUDY)
    await field.partner.patch(f"registry/sources/{source['id']}", {"note": None})
    await field.partner.post(f"registry/sources/{source['id']}/withdraw")
    found = await all_events(field.founder, types="registry.source.*")
    events = [one["event"] for one in found]
    assert [event["type"].rpartition(".")[2] for event in events] == ["recorded", "described", "withdrawn"]
    assert events[0]["data"] == {"source_id": source["id"], "kind": "study", "published_on": "2024-03-08"}
    assert {event["actor"]["id"] for event in events} == {field.partner.person_id}
    assert found[0]["opened"]["title"] == STUDY["title"]
    assert "note" not in found[1]["opened"]


async def test_whoever_recorded_a_source_is_forgotten_with_them_and_told_of_it_before(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    source = await ruth.created("registry/sources", STUDY)
    data = (await ruth.get(f"registry/people/{ruth.person_id}/personal-data")).json()
    assert data["sources"] == [source]
    await erase(world, ruth, in_service="registry")
    shown = (await field.partner.get(f"registry/sources/{source['id']}")).json()
    assert shown == source | {"recorded_by": None}
