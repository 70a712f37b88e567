"""How a redemption gets in: nobody is anybody there yet, so the secret says at whose door it is.

The request enters as the person the secret was made for: what holds of every command (erasures heard of,
standing held, nothing outrun) holds of it too. Where it cannot enter, it is answered as an unknown secret is.
"""

from fastapi import Request, Response
from pydantic import ValidationError

from services.registry.invitations.errors import InvitationNotValid
from services.registry.invitations.repository import invited_by
from services.registry.invitations.schemas import RedemptionCreate
from services.registry.invitations.service import hash_of
from shared.http.auth.principals import AccountPrincipal, PersonPrincipal, Principal
from shared.http.entering import Arrival, client_address
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.http.routes import Handle, WriteRoute
from shared.http.runtime import Runtime, runtime_of

PER_ACCOUNT = 10
"""Attempts a minute. A person redeems one invitation, and after a wrong one has to ask for another."""
PER_ADDRESS = 60
"""Attempts a minute: a room full of people may sign in at once."""
WRONG_COSTS = 5
"""Attempts that one with a wrong secret counts for."""


class RedemptionRoute(WriteRoute):
    """A write in the initiative of the invitation whose secret the body holds, at a rate of its own."""

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Redeem; every secret that does not hold is answered alike, and costs more."""
        try:
            return await super().answer(request, handle)
        except (NotFound, InvitationNotValid):
            await _spend(request, WRONG_COSTS - 1)
            raise InvitationNotValid from None

    async def arrive(self, request: Request, runtime: Runtime, principal: Principal) -> Arrival | None:
        """At the door of the person invited; None where the body holds no secret, which the handler tells."""
        request.state.principal = principal
        if not isinstance(principal, AccountPrincipal):
            raise Forbidden(OpenTo.ACCOUNTS)
        await _spend(request, 1)
        try:
            body = RedemptionCreate.model_validate_json(await request.body())
        except ValidationError:
            return None
        async with runtime.database.transaction(readonly=True) as connection:
            invited = await invited_by(connection, hash_of(body.secret))
        if invited is None:
            raise InvitationNotValid
        return Arrival(runtime, PersonPrincipal(*invited), invited[0])


async def _spend(request: Request, attempts: int) -> None:
    runtime = runtime_of(request)
    address = client_address(request, runtime.settings.trusted_proxies)
    for _ in range(attempts):
        await runtime.rate_limits.spend(
            runtime.database, f"redemption:{request.state.principal.key}", PER_ACCOUNT
        )
        await runtime.rate_limits.spend(runtime.database, f"redemption:{address}", PER_ADDRESS)
