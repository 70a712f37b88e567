"""What sealing and verifying cost: entries a second, of lines of about 900 bytes."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from bench.append_rates import found_log
from bench.append_sql import an_entry
from bench.deployment import Deployment
from bench.rounds import Figure, in_turns
from services.events.sealing.memory import SealerMemory
from services.events.sealing.sealer import Sealer
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.merkle import TiledTree
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import leaf_hash, verify_export
from shared.ids import uuid7

HASHED = "hashed into tiles, processor time"
SEALED = "sealed from the database, elapsed"
VERIFIED = "checked by `shidra verify`, processor time"


class SealingRates:
    """Measures how many entries a second are sealed and verified by one process."""

    def __init__(self, deployment: Deployment, entries: int = 20_000) -> None:
        self._deployment = deployment
        log = uuid4()
        model = an_entry(log).line
        first = model.replace(
            b'"data":{', b'"data":{"log_origin":"log.example/%b",' % str(log).encode()
        ).replace(b"registry.organization.mapped", b"registry.initiative.founded")
        self._lines = [first] + [b"%b%08d%b" % (model[:-9], n, model[-9:]) for n in range(entries - 1)]

    def measure(self, rounds: int) -> dict[str, Figure]:
        """Entries a second."""
        ways: dict[str, Callable[[], float]] = {
            HASHED: self._hashed,
            SEALED: lambda: asyncio.run(self._sealed()),
            VERIFIED: self._verified,
        }
        return in_turns(ways, rounds)

    def _hashed(self) -> float:
        began = time.process_time()
        tree = TiledTree(0, {})
        for at in range(0, len(self._lines), 4096):
            tree.extend(list(map(leaf_hash, self._lines[at : at + 4096])))
        tree.root()
        return len(self._lines) / (time.process_time() - began)

    def _verified(self) -> float:
        began = time.process_time()
        report = verify_export((line + b"\n" for line in self._lines), key=None)
        assert report.code == 0, report.text()
        return len(self._lines) / (time.process_time() - began)

    async def _sealed(self) -> float:
        settings = self._deployment.settings
        registry = await Database.connect(self._deployment.dsn("shidra_registry"), settings, size=1)
        log = uuid7()
        async with registry.transaction() as connection:
            await found_log(connection, log)
        for _ in range(len(self._lines) // 500):
            async with registry.transaction() as connection:
                await append(connection, log, [an_entry(log) for _ in range(500)], NOTHING)
        await registry.close()
        database = await Database.connect(self._deployment.dsn("shidra_events"), settings, size=1)
        with tempfile.TemporaryDirectory() as folder:
            memory = SealerMemory(Path(folder))
            sealer = Sealer(database, memory, SigningKey.load(settings.log_key_file))
            began = time.perf_counter()
            checkpoint = await sealer.seal(log)
            took = time.perf_counter() - began
        await database.close()
        assert checkpoint is not None
        return checkpoint.size / took
