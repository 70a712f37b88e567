"""Files made once and never written over: keys, tokens."""

import os
from pathlib import Path


def write_once(file: Path, content: bytes, mode: int) -> None:
    """Write a file whole or not at all, and never over another."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # another process made it first; its file holds
    finally:
        draft.unlink()
