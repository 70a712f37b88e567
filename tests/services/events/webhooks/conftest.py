"""What the tests of webhooks share: a way to let time pass."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

Later = Callable[..., Awaitable[None]]
_ENDPOINT = """
    UPDATE events.webhook_endpoint
       SET wake_at = wake_at - $2::interval, rest_until = rest_until - $2::interval,
           leased_until = leased_until - $2::interval,
           failing_since = failing_since - $2::interval, warned_at = warned_at - $2::interval
     WHERE id = $1::text::uuid"""
_DELIVERIES = """
    UPDATE events.webhook_delivery
       SET due_at = due_at - $2::interval, finished_at = finished_at - $2::interval
     WHERE endpoint_id = $1::text::uuid"""


@pytest.fixture
def later(database: asyncpg.Connection) -> Later:
    """Let time pass for an endpoint: every moment that is written down for it moves back.

    It is as if the database's clock had jumped, in either direction.
    """

    async def pass_(created: dict[str, Any], **time: float) -> None:
        for statement in (_ENDPOINT, _DELIVERIES):
            await database.execute(statement, created["id"], timedelta(**time))

    return pass_
