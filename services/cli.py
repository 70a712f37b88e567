"""`shidra`: the one place that knows all services; each is imported only when a command needs it."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError

from shared.database.migrations import LOG, MigrationBlockedError, SchemaOutOfDateError, migrate
from shared.database.roles import SERVICES
from shared.service import Service
from shared.settings import Settings


class CommandError(Exception):
    """What a command could not do, in one line for a person."""


def load(name: str) -> Service:
    """A service by its name."""
    service = import_module(f"services.{name}.app").SERVICE
    assert isinstance(service, Service)
    return service


def load_all() -> list[Service]:
    """Every service, in the order of the documents."""
    return [load(name) for name in SERVICES if (Path(__file__).parent / name / "app.py").exists()]


def load_settings() -> Settings:
    """The settings of this process; raises CommandError in words where they do not hold."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (
            f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_input=False)
        )
        raise CommandError("settings: " + "; ".join(lines)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:2] == ["verify", "outcome"]:
        given[:2] = ["verify-outcome"]
    options = _parser().parse_args(given)
    try:
        command: Callable[[argparse.Namespace], int | None] = options.command
        return command(options) or 0
    except (CommandError, SchemaOutOfDateError, MigrationBlockedError) as error:
        print(f"shidra: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shidra", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, command: Callable[[argparse.Namespace], int | None], help_: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_)
        added.set_defaults(command=command)
        return added

    add("run", _run, "run everything on this machine: what `make run` does")
    add("migrate", _migrate, "bring the database to what this version needs")
    add("prepare", _prepare, "make the operator's token and the signing key where they are missing")
    add("rotate-operator-token", _rotate, "replace the operator's token; the old one stops at once")
    serve = add("serve", _serve, "run one service")
    serve.add_argument("service", choices=SERVICES)
    worker = add("worker", _worker, "run the worker of one service")
    worker.add_argument("service", choices=SERVICES)
    demo = add("demo", _demo, "load the demo into a running Shidra, or find it there: what `make demo` does")
    demo.add_argument("--another", action="store_true", help="begin another one, as a new initiative")
    add("sealer", _sealer, "sign the logs: one is active for each memory, others stand by")
    successor = add("successor", _successor, "begin a successor of a log the sealer refuses for good")
    successor.add_argument("initiative", type=UUID, help="the initiative's id")
    add("dispatcher", _dispatcher, "send webhooks; any number of them may run")
    verify = add("verify", _verify, "check an export or a proof file of a log, without any server")
    import_module("shared.eventlog.verify").arguments(verify)
    one = add(
        "verify-outcome",
        _verify_outcome,
        "compute one decision of an export again, and say by which numbers (also `verify outcome`)",
    )
    import_module("shared.eventlog.verify").arguments(one)
    one.add_argument("decision", type=UUID, help="the decision's id")
    fsck = add("fsck", _fsck, "derive everything about the logs anew and compare, on the server side")
    fsck.add_argument("initiative", type=UUID, nargs="?", help="one initiative's id; all without it")
    key = add("witness-key", _witness_key, "make the key of a witness, and print its public half")
    key.add_argument("name", help="the witness's name, for example witness.partner.example")
    key.add_argument("file", type=Path, help="where the key is to lie")
    witness = add("witness", _witness, "cosign the newest checkpoint of a log, if it continues what was seen")
    _witness_arguments(witness)
    docs = add("docs", _docs, "generate the documents that are made from the code")
    docs.add_argument("--check", action="store_true", help="only say whether they are up to date")
    return parser


def _run(_: argparse.Namespace) -> None:
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends: nothing for make to call an error
        import_module("services.running").run_everything()


def _migrate(_: argparse.Namespace) -> None:
    asyncio.run(migrate_all(load_settings()))


async def migrate_all(settings: Settings) -> None:
    """Migrate every schema under the administrator's role."""
    from shared.database.address import Address

    passwords = {
        service: password.get_secret_value()
        for service in SERVICES
        if (password := getattr(settings, f"database_password_{service}")) is not None
    }
    schemas = [LOG, *(service.schema for service in load_all())]
    await migrate(Address.of(settings).admin_dsn(settings), schemas, passwords)


def _prepare(_: argparse.Namespace) -> None:
    prepare(load_settings())


def prepare(settings: Settings) -> None:
    """Make the secrets that are missing. Only images that hold the registry can. Raises CommandError."""
    from shared.eventlog.signing import LogKeyLostError

    try:
        import_module("services.registry.identity.keys").prepare_secrets(settings)
    except LogKeyLostError as error:
        raise CommandError(str(error)) from None


