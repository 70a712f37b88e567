"""Running processes: one service, one worker, or, for `make run`, everything at once.

`make run` is one process: the embedded PostgreSQL is its child, all services and workers share its loop,
each service with its own application, pool and database role, as compose runs them apart.
"""

import asyncio
import ctypes
import errno
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import uvicorn
import uvloop
from starlette.types import ASGIApp

from services.cli import CommandError, load_all, load_settings, migrate_all, prepare
from shared.database.address import Address
from shared.database.migrations import check
from shared.database.pool import Database
from shared.database.pool_figures import counted
from shared.eventlog.following import OlderProgramError
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import UnusableError, VerifierKey
from shared.http.app import create_app
from shared.http.gateway import Gateway
from shared.observability.logging import configure_logging
from shared.observability.metrics import admin_server
from shared.service import Service
from shared.settings import Settings
from shared.worker import Worker

ROOT = Path(__file__).parents[1]
DATABASE = "shidra"
_WORKER_CONNECTIONS = 4
_DISPATCHER_CONNECTIONS = 8
_PR_SET_PDEATHSIG = 1


def serve(service: Service, settings: Settings) -> None:
    """Run one service until it is told to stop."""
    configure_logging(settings.log_level, service.name)
    asyncio.run(_check_database(service, settings))
    with _figures(settings), _listening(settings) as listener:
        _run_loop(_serve(create_app(service, settings), listener))


def work(service: Service, settings: Settings) -> None:
    """Run the worker of one service until it is told to stop."""
    configure_logging(settings.log_level, f"{service.name}-worker")
    asyncio.run(_check_database(service, settings))
    with _figures(settings):
        _run_loop(_until_stopped(lambda: _working(service, settings)))


def run_process(name: str, service: Service, settings: Settings) -> None:
    """Run a further process of a service until it is told to stop."""
    configure_logging(settings.log_level, name)
    asyncio.run(_check_database(service, settings))
    with _figures(settings):
        _run_loop(_until_stopped(lambda: _beside(name, service, settings)))


def fsck(service: Service, settings: Settings, initiative_id: UUID | None) -> int:
    """Check the logs and say what is wrong with them: 0 where nothing is, else 1. Raises CommandError."""
    fscking = import_module("services.events.sealing.fsck")
    deletions = import_module("services.events.deletions.fsck")
    key = _key_of_logs(settings)
    memory = None
    if settings.sealer_memory_folder.is_dir():
        memory = import_module("services.events.sealing.memory").SealerMemory(settings.sealer_memory_folder)
    else:
        print("The sealer's memory is not at hand: what it signed last is not compared.")
    found = 0

    async def check_logs() -> None:
        nonlocal found
        dsn = Address.of(settings).service_dsn(settings, service.name)
        database = await Database.connect(dsn, settings, size=2)
        try:
            for said, check in (("", fscking.check_logs), ("deleted, ", deletions.check_deleted)):
                async for one, size, wrong in check(database, key, memory, initiative_id):
                    verdict = "in order" if not wrong else f"{len(wrong)} WRONG"
                    print(f"{one}  {said}{size} entries: {verdict}")
                    for what in wrong:
                        print(f"    {what}")
                    found += len(wrong)
        finally:
            await database.close()

    asyncio.run(_check_database(service, settings))
    _run_loop(check_logs())
    return 1 if found else 0


def _key_of_logs(settings: Settings) -> VerifierKey:
    """The key the logs are checked by: as it is published, or, where the sealer runs, by its private half."""
    try:
        if settings.log_verifier_key_file.is_file():
            return VerifierKey.parse(settings.log_verifier_key_file.read_text("utf-8"))
        return SigningKey.load(settings.log_key_file).verifier_key
    except (OSError, ValueError, UnusableError) as error:
        raise CommandError(
            f"the key the logs are signed with is not at hand: {type(error).__name__}"
        ) from None


