"""Tokens and public keys over HTTP."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from services.registry.identity.clients import ATTEMPTS_PER_MINUTE, ClientCredentials
from services.registry.identity.errors import GrantRefused, InvalidClient, InvalidScope, UnsupportedGrantType
from services.registry.identity.schemas import AccessToken, JSONWebKeySet, TokenRequest
from services.registry.identity.service import CLIENT_CREDENTIALS, Grants
from shared.http.auth.capabilities import public
from shared.http.dependencies import RuntimeDep
from shared.http.entering import client_address, limit_address
from shared.http.problem_documents import problem_responses
from shared.http.runtime import Runtime

router = APIRouter(prefix="/oauth", tags=["identity"])


@router.post(
    "/token",
    responses=problem_responses(GrantRefused, UnsupportedGrantType, InvalidScope, InvalidClient),
)
@public
async def issue_token(
    request: Request, response: Response, runtime: RuntimeDep, form: Annotated[TokenRequest, Form()]
) -> AccessToken:
    """Get an access token, valid for at most ten minutes.

    A system of an organization sends `grant_type=client_credentials` with its `client_id` and
    `client_secret`, in the form or by HTTP Basic. Under `make run` only, the operator's token can be
    exchanged for a person's (RFC 8693), to try Shidra out. Problems of the grant carry the code of RFC 6749
    as `error`.
    """
    await limit_address(request, runtime)
    response.headers["Cache-Control"] = "no-store"
    credentials = ClientCredentials.sent(
        request.headers.get("authorization"), form.client_id, form.client_secret
    )
    if form.grant_type == CLIENT_CREDENTIALS:
        await _limit_attempts(request, runtime, credentials)
    async with runtime.database.transaction() as connection:
        return await Grants(runtime.settings, runtime.tokens, connection).issue(form, credentials)


async def _limit_attempts(request: Request, runtime: Runtime, credentials: ClientCredentials) -> None:
    address = client_address(request, runtime.settings.trusted_proxies)
    # By address, too: client ids stand in the log, and nobody elsewhere is to use up a client's attempts.
    attempts = f"client:{credentials.client_id} {address}"
    await runtime.rate_limits.spend(runtime.database, attempts, ATTEMPTS_PER_MINUTE)


@router.get("/jwks")
@public
async def get_public_keys(runtime: RuntimeDep) -> JSONWebKeySet:
    """Read the public keys that the registry's tokens are checked with."""
    keys = json.loads(runtime.settings.public_keys_file.read_bytes())
    return JSONWebKeySet.model_validate(keys)
