"""What sealing says of the service's health."""

import asyncpg

from services.events.sealing.errors import SealingRefused
from services.events.sealing.repository import is_any_refused


async def refuse_while_alarmed(connection: asyncpg.Connection) -> None:
    """Not ready while a log is refused by the sealer: somebody has to look. Raises SealingRefused."""
    if await is_any_refused(connection):
        raise SealingRefused
