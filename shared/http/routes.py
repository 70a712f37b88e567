"""The route classes: every operation goes through one of them, and nothing is written any other way.

`WriteRoute`: begin, enter, claim the idempotency key, handler, append, commit, and only then the response
with its `Log-Position`. `ReadRoute`: one short read-only transaction. `StreamRoute`: checks who enters, then
leaves the transactions to the handler, which takes one per page. (Why a route class and not a dependency: a
dependency with `yield` commits before the response is sent but after it is built, or after it was sent; see
docs/decisions/0005.)
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from shared.charter import CharterRefusal
from shared.commands import Caller, Command, Reading
from shared.eventlog.appending import (
    NOTHING,
    LogEndedError,
    LogMovedError,
    PersonErasedError,
    ReliedOn,
    UnknownLogError,
    append,
    hold_open,
)
from shared.http.after_the_end import (
    DeletedError,
    answer_when_deleted,
    ended,
    ends_with_the_initiative,
)
from shared.http.auth.links import PARAMETER, purpose_of, takes_nothing_but_links
from shared.http.auth.principals import OperatorPrincipal, Principal
from shared.http.charter_refusals import log_refusal
from shared.http.entering import Arrival, BehindError, identify
from shared.http.entering_by_link import identify_by_link
from shared.http.idempotency import NO_INITIATIVE, IdempotencyKey, KeyTakenError, is_shown_once, key_of
from shared.http.json_bodies import ShidraRequest
from shared.http.preconditions import etag
from shared.http.problem import Problem
from shared.http.problems import BodyTooSlow, Busy, NotFound, PersonErased, ValidationFailed
from shared.http.runtime import Runtime, runtime_of
from shared.http.validation import unknown_parameters
from shared.observability.metrics import APPENDED_EVENTS, APPENDS, LOG_MOVED_RETRIES
from shared.standing import End

BODY_PATIENCE = 20.0
"""Seconds a body may take to arrive."""
ATTEMPTS = 5
"""How often a command runs anew because the log moved under it, or another transaction was in its way."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_result: ContextVar[Any] = ContextVar("result")

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


class _Route(APIRoute):
    """Keeps what the handler returned, so that `ETag` and `Location` come from the resource itself."""

    writes: ClassVar[bool] = False

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        @wraps(endpoint)
        async def remembering(*args: Any, **kwargs: Any) -> Any:
            result = await endpoint(*args, **kwargs)
            _result.set(result)
            return result

        super().__init__(path, remembering, **options)

    def get_route_handler(self) -> Handle:
        """The handler FastAPI calls for a request."""
        handle = super().get_route_handler()
        known = _query_names(self.dependant)
        if purpose_of(self.endpoint) is not None:
            known |= {PARAMETER}

        async def checked(request: Request) -> Response:
            # A mistyped filter would otherwise answer with everything.
            if unknown := request.query_params.keys() - known:
                raise ValidationFailed(errors=unknown_parameters(unknown))
            return await handle(request)

        async def answer(request: Request) -> Response:
            strict = ShidraRequest(request.scope, request.receive)
            _result.set(None)
            try:
                return await self.answer(strict, checked)
            except DeletedError as deleted:
                return answer_when_deleted(self.endpoint, deleted.kept)

        return answer

    async def identify(self, request: Request, runtime: Runtime) -> Principal:
        """Who calls: by a link where the operation takes links and the request has one, else by a token."""
        purpose = purpose_of(self.endpoint)
        by_link_alone = takes_nothing_but_links(self.endpoint)
        if purpose is not None and (by_link_alone or PARAMETER in request.query_params):
            return await identify_by_link(request, runtime, purpose)
        return await identify(request, runtime)

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Answer a request through FastAPI's own handler."""
        raise NotImplementedError


def _query_names(dependant: Dependant) -> frozenset[str]:
    """The query parameters an operation takes, those of its dependencies included."""
    own = {parameter.alias for parameter in dependant.query_params}
    return frozenset(own.union(*(_query_names(one) for one in dependant.dependencies)))


def _initiative(request: Request) -> UUID | None:
    """The initiative in the path; NotFound where it is no id at all."""
    text = request.path_params.get("initiative_id")
    if text is None:
        return None
    if not _UUID.fullmatch(text):
        raise NotFound
    return UUID(text)


