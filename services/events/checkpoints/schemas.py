"""Parameters and bodies of what is read of a log's tree."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from shared.eventlog.canonical import MAX_INTEGER
from shared.http.bodies import ResponseBody

Position = Annotated[int, Query(ge=0, le=MAX_INTEGER, description="Position of the entry.")]
PositionInPath = Annotated[int, Path(ge=0, le=MAX_INTEGER, description="Position of the entry.")]
TreeSize = Annotated[
    int | None,
    Query(ge=1, le=MAX_INTEGER, description="Size of the tree; without it, that of the newest checkpoint."),
]
OldSize = Annotated[int, Query(alias="from", ge=0, le=MAX_INTEGER, description="Size of the older tree.")]
NewSize = Annotated[
    int | None,
    Query(
        alias="to",
        ge=0,
        le=MAX_INTEGER,
        description="Size of the newer tree; without it, that of the newest checkpoint.",
    ),
]
TileLevel = Annotated[int, Path(ge=0, le=7, description="Level: 0 holds the hashes of the entries.")]
TileNumber = Annotated[
    str,
    Path(
        pattern=r"^(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[1-9][0-9]{0,2})?$",
        description="Number of the tile as C2SP tlog-tiles writes it: `000`, `x001/x234/067`; with `.p/W` "
        "where the tile is not full and has W hashes.",
        examples=["000.p/17"],
    ),
]

Hashes = Annotated[list[str], Field(description="Hashes of SHA-256 in base64, in the order of RFC 6962.")]


class InclusionProof(ResponseBody):
    """That an entry stands at its position of the tree that a checkpoint names."""

    position: int
    size: int
    leaf_hash: str
    root_hash: str
    hashes: Hashes


class ConsistencyProof(ResponseBody):
    """That the newer tree begins with all entries of the older one."""

    from_size: int
    to_size: int
    from_root_hash: str
    to_root_hash: str
    hashes: Hashes
