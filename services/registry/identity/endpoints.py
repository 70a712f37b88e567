"""Tokens and public keys over HTTP."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from services.registry.identity.clients import ATTEMPTS_PER_MINUTE, ClientCredentials, admit
from services.registry.identity.errors import GrantRefused, InvalidClient, InvalidScope, UnsupportedGrantType
from services.registry.identity.keys import load_signing_key
from services.registry.identity.schemas import AccessToken, JSONWebKeySet, TokenType
from services.registry.identity.service import (
    CLIENT_CREDENTIALS,
    TOKEN_EXCHANGE,
    TokenIssuer,
    exchange_operator_token,
)
from shared.http.auth.capabilities import public
from shared.http.auth.tokens import MAX_LIFETIME
from shared.http.dependencies import RuntimeDep
from shared.http.entering import client_address, limit_address
from shared.http.problem_documents import problem_responses
from shared.http.runtime import Runtime

router = APIRouter(prefix="/oauth", tags=["identity"])

_FORM_FIELD_LENGTH = 4096
_ACCESS_TOKEN: TokenType = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105  # a name, no secret


def _field(description: str) -> Any:
    return Form(max_length=_FORM_FIELD_LENGTH, description=description)


@router.post(
    "/token",
    responses=problem_responses(GrantRefused, UnsupportedGrantType, InvalidScope, InvalidClient),
)
@public
async def issue_token(
    request: Request,
    response: Response,
    runtime: RuntimeDep,
    grant_type: Annotated[str, _field(f"`{CLIENT_CREDENTIALS}`, or `{TOKEN_EXCHANGE}`.")] = "",
    client_id: Annotated[str, _field("Id of the integration, unless sent by HTTP Basic.")] = "",
    client_secret: Annotated[str, _field("Its secret, unless sent by HTTP Basic.")] = "",
    scope: Annotated[str, _field("Scopes asked for, with spaces between; left out: all it has.")] = "",
    subject_token: Annotated[str, _field("For an exchange: the operator's token.")] = "",
    initiative_id: Annotated[str, _field("For an exchange: the person's initiative.")] = "",
    person_id: Annotated[str, _field("For an exchange: the person.")] = "",
) -> AccessToken:
    """Get an access token, valid for at most ten minutes.

    A system of an organization sends `grant_type=client_credentials` with its `client_id` and
    `client_secret`, in the form or by HTTP Basic. Under `make run` only, the operator's token can be
    exchanged for a person's (RFC 8693), to try Shidra out. Problems of the grant carry the code of RFC 6749
    as `error`.
    """
    await limit_address(request, runtime)
    response.headers["Cache-Control"] = "no-store"
    if grant_type == CLIENT_CREDENTIALS:
        authorization = request.headers.get("authorization")
        credentials = ClientCredentials.sent(authorization, client_id, client_secret)
        return await _for_a_system(request, runtime, credentials, scope)
    if grant_type != TOKEN_EXCHANGE:
        raise UnsupportedGrantType
    async with runtime.database.transaction(readonly=True) as connection:
        token = await exchange_operator_token(
            runtime.settings,
            runtime.tokens,
            connection,
            subject_token=subject_token,
            initiative=initiative_id,
            person=person_id,
        )
    return _bearer(token, issued_token_type=_ACCESS_TOKEN)


async def _for_a_system(
    request: Request, runtime: Runtime, credentials: ClientCredentials, scope: str
) -> AccessToken:
    address = client_address(request, runtime.settings.trusted_proxies)
    # By address, too: client ids stand in the log, and nobody elsewhere is to use up a client's attempts.
    attempts = f"client:{credentials.client_id} {address}"
    await runtime.rate_limits.spend(runtime.database, attempts, ATTEMPTS_PER_MINUTE)
    async with runtime.database.transaction() as connection:
        granted = await admit(connection, credentials, scope)
    issuer = TokenIssuer(runtime.settings, load_signing_key(runtime.settings.token_key_file))
    token = issuer.integration_token(granted.initiative_id, granted.integration_id, granted.scopes)
    return _bearer(token, scope=" ".join(granted.scopes))


def _bearer(
    token: str, *, scope: str | None = None, issued_token_type: TokenType | None = None
) -> AccessToken:
    return AccessToken(
        access_token=token,
        token_type="Bearer",  # noqa: S106  # a name, no secret
        expires_in=MAX_LIFETIME,
        scope=scope,
        issued_token_type=issued_token_type,
    )


@router.get("/jwks")
@public
async def get_public_keys(runtime: RuntimeDep) -> JSONWebKeySet:
    """Read the public keys that the registry's tokens are checked with."""
    keys = json.loads(runtime.settings.public_keys_file.read_bytes())
    return JSONWebKeySet.model_validate(keys)