def _rotate(_: argparse.Namespace) -> None:
    import_module("services.registry.identity.keys").rotate_operator_token(load_settings())


def _serve(options: argparse.Namespace) -> None:
    import_module("services.running").serve(load(options.service), load_settings())


def _worker(options: argparse.Namespace) -> None:
    import_module("services.running").work(load(options.service), load_settings())


def _demo(options: argparse.Namespace) -> None:
    # People's tokens can be had under `make run` only, so there is no other Shidra to load a demo into.
    os.environ.setdefault("SHIDRA_MODE", "local")
    import_module("services.demo.command").demo(load_settings(), another=options.another)


def _sealer(_: argparse.Namespace) -> None:
    import_module("services.running").run_process("sealer", load("events"), load_settings())


def _successor(options: argparse.Namespace) -> None:
    remembering = import_module("services.events.sealing.memory")
    memory = remembering.SealerMemory(load_settings().sealer_memory_folder)
    try:
        last = memory.last(options.initiative)
    except remembering.DamagedMemoryError as error:
        raise CommandError(f"{error}: put the newest checkpoint anybody kept in its place") from None
    if last is None:
        raise CommandError("nothing was ever signed of this log: there is nothing to succeed")
    memory.ask_for_successor(options.initiative)
    print(
        f"{last.origin} was signed last with {last.size} entries. If the sealer refuses it, it now begins a"
        " successor; if it does not, nothing happens. Tell the partners: verifiers will show the break."
    )


def _dispatcher(_: argparse.Namespace) -> None:
    import_module("services.running").dispatch(load("events"), load_settings())


def _verify_outcome(options: argparse.Namespace) -> int:
    verify = import_module("shared.eventlog.verify")
    decision = import_module("shared.eventlog.recomputing").OneDecision(str(options.decision))
    return int(verify.run(options, [decision]))


def _verify(options: argparse.Namespace) -> int:
    verify = import_module("shared.eventlog.verify")
    decisions = import_module("shared.eventlog.recomputing").Decisions()
    return int(verify.run(options, [decisions]))


def _fsck(options: argparse.Namespace) -> int:
    try:
        return int(
            import_module("services.running").fsck(load("events"), load_settings(), options.initiative)
        )
    except (CommandError, SchemaOutOfDateError) as error:
        # As `shidra verify` has it: 1 says that something does not hold, 2 that nothing could be looked at.
        print(f"shidra: {error}", file=sys.stderr)
        return 2


def _witness_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", help="address of the deployment")
    parser.add_argument("initiative", type=UUID, help="the initiative's id")
    access = parser.add_mutually_exclusive_group(required=True)
    access.add_argument("--token-file", type=Path, help="file with a token that reads the log")
    access.add_argument("--client", help="id of an organization's system with scope log:read")
    parser.add_argument("--secret-file", type=Path, help="file with that system's secret")
    parser.add_argument("--log-key", type=Path, required=True, help="file with the log's verifier key")
    parser.add_argument("--key", type=Path, default=Path("witness-key"), help="file with the witness's key")
    parser.add_argument("--seen", type=Path, default=Path("seen-logs"), help="file with a line for each log")
    parser.add_argument("--through", help="address of a witness that cosigns instead (C2SP tlog-witness)")
    parser.add_argument("--every", type=float, help="go on, every so many seconds")
    parser.add_argument(
        "--successor", type=int, default=0, help="which successor of a broken log its partners have agreed to"
    )
    parser.add_argument(
        "--patience", type=float, default=30, help="seconds each answer may take, to its last byte (30)"
    )


def _witness_key(options: argparse.Namespace) -> None:
    signing = import_module("shared.eventlog.signing")
    if options.file.exists():
        raise CommandError(f"{options.file} exists, and is left as it is")
    signing.write_once(options.file, signing.generate_witness_key(options.name).text().encode(), 0o600)
    print(signing.SigningKey.load(options.file).verifier_key)


def _witness(options: argparse.Namespace) -> int:
    return int(import_module("shared.eventlog.witnessing").run(options, print))


def _docs(options: argparse.Namespace) -> None:
    generated = import_module("services.documents").generate(Path(__file__).parents[1])
    stale = [
        file for file, text in generated.items() if not file.is_file() or file.read_text("utf-8") != text
    ]
    if options.check and stale:
        raise CommandError(
            f"not up to date, run `make docs`: {', '.join(sorted(file.name for file in stale))}"
        )
    for file in stale:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(generated[file], "utf-8")


if __name__ == "__main__":
    # By its name, so that there is one `CommandError` and not a second one of `__main__`.
    sys.exit(import_module("services.cli").main())
