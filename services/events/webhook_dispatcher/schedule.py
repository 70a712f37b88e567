"""When a delivery is tried again, when an endpoint rests, when it is paused: numbers, and pure functions.

The schedule is that of Standard Webhooks, drawn out to more than three days.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SCHEDULE = (0, 5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each attempt, counted from the one before: at once, 5 s, 1 m, 5 m, 30 m, then 2 to 24 h."""
SPREAD = 0.2
"""Every wait is longer or shorter by at most this share, so that receivers are not all asked at once."""
CHALLENGE_ATTEMPTS = 5
"""How often an address is asked whether it wants events: over 36 minutes."""
BREAKER = 5
"""After so many failures in a row an endpoint rests: then one delivery at a time tries whether it is back."""
RESTS = (60, 300, 1_800, 3_600)
"""Seconds an endpoint rests after each failure from then on; the last one again and again."""
LONGEST_RETRY_AFTER = 3_600
"""Seconds a receiver can ask to be left alone at most."""
WARNED_AFTER = timedelta(days=1)
"""After so long of nothing but failures the owner is told."""
PAUSED_AFTER = timedelta(days=5)
"""After so long of nothing but failures an endpoint is paused."""


def spread(seconds: float, chance: float) -> float:
    """A wait made longer or shorter; `chance` is drawn from 0 to 1."""
    return seconds * (1 - SPREAD + 2 * SPREAD * chance)


def wait_after(attempts: int, chance: float) -> float | None:
    """Seconds until the next attempt after so many that failed; None after the last one."""
    return spread(SCHEDULE[attempts], chance) if attempts < len(SCHEDULE) else None


def longest_wait(chance: float) -> float:
    """Seconds between attempts that never end, as where a failing event holds all after it."""
    return spread(SCHEDULE[-1], chance)


def rest_after(failures: int, chance: float) -> float | None:
    """Seconds an endpoint rests after so many failures in a row; None where it does not yet."""
    if failures < BREAKER:
        return None
    return spread(RESTS[min(failures - BREAKER, len(RESTS) - 1)], chance)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds a `Retry-After` asks for (RFC 9110, 10.2.3), within bounds; None where it asks for nothing."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(min(max(int(text[:9]), 1), LONGEST_RETRY_AFTER))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 1.0), float(LONGEST_RETRY_AFTER))
