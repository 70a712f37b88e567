"""Tokens of organizations' systems: who gets one, for what, and that a refusal says nothing."""

import base64
import logging
from typing import Any

import httpx
import jwt
import pytest

from services.registry.identity.clients import ATTEMPTS_PER_MINUTE, ClientCredentials
from services.registry.identity.keys import load_signing_key
from tests.kit import Actor, Field, World
from tests.services.registry.integrations.systems import FIELD, LOG, TOKEN, ask, register, signed_in

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


@pytest.fixture
async def system(field: Field) -> dict[str, Any]:
    """A system of the partner, with every scope."""
    return await register(field.partner, field.partner.organization_id)


async def test_a_system_gets_a_token_for_ten_minutes(
    world: World, field: Field, system: dict[str, Any]
) -> None:
    answer = await ask(world, system["client_id"], system["client_secret"])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    given = answer.json()
    claims = jwt.decode(given["access_token"], options={"verify_signature": False})
    assert given == {
        "access_token": given["access_token"],
        "token_type": "Bearer",
        "expires_in": 600,
        "scope": f"{FIELD} {LOG}",
        "issued_token_type": None,
    }
    assert claims["exp"] - claims["iat"] == 600
    named = (claims["kind"], claims["sub"], claims["initiative"], claims["scope"])
    assert named == ("integration", system["id"], field.id, f"{FIELD} {LOG}")
    assert jwt.get_unverified_header(given["access_token"])["alg"] == "EdDSA"


async def test_credentials_come_by_http_basic_as_well(world: World, system: dict[str, Any]) -> None:
    basic = (system["client_id"], system["client_secret"])
    form = {"grant_type": "client_credentials"}
    assert (await world.http.post(TOKEN, data=form, auth=basic)).status_code == 200
    assert (await world.http.post(TOKEN, data=form, auth=(basic[0], "wrong"))).status_code == 401
    for header in ("Basic", "Basic ===", "Basic " + base64.b64encode(b"\xff:\xff").decode(), "Bearer x"):
        # What the header says counts: a right secret in the form beside it does not help.
        both = form | {"client_id": basic[0], "client_secret": basic[1]}
        refused = await world.http.post(TOKEN, data=both, headers={"Authorization": header})
        assert refused.status_code == 401


def test_credentials_in_the_header_are_decoded_as_forms_are() -> None:
    encoded = base64.b64encode(f"{NOBODY}:a%2Bb+c".encode()).decode()
    sent = ClientCredentials.sent(f"basic {encoded}", "", "")
    assert (str(sent.client_id), sent.secret) == (NOBODY, "a+b c")


async def test_what_is_wrong_with_credentials_is_not_told(
    world: World, field: Field, system: dict[str, Any]
) -> None:
    revoked = await register(field.partner, field.partner.organization_id)
    await field.partner.delete(f"registry/integrations/{revoked['id']}")
    right = system["client_secret"]
    answers = [
        await ask(world, client, secret)
        for client, secret in (
            (NOBODY, right),
            ("no-id-at-all", right),
            ("00000000-0000-0000-0000-000000000000", ""),
            (system["id"], "wrong"),
            (system["id"], ""),
            (system["id"], right + "x"),
            (system["id"], "סוד"),
            (system["id"], "\x00"),
            (revoked["id"], revoked["client_secret"]),
        )
    ]
    said = [{**answer.json(), "request_id": ""} for answer in answers]
    assert all(one == said[0] for one in said)
    assert (said[0]["error"], said[0]["code"], said[0]["status"]) == ("invalid_client", "invalid-client", 401)
    for answer in answers:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
        assert right not in answer.text


async def test_guessing_the_secret_of_a_client_is_cut_off(world: World, system: dict[str, Any]) -> None:
    statuses = [(await ask(world, system["id"], "wrong")).status_code for _ in range(ATTEMPTS_PER_MINUTE + 3)]
    assert 429 in statuses
    assert statuses.index(429) >= ATTEMPTS_PER_MINUTE
    refused = await ask(world, system["id"], system["client_secret"])
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1


async def test_scopes_are_narrowed_for_a_token(world: World, field: Field, system: dict[str, Any]) -> None:
    narrow = await signed_in(world, field.id, system, scope=LOG)
    assert (await narrow.get("events/events")).status_code == 200
    assert (await narrow.get("registry/organizations")).status_code == 403
    wide = await signed_in(world, field.id, system)
    assert (await wide.get("registry/organizations")).status_code == 200


async def test_scopes_it_was_not_given_are_refused(world: World, field: Field) -> None:
    system = await register(field.partner, field.partner.organization_id, FIELD)
    for scope in (LOG, f"{FIELD} {LOG}", "everything"):
        refused = await ask(world, system["id"], system["client_secret"], scope=scope)
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("grant", ["", "password", "authorization_code", "client_credentials "])
async def test_other_grants_are_not_given(world: World, system: dict[str, Any], grant: str) -> None:
    refused = await ask(world, system["id"], system["client_secret"], grant_type=grant)
    assert (refused.status_code, refused.json()["error"]) == (400, "unsupported_grant_type")


async def test_a_request_without_fields_or_with_more_than_are_known_is_read_as_oauth_says(
    world: World, system: dict[str, Any]
) -> None:
    refused = await world.http.post(TOKEN, data={"audience": "elsewhere"})
    assert (refused.status_code, refused.json()["error"]) == (400, "unsupported_grant_type")
    more = await ask(world, system["id"], system["client_secret"], audience="elsewhere")
    assert more.status_code == 200
    too_long = await ask(world, system["id"], "x" * 5_000)
    assert (too_long.status_code, "x" * 50 in too_long.text) == (422, False)


async def test_no_secret_and_no_token_reaches_the_programs_log(
    world: World, system: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = (await ask(world, system["id"], system["client_secret"])).json()["access_token"]
    await ask(world, system["id"], "a-wrong-one")
    written = " ".join(str(record.__dict__) for record in caplog.records if not _of_the_test(record))
    for kept_out in (system["client_secret"], given, "a-wrong-one"):
        assert kept_out not in written


def _of_the_test(record: logging.LogRecord) -> bool:
    return record.name.startswith(("httpx", "httpcore"))


async def test_a_token_of_no_known_kind_names_nobody(world: World, field: Field) -> None:
    claims = jwt.decode(field.partner.token, options={"verify_signature": False})
    key = load_signing_key(world.settings.token_key_file)
    kid = jwt.get_unverified_header(field.partner.token)["kid"]
    for changes in ({"kind": "service"}, {"kind": "integration"}, {"kind": "integration", "scope": 7}):
        forged = jwt.encode(claims | changes, key, "EdDSA", headers={"kid": kid})
        answer: httpx.Response = await Actor(world.http, forged, field.id).get("registry/organizations")
        assert answer.status_code == 401
