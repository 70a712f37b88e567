"""Ballots into one open decision over HTTP, next to the same statements over a bare ASGI application."""

import asyncio
import json
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

import httpx

from bench.deployment import Deployment
from bench.load import request
from bench.rounds import Figure, in_turns
from bench.serving import Server, serving
from services.cli import load
from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer
from shared.http.app import create_app
from shared.http.gateway import Gateway
from tests.governing import draft, form, opened
from tests.kit import Actor, World

BUSY = 503
"""Answered while a service is still reading what the log holds."""

SHIDRA = "Shidra"
BARE = "bare ASGI, asyncpg"
CLIENTS = (1, 8, 32)
VOTERS = 64
WARM_UP = 200


@dataclass(frozen=True, slots=True)
class BallotFigures:
    """What ballots cost at some number of clients: by alternative."""

    microseconds: dict[str, Figure]
    """Of the server's CPU for each ballot."""
    per_second: dict[str, float]


class BallotCosts:
    """The servers to compare and the ballots they take."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._decision, self._voters = asyncio.run(self._prepared())
        key = load_signing_key(deployment.settings.token_key_file)
        issuer, initiative = TokenIssuer(deployment.settings, key), UUID(deployment.field.id)
        base = f"/agenda/v1/initiatives/{deployment.field.id}/decisions/{self._decision}/ballots"
        bodies = cycle(json.dumps({"choice": choice}).encode() for choice in ("yes", "no", "abstain"))
        self._ballots = [
            request(
                "PUT",
                f"{base}/{voter}",
                {"Authorization": f"Bearer {issuer.person_token(initiative, UUID(voter))}"},
                next(bodies),
            )
            for voter in self._voters
        ]

    def measure(self, *, ballots: int, rounds: int) -> dict[int, BallotFigures]:
        """CPU per ballot, and ballots a second, at 1, 8 and 32 clients."""
        with ExitStack() as stack:

            def serve(module: str, argument: list[str]) -> Server:
                extra = {"BENCH_DECISION": self._decision}
                return stack.enter_context(serving(module, argument, self._deployment, extra))

            servers = {
                SHIDRA: serve("services.cli", ["serve", "agenda"]),
                BARE: serve("bench.peers", ["ballot"]),
            }
            for server in servers.values():
                server.cost(self._ballot, WARM_UP, status=200)
            return {clients: self._at(servers, clients, ballots, rounds) for clients in CLIENTS}

    def _at(self, servers: dict[str, Server], clients: int, ballots: int, rounds: int) -> BallotFigures:
        rates: dict[str, list[float]] = {name: [] for name in servers}

        def cost(name: str) -> float:
            spent, seconds = servers[name].spent(self._ballot, ballots, status=200, connections=clients)
            rates[name].append(ballots / seconds)
            return spent

        figures = in_turns({name: (lambda name=name: cost(name)) for name in servers}, rounds)  # type: ignore[misc]  # mypy cannot infer it
        return BallotFigures(figures, {name: Figure(tuple(found)).median for name, found in rates.items()})

    def _ballot(self, number: int) -> bytes:
        """A ballot; the voters take turns, so that no two of them are under way for one."""
        return self._ballots[number % len(self._ballots)]

    async def _prepared(self) -> tuple[str, list[str]]:
        """An open decision of the network, and the people who vote in it."""
        settings = self._deployment.settings
        apps = {name: create_app(load(name), settings) for name in ("registry", "agenda")}
        gateway = Gateway(apps, {})
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(gateway.started())
            transport = httpx.ASGITransport(gateway)
            http = await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="http://shidra.test")
            )
            world, field = World(http, settings), self._deployment.field
            founder = world.actor(field.id, field.founder.person_id, field.founder.organization_id)
            people = [
                await world.add_person(founder, f"נציג {number}", founder.organization_id)
                for number in range(VOTERS)
            ]
            network = await self._network(founder)
            # What was measured before has filled the log, and no worker has followed it.
            while (await founder.get("agenda/decisions")).status_code == BUSY:
                pass
            decision_id = await draft(founder, network, voter="person")
            await opened([founder, people[0]], decision_id)
            return decision_id, [person.person_id for person in people]

    @staticmethod
    async def _network(founder: Actor) -> str:
        """The initiative's network: the one there is, or a new one."""
        listed = await founder.get("registry/forums", params={"kind": "network"})
        if found := listed.json()["items"]:
            return str(found[0]["id"])
        return await form(founder, "network")
