"""What a service is made of: its slices, what it follows, what it erases; `create_app` and `Worker` run it."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from shared.database.migrations import LOG, Schema
from shared.erasure import Eraser, Erasures, completed_event
from shared.eventlog.event_types import Event
from shared.eventlog.following import Follower
from shared.http.charter_refusals import refusal_event
from shared.standing import StandingFacts


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
    refusal_event: type[Event]
    folder: Path

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
    ) -> "Service":
        """Put a service together: standing and erasure are followed by every one of them."""
        return cls(
            name=name,
            title=title,
            description=description,
            routers=routers,
            follower=follower,
            standing=StandingFacts(follower),
            erasures=Erasures(follower, completed_event(name), list(erasers)),
            refusal_event=refusal_event(name),
            folder=folder,
        )

    @property
    def schema(self) -> Schema:
        """The service's schema and its revisions."""
        return Schema(self.name, self.folder / "migrations")

    @property
    def schemas(self) -> tuple[Schema, Schema]:
        """The schemas that must be up to date for the service to start."""
        return LOG, self.schema
