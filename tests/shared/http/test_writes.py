"""A write is all there or not at all, happens once, and never on standing that was taken away meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

import shared.eventlog.batching
import shared.http.routes
from shared.eventlog.appending import ReliedOn, append
from shared.eventlog.envelope import Entry
from shared.http.batched_route import BatchedWriteRoute
from shared.http.routes import WriteRoute
from tests.kit import Field, World

NAME = {"he": "בית חם"}
ORGANIZATION = {"name": NAME, "sector": "nonprofit"}
VOICE = {"text": {"he": "אין מקלט פנוי בצפון"}}


@pytest.fixture(autouse=True, params=["alone", "together"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All of this holds in whichever way commands are carried out: each alone, or in shared transactions."""
    alone = WriteRoute.attempt

    async def together(self: WriteRoute, *given: Any) -> Any:
        arrival = given[3]
        if arrival is None:  # outside any initiative
            return await alone(self, *given)
        return await BatchedWriteRoute.attempt(self, *given)  # type: ignore[arg-type]  # as if it were one

    if request.param == "together":
        monkeypatch.setattr(WriteRoute, "attempt", together)
    return str(request.param)


class Gate:
    """Holds commands of an initiative right before they append, until let through."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self.held = 0


@pytest.fixture
def gated(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Gate]:
    """Put a gate before the first append of a source."""
    gates: dict[str, Gate] = {}

    async def gated_append(
        connection: asyncpg.Connection,
        initiative_id: UUID,
        entries: Sequence[Entry],
        relied_on: ReliedOn,
    ) -> int:
        gate = gates.pop(entries[0].event.type, None)
        if gate is not None:
            gate.held += 1
            gate.reached.set()
            await gate.open.wait()
        return await append(connection, initiative_id, entries, relied_on)

    def before(event_type: str) -> Gate:
        gates[event_type] = Gate()
        return gates[event_type]

    monkeypatch.setattr(shared.http.routes, "append", gated_append)
    monkeypatch.setattr(shared.eventlog.batching, "append", gated_append)
    return before


@asynccontextmanager
async def _held(
    gate: Gate, request: Awaitable[httpx.Response]
) -> AsyncIterator[asyncio.Task[httpx.Response]]:
    """A request that stands at the gate; it is let through at the end at the latest."""
    task = asyncio.ensure_future(request)
    try:
        async with asyncio.timeout(10):
            await gate.reached.wait()
        yield task
    finally:
        gate.open.set()


async def _types(database: asyncpg.Connection, initiative_id: str) -> list[str]:
    rows = await database.fetch(
        "SELECT type FROM log.entry WHERE initiative_id = $1 ORDER BY position", initiative_id
    )
    return [row["type"] for row in rows]


async def _waits_for_a_lock(database: asyncpg.Connection) -> None:
    """Until some command waits for a row another one holds."""
    async with asyncio.timeout(10):
        while not await database.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event IN ('transactionid', 'tuple')"
        ):
            pass  # asking is pause enough


async def _staff_id(field: Field) -> str:
    staff = (await field.facilitator.get("registry/staff")).json()["items"]
    assert len(staff) == 1
    return str(staff[0]["id"])


# What a command relied on


async def test_what_was_decided_on_is_read_again_when_it_changes_before_the_append(
    field: Field, database: asyncpg.Connection, gated: Callable[[str], Gate]
) -> None:
    # The ballot case: partners bring voices, staff do not, and the partner becomes staff in between.
    gate = gated("agenda.voice.brought")
    async with _held(gate, field.partner.post("agenda/voices", VOICE)) as bringing:
        appointment = {"person_id": field.partner.person_id, "role": "data_analyst"}
        assert (await field.founder.post("registry/staff", appointment)).status_code == 201
        gate.open.set()
        response = await bringing
    assert (response.status_code, response.json()["code"]) == (403, "agenda-belongs-to-partners")
    assert (await _types(database, field.id))[-2:] == ["registry.staff.appointed", "agenda.charter.refused"]
    voices = "SELECT count(*) FROM agenda.voice WHERE initiative_id = $1"
    assert await database.fetchval(voices, field.id) == 0


async def test_a_command_outrun_by_what_does_not_touch_it_passes_at_the_second_attempt(
    field: Field, database: asyncpg.Connection, gated: Callable[[str], Gate]
) -> None:
    gate = gated("agenda.voice.brought")
    async with _held(gate, field.partner.post("agenda/voices", VOICE)) as bringing:
        await field.facilitator.created("registry/organizations", ORGANIZATION)
        gate.open.set()
        response = await bringing
    assert response.status_code == 201
    types = await _types(database, field.id)
    assert types[-2:] == ["registry.organization.mapped", "agenda.voice.brought"]
    assert response.headers["Log-Position"] == str(len(types) - 1)
    voices = "SELECT count(*) FROM agenda.voice WHERE initiative_id = $1"
    assert await database.fetchval(voices, field.id) == 1


async def test_in_the_registry_a_dismissal_waits_for_what_the_person_is_doing(
    field: Field, database: asyncpg.Connection, gated: Callable[[str], Gate]
) -> None:
    staff_id = await _staff_id(field)
    gate = gated("registry.organization.mapped")
    async with _held(gate, field.facilitator.post("registry/organizations", ORGANIZATION)) as mapping:
        dismissing = asyncio.create_task(field.founder.delete(f"registry/staff/{staff_id}"))
        await _waits_for_a_lock(database)
        gate.open.set()
        assert (await mapping).status_code == 201
        assert (await dismissing).status_code == 204
    assert (await _types(database, field.id))[-2:] == ["registry.organization.mapped", "registry.staff.ended"]


async def test_in_the_registry_whoever_is_being_dismissed_waits_and_is_refused(
    field: Field, database: asyncpg.Connection, gated: Callable[[str], Gate]
) -> None:
    staff_id = await _staff_id(field)
    gate = gated("registry.staff.ended")
    async with _held(gate, field.founder.delete(f"registry/staff/{staff_id}")) as dismissing:
        mapping = asyncio.create_task(field.facilitator.post("registry/organizations", ORGANIZATION))
        await _waits_for_a_lock(database)
        gate.open.set()
        assert (await dismissing).status_code == 204
        assert (await mapping).status_code == 403
    assert (await _types(database, field.id))[-1] == "registry.staff.ended"


# The same request twice


async def _organizations(database: asyncpg.Connection, initiative_id: str) -> int:
    count: int = await database.fetchval(
        "SELECT count(*) FROM registry.organization WHERE initiative_id = $1", initiative_id
    )
    return count


def _same(one: httpx.Response, other: httpx.Response) -> None:
    for name in ("content-type", "etag", "location", "log-position"):
        assert one.headers.get(name) == other.headers.get(name), name
    assert (one.status_code, one.content) == (other.status_code, other.content)


@pytest.mark.parametrize("times", [2, 10])
async def test_the_same_key_at_the_same_moment_has_one_effect_and_one_answer(
    field: Field, database: asyncpg.Connection, times: int
) -> None:
    before = await _organizations(database, field.id), len(await _types(database, field.id))
    key = {"Idempotency-Key": str(uuid4())}
    responses = await asyncio.gather(
        *(field.facilitator.post("registry/organizations", ORGANIZATION, headers=key) for _ in range(times))
    )
    assert [response.status_code for response in responses] == [201] * times
    for response in responses[1:]:
        _same(responses[0], response)
    replayed = sum("idempotency-replayed" in response.headers for response in responses)
    assert replayed == times - 1
    after = await _organizations(database, field.id), len(await _types(database, field.id))
    assert after == (before[0] + 1, before[1] + 1)


async def test_the_second_is_answered_as_the_first_even_where_the_first_ones_effect_refuses_it(
    field: Field, database: asyncpg.Connection, gated: Callable[[str], Gate], way: str
) -> None:
    # Appointing twice is a conflict; the same request twice is not.
    key = {"Idempotency-Key": str(uuid4())}
    appointment = {"person_id": field.partner.person_id, "role": "data_analyst"}
    gate = gated("registry.staff.appointed")
    async with _held(gate, field.founder.post("registry/staff", appointment, headers=key)) as appointing:
        again = asyncio.create_task(field.founder.post("registry/staff", appointment, headers=key))
        if way == "alone":
            await _waits_for_a_lock(database)
        gate.open.set()
        first, second = await appointing, await again
    assert first.status_code == 201
    _same(first, second)
    other_key = {"Idempotency-Key": str(uuid4())}
    assert (await field.founder.post("registry/staff", appointment, headers=other_key)).status_code == 409


async def test_a_key_is_not_spent_by_a_request_that_was_refused(field: Field) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    refused = await field.facilitator.post("registry/organizations", {"name": NAME}, headers=key)
    assert refused.status_code == 422
    assert (
        await field.facilitator.post("registry/organizations", ORGANIZATION, headers=key)
    ).status_code == 201


async def test_a_key_used_for_another_request_is_refused(field: Field, database: asyncpg.Connection) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    assert (
        await field.facilitator.post("registry/organizations", ORGANIZATION, headers=key)
    ).status_code == 201
    before = await _organizations(database, field.id)
    other_body = await field.facilitator.post(
        "registry/organizations", {**ORGANIZATION, "sector": "public"}, headers=key
    )
    other_path = await field.facilitator.post("registry/people", {"name": NAME}, headers=key)
    for response in (other_body, other_path):
        assert (response.status_code, response.json()["code"]) == (422, "idempotency-key-reused")
    assert await _organizations(database, field.id) == before


async def test_keys_belong_to_one_caller_in_one_initiative(world: World, field: Field) -> None:
    key = {"Idempotency-Key": "1"}
    other = await world.found()
    ids = {
        (await actor.created("registry/organizations", ORGANIZATION, headers=key))["id"]
        for actor in (field.facilitator, field.founder, other.facilitator)
    }
    assert len(ids) == 3


@pytest.mark.parametrize("key", ["", "x" * 256, "א", "a\tb", "\x7f"])
async def test_a_key_that_is_none_is_refused(field: Field, database: asyncpg.Connection, key: str) -> None:
    before = await _organizations(database, field.id)
    headers: Any = {"Idempotency-Key": key.encode()}
    response = await field.facilitator.post("registry/organizations", ORGANIZATION, headers=headers)
    assert (response.status_code, response.json()["code"]) == (400, "invalid-idempotency-key")
    assert await _organizations(database, field.id) == before


async def test_an_answer_kept_for_somebody_erased_is_gone_but_its_key_stays_taken(
    field: Field, database: asyncpg.Connection
) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    await field.facilitator.created("registry/organizations", ORGANIZATION, headers=key)
    await database.execute(
        "UPDATE registry.idempotency_record SET body = NULL WHERE initiative_id = $1", field.id
    )
    before = await _organizations(database, field.id)
    response = await field.facilitator.post("registry/organizations", ORGANIZATION, headers=key)
    assert response.json()["code"] == "idempotent-answer-erased"
    assert await _organizations(database, field.id) == before


# Commits that fail


@pytest.fixture
async def failing_commit(database: asyncpg.Connection) -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Make the commit of every transaction that adds an organization run an SQL statement."""

    async def at_commit(statement: str) -> None:
        await database.execute(f"""
            CREATE FUNCTION public.at_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN {statement}; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON registry.organization
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.at_commit();
            GRANT USAGE ON SCHEMA public TO shidra_registry""")

    yield at_commit
    await database.execute("DROP FUNCTION public.at_commit CASCADE")


