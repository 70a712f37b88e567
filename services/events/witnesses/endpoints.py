"""Witnesses over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.events.witnesses.errors import InvalidCosignature, InvalidWitnesses, NoSuchCheckpoint
from services.events.witnesses.schemas import CosignaturesGiven, Cosigned, WitnessPolicy, WitnessPolicyPut
from services.events.witnesses.service import WitnessCommands, Witnesses
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import FacilitatorOrFounder, LogReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["checkpoints"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["checkpoints"], route_class=WriteRoute)


async def _witnesses(reading: ReadingDep) -> Witnesses:
    return Witnesses(reading)


async def _commands(command: CommandDep) -> WitnessCommands:
    return WitnessCommands(command)


WitnessesDep = Annotated[Witnesses, Depends(_witnesses)]
CommandsDep = Annotated[WitnessCommands, Depends(_commands)]


@reading.get("/witness-policy")
async def get_witness_policy(caller: LogReader, witnesses: WitnessesDep) -> WitnessPolicy:
    """Read who witnesses the log, and whether enough of them have cosigned its newest checkpoint."""
    return WitnessPolicy.model_validate(await witnesses.policy())


@writing.put("/witness-policy", responses=problem_responses(InvalidWitnesses))
async def set_witness_policy(
    body: WitnessPolicyPut, caller: FacilitatorOrFounder, commands: CommandsDep
) -> WitnessPolicy:
    """Name the witnesses of the log, and how many have to cosign a checkpoint.

    Writes never wait for a witness: the policy says what verifiers should ask for.
    """
    return WitnessPolicy.model_validate(await commands.put(body))


@writing.post("/checkpoint/cosignatures", responses=problem_responses(InvalidCosignature, NoSuchCheckpoint))
@even_after_the_end
async def add_cosignatures(body: CosignaturesGiven, caller: LogReader, commands: CommandsDep) -> Cosigned:
    """Put witnesses' signatures under a checkpoint. Whoever reads the log may bring them; all are checked."""
    return Cosigned.model_validate(await commands.cosign(body))
