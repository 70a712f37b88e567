"""Finding organizations by name: however it is written, nearest first, by an index."""

import json
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.registry.names.grams import FORM, may_lack, name_row, sought, split
from services.registry.names.repository import holding, resembling
from services.registry.names.service import NameUpkeep
from shared.database.address import Address
from shared.database.pool import Database
from tests.kit import Actor, Field, World
from tests.services.registry.names.generated import generated_names

ROWS = 20_000
NAMES: dict[str, dict[str, str]] = {
    "warm": {"he": "עמותת בית חם לנוער (ע״ר)", "ar": "جمعيّة بيت الإحسان"},
    "learning": {"he": "המרכז לחינוך בגליל"},
    "centre": {"he": "מרכז"},
    "hills": {"he": "תל־חי ג׳וינט", "en": "Café of the Hills"},
}


@pytest.fixture
async def register(field: Field) -> dict[str, str]:
    """Some organizations on the map: what they are called here, by id."""
    found = {}
    for called, name in NAMES.items():
        body: dict[str, Any] = {"name": name, "sector": "nonprofit"}
        if called == "warm":
            body["identifiers"] = [{"scheme": "IL-RA", "value": "580012348"}]
        found[(await field.facilitator.created("registry/organizations", body))["id"]] = called
    return found


async def searched(by: Actor, text: str, called: dict[str, str], **filters: str) -> list[str]:
    answer = await by.get("registry/organizations", params={"search": text, **filters})
    assert answer.status_code == 200, answer.text
    return [called.get(item["id"], "other") for item in answer.json()["items"]]


async def renew(world: World, field: Field, database: asyncpg.Connection) -> None:
    """Let the worker make all rows of an older form anew; what other tests left to it is not waited for."""
    await database.execute(
        "UPDATE registry.organization_name SET form = $2 WHERE initiative_id <> $1::text::uuid AND form = 0",
        field.id,
        FORM,
    )
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    own = await Database.connect(dsn, world.settings, size=1)
    try:
        while await NameUpkeep(own).renew_next():
            pass
    finally:
        await own.close()


async def test_a_name_is_found_however_it_is_written(field: Field, register: dict[str, str]) -> None:
    for text, first in {
        "בַּיִת חַם": "warm",
        "בית חמ": "warm",
        "הבית החם": "warm",
        'ע"ר': "warm",
        "הנוער": "warm",
        "جمعية بيت احسان": "warm",
        "جمعيـــة": "warm",
        "580012348": "warm",
        "58001234": "warm",
        "580013248": "warm",
        "חינוך": "learning",
        "חנוך בגליל": "learning",
        "מרכז לחנוך": "learning",
        "חינ": "learning",
        "גלילי": "learning",
        "מרכז": "centre",
        "מרזכ לחינוך": "learning",
        "ג'וינט": "hills",
        "תל חי": "hills",
        "cafe": "hills",
        "Hils": "hills",
    }.items():
        assert (text, (await searched(field.partner, text, register))[:1]) == (text, [first])
    for nothing in ("ספורט", "??", "zzz"):
        assert (nothing, await searched(field.partner, nothing, register)) == (nothing, [])


async def test_who_holds_all_of_it_comes_before_who_resembles_it(
    field: Field, register: dict[str, str]
) -> None:
    assert await searched(field.partner, "מרכז", register) == ["centre", "learning"]
    assert await searched(field.partner, "מרכז", register, sector="public") == []
    assert await searched(field.partner, "מרכז", register, stage="mapped") == ["centre", "learning"]
    first = (await field.partner.get("registry/organizations?search=מרכז&limit=1")).json()
    rest = await field.partner.get(f"registry/organizations?search=מרכז&cursor={first['next_cursor']}")
    found = [register[item["id"]] for item in first["items"] + rest.json()["items"]]
    assert (found, rest.json()["next_cursor"]) == (["centre", "learning"], None)


async def test_cursors_of_the_list_are_none_of_the_search(field: Field) -> None:
    plain = (await field.partner.get("registry/organizations?limit=1")).json()["next_cursor"]
    for query in (f"search=א&cursor={plain}", "cursor=AAAA", "search=א&cursor=AAAA"):
        answer = await field.partner.get(f"registry/organizations?{query}")
        assert (query, answer.json().get("code")) == (query, "invalid-cursor")
    for text in ("", "א" * 201):
        answer = await field.partner.get("registry/organizations", params={"search": text})
        assert answer.status_code == 422


