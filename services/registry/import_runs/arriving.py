"""How a file arrives: kept piece by piece where its sender does not wait, so that none is in memory whole.

Who sends it is asked before any of it is read, and no transaction is open while it arrives. A file that no
import comes to wait for is dropped at once; where its process died, by the worker.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from services.registry.import_runs.repository import ImportRunRepository
from services.registry.import_runs.service import admit
from services.registry.imports.schemas import Import
from services.registry.imports.service import shown
from shared.commands import Reading
from shared.http.entering import Arrival, BehindError
from shared.http.languages import language_of
from shared.http.preferences import RESPOND_ASYNC, prefers_not_to_wait
from shared.http.problems import BodyTooSlow, Busy
from shared.http.routes import ATTEMPTS, BODY_PATIENCE, Handle, WriteRoute
from shared.http.runtime import Runtime, runtime_of
from shared.ids import uuid7
from shared.imports.sent_files import SentFile, media_type_of, sent_file

PIECE = 262_144
"""Bytes of a piece."""


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that is kept until it is imported."""

    import_id: UUID
    media_type: str


class FileRoute(WriteRoute):
    """A `WriteRoute` whose body is a file: kept in pieces where the caller prefers not to wait."""

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Answer the request; drop its file where nothing waits for it after all."""
        request.state.arrived = None
        try:
            return await super().answer(request, handle)
        finally:
            if request.state.arrived is not None:
                await self._discard(request)

    async def receive(self, request: Request) -> bytes:
        """The body, or the digest of a file that is kept; raises what refuses its sender or its kind."""
        if not prefers_not_to_wait(request):
            return await super().receive(request)
        arrived = ArrivedFile(uuid7(), media_type_of(request))
        runtime = runtime_of(request)
        arrival = await self.arrive(request, runtime, request.state.principal)
        assert arrival is not None
        await self._admit(runtime, arrival)
        request.state.arrived, request.state.arrival = arrived, arrival
        digest = hashlib.sha256(arrived.media_type.encode() + b"\0")
        number = 0
        async for piece in _pieces(request):
            digest.update(piece)
            async with runtime.database.transaction() as connection:
                kept = ImportRunRepository(connection, arrival.initiative_id)
                await kept.keep(arrived.import_id, number, piece, datetime.now(UTC))
            number += 1
        return digest.digest()

    @staticmethod
    async def _admit(runtime: Runtime, arrival: Arrival) -> None:
        for _ in range(ATTEMPTS):
            try:
                async with runtime.database.transaction(readonly=True) as connection:
                    caller, _entrance = await arrival.enter(connection)
                    await admit(Reading(connection, arrival.initiative_id, caller))
                    return
            except BehindError:
                await arrival.catch_up()
        raise Busy(headers={"Retry-After": "1"})

    @staticmethod
    async def _discard(request: Request) -> None:
        arrival: Arrival = request.state.arrival
        async with arrival.runtime.database.transaction() as connection:
            kept = ImportRunRepository(connection, arrival.initiative_id)
            await kept.discard(request.state.arrived.import_id)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces, one at least; raises BodyTooSlow where one takes too long."""
    held = bytearray()
    any_yet = False
    arriving = aiter(request.stream())
    try:
        while True:
            async with asyncio.timeout(BODY_PATIENCE):
                while len(held) < PIECE:
                    if (some := await anext(arriving, None)) is None:
                        break
                    held += some
            if not held and any_yet:
                return
            yield bytes(held[:PIECE])
            any_yet = True
            del held[:PIECE]
    except TimeoutError:
        raise BodyTooSlow from None


TAKEN_IN: dict[str, Any] = {
    "model": Import,
    "description": "The file is kept and waits to be imported: `Location` says where to follow it.",
    "headers": {
        "Location": {"description": "Address of the import.", "schema": {"type": "string"}},
        "Preference-Applied": {"description": f"`{RESPOND_ASYNC}`.", "schema": {"type": "string"}},
    },
}
"""The answer to whoever does not wait, for the OpenAPI document."""


def taken_in(request: Request, row: Mapping[str, Any]) -> Response:
    """The answer to whoever does not wait: the import as it is now, and where it can be followed."""
    waiting = Import.model_validate(shown(row, language_of(request)))
    where = f"{request.scope['path'].rstrip('/')}/{waiting.id}"
    headers = {"Location": where, "Preference-Applied": RESPOND_ASYNC}
    return Response(waiting.model_dump_json(), 202, headers, media_type="application/json")


async def file_of(request: Request) -> SentFile | ArrivedFile:
    """The file of an import: the body, or what is kept of it."""
    arrived: ArrivedFile | None = request.state.arrived
    return arrived or await sent_file(request)
