"""The sealer as a process: one is active for each memory folder, others stand by until it ends."""

import asyncio

from services.events.deletions.beginning import BeginningDeletions
from services.events.sealing.memory import SealerElsewhereError, SealerMemory
from services.events.sealing.sealer import Sealer
from shared.database.pool import Database
from shared.eventlog.signing import SigningKey
from shared.service import Duty
from shared.settings import Settings
from shared.worker import beat, repeat

_BETWEEN_LOOKS = 0.5
"""Seconds between two looks for something new: a checkpoint is at most two seconds behind the log."""
_BETWEEN_REVIEWS = 60.0
_BETWEEN_COMPARISONS = 600.0
"""Seconds between two comparisons of all that is remembered with what there is: a backup may be restored."""
_BETWEEN_MEASUREMENTS = 5.0
_STANDING_BY = 1.0


async def run_sealer(database: Database, settings: Settings) -> None:
    """Seal until cancelled; stand by while another sealer holds the memory."""
    memory = SealerMemory(settings.sealer_memory_folder)
    sealer = Sealer(database, memory, SigningKey.load(settings.log_key_file))
    beginning = BeginningDeletions(database, memory, sealer)
    duties = (
        Duty("seal", _BETWEEN_LOOKS, sealer.seal_new),
        Duty("review", _BETWEEN_REVIEWS, sealer.review),
        Duty("begin deletions", _BETWEEN_REVIEWS, beginning.begin),
        Duty("compare", _BETWEEN_COMPARISONS, sealer.compare),
        Duty("look at refused", 2.0, sealer.look_at_refused),
        Duty("measure", _BETWEEN_MEASUREMENTS, sealer.measure),
    )
    while True:
        try:
            with memory.held():
                async with asyncio.TaskGroup() as tasks:
                    for duty in duties:
                        tasks.create_task(repeat(duty, settings.worker_heartbeat_path), name=duty.name)
        except SealerElsewhereError:
            beat(settings.worker_heartbeat_path)
            await asyncio.sleep(_STANDING_BY)
