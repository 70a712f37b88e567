"""Integrations: who lets a system in and shuts it out, and how its secrets come and go."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from tests.kit import Field, World
from tests.services.registry.integrations.systems import FIELD, LOG, ask, register

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


async def test_a_representative_lets_a_system_of_their_organization_in(world: World, field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id, FIELD)
    assert system["client_id"] == system["id"]
    assert (system["scopes"], system["last_used_at"], system["version"]) == ([FIELD], None, 1)
    read = await field.partner.get(f"registry/integrations/{system['id']}")
    assert read.json() == {
        name: value for name, value in system.items() if name not in ("client_id", "client_secret")
    }
    assert read.headers["ETag"] == '"1"'


async def test_the_operator_lets_systems_of_any_organization_in(field: Field) -> None:
    await register(field.operator, field.partner.organization_id)
    body = {"organization_id": NOBODY, "name": {"he": "אין"}, "scopes": [FIELD]}
    unknown = await field.operator.post("registry/integrations", body)
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown-organization")


async def test_nobody_else_does_not_even_facilitators(world: World, field: Field) -> None:
    for by in (field.founder, field.facilitator, await world.add_person(field.facilitator, "תושבת")):
        body = {
            "organization_id": field.partner.organization_id,
            "name": {"he": "מערכת"},
            "scopes": [FIELD],
        }
        refused = await by.post("registry/integrations", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("scopes", [[], ["everything"], [FIELD, "people:write"], "field:read"])
async def test_only_scopes_that_exist_are_given(field: Field, scopes: object) -> None:
    body = {"organization_id": field.partner.organization_id, "name": {"he": "מערכת"}, "scopes": scopes}
    assert (await field.partner.post("registry/integrations", body)).status_code == 422


async def test_the_secret_is_shown_once_and_stored_nowhere(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    key = {"Idempotency-Key": "register-once"}
    system = await register(field.partner, field.partner.organization_id, headers=key)
    secret = system["client_secret"]
    body = {
        "organization_id": field.partner.organization_id,
        "name": {"he": "מערכת הדיווח"},
        "scopes": [FIELD, LOG],
    }
    again = await field.partner.post("registry/integrations", body, headers=key)
    assert (again.status_code, again.json()["code"]) == (410, "idempotent-answer-erased")
    other = await field.partner.post("registry/integrations", {**body, "scopes": [LOG]}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    listed = (await field.partner.get("registry/integrations")).json()["items"]
    assert [one["id"] for one in listed] == [system["id"]]
    kept = await database.fetchval(
        "SELECT digest FROM registry.integration_secret WHERE integration_id = $1", system["id"]
    )
    assert kept == hashlib.sha256(secret.encode()).digest()
    tables = await database.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables "
        "WHERE schemaname IN ('registry', 'log', 'agenda', 'metrics', 'events')"
    )
    for table in tables:
        found = await database.fetchval(
            f"SELECT count(*) FROM {table['name']} AS row WHERE row::text LIKE $1 OR row::text LIKE $2",
            f"%{secret}%",
            f"%{secret.encode().hex()}%",
        )
        assert found == 0, table["name"]


async def test_facilitators_see_all_systems_representatives_their_own(world: World, field: Field) -> None:
    theirs = await register(field.partner, field.partner.organization_id)
    founders = await register(field.founder, field.founder.organization_id)
    for by, seen in (
        (field.operator, [theirs["id"], founders["id"]]),
        (field.facilitator, [theirs["id"], founders["id"]]),
        (field.partner, [theirs["id"]]),
        (field.founder, [founders["id"]]),
    ):
        listed = (await by.get("registry/integrations")).json()["items"]
        assert [one["id"] for one in listed] == seen
        assert "client_secret" not in str(listed)
        hidden = {theirs["id"], founders["id"]} - set(seen)
        for one in hidden:
            assert (await by.get(f"registry/integrations/{one}")).status_code == 404
    resident = await world.add_person(field.facilitator, "תושבת")
    assert (await resident.get("registry/integrations")).status_code == 403


async def test_only_its_organization_and_the_operator_change_a_system(field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}"
    secret = f"{path}/secrets/{system['secrets'][0]['id']}"
    for by, status in ((field.founder, 404), (field.facilitator, 403)):
        assert (await by.post(f"{path}/secrets", {})).status_code == status
        assert (await by.delete(secret)).status_code == status
        assert (await by.delete(path)).status_code == status
    assert (await field.operator.delete(path)).status_code == 204


async def test_a_rotated_secret_goes_on_for_the_overlap_and_no_longer(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}"
    before = datetime.now(UTC)
    new = await field.partner.created(f"{path}/secrets", {})
    for secret in (system["client_secret"], new["client_secret"]):
        assert (await ask(world, system["id"], secret)).status_code == 200
    old, added = (await field.partner.get(path)).json()["secrets"]
    assert (added["id"], added["expires_at"]) == (new["id"], None)
    assert timedelta(hours=23) < datetime.fromisoformat(old["expires_at"]) - before < timedelta(hours=25)
    await database.execute(
        "UPDATE registry.integration_secret SET expires_at = now() WHERE id = $1", old["id"]
    )
    assert (await ask(world, system["id"], system["client_secret"])).status_code == 401
    assert (await ask(world, system["id"], new["client_secret"])).status_code == 200
    assert [one["id"] for one in (await field.partner.get(path)).json()["secrets"]] == [new["id"]]


async def test_without_overlap_the_earlier_secrets_end_at_once(world: World, field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}/secrets"
    second = await field.partner.created(path, {"overlap_hours": 168})
    third = await field.partner.created(path, {"overlap_hours": 0})
    for secret, status in ((system, 401), (second, 401), (third, 200)):
        assert (await ask(world, system["id"], secret["client_secret"])).status_code == status


async def test_at_most_two_secrets_are_live(field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}/secrets"
    answers = await asyncio.gather(*(field.partner.post(path, {}) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    refused = await field.partner.post(path, {"overlap_hours": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "two-secrets-live")
    for hours in (-1, 169, 1.5):
        assert (await field.partner.post(path, {"overlap_hours": hours})).status_code == 422


async def test_a_new_secret_is_not_kept_for_a_replay_either(field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path, key = f"registry/integrations/{system['id']}/secrets", {"Idempotency-Key": "rotate-once"}
    await field.partner.created(path, {}, headers=key)
    assert (await field.partner.post(path, {}, headers=key)).status_code == 410
    assert len((await field.partner.get(path.removesuffix("/secrets"))).json()["secrets"]) == 2


async def test_an_ended_secret_gets_no_more_tokens(world: World, field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}"
    new = await field.partner.created(f"{path}/secrets", {})
    ending = f"{path}/secrets/{system['secrets'][0]['id']}"
    assert (await field.partner.call("DELETE", ending)).status_code == 428
    assert (await field.partner.delete(ending, version=1)).status_code == 412
    assert (await field.partner.delete(ending, version=2)).status_code == 204
    assert (await field.partner.delete(ending)).status_code == 404
    assert (await ask(world, system["id"], system["client_secret"])).status_code == 401
    assert (await ask(world, system["id"], new["client_secret"])).status_code == 200


async def test_its_last_use_is_shown_and_written_once_an_hour(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}"

    async def last_used() -> str:
        integration = (await field.partner.get(path)).json()
        assert integration["last_used_at"] == integration["secrets"][0]["last_used_at"]
        used: str = integration["last_used_at"]
        return used

    await ask(world, system["id"], "wrong")
    assert await last_used() is None
    await ask(world, system["id"], system["client_secret"])
    first = await last_used()
    await ask(world, system["id"], system["client_secret"])
    assert await last_used() == first
    await database.execute(
        "UPDATE registry.integration_secret SET last_used_at = last_used_at - interval '61 minutes' "
        "WHERE integration_id = $1",
        system["id"],
    )
    await ask(world, system["id"], system["client_secret"])
    assert await last_used() > first


async def test_the_log_says_what_was_done_and_holds_no_secret(field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id, FIELD)
    path = f"registry/integrations/{system['id']}"
    new = await field.partner.created(f"{path}/secrets", {})
    await field.partner.delete(f"{path}/secrets/{new['id']}")
    await field.partner.delete(path)
    page = (await field.founder.get("events/events?types=registry.integration.*")).json()
    logged = [item["event"] for item in page["items"]]
    assert [event["type"].rpartition(".")[2] for event in logged] == [
        "registered",
        "secret_added",
        "secret_added",
        "secret_ended",
        "revoked",
    ]
    assert {event["subject"] for event in logged} == {f"integrations/{system['id']}"}
    assert {(event["actor"]["capacity"], event["actor"]["organization"]) for event in logged} == {
        ("representative", field.partner.organization_id)
    }
    assert logged[0]["data"] == {
        "integration_id": system["id"],
        "organization_id": field.partner.organization_id,
        "scopes": [FIELD],
    }
    assert page["items"][0]["opened"] == {"name": {"he": "מערכת הדיווח"}}
    assert "earlier_until" in logged[2]["data"]
    assert system["client_secret"] not in str(page)
    assert new["client_secret"] not in str(page)


async def test_a_stale_version_revokes_nothing(world: World, field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id)
    path = f"registry/integrations/{system['id']}"
    await field.partner.created(f"{path}/secrets", {})
    assert (await field.partner.delete(path, version=1)).status_code == 412
    assert (await ask(world, system["id"], system["client_secret"])).status_code == 200
