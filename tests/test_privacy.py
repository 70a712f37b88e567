"""The inventory of data is whole, nothing an erased person said stays, every holder of data exports it."""

import re
from pathlib import Path

import asyncpg

from shared.database.roles import SERVICES
from tests.kit import Field, World
from tests.services.erasing import erase

PAGE = Path(__file__).parents[1] / "docs" / "privacy.md"
ROW = re.compile(r"^\| `(?P<table>[a-z_]+\.[a-z_]+)` \| (?P<columns>[^|]+) \| (?P<kind>\w+) \|", re.MULTILINE)
SCHEMAS = ["log", *SERVICES]
COLUMNS = """
    SELECT table_schema || '.' || table_name AS name, column_name, data_type
      FROM information_schema.columns
     WHERE table_schema = ANY ($1) AND table_name <> 'alembic_version'"""
# Types that cannot hold what somebody said.
HARMLESS = {
    "integer",
    "bigint",
    "smallint",
    "boolean",
    "date",
    "timestamp with time zone",
    "double precision",
}


def inventory() -> dict[tuple[str, str], str]:
    """What the document says of every column."""
    listed: dict[tuple[str, str], str] = {}
    for row in ROW.finditer(PAGE.read_text("utf-8")):
        for column in re.findall(r"`([a-z_]+)`", row["columns"]):
            assert (row["table"], column) not in listed, f"{row['table']}.{column} is listed twice"
            listed[row["table"], column] = row["kind"]
    return listed


async def test_every_column_of_every_table_is_in_the_inventory(database: asyncpg.Connection) -> None:
    found = {(row["name"], row["column_name"]) for row in await database.fetch(COLUMNS, SCHEMAS)}
    assert len(found) > 100
    listed = inventory()
    assert set(listed.values()) <= {"none", "ids", "personal"}
    assert sorted(found - listed.keys()) == []
    assert sorted(listed.keys() - found) == []


async def test_ids_of_people_are_not_called_no_data_of_theirs(database: asyncpg.Connection) -> None:
    listed = inventory()
    naming = re.compile(r"person|people|actor|subject_id|object_id|entered_by|readers|caller")
    assert not [place for place, kind in listed.items() if kind == "none" and naming.search(place[1])]


async def test_nothing_an_erased_person_said_of_themself_is_left_in_any_table(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    said = {"name": "Zelophehad", "email": "zelophehad@example.org", "phone": "+972-50-7654321"}
    ruth = await world.add_person(
        field.facilitator,
        said["name"],
        field.partner.organization_id,
        email=said["email"],
        phone=said["phone"],
    )
    person = f"registry/people/{ruth.person_id}"
    await ruth.patch(person, {"name": {"he": "Zelophehad the second"}})
    await ruth.put(f"{person}/lived-experience", {"declared": True})
    await ruth.created(
        "agenda/voices", {"text": {"he": "Zelophehad speaks"}}, headers={"Idempotency-Key": "zelophehad"}
    )
    assert await _tables_holding(database, "Zelophehad") >= {"registry.person", "agenda.voice", "log.opening"}
    for service in SERVICES:
        await erase(world, ruth, in_service=service)
    for value in ("Zelophehad", said["email"], said["phone"]):
        assert await _tables_holding(database, value) == set()
    declared = "SELECT count(*) FROM registry.lived_experience WHERE person_id = $1::text::uuid"
    assert await database.fetchval(declared, ruth.person_id) == 0


async def _tables_holding(database: asyncpg.Connection, value: str) -> set[str]:
    """Tables with a row that holds a text, in whatever column, kept answers and log lines included."""
    found = set()
    texts: dict[str, list[str]] = {}
    for row in await database.fetch(COLUMNS, SCHEMAS):
        if row["data_type"] not in HARMLESS:
            texts.setdefault(row["name"], []).append(_as_text(row["column_name"], row["data_type"]))
    for table, columns in texts.items():
        held = " OR ".join(f"strpos({column}, $1) > 0" for column in columns)
        if await database.fetchval(f"SELECT EXISTS (SELECT FROM {table} WHERE {held})", value):
            found.add(table)
    return found


def _as_text(column: str, data_type: str) -> str:
    if data_type == "bytea":  # not every bytea is text: escaped, ASCII stays as it is
        return f"coalesce(encode(\"{column}\", 'escape'), '')"
    return f"coalesce(\"{column}\"::text, '')"


async def test_every_service_that_holds_rows_of_people_exports_them(world: World, field: Field) -> None:
    for service in ("registry", "agenda", "metrics", "events"):
        path = f"{service}/people/{field.partner.person_id}/personal-data"
        assert (await field.partner.get(path)).status_code == 200
