"""Identifiers: UUIDs of version 7 (RFC 9562), ordered by the time they were made.

One implementation for every Python version, so that ids behave alike everywhere; the standard library has
`uuid.uuid7` only from 3.14 on.
"""

import os
import time
from threading import Lock
from uuid import UUID

_COUNTER_BITS = 42
_TAIL_BITS = 32
_VERSION_AND_VARIANT = (0x7 << 76) | (0b10 << 62)
_RANDOM_BYTES = (_COUNTER_BITS + _TAIL_BITS) // 8 + 1

_lock = Lock()
_last_millisecond = 0
_counter = 0


def uuid7() -> UUID:
    """A new id, greater than every id this process made before, also when the clock is set back.

    Within a millisecond a 42-bit counter that starts at a random value counts on (RFC 9562, section 6.2,
    method 1); 32 bits are random in every id.
    """
    global _last_millisecond, _counter  # noqa: PLW0603 - the memory that makes ids grow
    random = int.from_bytes(os.urandom(_RANDOM_BYTES), "big")
    tail = random & 0xFFFF_FFFF
    now = time.time_ns() // 1_000_000
    with _lock:
        if now > _last_millisecond:
            _last_millisecond = now
            # The top bit starts at 0: half the counter's range is left for counting.
            _counter = (random >> _TAIL_BITS) & ((1 << (_COUNTER_BITS - 1)) - 1)
        else:
            _counter += 1
            if _counter >> _COUNTER_BITS:
                _last_millisecond += 1
                _counter = 0
        millisecond, counter = _last_millisecond, _counter
    high = counter >> 30
    low = counter & 0x3FFF_FFFF
    return UUID(int=(millisecond << 80) | _VERSION_AND_VARIANT | (high << 64) | (low << _TAIL_BITS) | tail)
