"""What documents have readers paste into a shell, pasted, against a deployment that listens on a port."""

import asyncio
import os
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn

from services.cli import load_all
from shared.http.app import create_app
from shared.http.gateway import Gateway
from tests.kit import World

ROOT = Path(__file__).parents[1]
PATIENCE = 60


def pasted(page: str, heading: str, url: str, folder: Path) -> str:
    """Every shell block of a section, for another address and another folder than `make run` has."""
    text = (ROOT / page).read_text("utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    return "\n".join(blocks).replace("http://localhost:8080", url).replace(".data/", f"{folder}/")


class _Server(uvicorn.Server):
    """A server whose start can be waited for."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()


@asynccontextmanager
async def listening(world: World) -> AsyncIterator[str]:
    """The services behind a gateway, on a port the system chooses."""
    gateway = Gateway({service.name: create_app(service, world.settings) for service in load_all()}, {})
    server = _Server(uvicorn.Config(gateway, log_config=None, lifespan="on", ws="none"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        started = asyncio.create_task(server.serve([listener]))
        await server.ready.wait()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await started


async def run(world: World, folder: Path, page: str, heading: str) -> str:
    """What the section prints; every line of it must succeed."""
    async with listening(world) as url:
        shell = await asyncio.create_subprocess_exec(
            "bash",
            "-e",
            "-o",
            "pipefail",
            "-c",
            pasted(page, heading, url, world.settings.data_dir),
            cwd=folder,
            env={**os.environ, "NO_PROXY": "*"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output = (await asyncio.wait_for(shell.communicate(), PATIENCE))[0].decode()
    assert shell.returncode == 0, output
    return output


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="the sections need curl, as they say")


@needs_curl
async def test_every_line_of_the_first_quarter_of_an_hour_works_when_pasted(
    world: World, tmp_path: Path
) -> None:
    output = await run(world, tmp_path, "README.md", "A first quarter of an hour")
    assert "urn:shidra:charter:agenda-belongs-to-partners" in output
    assert '"type": "registry.initiative.founded"' in output
    exported = output[output.rindex('"next_cursor"') :]
    assert '"type": "agenda.charter.refused"' in exported
    assert "سميرة" not in exported


@needs_curl
async def test_every_line_of_the_whole_passage_works_when_pasted(world: World, tmp_path: Path) -> None:
    output = await run(world, tmp_path, "docs/for-frontend-teams.md", "A whole passage")
    assert "urn:shidra:charter:agenda-belongs-to-partners" in output
    story = output[output.rindex("<html") :]
    assert "דירת מעבר" in story
