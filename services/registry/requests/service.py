"""The rules of requests: whoever is asked sees what; facilitators see how much is asked of whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.registry.asked_elsewhere.repository import AskedElsewhere
from services.registry.requests.kinds import ANSWERING, AddressedTo, RequestKind, RequestState
from services.registry.requests.repository import RequestRepository
from shared.charter import may_vote
from shared.commands import Reading
from shared.governance import DecisionKind
from shared.http.pagination import Place
from shared.standing import Standing

Row = Mapping[str, Any]
Hidden = tuple[list[str], list[str]]
"""Kinds of requests, and kinds of decisions, of which nothing is asked of somebody."""


def shown(row: Row, initiative_id: UUID) -> dict[str, Any]:
    """A request as the API shows it."""
    answering = ANSWERING[RequestKind(row["kind"])]
    ids = {
        "subject": row["subject_id"],
        "parent": row["parent_id"],
        "occasion": row["occasion"],
        "addressee": row["addressee_id"],
    }
    of_organization = row["addressed_to"] == AddressedTo.ORGANIZATION
    within = f"/{answering.service}/v1/initiatives/{initiative_id}"
    return {
        **row,
        "service": answering.service,
        "subject": answering.subject.format(**ids),
        "organization_id": row["addressee_id"] if of_organization else None,
        "answer": {
            "operation": answering.operation,
            "method": answering.method,
            "path": f"{within}/{answering.path.format(**ids)}",
        },
    }


def hidden_from(standing: Standing, tied_to: frozenset[UUID], exempted: set[UUID]) -> Hidden:
    """What nobody asks of somebody who belongs to the backbone, by the same rule as refuses it.

    `tied_to`: the organizations they represent that hold the mandate or seek it.
    """
    staff, exempt = bool(standing.staff_roles), tied_to <= exempted
    votes_not = [
        kind.value
        for kind in DecisionKind
        if not may_vote(staff=staff, of_the_backbone=bool(tied_to), exempt=exempt, kind=kind)
    ]
    kinds = [RequestKind.CONFIRM_VOICE.value] if staff else []
    if DecisionKind.OWN_MATTER in votes_not:
        kinds.append(RequestKind.CONFIRM_ACTIVITY.value)
    return kinds, votes_not


class Requests:
    """Reading what is asked."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = RequestRepository(reading.connection, reading.initiative_id, reading.now)
        self._elsewhere = AskedElsewhere(reading.connection, reading.initiative_id)

    async def of_caller(
        self,
        after: Place,
        limit: int,
        *,
        state: RequestState,
        kind: RequestKind | None,
        due_before: datetime | None,
    ) -> list[Any]:
        """What is asked of the caller and of the organizations they speak for, what is due first."""
        standing = self._reading.caller.standing
        assert standing is not None
        return await self._repository.page(
            after,
            limit,
            me=standing.person_id,
            organization_ids=sorted(standing.represents),
            alternate_for=sorted(standing.alternate_for - standing.represents),
            state=state,
            hidden=await self._hidden(standing),
            filters={"kind": kind, "due_before": due_before},
        )

    async def load(self, of: AddressedTo, after: UUID, limit: int) -> list[Any]:
        """How much is asked of whom."""
        return await self._repository.load(of, after, limit)

    def shown(self, row: Row) -> dict[str, Any]:
        """A request as the API shows it."""
        return shown(row, self._reading.initiative_id)

    async def _hidden(self, standing: Standing) -> Hidden:
        seeking = standing.represents & await self._repository.nominees()
        tied_to = frozenset(standing.holds_mandate | seeking)
        exempted = await self._elsewhere.exempted(self._reading.now.date()) if tied_to else set()
        return hidden_from(standing, tied_to, exempted)
