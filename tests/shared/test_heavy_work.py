import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from shared.heavy_work import HeavyWork, HeavyWorkUnavailableError
from shared.observability.failures import describe_failure
from shared.observability.metrics import REGISTRY
from tests.shared.heavy_calls import add, die, fail, fail_oddly, give_a_lock, never_end, process_id

AMPLE_S = 30.0
ENDLESS_S = 60.0


def _is_running(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - the condition is another process'
            await asyncio.sleep(0.005)


async def _started(path: Path) -> int:
    await _until(lambda: path.exists() and path.read_text())
    return int(path.read_text())  # noqa: ASYNC240 - a few bytes


async def _ended(process: int) -> None:
    await _until(lambda: not _is_running(process))


@pytest.fixture
async def heavy_work() -> AsyncIterator[HeavyWork]:
    async with HeavyWork(1) as work:
        yield work


async def test_work_is_done_in_another_process_that_stays(heavy_work: HeavyWork) -> None:
    first = await heavy_work.run(process_id, within_s=AMPLE_S)
    assert first != os.getpid()
    assert await heavy_work.run(process_id, within_s=AMPLE_S) == first
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_the_loop_is_free_while_work_is_done(heavy_work: HeavyWork, tmp_path: Path) -> None:
    task = asyncio.create_task(heavy_work.run(never_end, tmp_path / "id", within_s=AMPLE_S))
    await _started(tmp_path / "id")
    began = time.monotonic()
    for _ in range(100):
        await asyncio.sleep(0)
    assert time.monotonic() - began < 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_the_function_raises_reaches_the_caller_with_its_place(heavy_work: HeavyWork) -> None:
    process = await heavy_work.run(process_id, within_s=AMPLE_S)
    with pytest.raises(ValueError, match="no") as caught:
        await heavy_work.run(fail, within_s=AMPLE_S)
    frames = describe_failure(caught.value)[0]["frames"]
    assert any(frame.startswith("tests/") and frame.endswith(":fail") for frame in frames)
    assert await heavy_work.run(process_id, within_s=AMPLE_S) == process


async def test_an_exception_that_cannot_cross_over_is_named(heavy_work: HeavyWork) -> None:
    with pytest.raises(RuntimeError, match="UnpicklableError"):
        await heavy_work.run(fail_oddly, within_s=AMPLE_S)


async def test_what_cannot_be_pickled_is_an_error_of_the_caller(heavy_work: HeavyWork) -> None:
    with pytest.raises(TypeError, match="pickle"):
        await heavy_work.run(give_a_lock, within_s=AMPLE_S)
    with pytest.raises(Exception, match="pickle"):
        await heavy_work.run(lambda: 1, within_s=AMPLE_S)
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_a_call_past_its_deadline_is_killed_and_the_next_is_done(
    heavy_work: HeavyWork, tmp_path: Path
) -> None:
    await heavy_work.run(process_id, within_s=AMPLE_S)
    with pytest.raises(HeavyWorkUnavailableError) as caught:
        await heavy_work.run(never_end, tmp_path / "id", within_s=0.3)
    assert caught.value.outcome == "timed_out"
    assert not _is_running(await _started(tmp_path / "id"))
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_a_deadline_ends_with_its_call(heavy_work: HeavyWork) -> None:
    await heavy_work.run(process_id, within_s=AMPLE_S)
    process = await heavy_work.run(process_id, within_s=0.2)
    await asyncio.sleep(0.3)
    assert _is_running(process)


async def test_waiting_for_a_free_process_counts(heavy_work: HeavyWork, tmp_path: Path) -> None:
    task = asyncio.create_task(heavy_work.run(never_end, tmp_path / "id", within_s=ENDLESS_S))
    process = await _started(tmp_path / "id")
    with pytest.raises(HeavyWorkUnavailableError) as caught:
        await heavy_work.run(add, 2, 3, within_s=0.05)
    assert caught.value.outcome == "timed_out"
    assert _is_running(process)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_process_killed_at_work_fails_its_call_and_is_replaced(heavy_work: HeavyWork) -> None:
    with pytest.raises(HeavyWorkUnavailableError) as caught:
        await heavy_work.run(die, within_s=AMPLE_S)
    assert caught.value.outcome == "lost"
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_a_process_killed_while_idle_is_replaced_unnoticed(heavy_work: HeavyWork) -> None:
    process = await heavy_work.run(process_id, within_s=AMPLE_S)
    os.kill(process, signal.SIGKILL)
    await _ended(process)
    assert await heavy_work.run(process_id, within_s=AMPLE_S) != process


async def test_one_call_killed_leaves_the_others_alone(tmp_path: Path) -> None:
    async with HeavyWork(2) as heavy_work:
        endless = asyncio.create_task(heavy_work.run(never_end, tmp_path / "id", within_s=ENDLESS_S))
        process = await _started(tmp_path / "id")
        with pytest.raises(HeavyWorkUnavailableError):
            await heavy_work.run(die, within_s=AMPLE_S)
        assert _is_running(process)
        assert not endless.done()
        endless.cancel()
        with pytest.raises(asyncio.CancelledError):
            await endless
        await _ended(process)


async def test_a_cancelled_caller_frees_its_process(heavy_work: HeavyWork, tmp_path: Path) -> None:
    task = asyncio.create_task(heavy_work.run(never_end, tmp_path / "id", within_s=ENDLESS_S))
    process = await _started(tmp_path / "id")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await _ended(process)
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_a_caller_cancelled_before_its_process_started_leaves_none_behind(
    heavy_work: HeavyWork,
) -> None:
    task = asyncio.create_task(heavy_work.run(add, 2, 3, within_s=AMPLE_S))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await heavy_work.run(add, 2, 3, within_s=AMPLE_S) == 5


async def test_closing_ends_calls_under_way_and_refuses_new_ones(tmp_path: Path) -> None:
    heavy_work = HeavyWork(1)
    working = asyncio.create_task(heavy_work.run(never_end, tmp_path / "id", within_s=ENDLESS_S))
    process = await _started(tmp_path / "id")
    waiting = asyncio.create_task(heavy_work.run(add, 2, 3, within_s=ENDLESS_S))
    await asyncio.sleep(0)
    await heavy_work.close()
    for call in (working, waiting, heavy_work.run(add, 2, 3, within_s=AMPLE_S)):
        with pytest.raises(HeavyWorkUnavailableError) as caught:
            await call
        assert caught.value.outcome == "closed"
    assert not _is_running(process)


async def test_calls_are_counted_by_outcome(heavy_work: HeavyWork) -> None:
    def counted(outcome: str) -> float:
        return REGISTRY.get_sample_value("shidra_heavy_work_calls_total", {"outcome": outcome}) or 0

    before = counted("done"), counted("failed")
    await heavy_work.run(add, 2, 3, within_s=AMPLE_S)
    with pytest.raises(ValueError, match="no"):
        await heavy_work.run(fail, within_s=AMPLE_S)
    assert (counted("done") - before[0], counted("failed") - before[1]) == (1, 1)


KILLED_PARENT = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from shared.heavy_work import HeavyWork
from tests.shared.heavy_calls import never_end

async def main():
    await HeavyWork(1).run(never_end, Path({started!r}), within_s=0.5)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_a_process_whose_parent_was_killed_ends_at_its_deadline(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    script = tmp_path / "parent.py"
    started = tmp_path / "id"
    script.write_text(KILLED_PARENT.format(root=str(root), started=str(started)))
    with subprocess.Popen([sys.executable, str(script)]) as parent:
        process = asyncio.run(_started(started))
        parent.kill()
    asyncio.run(_ended(process))
