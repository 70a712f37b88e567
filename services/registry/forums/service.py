"""The rules of forums: who forms which one. Their rules for deciding are theirs to change, by decision."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.forums.errors import FormedByFounders, ForumExists
from services.registry.forums.events import ForumDescribed, ForumFormed
from services.registry.forums.repository import ForumRepository
from services.registry.forums.schemas import ForumCreate, ForumPatch
from shared.commands import Capacity, Command, Reading
from shared.deciding import method_as_json, quorum_as_json, rules_as_fields
from shared.governance import ForumKind
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.time_zones import code_of

Row = Mapping[str, Any]

BY_FOUNDERS = frozenset({ForumKind.NETWORK, ForumKind.STEERING_COMMITTEE})
"""Forums that lead the initiative: whoever sets their rules sets how it is led."""


class Forums:
    """Reading the forums of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ForumRepository(reading.connection, reading.initiative_id)

    async def get(self, forum_id: UUID) -> Row:
        """One forum; raises NotFound."""
        row = await self._repository.get(forum_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, *, kind: ForumKind | None) -> list[Any]:
        """Forums after an id, of a kind."""
        return await self._repository.page(after, limit, {"kind": kind})


class ForumCommands:
    """Changing the forums of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ForumRepository(command.connection, command.initiative_id)

    async def form(self, body: ForumCreate) -> Row:
        """Form a forum; raises Forbidden, FormedByFounders and ForumExists."""
        self._act_as_who_forms(body.kind)
        method, quorum = body.method.method(), body.quorum.quorum()
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "kind": body.kind,
                "name": body.name,
                "purpose": body.purpose,
                "time_zone": body.time_zone,
                "method": method_as_json(method),
                "quorum": quorum_as_json(quorum),
                "notice_hours": body.notice_hours,
                "seats_pass_on": body.seats_pass_on,
                "delegated": [],
                "version": 1,
                "created_at": self._command.now,
            }
        )
        if row is None:
            raise ForumExists
        self._command.record(
            ForumFormed(
                forum_id=row["id"],
                kind=body.kind,
                name=body.name,
                purpose=body.purpose,
                time_zone=code_of(body.time_zone) if body.time_zone else None,
                seats_pass_on=body.seats_pass_on,
                **rules_as_fields(method, quorum, body.notice_hours),
            )
        )
        return row

    async def describe(self, forum_id: UUID, body: ForumPatch, precondition: Precondition) -> Row:
        """Change name, purpose or time zone; raises NotFound and PreconditionFailed."""
        row = await self._repository.lock(forum_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, changes)
        self._command.record(
            ForumDescribed(
                forum_id=forum_id,
                name=changed["name"],
                purpose=changed["purpose"],
                time_zone=code_of(changed["time_zone"]) if changed["time_zone"] else None,
            )
        )
        return changed

    def _act_as_who_forms(self, kind: ForumKind) -> None:
        standing = self._command.caller.standing
        assert standing is not None
        if kind in BY_FOUNDERS:
            if not standing.founding:
                raise FormedByFounders
            self._command.caller = self._command.caller.acting(
                Capacity.FOUNDING_PARTNER, min(standing.founding)
            )
            return
        # A few partners acting together need nobody's leave to form a circle.
        circle = kind is ForumKind.ACTION_CIRCLE and standing.represents
        if not (standing.facilitates or standing.founding or circle):
            raise Forbidden(OpenTo.FACILITATORS, OpenTo.FOUNDERS)
