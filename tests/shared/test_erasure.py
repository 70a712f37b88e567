"""After an erasure nothing of the person is left in any table, and the log is as it was."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import pytest

from services.registry.people.events import PersonDescribed
from shared.eventlog.appending import NOTHING, PersonErasedError, append
from shared.eventlog.envelope import Actor as LoggedActor
from shared.eventlog.envelope import entry
from shared.ids import uuid7
from shared.localization.languages import Language
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, carry_out, leaves

NAME = 'רות "מרווה" לבנון\\קדמי'
ARABIC_NAME = "روث اللبنانية"
EMAIL = "ruth.kadmi@example.org"
PHONE = "+972-50-7654321"
TITLE = "רכזת תכנית 🌿 הגליל"
VOICE = "אין בעמק מקלט\nשפתוח בלילה"
REWORDED = "בעמק אין ולו מקלט אחד"
REASON = "מבקשת להישכח"
Post: TypeAlias = tuple[Actor, str, Any, dict[str, str]]
"""Who posted what where, under which key."""
TEXTS = (NAME, ARABIC_NAME, EMAIL, PHONE, TITLE, VOICE, REWORDED, REASON, "מרווה", "kadmi", "7654321")


@pytest.fixture
async def admin(fresh: World) -> AsyncIterator[asyncpg.Connection]:
    """Sees every table of the test's own database."""
    assert fresh.settings.database_url is not None
    connection = await asyncpg.connect(fresh.settings.database_url.replace("://", "://postgres@"))
    yield connection
    await connection.close()


@pytest.fixture
async def field(fresh: World) -> Field:
    return await fresh.found()


def spellings(text: str) -> set[str]:
    """A text as it may stand in a column: as it is, and escaped as JSON escapes it, once or twice."""
    found = {text}
    for ascii_only in (False, True):
        escaped = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        found |= {escaped, json.dumps(escaped, ensure_ascii=ascii_only)[1:-1]}
    return found


def as_texts(value: Any) -> Iterator[str]:
    """A value of any column as text; bytes as what they may be an encoding of."""
    if isinstance(value, bytes):
        for encoding in ("utf-8", "utf-16-le", "windows-1255"):
            yield value.decode(encoding, "replace")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from as_texts(item)
    else:
        yield str(value)


