"""The schedule and what follows from outcomes: properties that hold whatever happens in whatever order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.events.webhook_dispatcher.outcomes import (
    ATTEMPTS,
    Attempted,
    DeliveryError,
    DeliveryKind,
    Health,
    Outcome,
    health_after,
    wait_of,
)
from services.events.webhook_dispatcher.schedule import (
    BREAKER,
    LONGEST_RETRY_AFTER,
    PAUSED_AFTER,
    RESTS,
    SCHEDULE,
    WARNED_AFTER,
    rest_after,
    retry_after,
    wait_after,
)

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
CHANCES = st.floats(0, 1)


def attempted(
    error: DeliveryError | None, attempts: int = 1, kind: DeliveryKind = DeliveryKind.EVENT
) -> Attempted:
    return Attempted(UUID(int=attempts), kind, attempts, Outcome(error, NOW, 3))


@given(st.integers(1, ATTEMPTS - 1), CHANCES)
def test_a_wait_is_the_schedule_s_by_a_fifth_at_most(attempts: int, chance: float) -> None:
    wait = wait_after(attempts, chance)
    assert wait is not None
    assert 0.8 * SCHEDULE[attempts] - 1e-6 <= wait <= 1.2 * SCHEDULE[attempts] + 1e-6


@given(CHANCES)
def test_after_the_last_attempt_there_is_none(chance: float) -> None:
    assert wait_after(ATTEMPTS, chance) is None
    assert ATTEMPTS == 11
    assert list(SCHEDULE) == sorted(SCHEDULE)


@given(st.integers(0, 10_000), CHANCES)
def test_an_endpoint_rests_from_the_breaker_on_and_never_for_long(failures: int, chance: float) -> None:
    rest = rest_after(failures, chance)
    if failures < BREAKER:
        assert rest is None
    else:
        assert rest is not None
        assert 0.8 * RESTS[0] - 1e-6 <= rest <= 1.2 * RESTS[-1] + 1e-6


@given(st.lists(st.booleans(), max_size=60), CHANCES)
def test_failures_count_since_the_last_success(successes: list[bool], chance: float) -> None:
    tried = [attempted(None if taken else DeliveryError.STATUS) for taken in successes]
    health = health_after(Health(), tried, NOW, lambda: chance)
    in_a_row = next((number for number, taken in enumerate(reversed(successes)) if taken), len(successes))
    assert health.failures == in_a_row
    assert (health.failing_since is None) == (in_a_row == 0)
    assert health.resting == (in_a_row >= BREAKER)
    assert (health.rest is not None) == health.resting


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.integers(BREAKER, 100))
def test_whoever_was_resting_and_takes_something_has_recovered(successes: list[bool], failures: int) -> None:
    tried = [attempted(None if taken else DeliveryError.TIMEOUT) for taken in successes]
    health = health_after(Health(failures, NOW), tried, NOW, lambda: 0.5)
    assert health.recovered == any(successes) or health.failures > 0


@given(st.sampled_from([DeliveryKind.TEST, DeliveryKind.CHALLENGE]), st.integers(1, 30))
def test_tests_and_challenges_say_nothing_of_an_endpoint_s_health(kind: DeliveryKind, times: int) -> None:
    tried = [attempted(DeliveryError.STATUS, kind=kind)] * times
    assert health_after(Health(), tried, NOW, lambda: 0.5) == Health()


@given(st.integers(1, 500), CHANCES, st.booleans(), st.booleans())
def test_nothing_is_given_up_that_holds_others_or_because_nothing_gets_through(
    attempts: int, chance: float, ordered: bool, resting: bool
) -> None:
    wait = wait_of(
        attempted(DeliveryError.STATUS, attempts), ordered=ordered, resting=resting, chance=lambda: chance
    )
    if attempts < ATTEMPTS or ordered or resting:
        assert wait is not None
        assert 0 < wait <= 1.2 * SCHEDULE[-1] + 1e-6
    else:
        assert wait is None


def test_a_test_is_tried_once_and_a_challenge_five_times() -> None:
    def wait(kind: DeliveryKind, attempts: int) -> float | None:
        one = attempted(DeliveryError.STATUS, attempts, kind)
        return wait_of(one, ordered=False, resting=False, chance=lambda: 0.5)

    assert wait(DeliveryKind.TEST, 1) is None
    assert [wait(DeliveryKind.CHALLENGE, number) is None for number in range(1, 7)] == [False] * 4 + [
        True
    ] * 2


def test_the_owner_is_told_after_a_day_and_the_endpoint_paused_after_five() -> None:
    failing = Health(3, NOW)
    assert not failing.to_be_warned(NOW + WARNED_AFTER - timedelta(seconds=1))
    assert failing.to_be_warned(NOW + WARNED_AFTER)
    assert not Health(3, NOW, NOW).to_be_warned(NOW + WARNED_AFTER)
    assert not failing.to_be_paused(NOW + PAUSED_AFTER - timedelta(seconds=1))
    assert failing.to_be_paused(NOW + PAUSED_AFTER)
    assert timedelta(days=5) == PAUSED_AFTER


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٥", None),
        ("0", 1.0),
        ("120", 120.0),
        ("999999999999999999999", LONGEST_RETRY_AFTER),
        ("Mon, 23 Nov 2026 10:17:00 GMT", 120.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 1.0),
        ("Mon, 23 Nov 2099 09:00:00 GMT", LONGEST_RETRY_AFTER),
        ("Mon, 99 Nov 2026 09:00:00 GMT", None),
    ],
)
def test_retry_after_is_honoured_within_bounds(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_anything(header: str) -> None:
    asked = retry_after(header, NOW)
    assert asked is None or 1 <= asked <= LONGEST_RETRY_AFTER