async def _until_stopped(running: Callable[[], AbstractAsyncContextManager[asyncio.Task[None]]]) -> None:
    """Run a task until it ends or we are told to stop."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with running() as task:
        task.add_done_callback(lambda _: stopped.set())
        await stopped.wait()
        _say_ended([task])


async def _check_database(service: Service, settings: Settings) -> None:
    """Say in one line what keeps a service from its database; the server would show a traceback."""
    dsn = Address.of(settings).service_dsn(settings, service.name)
    try:
        connection = await asyncpg.connect(dsn, statement_cache_size=settings.database_statement_cache)
        try:
            await check(connection, service.schemas)
        finally:
            await connection.close()
    except asyncpg.InvalidAuthorizationSpecificationError:
        raise CommandError(
            f"the database does not let '{service.name}' in, its role is missing or has another password: "
            "run `shidra migrate`"
        ) from None
    except (OSError, asyncpg.PostgresError) as error:
        raise CommandError(f"the database cannot be used: {type(error).__name__}") from error


def dispatch(service: Service, settings: Settings) -> None:
    """Run a dispatcher of webhooks until it is told to stop."""
    configure_logging(settings.log_level, "dispatcher")
    asyncio.run(_check_database(service, settings))
    with _figures(settings):
        _run_loop(_until_stopped(lambda: _dispatching(service, settings)))


def _run_loop(main: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop, which uvicorn takes of itself only where it starts the loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def run_everything() -> None:
    """What `make run` does; says in one line what keeps it from starting."""
    _end_like_by_ctrl_c()
    os.environ["SHIDRA_MODE"] = "local"
    settings = _local_settings()
    configure_logging(settings.log_level, "shidra", readable=True)
    for chatty in ("alembic", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    with _listening(settings) as listener, _database(settings) as url:
        settings = settings.model_copy(update={"database_url": url})
        prepare(settings)
        try:
            _run_loop(_run(settings, listener))
        except (OSError, asyncpg.PostgresError) as error:
            raise CommandError(f"the database cannot be used: {type(error).__name__}") from error


def _end_like_by_ctrl_c() -> None:
    """Stop in good order on SIGTERM too, and, where make started us (see Makefile), when make is gone."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parent = os.environ.pop("SHIDRA_ENDS_WITH_PARENT", None)
    if parent is None or not sys.platform.startswith("linux"):
        return
    # Not SIGINT, which shells let background processes ignore.
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(parent):  # it may have died before we asked
        raise KeyboardInterrupt


def _local_settings() -> Settings:
    settings = load_settings()
    if "public_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"public_url": f"http://localhost:{settings.port}"})
    folder = settings.data_dir.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CommandError(
            f"cannot write to {folder} ({error.strerror}): choose another folder with SHIDRA_DATA_DIR"
        ) from None
    return settings.model_copy(update={"data_dir": folder})


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket, taken before anything is started, so that a taken port is said at once."""
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"port {settings.port} is taken: choose another, for example SHIDRA_PORT={settings.port + 1}"
            ) from None
        raise CommandError(f"cannot listen on {settings.host}:{settings.port} ({error.strerror})") from None
    with listener:
        yield listener


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """The address of the database: the one set, or an embedded server that ends with us."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    from shared.database.embedded import EmbeddedPostgres, EmbeddedPostgresError

    try:
        server = EmbeddedPostgres(settings.data_dir / "postgres").start()
    except EmbeddedPostgresError as error:
        raise CommandError(str(error)) from None
    with server:
        asyncio.run(_create_database(server.dsn()))
        yield server.dsn(DATABASE, user="").replace("//@", "//")


async def _create_database(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    finally:
        await connection.close()


async def _run(settings: Settings, listener: socket.socket) -> None:
    await migrate_all(settings)
    services = load_all()
    site = ROOT / "deploy" / "gateway" / "site"
    files = {
        "/": site / "index.html",
        "/style.css": site / "style.css",
        "/openapi.json": ROOT / "docs" / "openapi" / "shidra.json",
    }
    gateway = Gateway({service.name: create_app(service, settings) for service in services}, files)
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(_working(service, settings)) for service in services]
        workers += [
            await stack.enter_async_context(_beside(name, service, settings))
            for service in services
            for name in service.processes
        ]
        events = next(service for service in services if service.name == "events")
        workers.append(await stack.enter_async_context(_dispatching(events, settings)))
        begin_demo = await stack.enter_async_context(_demo(gateway, settings))

        def ready() -> None:
            _welcome(settings)
            begin_demo.set()

        await _serve(gateway, listener, ready=ready, workers=workers)


@asynccontextmanager
async def _demo(gateway: Gateway, settings: Settings) -> AsyncIterator[asyncio.Event]:
    """Load the demo beside everything else, once the event is set; what hinders it hinders nothing else."""
    from services.demo.command import load_into_empty

    begin = asyncio.Event()

    async def load() -> None:
        await begin.wait()
        await load_into_empty(gateway, settings)

    loading = asyncio.create_task(load()) if settings.demo == "on" else None
    try:
        yield begin
    finally:
        if loading is not None:
            loading.cancel()
            await asyncio.gather(loading, return_exceptions=True)


