"""Tokens and public keys over HTTP."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request

from services.registry.identity.errors import GrantRefused
from services.registry.identity.schemas import AccessToken, JSONWebKeySet
from services.registry.identity.service import exchange_operator_token
from shared.http.auth.capabilities import public
from shared.http.auth.tokens import MAX_LIFETIME
from shared.http.dependencies import RuntimeDep
from shared.http.entering import limit_address
from shared.http.problem_documents import problem_responses

router = APIRouter(prefix="/oauth", tags=["identity"])

_FIELD = Form(max_length=4096)


@router.post("/token", responses=problem_responses(GrantRefused))
@public
async def issue_token(
    request: Request,
    runtime: RuntimeDep,
    grant_type: Annotated[str, _FIELD],
    subject_token: Annotated[str, _FIELD],
    initiative_id: Annotated[str, _FIELD],
    person_id: Annotated[str, _FIELD],
) -> AccessToken:
    """Exchange the operator's token for a person's, to try Shidra out; only under `make run`."""
    await limit_address(request, runtime)
    form = {
        "grant_type": grant_type,
        "subject_token": subject_token,
        "initiative_id": initiative_id,
        "person_id": person_id,
    }
    async with runtime.database.transaction(readonly=True) as connection:
        token = await exchange_operator_token(runtime.settings, runtime.tokens, connection, form)
    return AccessToken(
        access_token=token,
        token_type="Bearer",  # noqa: S106  # a name, no secret
        expires_in=MAX_LIFETIME,
        issued_token_type="urn:ietf:params:oauth:token-type:access_token",  # noqa: S106  # a name, no secret
    )


@router.get("/jwks")
@public
async def get_public_keys(runtime: RuntimeDep) -> JSONWebKeySet:
    """Read the public keys that the registry's tokens are checked with."""
    keys = json.loads(runtime.settings.public_keys_file.read_bytes())
    return JSONWebKeySet.model_validate(keys)