@pytest.mark.parametrize(
    "failure",
    [
        "RAISE EXCEPTION 'no'",
        "RAISE EXCEPTION 'no' USING ERRCODE = 'serialization_failure'",
        "PERFORM pg_terminate_backend(pg_backend_pid())",
    ],
)
async def test_a_commit_that_fails_is_never_answered_as_a_success(
    field: Field,
    database: asyncpg.Connection,
    failing_commit: Callable[[str], Awaitable[None]],
    failure: str,
) -> None:
    await failing_commit(failure)
    before = await _organizations(database, field.id), await _types(database, field.id)
    key = str(uuid4())
    response = await field.facilitator.post(
        "registry/organizations", ORGANIZATION, headers={"Idempotency-Key": key}
    )
    assert response.status_code >= 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "log-position" not in response.headers
    assert (await _organizations(database, field.id), await _types(database, field.id)) == before
    kept = "SELECT count(*) FROM registry.idempotency_record WHERE key = $1"
    assert await database.fetchval(kept, key) == 0


# Answers to conditional reads


async def test_who_has_the_newest_version_is_not_sent_it_again(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}"
    tag = (await field.partner.get(path)).headers["ETag"]
    for given in (tag, f"W/{tag}", f'"0", {tag}'):
        response = await field.partner.get(path, headers={"If-None-Match": given})
        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)
    assert (await field.partner.get(path, headers={"If-None-Match": '"0"'})).status_code == 200


@pytest.mark.parametrize("given", ["", ",", " , ", "*", '"'])
async def test_odd_conditions_are_no_failures(field: Field, given: str) -> None:
    for path in ("registry/organizations", f"registry/organizations/{field.partner.organization_id}"):
        assert (await field.partner.get(path, headers={"If-None-Match": given})).status_code == 200
