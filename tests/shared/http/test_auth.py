"""Tokens: ours, for us, in time, and nothing else; operations that say nobody may call them do not start."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import APIRouter, FastAPI

from services.registry.app import SERVICE
from services.registry.identity.keys import (
    load_signing_key,
    prepare_secrets,
    public_jwk,
    rotate_operator_token,
)
from shared.http.app import OpenOperationError, create_app, operations, refuse_open_operations
from shared.http.auth.capabilities import Member, public
from shared.http.auth.principals import OperatorPrincipal, PersonPrincipal
from shared.http.auth.tokens import (
    AUDIENCE,
    MAX_LIFETIME,
    InvalidTokenError,
    TokenVerifier,
    issuer,
)
from shared.settings import Settings
from tests.kit import Actor, Field, World

INITIATIVE, PERSON = uuid4(), uuid4()
OURS = PersonPrincipal(INITIATIVE, PERSON)


@dataclass(frozen=True)
class FromNow:
    """A time of a claim, in seconds from when the test runs and not from when it was collected."""

    seconds: int


def now(claims: dict[str, Any]) -> dict[str, Any]:
    """The claims with their times."""
    at = int(time.time())
    return {
        name: at + value.seconds if isinstance(value, FromNow) else value for name, value in claims.items()
    }


class Mint:
    """Makes tokens as the registry would, and as it would not."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(mode="local", data_dir=folder)
        prepare_secrets(self.settings)
        self.key = load_signing_key(self.settings.token_key_file)
        self.kid = public_jwk(self.key)["kid"]
        self.verifier = TokenVerifier(self.settings)

    def claims(self, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": issuer(self.settings),
            "aud": AUDIENCE,
            "kind": "person",
            "sub": str(PERSON),
            "initiative": str(INITIATIVE),
            "iat": now,
            "exp": now + 300,
            **other,
        }
        return {name: value for name, value in claims.items() if value is not ...}

    def token(
        self,
        *,
        key: Any = None,
        algorithm: str = "EdDSA",
        headers: dict[str, Any] | None = None,
        **other: Any,
    ) -> str:
        return jwt.encode(
            self.claims(**other), key or self.key, algorithm, headers={"kid": self.kid, **(headers or {})}
        )