def _welcome(settings: Settings) -> None:
    url = settings.public_url
    print(
        f"""
  Shidra is running.  שדרה פועלת.  شدرة تعمل.

    Begin here           {url}/
    Try the API          {url}/registry/docs  (also /agenda, /metrics, /events)
    The operator's token {settings.operator_token_file}
    Logs are signed by   {settings.log_verifier_key_file.read_text("utf-8").strip()}
    First steps          README.md, "A first quarter of an hour"

    curl -s {url}/registry/v1/initiatives -H "Authorization: Bearer $(cat {settings.operator_token_file})"

  Ctrl-C stops everything; the data stays in {settings.data_dir}
""",
        flush=True,
    )


@asynccontextmanager
async def _working(service: Service, settings: Settings) -> AsyncIterator[asyncio.Task[None]]:
    """The worker of a service on a pool of its own, while the block runs; only a defect ends it before."""
    dsn = Address.of(settings).service_dsn(settings, service.name)
    database = await Database.connect(dsn, settings, size=_WORKER_CONNECTIONS)
    try:
        async with database.transaction(readonly=True) as connection:
            await check(connection, service.schemas)
        with counted(service.name, database.pool):
            async with _task(Worker(service, database, settings).run(), service.name) as task:
                yield task
    finally:
        await database.close()


@asynccontextmanager
async def _beside(name: str, service: Service, settings: Settings) -> AsyncIterator[asyncio.Task[None]]:
    """A further process of a service on a pool of its own, while the block runs."""
    dsn = Address.of(settings).service_dsn(settings, service.name)
    database = await Database.connect(dsn, settings, size=_WORKER_CONNECTIONS)
    try:
        async with _task(service.processes[name](database, settings), name) as task:
            yield task
    finally:
        await database.close()


@asynccontextmanager
async def _dispatching(service: Service, settings: Settings) -> AsyncIterator[asyncio.Task[None]]:
    """A dispatcher on a pool of its own, while the block runs; only a defect ends it before."""
    dispatcher = import_module("services.events.webhook_dispatcher.dispatcher").Dispatcher
    dsn = Address.of(settings).service_dsn(settings, service.name)
    database = await Database.connect(dsn, settings, size=_DISPATCHER_CONNECTIONS)
    try:
        async with _task(dispatcher(service, database, settings).run(), "dispatcher") as task:
            yield task
    finally:
        await database.close()


@asynccontextmanager
async def _task(running: Coroutine[Any, Any, None], name: str) -> AsyncIterator[asyncio.Task[None]]:
    """A task that is cancelled, and waited for, when the block ends."""
    task = asyncio.create_task(running, name=name)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _say_ended(workers: Sequence[asyncio.Task[None]]) -> None:
    """Raise what ended a worker; CommandError where a newer version has taken over."""
    for worker in workers:
        if worker.done():
            try:
                worker.result()
            except OlderProgramError:
                raise CommandError(
                    f"the worker of {worker.get_name()} has ended: a newer version of Shidra has worked on"
                    " this database, so start that version"
                ) from None


async def _serve(
    app: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], None] | None = None,
    workers: Sequence[asyncio.Task[None]] = (),
) -> None:
    """Serve until told to stop, or until one of `workers` has ended."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whom to believe is a setting of ours, see shared/http/entering.py
        date_header=True,
        timeout_graceful_shutdown=10,
        lifespan="on",
        ws="none",
    )
    server = _Server(config, ready)
    for worker in workers:
        worker.add_done_callback(lambda _: server.stop())
    await server.serve([listener])
    _say_ended(workers)
    if not server.started:
        raise CommandError("the service did not start; the log above says why")


class _Server(uvicorn.Server):
    """A server that says when it is ready, and keeps what start-up allocated out of collections."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    def stop(self) -> None:
        """Answer what is under way, then end."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then freeze: collecting what will live for ever costs latency (design/performance)."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        if self.started and self._ready is not None:
            self._ready()


def _figures(settings: Settings) -> AbstractContextManager[object]:
    if settings.admin_port is None:
        return nullcontext()
    return admin_server(settings.admin_port, settings.admin_host)