async def test_a_renamed_organization_is_found_by_its_name_of_now(
    field: Field, register: dict[str, str]
) -> None:
    centre = next(one for one, called in register.items() if called == "centre")
    await field.facilitator.patch(f"registry/organizations/{centre}", {"name": {"he": "אשכולות"}})
    assert await searched(field.partner, "אשכול", register) == ["centre"]
    assert await searched(field.partner, "מרכז", register) == ["learning"]


async def test_each_initiative_is_searched_alone(world: World, register: dict[str, str]) -> None:
    elsewhere = await world.found("מהלך אחר")
    assert await searched(elsewhere.partner, "בית חם", register) == []


async def test_rows_of_an_older_form_are_made_anew_by_the_worker(
    field: Field, register: dict[str, str], database: asyncpg.Connection, world: World
) -> None:
    await database.execute(
        "UPDATE registry.organization_name SET form = 0, grams = '{}' WHERE initiative_id = $1::text::uuid",
        field.id,
    )
    assert await searched(field.partner, "בית חם", register) == []
    await renew(world, field, database)
    assert await searched(field.partner, "בית חם", register) == ["warm"]


async def test_what_was_imported_is_found_once_the_worker_has_seen_it(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    file = "name,sector\nגן הארזים,nonprofit\n"
    answer = await field.facilitator.post(
        "registry/imports",
        content=file.encode(),
        headers={"Content-Type": "text/csv"},
        params={"imported": "organizations", "mode": "upsert"},
    )
    assert answer.json()["created"] == 1, answer.text
    await renew(world, field, database)
    assert await searched(field.partner, "ארזים", {}) == ["other"]


def test_who_lacks_no_more_than_may_be_missing_has_one_group_whole() -> None:
    for count in range(1, 60):
        grams = list(range(count))
        groups = split(grams)
        assert sorted(gram for group in groups for gram in group) == grams
        assert all(groups)
        # The worst that can be missing is one of each group but the last.
        assert len(groups) == may_lack(count) + 1


def test_generated_names_are_found_with_one_letter_wrong() -> None:
    initiative_id = UUID(int=7)
    for name in generated_names(200):
        held = set(name_row(initiative_id, {"he": name}).grams)
        for at in (at for at, letter in enumerate(name) if letter.isalpha()):
            asked = sought(initiative_id, name[:at] + "ץ" + name[at + 1 :])
            assert asked is not None
            assert any(len(held & set(one)) >= len(one) - may_lack(len(one)) for one in asked.readings)
            assert any(held.issuperset(group) for group in asked.groups)


async def test_twenty_thousand_names_are_searched_by_the_index(
    field: Field, database: asyncpg.Connection
) -> None:
    initiative_id = UUID(field.id)
    transaction = database.transaction()
    await transaction.start()
    try:
        await database.execute(
            "INSERT INTO registry.organization (initiative_id, id, name, sector, identifiers, stage, "
            "population_groups, founding, created_at) SELECT $1, gen_random_uuid(), '{}', 'nonprofit', '[]', "
            f"'mapped', '{{}}', false, now() FROM generate_series(1, {ROWS})",
            initiative_id,
        )
        await database.execute(
            "INSERT INTO registry.organization_name SELECT initiative_id, id, ARRAY(SELECT "
            "(random() * 2000)::int FROM generate_series(1, 30) WHERE id IS NOT NULL), 30, '{}', 1 "
            "FROM registry.organization WHERE initiative_id = $1 AND name = '{}'",
            initiative_id,
        )
        await database.execute("ANALYZE registry.organization, registry.organization_name")
        asked = sought(initiative_id, "לחינוך בגליל המערבי")
        assert asked is not None
        readings = {f"reading_{at}": grams for at, grams in enumerate(asked.readings)}
        groups = {f"group_{at}": grams for at, grams in enumerate(asked.groups)}
        needed = {f"{name}_needed": len(grams) - may_lack(len(grams)) for name, grams in readings.items()}
        common = {"initiative": initiative_id, "after_rank": -1, "after": UUID(int=0), "limit": 51}
        for statement, values in (
            (holding(len(readings), ()), common | readings),
            (resembling(len(groups), len(readings), ()), common | readings | groups | needed),
        ):
            plan = await database.fetchval(
                f"EXPLAIN (FORMAT json) {statement.sql}", *statement.arguments(values)
            )
            shown = json.dumps(plan)
            assert "organization_name_grams" in shown
            assert "Seq Scan" not in shown
    finally:
        await transaction.rollback()
