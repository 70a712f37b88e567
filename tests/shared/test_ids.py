import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch
from uuid import RFC_4122

import pytest

from shared import ids


def test_an_id_is_a_uuid_of_version_7_that_carries_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    after = time.time_ns() // 1_000_000
    assert made.version == 7
    assert made.variant == RFC_4122
    assert before <= made.int >> 80 <= after


def test_ids_grow_and_never_repeat() -> None:
    made = [ids.uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_made_in_several_threads_never_repeat() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = [
            one
            for many in threads.map(lambda _: [ids.uuid7() for _ in range(2_000)], range(4))
            for one in many
        ]
    assert len(set(made)) == 8_000


def test_ids_grow_when_the_clock_is_set_back() -> None:
    first = ids.uuid7()
    with patch("time.time_ns", return_value=1_000_000_000):
        second = ids.uuid7()
    assert second > first


@pytest.mark.parametrize("counter", [(1 << 42) - 2, (1 << 42) - 1, (1 << 30) - 1])
def test_ids_grow_when_a_counter_runs_over(monkeypatch: pytest.MonkeyPatch, counter: int) -> None:
    millisecond = time.time_ns() // 1_000_000 + 60_000
    monkeypatch.setattr(ids, "_last_millisecond", millisecond)
    monkeypatch.setattr(ids, "_counter", counter)
    made = [ids.uuid7() for _ in range(3)]
    assert made == sorted(set(made))
    assert all(one.version == 7 and one.variant == RFC_4122 for one in made)


def test_two_ids_of_one_millisecond_share_no_random_tail() -> None:
    with patch("time.time_ns", return_value=time.time_ns()):
        tails = {ids.uuid7().int & 0xFFFF_FFFF for _ in range(50)}
    assert len(tails) > 45
