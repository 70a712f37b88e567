"""Moments that callers name: with their offset, and within what all parts of the program can reckon with."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Nearer to the ends of the calendar, a moment of another offset cannot be said by UTC."""

Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
