"""The dispatcher: looks for endpoints that are to be served, and serves many of them at once.

Any number of dispatchers may run. Each takes the lease of an endpoint for one turn; one that dies in the
middle lets it run out, and what it had sent without writing it down is sent again, under the same id.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from services.events.endpoint_mails.service import EndpointMails
from services.events.webhook_dispatcher.connecting import Resolver
from services.events.webhook_dispatcher.repository import Claimed
from services.events.webhook_dispatcher.sending import Sender
from services.events.webhook_dispatcher.serving import TURN, Deployment, Serving
from services.events.webhook_dispatcher.settling import Settling
from services.events.webhook_endpoints.addresses import AddressRules
from services.events.webhook_endpoints.signing import WebhookKey
from shared.database.pool import Database
from shared.mailing import Mailer
from shared.service import Duty, Service
from shared.settings import Settings
from shared.standing import Entrant, Scope
from shared.worker import repeat

_log = logging.getLogger("shidra.dispatcher")
Row = Mapping[str, Any]

_PAUSE = 0.05
"""Seconds between looks where nothing is to be done: half of it is what an event waits on an idle system."""
_AT_ONCE = 300
"""Endpoints served at the same time. Those that hang hold a place, never the others."""
_CLAIMED = 50
_PATIENCE = 5.0
"""Seconds what is under way may take to end when the dispatcher is told to stop."""


class Dispatcher:
    """Delivers webhooks until it is cancelled."""

    def __init__(self, service: Service, database: Database, settings: Settings) -> None:
        self._service = service
        self._database = database
        rules = AddressRules.of(
            settings.webhook_ports, settings.webhook_networks, loopback=settings.webhook_loopback
        )
        self._deployment = Deployment(settings.public_url.rstrip("/"), rules)
        self._key = WebhookKey(settings.webhook_key_file)
        self._resolver = Resolver()
        authorities = str(settings.webhook_ca_path) if settings.webhook_ca_path else None
        timeout = settings.webhook_timeout_seconds
        self._sender = Sender(rules, self._resolver, timeout=timeout, authorities=authorities)
        self._lease_seconds = TURN + timeout + 10
        self._settling = Settling(database, service.follower)
        mailer = Mailer.of(settings)
        self._mails = None if mailer is None else EndpointMails(database, mailer)
        self._heartbeat: Path | None = settings.worker_heartbeat_path
        self._turns: set[asyncio.Task[None]] = set()
        self._more = asyncio.Event()

    async def run(self) -> None:
        """Look for endpoints to serve, again and again; what is under way when it is cancelled may end."""
        pause = _PAUSE
        mailing = None
        if self._mails is not None:
            mailing = asyncio.create_task(repeat(Duty("send mails", 5.0, self._mails.send_next), None))
        try:
            while True:
                try:
                    claimed = await self.look()
                    pause = _PAUSE
                    if self._heartbeat is not None:
                        self._heartbeat.touch()
                except Exception:  # the database may be away for a while
                    _log.exception("looking for endpoints failed")
                    claimed, pause = 0, min(pause * 2, 30.0)
                if claimed < _CLAIMED:
                    await self._rest(pause)
        finally:
            if mailing is not None:
                mailing.cancel()
            await self.close()

    async def look(self) -> int:
        """Begin to serve endpoints that are to be; says how many leases were taken."""
        room = min(_AT_ONCE - len(self._turns), _CLAIMED)
        if room <= 0:
            return 0
        lease = uuid4()
        async with self._database.transaction() as connection:
            claimed = await Claimed.take(connection, lease, seconds=self._lease_seconds, limit=room)
            if not claimed.endpoints:
                return 0
            await claimed.take_up()
            deliveries = defaultdict(list)
            for row in await claimed.due():
                deliveries[row["endpoint_id"]].append(row)
            if idle := [row["id"] for row in claimed.endpoints if row["id"] not in deliveries]:
                await claimed.release(idle)
            secrets = defaultdict(list)
            for row in await claimed.secrets():
                secrets[row["endpoint_id"]].append(row["id"])
        for endpoint in claimed.endpoints:
            if endpoint["id"] in deliveries:
                self._begin(endpoint, lease, deliveries[endpoint["id"]], secrets[endpoint["id"]])
        await self._sender.close_unused()
        return len(claimed.endpoints)

    async def idle(self) -> None:
        """Wait until everything that was begun has ended."""
        while self._turns:
            await asyncio.wait(self._turns)

    def _begin(self, endpoint: Row, lease: UUID, deliveries: Sequence[Row], secrets: Sequence[UUID]) -> None:
        turn = asyncio.create_task(self._serve(endpoint, lease, deliveries, secrets))
        self._turns.add(turn)
        turn.add_done_callback(self._ended)

    def _ended(self, turn: asyncio.Task[None]) -> None:
        self._turns.discard(turn)
        self._more.set()
        if not turn.cancelled() and (failure := turn.exception()) is not None:
            # Its lease runs out; then somebody serves the endpoint again.
            _log.error("serving an endpoint failed", exc_info=failure)

    async def _serve(
        self, endpoint: Row, lease: UUID, deliveries: Sequence[Row], secrets: Sequence[UUID]
    ) -> None:
        if not await self._may_receive(endpoint):
            await self._settling.end(endpoint, lease)
            return
        keys = [self._key.secret(endpoint["initiative_id"], endpoint["id"], secret) for secret in secrets]
        serving = Serving(endpoint, keys, deliveries, self._sender, self._deployment)
        await serving.run()
        if not await self._settling.settle(endpoint, lease, serving.attempted):
            _log.warning("the lease of an endpoint was lost: what it took is sent again")

    async def _may_receive(self, endpoint: Row) -> bool:
        """Whether the endpoint's system may read the log at this moment, by all that is in the log."""
        initiative_id, follower = endpoint["initiative_id"], self._service.follower
        entrant = Entrant(integration_id=endpoint["integration_id"])
        arrived: int | None = None
        while True:
            async with self._database.transaction(readonly=True) as connection:
                today = datetime.now(UTC).date()
                entrance = await self._service.standing.enter(connection, initiative_id, entrant, today)
            if entrance is None:
                return False
            # What is appended from here on is not run after: the next turn looks again.
            arrived = entrance.newest if arrived is None else arrived
            if not follower.behind(arrived, entrance.cursor):
                standing = entrance.integration
                return standing is not None and Scope.LOG_READ in standing.scopes
            await follower.catch_up(self._database, initiative_id)

    async def _rest(self, seconds: float) -> None:
        self._more.clear()
        with suppress(TimeoutError):
            # Not `wait_for`: until Python 3.12 it swallows being cancelled in the moment it is done.
            async with asyncio.timeout(seconds):
                await self._more.wait()

    async def close(self) -> None:
        """Let what is under way end for a moment, and close every connection."""
        if self._turns:
            _, unfinished = await asyncio.wait(self._turns, timeout=_PATIENCE)
            for turn in unfinished:
                turn.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await self._sender.close()
        self._resolver.close()