def _outside(principal: Principal) -> Caller:
    """The caller of an operation outside any initiative."""
    return Caller("operator" if isinstance(principal, OperatorPrincipal) else "person")


def _tag(response: Response, result: Any) -> None:
    version = result.get("version") if isinstance(result, dict) else getattr(result, "version", None)
    if version is not None:
        response.headers["ETag"] = etag(version)


def _locate(request: Request, response: Response, result: Any) -> None:
    identifier = result.get("id") if isinstance(result, dict) else getattr(result, "id", None)
    if response.status_code == 201 and identifier is not None:
        response.headers["Location"] = f"{request.scope['path'].rstrip('/')}/{identifier}"


async def received(request: Request) -> bytes:
    """Wait for the whole body, before anything is held for it; raises BodyTooSlow."""
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            return await request.body()
    except TimeoutError:
        raise BodyTooSlow from None


def _arrival(request: Request, runtime: Runtime, principal: Principal) -> Arrival | None:
    """The request at the door of the initiative in its path; None for an operation outside any."""
    request.state.principal = principal
    initiative_id = _initiative(request)
    return None if initiative_id is None else Arrival(runtime, principal, initiative_id)


class ReadRoute(_Route):
    """An operation that reads, in one read-only transaction."""

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Enter, following up first where needed, and run the handler."""
        runtime = runtime_of(request)
        principal = await self.identify(request, runtime)
        arrival = _arrival(request, runtime, principal)
        for _ in range(ATTEMPTS):
            try:
                async with runtime.database.transaction(readonly=True) as connection:
                    request.state.reading = await self._reading(connection, principal, arrival)
                    response = await handle(request)
            except BehindError:
                assert arrival is not None
                await arrival.catch_up()
                continue
            _tag(response, _result.get())
            tag = response.headers.get("ETag")
            if tag is not None and tag in _tags(request.headers.get("if-none-match")):
                return Response(status_code=304, headers={"ETag": tag})
            return response
        raise Busy(headers={"Retry-After": "1"})

    @staticmethod
    async def _reading(
        connection: asyncpg.Connection, principal: Principal, arrival: Arrival | None
    ) -> Reading:
        if arrival is None:
            return Reading(connection, NO_INITIATIVE, _outside(principal))
        caller, _ = await arrival.enter(connection)
        return Reading(connection, arrival.initiative_id, caller)


def _tags(header: str | None) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")} if header else set()


class StreamRoute(ReadRoute):
    """An operation that streams: who calls is checked in a transaction that ends before the handler runs."""

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Enter and run the handler, which reads page by page, each page in a transaction of its own."""
        runtime = runtime_of(request)
        principal = await self.identify(request, runtime)
        arrival = _arrival(request, runtime, principal)
        assert arrival is not None
        for _ in range(ATTEMPTS):
            try:
                async with runtime.database.transaction(readonly=True) as connection:
                    request.state.reading = await self._reading(connection, principal, arrival)
            except BehindError:
                await arrival.catch_up()
                continue
            return await handle(request)
        raise Busy(headers={"Retry-After": "1"})


class _RefusedError(Exception):
    """The handler refused, in a transaction that is being rolled back for it."""

    def __init__(self, command: Command, refusal: Problem | CharterRefusal) -> None:
        super().__init__()
        self.command = command
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Done:
    """What a command has come to in a transaction that is not yet committed."""

    response: Response
    command: Command
    position: int | None
    """The log's last position when the command entered."""
    relied_on: ReliedOn
    holds_open: bool
    """Whether it changed something without an event, which it may not once the initiative has ended."""

    def answered(self, last: int | None) -> Response:
        """The response once all is committed; `last` is the position of the command's last event."""
        if self.command.entries:
            APPENDS.labels(self.command.service).inc()
            APPENDED_EVENTS.labels(self.command.service).inc(len(self.command.entries))
        position = self.position if last is None else last
        if position is not None:
            self.response.headers["Log-Position"] = str(position)
        return self.response


