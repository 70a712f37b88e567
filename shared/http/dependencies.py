"""What handlers ask for: the transaction they read in, the command they write with, the runtime."""

from typing import Annotated, cast

from fastapi import Depends, Request

from shared.commands import Command, Reading
from shared.http.auth.principals import Principal
from shared.http.runtime import Runtime, runtime_of


async def _reading(request: Request) -> Reading:
    return cast(Reading, request.state.reading)


async def _command(request: Request) -> Command:
    return cast(Command, request.state.reading)


async def _principal(request: Request) -> Principal:
    return cast(Principal, request.state.principal)


async def _runtime(request: Request) -> Runtime:
    return runtime_of(request)


ReadingDep = Annotated[Reading, Depends(_reading)]
CommandDep = Annotated[Command, Depends(_command)]
PrincipalDep = Annotated[Principal, Depends(_principal)]
RuntimeDep = Annotated[Runtime, Depends(_runtime)]
