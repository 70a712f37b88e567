"""The rules of citing: any member says what something rests on; they and facilitators take it back."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from shared.citing.errors import CitedAlready, NotCitable, NothingThatCites
from shared.citing.events import CitationWithdrawn, Cited
from shared.citing.kinds import CitedKind
from shared.citing.rows import Citations
from shared.citing.schemas import CitedThing
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
Serves = Callable[[CitedKind, UUID], Awaitable[bool]]
"""Whether something can be cited now."""
_TOLD = ("citing_kind", "citing_id", "cited_kind", "cited_id")


class CitationReading:
    """Reading one service's citations."""

    def __init__(self, reading: Reading, citations: Citations, hidden: Collection[str] = ()) -> None:
        """`hidden`: kinds of things that the caller does not see."""
        self._of = (reading.connection, reading.initiative_id)
        self._citations = citations
        self._hidden = hidden

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Citations after an id: of what cites, of what is cited."""
        return await self._citations.page(self._of, after, limit, filters, self._hidden)


class CitationCommands:
    """Citing, and taking it back."""

    def __init__(
        self,
        command: Command,
        citations: Citations,
        serves: Serves,
        told: tuple[type[Cited], type[CitationWithdrawn]],
        hidden: Collection[str] = (),
    ) -> None:
        """`told`: the service's own types of the two facts; `hidden` as for reading."""
        self._command = command
        self._of = (command.connection, command.initiative_id)
        self._citations = citations
        self._serves = serves
        self._cited, self._withdrawn = told
        self._hidden = hidden

    async def cite(self, body: CitedThing) -> Row:
        """Cite something; raises NothingThatCites, NotCitable and CitedAlready."""
        kind = body.citing_kind
        if kind in self._hidden or not await self._citations.can_cite(self._of, kind, body.citing_id):
            raise NothingThatCites
        if not await self._serves(body.cited_kind, body.cited_id):
            raise NotCitable
        values = body.model_dump()
        row = await self._citations.insert(
            self._of,
            {
                **values,
                "id": uuid7(),
                "cited_by": self._command.caller.person_id,
                "cited_at": self._command.now,
            },
        )
        if row is None:
            raise CitedAlready
        self._command.record(self._cited(citation_id=row["id"], **values))
        return row

    async def withdraw(self, citation_id: UUID) -> None:
        """Take a citation back; raises NotFound and Forbidden."""
        row = await self._citations.lock(self._of, citation_id)
        if row is None or row["citing_kind"] in self._hidden:
            raise NotFound
        caller = self._command.caller
        if not (caller.facilitates or (row["cited_by"] and row["cited_by"] == caller.person_id)):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.FACILITATORS)
        await self._citations.delete(self._of, citation_id)
        self._command.record(self._withdrawn(citation_id=citation_id, **{name: row[name] for name in _TOLD}))
