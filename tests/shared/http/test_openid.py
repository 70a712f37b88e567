"""Tokens of OpenID Connect providers, against one that runs: which are taken, and what a bad one can do."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import ValidationError
from starlette.responses import Response

from services.registry.identity.keys import prepare_secrets
from shared.http.auth import openid
from shared.http.auth.openid import OpenIDProviders, UnverifiedError
from shared.http.auth.tokens import InvalidTokenError, TokenVerifier
from shared.settings import OpenIDIssuer, Settings
from tests.issuer import AUDIENCE, Issuer, redirects, says

DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with Issuer().running() as issuer:
        yield issuer


@pytest.fixture
def issuer(running: Issuer) -> Iterator[Issuer]:
    running.asked.clear()
    yield running
    running.odd.clear()


@pytest.fixture
async def verifier(issuer: Issuer, tmp_path: Path) -> AsyncIterator[TokenVerifier]:
    trusted = [OpenIDIssuer(issuer=issuer.url, audience=AUDIENCE)]
    settings = Settings(mode="local", data_dir=tmp_path, openid_issuers=trusted)
    prepare_secrets(settings)
    verifier = TokenVerifier(settings)
    yield verifier
    await verifier.close()


async def refused(verifier: TokenVerifier, token: str) -> bool:
    try:
        await verifier.identify(token)
    except InvalidTokenError:
        return True
    return False


def part(value: Any) -> str:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
async def test_an_access_token_names_the_account(
    issuer: Issuer, verifier: TokenVerifier, algorithm: str
) -> None:
    issuer.rotate(algorithm)
    for headers in ({}, {"typ": "at+jwt"}):
        named = await verifier.identify(issuer.token("ruth", headers))
        assert named == verifier.accounts.account(issuer.url, "ruth")
    assert issuer.asked == [DISCOVERY, "/keys"]


async def test_the_audience_may_be_one_of_several(issuer: Issuer, verifier: TokenVerifier) -> None:
    assert not await refused(verifier, issuer.token(aud=["another", AUDIENCE]))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ...},
        {"iss": "https://elsewhere.example"},
        {"iss": ...},
        {"exp": ...},
        {"iat": ...},
        {"exp": 1},
        {"nbf": 2**40},
        {"iat": 2**40, "exp": 2**41},
        {"exp": 1e400},
        {"nonce": "n"},
        {"at_hash": "h"},
        {"c_hash": "h"},
        {"typ": "ID"},
        {"typ": "Refresh"},
        {"token_use": "id"},
        {"sub": ...},
        {"sub": ""},
        {"sub": "רות"},
        {"sub": "r" * 256},
    ],
    ids=str,
)
async def test_a_token_that_is_not_for_us_now_names_nobody(
    issuer: Issuer, verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    assert not await refused(verifier, issuer.token())
    assert await refused(verifier, issuer.token(**claims))


@pytest.mark.parametrize(("ahead", "taken"), [(-25, True), (25, True), (-40, False), (40, False)])
async def test_clocks_may_differ_by_half_a_minute(
    issuer: Issuer, verifier: TokenVerifier, ahead: int, taken: bool
) -> None:
    now = int(time.time()) + ahead
    token = issuer.token(iat=now, nbf=now, exp=now + (1 if ahead < 0 else 300))
    assert await refused(verifier, token) is not taken


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", "id_token"])
async def test_a_token_of_another_kind_is_no_access_token(
    issuer: Issuer, verifier: TokenVerifier, kind: str
) -> None:
    assert not await refused(verifier, issuer.token())
    assert await refused(verifier, issuer.token(headers={"typ": kind}))


async def test_no_signature_and_no_shared_secret_stand_for_the_providers_key(
    issuer: Issuer, verifier: TokenVerifier
) -> None:
    issuer.rotate("RS256")
    assert not await refused(verifier, issuer.token())
    kid, (key, _) = next(iter(issuer.keys.items()))
    payload = part(issuer.claims("mallory"))
    for algorithm in ("none", "None", "NONE", ""):
        assert await refused(verifier, f"{part({'alg': algorithm, 'kid': kid})}.{payload}.")
    public = key.public_key()
    for secret in (
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        json.dumps(issuer.key_set()["keys"][0]).encode(),
    ):
        signed = f"{part({'alg': 'HS256', 'kid': kid, 'typ': 'JWT'})}.{payload}"
        by_secret = part(hmac.digest(secret, signed.encode(), hashlib.sha256))
        assert await refused(verifier, f"{signed}.{by_secret}")


async def test_a_token_names_a_key_and_never_brings_one(issuer: Issuer, verifier: TokenVerifier) -> None:
    assert not await refused(verifier, issuer.token())
    stranger = Issuer()
    stranger.url = issuer.url
    kid = next(iter(issuer.keys))
    own = stranger.key_set()["keys"][0]
    for headers in (
        {"kid": kid},
        {"kid": kid, "jwk": own},
        {"kid": kid, "jku": f"{issuer.url}/elsewhere"},
        {"kid": kid, "x5u": f"{issuer.url}/elsewhere"},
        {"kid": "../../keys"},
        {"kid": ""},
    ):
        assert await refused(verifier, stranger.token(headers=headers))
    header = {"alg": "RS256", "kid": {"$ne": ""}}
    assert await refused(verifier, f"{part(header)}.{part(issuer.claims())}.{part(b'x' * 256)}")
    assert "/elsewhere" not in issuer.asked


async def test_a_key_signs_by_its_own_algorithm_only(issuer: Issuer, verifier: TokenVerifier) -> None:
    kid = issuer.rotate("RS256")
    published = issuer.key_set()
    issuer.odd["/keys"] = lambda: says(published)
    issuer.keys = {kid: (issuer.keys[kid][0], "RS512")}
    assert await refused(verifier, issuer.token())


async def test_the_keys_of_one_provider_sign_nothing_for_another(issuer: Issuer, tmp_path: Path) -> None:
    with Issuer().running() as other:
        trusted = [OpenIDIssuer(issuer=one.url, audience=AUDIENCE) for one in (issuer, other)]
        settings = Settings(mode="local", data_dir=tmp_path, openid_issuers=trusted)
        prepare_secrets(settings)
        verifier = TokenVerifier(settings)
        for one in (issuer, other):
            assert await verifier.identify(one.token()) == verifier.accounts.account(one.url, "ruth")
        assert await refused(verifier, other.token(iss=issuer.url))
        kid = next(iter(issuer.keys))
        assert await refused(verifier, other.token(headers={"kid": kid}, iss=issuer.url))
        await verifier.close()


async def test_a_provider_nobody_named_is_never_asked(issuer: Issuer, tmp_path: Path) -> None:
    verifier = TokenVerifier(Settings(mode="local", data_dir=tmp_path))
    assert await refused(verifier, issuer.token())
    assert issuer.asked == []
    await verifier.close()


async def test_a_new_key_is_fetched_but_not_for_every_token_that_lies(
    issuer: Issuer, verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = issuer.token("old")
    assert not await refused(verifier, issuer.token())
    issuer.rotate("ES256")
    new = issuer.token("new")
    lies = [issuer.token(headers={"kid": f"lie-{number}"}) for number in range(20)]
    answers = await asyncio.gather(*(refused(verifier, token) for token in (*lies, new)))
    assert all(answers)
    assert len(issuer.asked) == 2, "the provider was asked just now"
    monkeypatch.setattr(openid, "ASK_AGAIN", 0.0)
    assert not await refused(verifier, new)
    assert len(issuer.asked) == 4
    assert await refused(verifier, old), "signed with a key that is published no longer"


async def test_while_the_provider_is_down_known_keys_go_on_for_a_day(
    issuer: Issuer, verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not await refused(verifier, issuer.token())
    monkeypatch.setattr(openid, "KEYS_KEPT", 0.0)
    monkeypatch.setattr(openid, "ASK_AGAIN", 0.0)
    issuer.odd[DISCOVERY] = lambda: Response("<h1>down</h1>", 503)
    asked = len(issuer.asked)
    assert not await refused(verifier, issuer.token("again"))
    assert len(issuer.asked) > asked
    assert await refused(verifier, issuer.token(headers={"kid": "unknown"}))
    monkeypatch.setattr(openid, "KEYS_HELD", 0.0)
    assert await refused(verifier, issuer.token("a day later"))
    issuer.odd.clear()
    monkeypatch.undo()
    monkeypatch.setattr(openid, "ASK_AGAIN", 0.0)
    monkeypatch.setattr(openid, "KEYS_KEPT", 0.0)
    assert not await refused(verifier, issuer.token("up again"))


async def test_nobody_listens_at_the_providers_address(tmp_path: Path) -> None:
    with Issuer().running() as gone:
        pass
    trusted = [OpenIDIssuer(issuer=gone.url, audience=AUDIENCE)]
    verifier = TokenVerifier(Settings(mode="local", data_dir=tmp_path, openid_issuers=trusted))
    assert await refused(verifier, gone.token())
    await verifier.close()


def _answers(issuer: Issuer) -> dict[str, tuple[str, Callable[[], Response]]]:
    deep = "[" * 100_000
    return {
        "another issuer": (DISCOVERY, lambda: says(issuer.configuration(issuer="https://elsewhere.example"))),
        "no issuer": (DISCOVERY, lambda: says({"jwks_uri": f"{issuer.url}/keys"})),
        "no address of keys": (DISCOVERY, lambda: says({"issuer": issuer.url})),
        "keys over plain HTTP": (
            DISCOVERY,
            lambda: says(issuer.configuration(jwks_uri="http://provider.example/keys")),
        ),
        "keys in a file": (DISCOVERY, lambda: says(issuer.configuration(jwks_uri="file:///etc/passwd"))),
        "no address": (DISCOVERY, lambda: says(issuer.configuration(jwks_uri="http://[::1"))),
        "an odd address": (DISCOVERY, lambda: says(issuer.configuration(jwks_uri="https://a:b:c/\x00"))),
        "sent elsewhere": (DISCOVERY, lambda: redirects(f"{issuer.url}/elsewhere")),
        "keys sent elsewhere": ("/keys", lambda: redirects(f"{issuer.url}/elsewhere")),
        "too long": ("/keys", lambda: says({**issuer.key_set(), "more": "x" * openid.MAX_DOCUMENT})),
        "too deep": ("/keys", lambda: Response(deep)),
        "not JSON": ("/keys", lambda: Response("<html>")),
        "not UTF-8": ("/keys", lambda: Response(b"\xff\xfe\xff")),
        "a list": ("/keys", lambda: says([])),
        "keys that are none": ("/keys", lambda: says({"keys": 7})),
        "keys of odd shapes": (
            "/keys",
            lambda: says({"keys": [7, {}, {"kid": 1}, {"kid": "a", "kty": "oct"}]}),
        ),
        "an error": ("/keys", lambda: Response("", 500)),
        "nothing": ("/keys", lambda: Response("", 204)),
    }


@pytest.mark.parametrize("answer", list(_answers(Issuer())))
async def test_a_provider_that_answers_oddly_signs_nobody_in_and_breaks_nothing(
    issuer: Issuer, verifier: TokenVerifier, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, odd = _answers(issuer)[answer]
    issuer.odd[path] = odd
    assert await refused(verifier, issuer.token())
    assert "/elsewhere" not in issuer.asked
    issuer.odd.clear()
    monkeypatch.setattr(openid, "ASK_AGAIN", 0.0)
    assert not await refused(verifier, issuer.token()), "it has come to its senses"


@pytest.mark.parametrize(
    "change", [{"n": 7}, {"n": "!"}, {"e": "AQ"}, {"kty": "EC"}, {"kty": "OKP"}, {"use": "enc"}]
)
async def test_a_key_that_is_no_key_checks_nothing(
    issuer: Issuer, verifier: TokenVerifier, change: dict[str, Any]
) -> None:
    issuer.rotate("RS256")
    broken = {"keys": [{**issuer.key_set()["keys"][0], **change}]}
    issuer.odd["/keys"] = lambda: says(broken)
    assert await refused(verifier, issuer.token())


async def test_a_provider_that_never_ends_is_not_waited_for(
    issuer: Issuer, verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not await refused(verifier, issuer.token())
    monkeypatch.setattr(openid, "ASK_AGAIN", 0.0)
    monkeypatch.setattr(openid, "PATIENCE", 0.5)
    issuer.odd[DISCOVERY] = issuer.drip
    waiting = asyncio.create_task(refused(verifier, issuer.token(headers={"kid": "unknown"})))
    assert await asyncio.to_thread(issuer.dripping.wait, 5)
    monkeypatch.setattr(openid, "KEYS_KEPT", 0.0)
    assert not await refused(verifier, issuer.token("known")), "known keys hold meanwhile"
    assert not waiting.done()
    async with asyncio.timeout(5):
        assert await waiting


async def test_a_provider_elsewhere_does_not_send_us_to_our_own_machine(issuer: Issuer) -> None:
    far = "https://provider.example"
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        document = json.dumps({"issuer": far, "jwks_uri": f"{issuer.url}/keys"})
        return httpx.Response(200, stream=httpx.ByteStream(document.encode()))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        providers = OpenIDProviders([OpenIDIssuer(issuer=far, audience=AUDIENCE)], client)
        kid = next(iter(issuer.keys))
        with pytest.raises(UnverifiedError):
            await providers.verify(issuer.token(iss=far), {"alg": issuer.keys[kid][1], "kid": kid}, far)
    assert asked == [f"{far}{DISCOVERY}"]
    assert issuer.asked == []


def test_in_production_only_https_is_trusted_with_keys() -> None:
    for address in ("http://127.0.0.1:9000", "http://provider.example"):
        with pytest.raises(ValidationError, match="only HTTPS"):
            Settings(
                mode="production",
                database_url="postgresql://database/shidra",
                log_origin="shidra.example",
                openid_issuers=[OpenIDIssuer(issuer=address, audience="shidra")],
            )