class WriteRoute(_Route):
    """An operation that changes something: state, events and kept answer in one transaction, or nothing."""

    writes = True

    async def answer(self, request: Request, handle: Handle) -> Response:
        """Run the command, again where the log moved under it, until it is committed or refused."""
        runtime = runtime_of(request)
        principal = await self.identify(request, runtime)
        request.state.principal = principal
        body = await self.receive(request)
        arrival = await self.arrive(request, runtime, principal)
        key = key_of(request, arrival.initiative_id if arrival else None, principal.key, body)
        for _ in range(ATTEMPTS):
            try:
                return await self.attempt(request, handle, runtime, arrival, key)
            except BehindError:
                assert arrival is not None
                await arrival.catch_up()
            except (
                LogMovedError,
                LogEndedError,
                UnknownLogError,
                KeyTakenError,
                asyncpg.DeadlockDetectedError,
                asyncpg.SerializationError,
            ):
                LOG_MOVED_RETRIES.labels(runtime.service).inc()
                if arrival is not None:
                    arrival.arrive_again()
            except PersonErasedError:
                raise PersonErased from None
            except _RefusedError as refused:
                return await self._refuse(runtime, refused, key)
        raise Busy(headers={"Retry-After": "1"})

    async def receive(self, request: Request) -> bytes:
        """The body, or what tells it from others: overridden where it is not kept in memory."""
        return await received(request)

    async def arrive(self, request: Request, runtime: Runtime, principal: Principal) -> Arrival | None:
        """At whose door the request is; overridden where it is not the path that tells."""
        return _arrival(request, runtime, principal)

    @staticmethod
    async def _refuse(runtime: Runtime, refused: _RefusedError, key: IdempotencyKey | None) -> Response:
        """Raise the refusal, unless the same request was carried out meanwhile, which may be its reason."""
        if key is not None:
            async with runtime.database.transaction(readonly=True) as connection:
                if (answered := await runtime.idempotency.find(connection, key)) is not None:
                    return answered
        if isinstance(refused.refusal, CharterRefusal):
            await log_refusal(runtime, refused.command, refused.refusal)
        raise refused.refusal from None

    async def attempt(
        self,
        request: Request,
        handle: Handle,
        runtime: Runtime,
        arrival: Arrival | None,
        key: IdempotencyKey | None,
    ) -> Response:
        """Run the command once, in a transaction; overridden where commands share one."""
        last = None
        async with runtime.database.transaction() as connection:
            done = await self.carry_out(connection, request, handle, runtime, arrival, key)
            command = done.command
            if command.entries:
                last = await append(connection, command.initiative_id, command.entries, done.relied_on)
            elif done.holds_open:
                await hold_open(connection, command.initiative_id)
        return done.answered(last)

    async def carry_out(
        self,
        connection: asyncpg.Connection,
        request: Request,
        handle: Handle,
        runtime: Runtime,
        arrival: Arrival | None,
        key: IdempotencyKey | None,
    ) -> Done:
        """Everything of a command but its append: entering, the handler, its projections, the kept answer."""
        command = Command(
            connection,
            NO_INITIATIVE,
            _outside(request.state.principal),
            service=runtime.service,
            request_id=request.state.request_id,
        )
        position, relied_on, end = await self._enter(runtime, arrival, command)
        if key is not None and (answered := await runtime.idempotency.find(connection, key)) is not None:
            return Done(answered, command, None, NOTHING, holds_open=False)
        ends = arrival is not None and ends_with_the_initiative(self.endpoint)
        if ends and end is not None:
            raise ended(end)
        request.state.reading = command
        try:
            response = await handle(request)
        except (Problem, CharterRefusal) as refusal:
            raise _RefusedError(command, refusal) from refusal
        _tag(response, _result.get())
        _locate(request, response, _result.get())
        await runtime.follower.apply_own(connection, command.initiative_id, command.entries)
        if key is not None:
            last = (command.initiative_id, command.entries[-1].id) if command.entries else None
            await runtime.idempotency.keep(
                connection,
                key,
                response,
                last_event=last,
                people=command.people(),
                shown_once=is_shown_once(self.endpoint),
            )
        return Done(response, command, position, relied_on, holds_open=ends and not command.entries)

    @staticmethod
    async def _enter(
        runtime: Runtime, arrival: Arrival | None, command: Command
    ) -> tuple[int | None, ReliedOn, End | None]:
        """Enter; answers the log's last position, what is relied on, whether it ended."""
        if arrival is None:
            return None, NOTHING, None
        command.initiative_id = arrival.initiative_id
        command.caller, entrance = await arrival.enter(command.connection, to_write=True)
        relied_on = NOTHING
        if entrance.cursor is not None:
            relied_on = ReliedOn(runtime.follower.relied_on, entrance.known_to)
        return entrance.size - 1, relied_on, entrance.end
