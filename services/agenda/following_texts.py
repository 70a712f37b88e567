"""What the agenda's texts learn from the log: what can be cited, what decisions adopted."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.agenda.activities.repository import PlanProjection
from services.agenda.citations.repository import CITABLE
from services.agenda.following import follower
from services.agenda.policy_options.repository import PolicyOptionRepository
from services.agenda.public_reactions.repository import LINKS
from services.agenda.versions.repository import VersionProjection
from services.agenda.versions.schemas import VersionKind
from shared.citing.following import follow_citable
from shared.eventlog.following import FollowedEvent

__all__ = ["follower"]  # with what is registered here

follow_citable(follower, CITABLE)


@follower.on("registry.person.left", "registry.account.unbound")
async def end_links(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Who left, or whose account was unbound, made links that are no good any more."""
    until = datetime.fromisoformat(event.time)
    await LINKS.end_earlier(connection, event.initiative_id, UUID(event.data["person_id"]), until)


@follower.on_reset
async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projections of an initiative before they are built again."""
    await VersionProjection(connection, initiative_id).empty()
    await PlanProjection(connection, initiative_id).empty()


_ADOPTED = {
    "agenda.agenda.adopted": VersionKind.AGENDA,
    "agenda.principles.adopted": VersionKind.PRINCIPLES,
}


@follower.on(*_ADOPTED)
async def adopt(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners adopted exactly these wordings."""
    await VersionProjection(connection, event.initiative_id).put(
        UUID(event.data["version_id"]),
        _ADOPTED[event.type],
        decision_id=UUID(event.data["decision_id"]),
        revision_ids=[UUID(revision) for revision in event.data["revision_ids"]],
        adopted_at=datetime.fromisoformat(event.time),
    )


@follower.on("agenda.policy_options.chosen")
async def choose_options(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners decided for policy options."""
    options = PolicyOptionRepository(connection, event.initiative_id)
    await options.choose(
        [UUID(option) for option in event.data["policy_option_ids"]], UUID(event.data["decision_id"])
    )


@follower.on("agenda.plan.adopted")
async def plan(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Activities are part of the coordinated plan."""
    projection = PlanProjection(connection, event.initiative_id)
    for activity in event.data["activity_ids"]:
        await projection.put(UUID(activity), UUID(event.data["decision_id"]))
