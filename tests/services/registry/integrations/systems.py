"""Systems of organizations as tests see them: registered, and with tokens got as a partner would."""

from typing import Any

import httpx

from tests.kit import Actor, World

TOKEN = "/registry/v1/oauth/token"
FIELD, LOG = "field:read", "log:read"


async def register(by: Actor, organization_id: str, *scopes: str, **options: Any) -> dict[str, Any]:
    """Let a system in; answers it with its credentials."""
    body = {
        "organization_id": organization_id,
        "name": {"he": "מערכת הדיווח"},
        "scopes": list(scopes or (FIELD, LOG)),
    }
    return await by.created("registry/integrations", body, **options)


async def ask(world: World, client_id: str, secret: str, **form: str) -> httpx.Response:
    """Ask for a token with credentials in the form."""
    grant = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return await world.http.post(TOKEN, data=grant | form)


async def token(world: World, system: dict[str, Any], **form: str) -> str:
    """A token that must be given."""
    answer = await ask(world, system["client_id"], system["client_secret"], **form)
    assert answer.status_code == 200, answer.text
    given: str = answer.json()["access_token"]
    return given


async def signed_in(world: World, initiative_id: str, system: dict[str, Any], **form: str) -> Actor:
    """The system as somebody who calls."""
    return Actor(world.http, await token(world, system, **form), initiative_id)