@pytest.fixture
def mint(tmp_path: Path) -> Mint:
    return Mint(tmp_path)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock of whoever checks tokens."""

    class Moved(datetime):
        ahead = timedelta()

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + cls.ahead

    real = time.time

    def move(seconds: float) -> None:
        Moved.ahead = timedelta(seconds=seconds)
        monkeypatch.setattr(time, "time", lambda: real() + seconds)

    monkeypatch.setattr(jwt.api_jwt, "datetime", Moved)
    return move


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_a_token_of_ours_says_who(mint: Mint) -> None:
    assert await mint.verifier.identify(mint.token()) == OURS


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": FromNow(-31)},
        {"iat": FromNow(90), "exp": FromNow(300)},
        {"nbf": FromNow(90)},
        {"exp": FromNow(MAX_LIFETIME + 60)},
        {"iss": "https://elsewhere.example/registry"},
        {"aud": "another"},
        {"aud": []},
        {"sub": "operator"},
        {"sub": 7},
        {"initiative": None},
        {"initiative": "../../"},
        {"exp": "never"},
        {"exp": 99999999999},
        {"iat": "0"},
        {"exp": 1e400},
        *({name: ...} for name in ("iss", "aud", "sub", "initiative", "iat", "exp", "kind")),
    ],
    ids="-".join,
)
async def test_claims_that_do_not_hold_are_refused(mint: Mint, claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(mint.token(**now(claims)))


@pytest.mark.parametrize("skew", [-25, 25])
async def test_clocks_may_differ_a_little(mint: Mint, skew: int) -> None:
    now = int(time.time()) + skew
    assert await mint.verifier.identify(mint.token(iat=now, nbf=now, exp=now + 20)) == OURS


async def test_a_token_seen_before_expires_all_the_same(mint: Mint, clock: Callable[[float], None]) -> None:
    token = mint.token(exp=int(time.time()) - 10)
    assert await mint.verifier.identify(token) == OURS  # within the leeway
    lasting = mint.token()
    assert await mint.verifier.identify(lasting) == OURS
    clock(21)
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(token)
    assert await mint.verifier.identify(lasting) == OURS
    clock(331)
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(lasting)


async def test_a_token_that_was_tampered_with_is_refused(mint: Mint) -> None:
    header, payload, signature = mint.token().split(".")
    other = _part(mint.claims(sub=str(uuid4())))
    for forged in (
        f"{header}.{other}.{signature}",
        f"{header}.{payload}.{signature[:-4]}AAAA",
        f"{header}.{payload}.",
        f"{header}.{payload}",
        f"{header}..{signature}",
        "..",
        ".",
        "a" * 200,
        "\x00",
        "שלום",
    ):
        with pytest.raises(InvalidTokenError):
            await mint.verifier.identify(forged)


async def test_no_other_algorithm_is_taken(mint: Mint) -> None:
    public_key = mint.key.public_key()
    raw = public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    unsigned = f"{_part({'alg': 'none', 'typ': 'JWT', 'kid': mint.kid})}.{_part(mint.claims())}."
    # The public key as a shared secret: whoever takes the algorithm from the token lets anybody sign.
    secret = raw + bytes(32)
    by_secret = mint.token(key=secret, algorithm="HS256")
    by_curve = mint.token(key=generate_private_key(SECP256R1()), algorithm="ES256")
    for forged in (unsigned, by_secret, by_curve):
        with pytest.raises(InvalidTokenError):
            await mint.verifier.identify(forged)


@pytest.mark.parametrize(
    "headers",
    [
        {"kid": "another"},
        {"kid": "../../jwks.json"},
        {"kid": "../../../../dev/null"},
        {"kid": "' OR 1=1 --"},
        {"kid": ""},
        {"jwk": {"kty": "OKP"}},
        {"jku": "https://elsewhere.example/jwks"},
        {"crit": ["exp"]},
    ],
    ids=str,
)
async def test_a_token_does_not_choose_the_key_it_is_checked_with(
    mint: Mint, headers: dict[str, Any]
) -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(mint.token(key=stranger, headers=headers))


async def test_an_oversize_token_is_refused_unread(mint: Mint) -> None:
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(mint.token(padding="x" * 5000))


async def test_a_key_that_was_withdrawn_ends_its_tokens_at_once(mint: Mint) -> None:
    token = mint.token()
    assert await mint.verifier.identify(token) == OURS
    mint.settings.public_keys_file.write_text(
        json.dumps({"keys": [public_jwk(Ed25519PrivateKey.generate())]})
    )
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify(token)


async def test_the_operators_token_is_rotated_at_once(mint: Mint) -> None:
    file = mint.settings.operator_token_file
    for _ in range(20):  # within ticks of the clock
        old = file.read_text().strip()
        assert isinstance(await mint.verifier.identify(old), OperatorPrincipal)
        rotate_operator_token(mint.settings)
        assert isinstance(await mint.verifier.identify(file.read_text().strip()), OperatorPrincipal)
        with pytest.raises(InvalidTokenError):
            await mint.verifier.identify(old)


async def test_without_the_file_nobody_is_the_operator(mint: Mint) -> None:
    token = mint.settings.operator_token_file.read_text().strip()
    mint.settings.operator_token_file.unlink()
    for attempt in (token, ""):
        with pytest.raises(InvalidTokenError):
            await mint.verifier.identify(attempt)
    mint.settings.operator_token_file.write_text("\n")
    with pytest.raises(InvalidTokenError):
        await mint.verifier.identify("")


# Over HTTP


async def test_a_token_of_another_initiative_finds_none(world: World, field: Field) -> None:
    other = await world.found()
    elsewhere = Actor(world.http, other.partner.token, field.id)
    assert (await elsewhere.get("registry/organizations")).status_code == 404
    nobody = world.actor(field.id, str(UUID(int=7)))
    assert (await nobody.get("registry/organizations")).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic x", "Bearer a b", "bearer", "Token x"])
async def test_without_a_token_nobody_gets_in(field: Field, header: str) -> None:
    response = await field.partner.get("registry/organizations", headers={"Authorization": header})
    assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


# Deny by default


def _app(router: APIRouter) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(router)
    return app


def test_a_service_with_an_operation_anybody_could_call_does_not_start() -> None:
    router = APIRouter()

    @router.get("/open")
    async def forgotten() -> None: ...

    with pytest.raises(OpenOperationError, match="forgotten"):
        refuse_open_operations(_app(router))


def test_an_operation_cannot_hide_behind_another_of_its_name() -> None:
    router = APIRouter()

    @router.get("/open", name="read_it")
    async def one() -> None: ...

    @router.get("/closed", name="read_it")
    async def other(caller: Member) -> None: ...

    with pytest.raises(OpenOperationError, match="read_it"):
        refuse_open_operations(_app(router))


def test_what_is_no_operation_is_not_served() -> None:
    router = APIRouter()

    @router.websocket("/socket")
    async def socket() -> None: ...

    with pytest.raises(OpenOperationError):
        refuse_open_operations(_app(router))


def test_operations_say_who_may_call_them() -> None:
    router = APIRouter()

    @router.get("/closed")
    async def closed(caller: Member) -> None: ...

    @router.get("/open")
    @public
    async def opened() -> None: ...

    app = _app(router)
    refuse_open_operations(app)
    assert operations(app) == {"closed": ("member",), "opened": ()}
    registry = create_app(SERVICE, Settings(mode="local", database_url="postgresql:///nowhere"))
    assert None not in operations(registry).values()
