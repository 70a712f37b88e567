"""Serving one endpoint: sending what is due, at most two at a time, and writing down what came of it.

It ends after a moment at the latest and gives the lease back, so that standing is looked at again before more
is sent and no endpoint keeps a dispatcher to itself.
"""

import asyncio
import time
from asyncio import sleep
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from services.events.webhook_dispatcher.bodies import (
    CHALLENGE_TYPE,
    MEDIA_TYPE,
    TEST_TYPE,
    answers,
    challenge_of,
    event_body,
    note_body,
)
from services.events.webhook_dispatcher.outcomes import Attempted, DeliveryError, DeliveryKind, Outcome
from services.events.webhook_dispatcher.schedule import BREAKER
from services.events.webhook_dispatcher.sending import AT_ONCE, Sender
from services.events.webhook_endpoints.addresses import AddressRules, Target, target_of
from services.events.webhook_endpoints.signing import signature
from shared.observability.metrics import WEBHOOK_ATTEMPTS, WEBHOOK_DURATION

Row = Mapping[str, Any]
TURN = 2.0
"""Seconds after which nothing more is begun for an endpoint before its standing is looked at again."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """What serving needs to know of the deployment."""

    public_url: str
    rules: AddressRules
    agent: str = "Shidra-Webhooks/1"


class Serving:
    """One turn of one endpoint."""

    def __init__(
        self,
        endpoint: Row,
        secrets: Sequence[bytes],
        deliveries: Sequence[Row],
        sender: Sender,
        deployment: Deployment,
    ) -> None:
        self._endpoint = endpoint
        self._secrets = secrets
        self._waiting = list(reversed(deliveries))
        self._sender = sender
        self._deployment = deployment
        self._failures: int = endpoint["failures"]
        self._target = target_of(endpoint["url"], deployment.rules)
        self._over = time.monotonic() + TURN
        self._next_at = 0.0
        self.attempted: list[Attempted] = []
        """What was tried, in the order in which it ended."""

    async def run(self) -> None:
        """Send until nothing is due, the turn is over, or the endpoint is to be left alone."""
        at_once = 1 if self._endpoint["ordered"] else AT_ONCE
        async with asyncio.TaskGroup() as tasks:
            for _ in range(min(at_once, len(self._waiting))):
                tasks.create_task(self._send_on())

    async def _send_on(self) -> None:
        while self._waiting and time.monotonic() < self._over:
            delivery = self._waiting.pop()
            await self._keep_pace()
            outcome = await self._attempt(delivery)
            kind = DeliveryKind(delivery["kind"])
            self.attempted.append(Attempted(delivery["id"], kind, delivery["attempts"] + 1, outcome))
            WEBHOOK_ATTEMPTS.labels(outcome.error or "delivered").inc()
            WEBHOOK_DURATION.observe(outcome.duration_ms / 1000)
            if outcome.error is None:
                self._failures = 0
            elif self._is_enough(kind, outcome):
                self._waiting.clear()

    def _is_enough(self, kind: DeliveryKind, outcome: Outcome) -> bool:
        """Whether an endpoint that failed is left alone for now."""
        if kind is DeliveryKind.EVENT:
            self._failures += 1
        asked_for_time = outcome.gone or outcome.retry_after is not None
        return asked_for_time or self._failures >= BREAKER or self._endpoint["ordered"]

    async def _keep_pace(self) -> None:
        now = time.monotonic()
        wait, self._next_at = self._next_at - now, max(self._next_at, now) + 1 / self._endpoint["per_second"]
        if wait > 0:
            await sleep(wait)

    async def _attempt(self, delivery: Row) -> Outcome:
        endpoint, message_id = self._endpoint, str(delivery["id"])
        body = self._body(delivery)
        target = self._target
        if target is None:  # the operator allows less than when it was saved
            return Outcome(DeliveryError.ADDRESS_NOT_ALLOWED, datetime.now(UTC), 0)
        timestamp = int(time.time())
        headers = {
            "Host": _host(target),
            "Content-Type": MEDIA_TYPE,
            "User-Agent": self._deployment.agent,
            "Accept-Encoding": "identity",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(self._secrets, message_id, timestamp, body),
        }
        outcome = await self._sender.send(endpoint["id"], target, headers, body)
        if outcome.error is not None or delivery["kind"] != DeliveryKind.CHALLENGE:
            return outcome
        if answers(outcome.answer, challenge_of(self._secrets[0], delivery["id"])):
            return outcome
        return replace(outcome, error=DeliveryError.WRONG_CHALLENGE)

    def _body(self, delivery: Row) -> bytes:
        match delivery["kind"]:
            case DeliveryKind.EVENT:
                return event_body(delivery["line"], delivery["position"], self._deployment.public_url)
            case DeliveryKind.CHALLENGE:
                asked = {"challenge": challenge_of(self._secrets[0], delivery["id"])}
                return note_body(CHALLENGE_TYPE, delivery["id"], self._endpoint, asked)
            case _:
                named = {"endpoint_id": str(self._endpoint["id"])}
                return note_body(TEST_TYPE, delivery["id"], self._endpoint, named)


def _host(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = 443 if target.scheme == "https" else 80
    return host if target.port == usual else f"{host}:{target.port}"
