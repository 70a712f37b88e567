"""What a service is made of: its slices, what it follows and erases; `create_app` and `Worker` run it."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
from fastapi import APIRouter

from shared.database.migrations import LOG, Schema
from shared.database.pool import Database
from shared.deletion import Emptying
from shared.erasure import Eraser, Erasures, completed_event
from shared.eventlog.event_types import Event
from shared.eventlog.following import Follower
from shared.http.charter_refusals import refusal_event
from shared.http.idempotency import IdempotencyRecords
from shared.settings import Settings
from shared.standing_facts import StandingFacts


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a worker does again and again. It answers whether there was anything to do."""

    name: str
    every: float
    """Seconds to wait after a turn that found nothing to do; otherwise the next turn follows at once."""
    do: Callable[[], Awaitable[bool]]


Duties: TypeAlias = Callable[[Database, Settings], tuple[Duty, ...]]


Ready: TypeAlias = Callable[[asyncpg.Connection], Awaitable[None]]
"""Says by raising a problem that a service is not ready."""


async def always_ready(_connection: asyncpg.Connection) -> None:
    """For a service that is ready whenever its database answers."""


Process: TypeAlias = Callable[[Database, Settings], Coroutine[Any, Any, None]]
"""What a process of a service runs besides serving and its worker, until it is cancelled."""


Webhooks: TypeAlias = Callable[[], dict[str, Any]]
"""The `webhooks` of a service's OpenAPI document."""


def no_webhooks() -> dict[str, Any]:
    """For a service that sends nothing."""
    return {}


def no_duties(_database: Database, _settings: Settings) -> tuple[Duty, ...]:
    """For a service whose worker has nothing of its own to do."""
    return ()


@dataclass(frozen=True, slots=True)
class Service:
    """A service, declared once in its `app.py`; nothing in it is connected to anything yet."""

    name: str
    title: str
    description: str
    routers: tuple[APIRouter, ...]
    follower: Follower
    standing: StandingFacts
    erasures: Erasures
    emptying: Emptying
    refusal_event: type[Event]
    folder: Path
    duties: Duties
    """What the worker does besides what every worker does."""
    webhooks: Webhooks
    ready: Ready
    processes: Mapping[str, Process]
    """Further processes of the service, by the name they are started under."""

    @classmethod
    def declare(
        cls,
        name: str,
        *,
        title: str,
        description: str,
        routers: tuple[APIRouter, ...],
        follower: Follower,
        erasers: tuple[Eraser, ...],
        folder: Path,
        duties: Duties = no_duties,
        webhooks: Webhooks = no_webhooks,
        ready: Ready = always_ready,
        processes: Mapping[str, Process] | None = None,
        initiatives_by: Mapping[str, str] | None = None,
        standing: StandingFacts | None = None,
    ) -> "Service":
        """Put a service together: standing, erasure and deletion are there for every one of them.

        `initiatives_by`: tables that name the initiative by another column than `initiative_id`. `standing`:
        the service's facts, where its worker asks for them, too.
        """
        return cls(
            name=name,
            title=title,
            description=description,
            routers=routers,
            follower=follower,
            standing=standing or StandingFacts(follower),
            erasures=Erasures(follower, completed_event(name), [*erasers, IdempotencyRecords(name).erase]),
            emptying=Emptying(name, initiatives_by or {}),
            refusal_event=refusal_event(name),
            folder=folder,
            duties=duties,
            webhooks=webhooks,
            ready=ready,
            processes=processes or {},
        )

    @property
    def schema(self) -> Schema:
        """The service's schema and its revisions."""
        return Schema(self.name, self.folder / "migrations")

    @property
    def schemas(self) -> tuple[Schema, Schema]:
        """The schemas that must be up to date for the service to start."""
        return LOG, self.schema
