"""The two parameters by which the registry is asked how something was, the same for every operation."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from services.registry.history.errors import MomentToCome, NotKeptThen
from services.registry.history.when import When
from shared.http.moments import Moment

AsOf = Annotated[
    date | None, Query(description="What held on this day, by all that is recorded (or was, at `known_at`).")
]
KnownAt = Annotated[
    Moment | None,
    Query(description="As it was recorded at this moment, whatever was corrected since; absent: now."),
]


async def _when(as_of: AsOf = None, known_at: KnownAt = None) -> When:
    return When(as_of, known_at)


UNKNOWN_THEN = (MomentToCome, NotKeptThen)
"""What every operation that takes them can answer with."""
WhenDep = Annotated[When, Depends(_when)]
