"""Logs whose sealing failed: each is left alone for a while, longer every time, and delays no other."""

import time
from collections.abc import Callable
from uuid import UUID

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
"""Seconds."""


class Failures:
    """What failed, and until when it is left alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._paused: dict[UUID, tuple[float, float]] = {}

    @property
    def logs(self) -> frozenset[UUID]:
        """The logs whose last sealing failed."""
        return frozenset(self._paused)

    def waiting(self) -> frozenset[UUID]:
        """Those of them that are left alone for now."""
        now = self._clock()
        return frozenset(log for log, (until, _) in self._paused.items() if until > now)

    def add(self, initiative_id: UUID) -> None:
        """A log failed: leave it alone, twice as long as the time before."""
        _, before = self._paused.get(initiative_id, (0.0, _FIRST_PAUSE / 2))
        pause = min(before * 2, _LONGEST_PAUSE)
        self._paused[initiative_id] = (self._clock() + pause, pause)

    def end(self, initiative_id: UUID) -> None:
        """It did not fail this time."""
        self._paused.pop(initiative_id, None)
