"""A log's tree over HTTP: the addresses of C2SP tlog-tiles below the initiative, and proofs."""

from datetime import UTC
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.events.checkpoints.errors import NoSuchTile, NotSealedYet
from services.events.checkpoints.schemas import (
    ConsistencyProof,
    InclusionProof,
    NewSize,
    OldSize,
    Position,
    PositionInPath,
    TileLevel,
    TileNumber,
    TreeSize,
)
from services.events.checkpoints.service import LogTree
from shared.http.after_the_end import answers_when_deleted
from shared.http.auth.capabilities import LogReader, public
from shared.http.dependencies import ReadingDep, RuntimeDep
from shared.http.entering import limit_address
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute

reading = APIRouter(prefix="/initiatives/{initiative_id}", tags=["checkpoints"], route_class=ReadRoute)
keys = APIRouter(tags=["checkpoints"])

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


async def _tree(reading: ReadingDep) -> LogTree:
    return LogTree(reading)


TreeDep = Annotated[LogTree, Depends(_tree)]


def _file(media_type: str, description: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string", **({"format": "binary"} if media_type == BYTES else {})}
    return {
        200: {
            "description": description,
            "content": {media_type.partition(";")[0]: {"schema": schema}},
        }
    }


_CHECKPOINT = _file(TEXT, "A checkpoint (C2SP tlog-checkpoint): a note signed by the log and its witnesses.")
_TILE = _file(BYTES, "The hashes of the tile, 32 bytes each.")
_BUNDLE = _file(BYTES, "Entries, each behind its length in two bytes, big-endian.")
_PROOF = _file(TEXT, "A proof file (C2SP tlog-proof), which `shidra verify` checks without any server.")


@keys.get("/verifier-key", response_class=Response, responses=_file(TEXT, "A signed-note verifier key."))
@public
async def get_verifier_key(request: Request, runtime: RuntimeDep) -> Response:
    """Read the public key that checkpoints are signed with, as a signed-note verifier key.

    Compare it with what the operator gave you by another way: `make run` prints it, too.
    """
    await limit_address(request, runtime)
    return Response(runtime.settings.log_verifier_key_file.read_text("utf-8"), media_type=TEXT)


@reading.get(
    "/checkpoint", response_class=Response, responses={**_CHECKPOINT, **problem_responses(NotSealedYet)}
)
@answers_when_deleted(lambda kept: Response(kept.checkpoint, media_type=TEXT, headers=_FOR_EVER))
async def get_checkpoint(caller: LogReader, tree: TreeDep) -> Response:
    """Read the newest checkpoint of the log: its size and root, signed. Keep it: later ones must agree.

    Of an initiative that was deleted it is the last one, kept for ever.
    """
    note, signed_at = await tree.checkpoint()
    headers = {"Cache-Control": "no-cache", "Last-Modified": format_datetime(signed_at.astimezone(UTC), True)}
    return Response(note, media_type=TEXT, headers=headers)


@reading.get(
    "/tile/entries/{number:path}",
    response_class=Response,
    responses={**_BUNDLE, **problem_responses(NoSuchTile, NotSealedYet)},
)
async def get_entry_bundle(number: TileNumber, caller: LogReader, tree: TreeDep) -> Response:
    """Read the entries of a tile of level 0 (C2SP tlog-tiles)."""
    return Response(await tree.bundle(number), media_type=BYTES, headers=_FOR_EVER)


@reading.get(
    "/tile/{level}/{number:path}",
    response_class=Response,
    responses={**_TILE, **problem_responses(NoSuchTile, NotSealedYet)},
)
async def get_tile(level: TileLevel, number: TileNumber, caller: LogReader, tree: TreeDep) -> Response:
    """Read a tile of the tree's hashes (C2SP tlog-tiles); partial ones, too."""
    return Response(await tree.tile(level, number), media_type=BYTES, headers=_FOR_EVER)


@reading.get("/proofs/inclusion", responses=problem_responses(NotSealedYet))
async def get_inclusion_proof(
    position: Position, caller: LogReader, tree: TreeDep, size: TreeSize = None
) -> InclusionProof:
    """Prove that an entry is in the log, at its position (RFC 6962)."""
    return InclusionProof.model_validate(await tree.inclusion(position, size))


@reading.get("/proofs/consistency", responses=problem_responses(NotSealedYet))
async def get_consistency_proof(
    from_size: OldSize, caller: LogReader, tree: TreeDep, to_size: NewSize = None
) -> ConsistencyProof:
    """Prove that the log as it is begins with all of what it was (RFC 6962)."""
    return ConsistencyProof.model_validate(await tree.consistency(from_size, to_size))


@reading.get(
    "/proofs/{position}",
    response_class=Response,
    responses={**_PROOF, **problem_responses(NotSealedYet)},
)
async def get_proof_file(position: PositionInPath, caller: LogReader, tree: TreeDep) -> Response:
    """Download a proof to keep: the entry, where it stands, and a signed checkpoint it leads to."""
    name = {"Content-Disposition": f'attachment; filename="{position}.tlog-proof"'}
    return Response(await tree.proof_file(position), media_type=TEXT, headers=name)
