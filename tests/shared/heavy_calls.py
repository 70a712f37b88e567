"""What worker processes do in `test_heavy_work`; apart from it, so that they import nothing else."""

import os
import signal
import threading
from pathlib import Path


class UnpicklableError(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("needs two")


def add(one: int, two: int) -> int:
    return one + two


def process_id() -> int:
    return os.getpid()


def fail() -> None:
    raise ValueError("no")


def fail_oddly() -> None:
    raise UnpicklableError(1, 2)


def give_a_lock() -> object:
    return threading.Lock()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def never_end(started: Path) -> None:
    started.write_text(str(os.getpid()))
    while True:
        pass
