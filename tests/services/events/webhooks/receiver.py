"""A receiver of webhooks on this machine, that behaves as it is told; and turns of a dispatcher by hand."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from services.events.app import SERVICE
from services.events.webhook_dispatcher.dispatcher import Dispatcher
from shared.settings import Settings
from tests.kit import Actor, Field, World
from tests.services.events.workers import connected

SCOPES = ["field:read", "log:read", "webhooks:manage"]


@dataclass
class Received:
    """A request that a receiver got."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


Answer: TypeAlias = tuple[int, dict[str, str], bytes]
Behaviour: TypeAlias = Callable[[Received, asyncio.StreamWriter], Awaitable[Answer | None]]
"""Answers a request, or None where it dealt with the connection itself."""


async def takes(received: Received, _: asyncio.StreamWriter) -> Answer:
    """Takes everything, and answers challenges."""
    if received.event["type"] == "shidra.webhook.challenge":
        return 200, {}, json.dumps({"challenge": received.event["data"]["challenge"]}).encode()
    return 204, {}, b""


def answering(status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> Behaviour:
    """Always the same answer."""

    async def behave(_: Received, __: asyncio.StreamWriter) -> Answer:
        return status, headers or {}, body

    return behave


@dataclass
class Receiver:
    """A server that keeps what it got."""

    port: int = 0
    behaviour: Behaviour = takes
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    @property
    def events(self) -> list[Received]:
        """Entries of the log, neither tests nor challenges."""
        return [one for one in self.received if "position" in one.event]

    @property
    def positions(self) -> list[int]:
        return [one.event["position"] for one in self.events]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-1])
        }
        body = await reader.readexactly(int(headers["content-length"]))
        received = Received(head[0].split()[1], headers, body)
        self.received.append(received)
        answer = await self.behaviour(received, writer)
        if answer is None:
            return False
        status, more, content = answer
        lines = [f"HTTP/1.1 {status} said", f"Content-Length: {len(content)}"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        await writer.drain()
        return True


@asynccontextmanager
async def receiving(
    behaviour: Behaviour = takes, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Receiver]:
    """A receiver on a port of its own."""
    receiver = Receiver(behaviour=behaviour)
    open_: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_.add(task)
        try:
            await receiver.serve(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            open_.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in list(open_):
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)


@asynccontextmanager
async def dispatching(settings: Settings, **changed: Any) -> AsyncIterator[Dispatcher]:
    """A dispatcher of a deployment, to be turned by hand."""
    changed_settings = settings.model_copy(update=changed)
    async with connected(SERVICE, settings) as database:
        dispatcher = Dispatcher(SERVICE, database, changed_settings)
        try:
            yield dispatcher
        finally:
            await dispatcher.close()


async def deliver(dispatcher: Dispatcher) -> None:
    """Turn until nothing is to be done at this moment; it has to come to rest."""
    for _ in range(100):
        if not await dispatcher.look():
            return
        await dispatcher.idle()
    raise AssertionError("the dispatcher finds something to do again and again")


async def integration(field: Field, scopes: list[str] | None = None) -> dict[str, Any]:
    """A system of the partner's organization."""
    return await field.partner.created(
        "registry/integrations",
        {
            "organization_id": field.partner.organization_id,
            "name": {"he": "מערכת"},
            "scopes": scopes or SCOPES,
        },
    )


async def as_system(world: World, field: Field, system: dict[str, Any]) -> Actor:
    """The system itself, with a token it got."""
    answered = await world.http.post(
        "/registry/v1/oauth/token",
        data={
            "grant_type": "client_credentials",
            "client_id": system["client_id"],
            "client_secret": system["client_secret"],
        },
    )
    assert answered.status_code == 200, answered.text
    return Actor(world.http, answered.json()["access_token"], field.id)


async def subscribed(field: Field, receiver: Receiver, dispatcher: Dispatcher, **more: Any) -> dict[str, Any]:
    """A verified endpoint of the partner's, as it was created: with its secret."""
    system = await integration(field)
    body = {"integration_id": system["id"], "url": receiver.url, **more}
    created = await field.partner.created("events/webhook-endpoints", body)
    await deliver(dispatcher)
    assert (await endpoint(field, created))["status"] == "active"
    receiver.received.clear()
    return created


async def endpoint(field: Field, created: dict[str, Any]) -> dict[str, Any]:
    """An endpoint as it is now."""
    response = await field.partner.get(f"events/webhook-endpoints/{created['id']}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def deliveries(field: Field, created: dict[str, Any], **filters: Any) -> list[dict[str, Any]]:
    """What the API lists of an endpoint's deliveries."""
    path = f"events/webhook-endpoints/{created['id']}/deliveries"
    response = await field.partner.get(path, params=filters)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def happen(field: Field, times: int = 1) -> None:
    """Something that stands in the log, a number of times."""
    for number in range(times):
        await field.partner.created("agenda/voices", {"text": {"he": f"קול {number}"}})
