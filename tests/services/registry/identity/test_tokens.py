"""Tokens: which are taken for somebody, which for nobody, and who gets one."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.cli import load
from services.registry.identity.keys import load_signing_key, public_jwk, rotate_operator_token
from services.registry.identity.service import TOKEN_EXCHANGE
from shared.http.app import create_app
from shared.http.auth.tokens import AUDIENCE, issuer
from shared.http.gateway import Gateway
from tests.kit import Actor, Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
TOKEN = "/registry/v1/oauth/token"


def claims(world: World, person: Actor, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    right = {
        "iss": issuer(world.settings),
        "aud": AUDIENCE,
        "kind": "person",
        "sub": person.person_id,
        "initiative": person.initiative_id,
        "iat": now,
        "exp": now + 300,
    }
    return {name: value for name, value in (right | changes).items() if value is not None}


def signed(world: World, payload: dict[str, Any], key: Any = None, **header: Any) -> str:
    own = load_signing_key(world.settings.token_key_file)
    return jwt.encode(payload, key or own, "EdDSA", headers={"kid": public_jwk(own)["kid"]} | header)


async def status(world: World, token: str, field: Field) -> int:
    asking = Actor(world.http, token, field.id)
    return (await asking.get("registry/organizations")).status_code


def _segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_a_token_of_the_registry_names_its_person(world: World, field: Field) -> None:
    assert await status(world, signed(world, claims(world, field.partner)), field) == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 60, "iat": int(time.time()) - 120},
        {"aud": "another-audience"},
        {"aud": None},
        {"iss": "https://elsewhere.example/registry"},
        {"exp": None},
        {"sub": None},
        {"sub": "somebody"},
        {"sub": 7},
        {"initiative": None},
        {"initiative": {"$ne": ""}},
        {"exp": int(time.time()) + 86_400},
        {"nbf": int(time.time()) + 3_600},
    ],
)
async def test_a_token_with_other_claims_names_nobody(
    world: World, field: Field, changes: dict[str, Any]
) -> None:
    payload = claims(world, field.partner, **changes)
    own = load_signing_key(world.settings.token_key_file)
    # Signed by hand: the library refuses to write some of these.
    head = _segment({"alg": "EdDSA", "typ": "JWT", "kid": public_jwk(own)["kid"]})
    body = _segment(payload)
    signature = base64.urlsafe_b64encode(own.sign(f"{head}.{body}".encode())).rstrip(b"=").decode()
    assert await status(world, f"{head}.{body}.{signature}", field) == 401


def _unsigned(world: World, field: Field) -> str:
    kid = public_jwk(load_signing_key(world.settings.token_key_file))["kid"]
    return f"{_segment({'alg': 'none', 'kid': kid})}.{_segment(claims(world, field.partner))}."


def _hmac_with_the_public_key(world: World, field: Field) -> str:
    jwk = public_jwk(load_signing_key(world.settings.token_key_file))
    secret = base64.urlsafe_b64decode(jwk["x"] + "=")
    return jwt.encode(claims(world, field.partner), secret, "HS256", headers={"kid": jwk["kid"]})


def _of_another_key(world: World, field: Field) -> str:
    return signed(world, claims(world, field.partner), Ed25519PrivateKey.generate())


def _of_an_unknown_key(world: World, field: Field) -> str:
    return signed(world, claims(world, field.partner), kid="unknown")


def _without_key_id(world: World, field: Field) -> str:
    return jwt.encode(claims(world, field.partner), load_signing_key(world.settings.token_key_file), "EdDSA")


def _tampered(world: World, field: Field) -> str:
    head, _, signature = field.partner.token.split(".")
    return f"{head}.{_segment(claims(world, field.facilitator))}.{signature}"


def _too_long(world: World, field: Field) -> str:
    return signed(world, claims(world, field.partner, padding="x" * 5_000))


def _no_token(world: World, field: Field) -> str:
    return "אסימון".encode().hex()


@pytest.mark.parametrize(
    "forge",
    [
        _unsigned,
        _hmac_with_the_public_key,
        _of_another_key,
        _of_an_unknown_key,
        _without_key_id,
        _tampered,
        _too_long,
        _no_token,
    ],
)
async def test_a_forged_token_names_nobody(
    world: World, field: Field, forge: Callable[[World, Field], str]
) -> None:
    assert await status(world, forge(world, field), field) == 401


async def test_without_a_token_nobody_is_let_in_and_told_why(world: World, field: Field) -> None:
    path = f"/registry/v1/initiatives/{field.id}/organizations"
    for headers in ({}, {"Authorization": "Basic dXNlcjpwYXNz"}, {"Authorization": "Bearer "}):
        answer = await world.http.get(path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def exchange(
    http: httpx.AsyncClient, operator_token: str, person: Actor, **changes: str
) -> httpx.Response:
    form = {
        "grant_type": TOKEN_EXCHANGE,
        "subject_token": operator_token,
        "initiative_id": person.initiative_id,
        "person_id": person.person_id,
    }
    return await http.post(TOKEN, data=form | changes)


async def test_under_make_run_the_operators_token_is_exchanged_for_a_persons(
    world: World, field: Field
) -> None:
    answer = await exchange(world.http, world.operator.token, field.partner)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 600)
    assert await status(world, body["access_token"], field) == 200
    mine = Actor(world.http, body["access_token"], field.id)
    assert (await mine.get(f"registry/people/{field.partner.person_id}")).json()["language"] == "he"


async def test_a_wrong_operator_token_or_nobody_gets_no_token(world: World, field: Field) -> None:
    for changes in (
        {"subject_token": "wrong"},
        {"subject_token": field.facilitator.token},
        {"person_id": NOBODY},
        {"initiative_id": NOBODY},
        {"person_id": "everybody"},
    ):
        refused = await exchange(world.http, world.operator.token, field.partner, **changes)
        assert (refused.status_code, refused.json()["code"]) == (400, "grant-refused")
        assert "token" not in refused.json()["request_id"]
        assert world.operator.token not in refused.text


async def test_outside_make_run_nothing_is_exchanged(world: World, field: Field) -> None:
    production = world.settings.model_copy(update={"mode": "production"})
    gateway = Gateway({"registry": create_app(load("registry"), production)}, {})
    transport = httpx.ASGITransport(gateway)
    async with (
        gateway.started(),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        refused = await exchange(http, world.operator.token, field.partner)
        assert (refused.status_code, refused.json()["code"]) == (400, "grant-refused")
        # The same deployment does know the operator: it is the exchange that is refused.
        operator = Actor(http, world.operator.token)
        assert (await operator.get("/registry/v1/initiatives?limit=1")).status_code == 200


async def test_the_published_keys_hold_nothing_secret(world: World) -> None:
    (key,) = (await world.http.get("/registry/v1/oauth/jwks")).json()["keys"]
    assert set(key) == {"kid", "kty", "crv", "x", "use", "alg"}
    assert key == public_jwk(load_signing_key(world.settings.token_key_file))


async def test_a_rotated_operator_token_replaces_the_old_one_at_once(fresh: World) -> None:
    old = fresh.operator
    assert (await old.get("/registry/v1/initiatives")).status_code == 200
    rotate_operator_token(fresh.settings)
    assert (await old.get("/registry/v1/initiatives")).status_code == 401
    new = Actor(fresh.http, fresh.settings.operator_token_file.read_text().strip())
    assert (await new.get("/registry/v1/initiatives")).status_code == 200