async def places(admin: asyncpg.Connection, texts: tuple[str, ...]) -> dict[str, set[str]]:
    """Where texts stand: text -> columns, over every column of every table that is not PostgreSQL's own."""
    tables = await admin.fetch(
        "SELECT schemaname, tablename FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    assert len({table["schemaname"] for table in tables}) == 5
    wanted = {text: spellings(text) for text in texts}
    found: dict[str, set[str]] = {}
    for schema, table in tables:
        for row in await admin.fetch(f'SELECT * FROM "{schema}"."{table}"'):
            for column, value in row.items():
                if value is None:
                    continue
                standing = "\0".join(as_texts(value))
                for text, spelled in wanted.items():
                    if any(one in standing for one in spelled):
                        found.setdefault(text, set()).add(f"{schema}.{table}.{column}")
    return found


async def add_ruth(field: Field, world: World) -> tuple[Actor, list[Post]]:
    """A person of whom every service knows something; answers them and the POSTs, each with its key."""
    facilitator = field.facilitator
    posts: list[Post] = []

    async def post(by: Actor, path: str, body: Any) -> dict[str, Any]:
        key = {"Idempotency-Key": f"key-{len(posts)}"}
        posts.append((by, path, body, key))
        response = await by.post(path, body, headers=key)
        assert response.status_code in (200, 201), response.text
        answered: dict[str, Any] = response.json()
        return answered

    affiliation = {
        "organization_id": field.partner.organization_id,
        "represents": True,
        "title": {"he": TITLE},
    }
    person = await post(
        facilitator,
        "registry/people",
        {
            "name": {"he": NAME, "ar": ARABIC_NAME},
            "email": EMAIL,
            "phone": PHONE,
            "affiliations": [affiliation],
        },
    )
    ruth = world.actor(field.id, person["id"], field.partner.organization_id)
    address = f"registry/people/{ruth.person_id}"
    assert (await ruth.patch(address, {"language": "ar"})).status_code == 200
    await post(facilitator, f"{address}/affiliations", {**affiliation, "represents": False})
    await post(ruth, "agenda/voices", {"text": {"he": VOICE}})
    entered = await post(
        facilitator, "agenda/voices", {"text": {"he": VOICE}, "brought_by": {"person_id": ruth.person_id}}
    )
    reworded = await ruth.patch(f"agenda/voices/{entered['id']}", {"text": {"he": REWORDED}})
    assert reworded.status_code == 200, reworded.text
    await post(facilitator, "events/erasures", {"person_id": ruth.person_id, "reason": {"he": REASON}})
    return ruth, posts


async def test_an_erasure_leaves_no_trace_of_the_person_and_the_log_as_it_was(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    ruth, posts = await add_ruth(field, fresh)
    before = await leaves(field.partner)
    standing = await places(admin, TEXTS)
    assert standing.keys() == set(TEXTS), "the search finds what is there"
    assert standing[NAME] >= {
        "registry.person.name",
        "registry.idempotency_record.body",
        "log.opening.value",
    }
    assert "agenda.voice.text" in standing[VOICE]

    await carry_out(fresh.settings)

    assert await places(admin, TEXTS) == {}
    after = await leaves(field.partner)
    assert after[: len(before)] == before
    added = [json.loads(line)["type"] for line in after[len(before) :]]
    assert sorted(added) == [
        f"{service}.erasure.completed" for service in ("agenda", "events", "metrics", "registry")
    ]
    for by, path, body, key in posts:
        replayed = await by.post(path, body, headers=key)
        # To the person erased the initiative does not exist any more, and neither do their answers.
        told = (404, "not-found") if by is ruth else (410, "idempotent-answer-erased")
        assert (replayed.status_code, replayed.json()["code"]) == told, path
    assert len(await leaves(field.partner)) == len(after)
    for path in ("registry/people", "agenda/voices", "metrics/indicators", "events/events", "events/export"):
        assert (await ruth.get(path)).status_code == 404, path


async def test_the_list_of_events_shows_where_values_were_erased(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    ruth, _ = await add_ruth(field, fresh)
    about = {"subject": f"people/{ruth.person_id}"}
    before = await all_events(field.facilitator, **about)
    assert all(item["opened"] and not item["erased"] for item in before)
    await carry_out(fresh.settings)
    for reader in (field.facilitator, field.partner):
        after = await all_events(reader, **about)
        assert [item["event"] for item in after] == [item["event"] for item in before]
        assert [item["erased"] for item in after] == [sorted(item["opened"]) for item in before]
        assert all(item["opened"] == {} and item["closed"] == [] for item in after)
    openings = (await field.facilitator.get("events/openings")).text
    assert ruth.person_id not in openings
    assert {json.loads(line)["position"] for line in openings.splitlines()}.isdisjoint(
        item["position"] for item in before
    )


async def test_an_erasure_takes_nothing_of_anybody_else(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    others = ("קווים אדומים", "נציגת עמותה שותפה", "עמותה שותפה", "מנהלת היוזמה")
    await add_ruth(field, fresh)
    same_text = {"text": {"he": VOICE}}
    await field.partner.created("agenda/voices", same_text, headers={"Idempotency-Key": "theirs"})
    before = await places(admin, others)
    assert before.keys() == set(others)
    await carry_out(fresh.settings)
    assert await places(admin, others) == before
    kept = await places(admin, (VOICE,))
    assert kept[VOICE] >= {"agenda.voice.text", "agenda.idempotency_record.body", "log.opening.value"}
    replayed = await field.partner.post("agenda/voices", same_text, headers={"Idempotency-Key": "theirs"})
    assert replayed.status_code == 201


async def test_reasons_a_person_gave_are_erased_with_them_and_what_they_did_stays(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    reasons = ("הגיעו למפגש", "הסכימו על הבעיה", "עבר לתפקיד אחר")
    others_reason = "חזרו אל השולחן"
    author = await fresh.add_person(field.facilitator, NAME)
    role = {"person_id": author.person_id, "role": "initiative_manager"}
    await field.founder.created("registry/staff", role)
    leaver = await fresh.add_person(field.facilitator, "מי שעזב")
    stages = f"registry/organizations/{field.partner.organization_id}/stage-changes"
    phases = f"/registry/v1/initiatives/{field.id}/phase-transitions"
    for path, body, reason in (
        (stages, {"to": "engaged"}, reasons[0]),
        (phases, {"to": "planning"}, reasons[1]),
        (f"registry/people/{leaver.person_id}/departure", {}, reasons[2]),
    ):
        key = {"Idempotency-Key": path}
        answer = await author.post(path, {**body, "reason": {"he": reason}}, headers=key)
        assert answer.is_success, answer.text
    for path, to in ((stages, "partner"), (phases, "dialogue")):
        await field.facilitator.created(path, {"to": to, "reason": {"he": others_reason}})
    before = await places(admin, (*reasons, others_reason))
    kept_answer = "registry.idempotency_record.body"
    assert before[reasons[0]] >= {"registry.stage_change.reason", "log.opening.value", kept_answer}
    assert before[reasons[1]] >= {"registry.phase_transition.reason", "log.opening.value", kept_answer}
    assert before[reasons[2]] >= {"log.opening.value"}

    await field.facilitator.created("events/erasures", {"person_id": author.person_id})
    await carry_out(fresh.settings)

    assert await places(admin, (*reasons, others_reason)) == {others_reason: before[others_reason]}
    for path, steps in ((stages, ["engaged", "partner"]), (phases, ["planning", "dialogue"])):
        moves = (await field.facilitator.get(path)).json()["items"]
        assert [(move["to"], move["reason"]) for move in moves] == [
            (steps[0], None),
            (steps[1], {"he": others_reason}),
        ]
    for table in ("stage_change", "phase_transition"):
        written = f"SELECT count(*) FROM registry.{table} WHERE author_id = $1::text::uuid"
        assert await admin.fetchval(written, author.person_id) == 0


async def test_a_worker_erases_for_its_own_initiative_only(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    elsewhere = await fresh.found()
    namesake = await fresh.add_person(elsewhere.facilitator, NAME, email=EMAIL)
    await add_ruth(field, fresh)
    await carry_out(fresh.settings)
    assert (await namesake.get(f"registry/people/{namesake.person_id}")).json()["email"] == EMAIL
    assert (await places(admin, (NAME,)))[NAME] >= {"registry.person.name", "log.opening.value"}


async def test_nothing_is_taken_down_about_a_person_once_a_service_has_erased_them(
    fresh: World, field: Field, admin: asyncpg.Connection
) -> None:
    ruth, _ = await add_ruth(field, fresh)
    await carry_out(fresh.settings)
    again = entry(
        PersonDescribed(person_id=UUID(ruth.person_id), name={"he": NAME}, language=Language.HEBREW),
        source="/registry",
        initiative_id=UUID(field.id),
        actor=LoggedActor("service"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )
    assert fresh.settings.database_url is not None
    registry = await asyncpg.connect(fresh.settings.database_url.replace("://", "://shidra_registry@"))
    await registry.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    try:
        with pytest.raises(PersonErasedError):
            await append(registry, UUID(field.id), [again], NOTHING)
    finally:
        await registry.close()
    assert await places(admin, (NAME,)) == {}
