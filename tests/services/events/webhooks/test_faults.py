"""What goes wrong: dispatchers die, receivers misbehave, a database goes away, clocks jump."""

import asyncio
import ssl
from collections import Counter
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from services.events.webhook_dispatcher import serving
from services.events.webhook_dispatcher.dispatcher import Dispatcher
from services.events.webhook_dispatcher.repository import Leased
from services.events.webhook_dispatcher.serving import Serving
from services.events.webhook_dispatcher.settling import Settling
from tests.kit import Field, World
from tests.services.events.webhooks.conftest import Later
from tests.services.events.webhooks.receiver import (
    Answer,
    Received,
    Receiver,
    deliver,
    deliveries,
    dispatching,
    endpoint,
    happen,
    receiving,
    subscribed,
    takes,
)

LEASE = 60
"""Seconds after which every lease has run out."""


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


async def _die(*_: Any, **__: Any) -> None:
    raise Killed


async def _vanish(self: Dispatcher, *_: Any) -> None:
    raise Killed


def _never_begin(*_: Any) -> None:
    """As if the process had ended between taking the lease and sending."""


STEPS = {
    "after taking the lease": (Dispatcher, "_begin", _never_begin),
    "before sending": (Serving, "run", _die),
    "after sending": (Settling, "settle", _die),
    "in the middle of writing down": (Leased, "settle", _die),
}


@pytest.mark.parametrize("step", STEPS)
async def test_a_dispatcher_that_dies_at_any_step_loses_nothing(
    world: World, field: Field, later: Later, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    async with receiving() as receiver:
        async with dispatching(world.settings) as doomed:
            created = await subscribed(field, receiver, doomed, types=["agenda.*"])
            await happen(field, 5)
            with monkeypatch.context() as broken:
                broken.setattr(*STEPS[step])
                await doomed.look()
                await asyncio.gather(*doomed._turns, return_exceptions=True)
        async with dispatching(world.settings) as other:
            sent = len(receiver.received)
            await deliver(other)
            assert len(receiver.received) == sent  # the lease still holds
            await later(created, seconds=LEASE)
            await deliver(other)
        counted = Counter(received.id for received in receiver.events)
        assert len(counted) == 5
        assert set(counted.values()) == ({2} if sent else {1})
        bodies = {(received.id, received.body) for received in receiver.events}
        assert len(bodies) == 5
        statuses = [one["status"] for one in await deliveries(field, created, type="agenda.voice.brought")]
        assert statuses == ["delivered"] * 5


async def test_whoever_lost_the_lease_writes_nothing(world: World, field: Field, later: Later) -> None:
    """A dispatcher that was only slow comes back after another one has taken over."""
    go_on = asyncio.Event()

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if "position" in received.event and not go_on.is_set():
            go_on.set()
            await asyncio.Event().wait()
        return await takes(received, writer)

    async with (
        receiving(behave) as receiver,
        dispatching(world.settings, webhook_timeout_seconds=1) as slow,
        dispatching(world.settings) as other,
    ):
        created = await subscribed(field, receiver, slow, types=["agenda.*"])
        await happen(field)
        await slow.look()
        await go_on.wait()
        await later(created, seconds=LEASE)
        await deliver(other)
        await slow.idle()
        [one] = await deliveries(field, created, type="agenda.voice.brought")
        assert (one["status"], one["attempts"]) == ("delivered", 1)
        assert (await endpoint(field, created))["failures"] == 0


async def test_two_dispatchers_share_the_work_and_send_nothing_twice(world: World, field: Field) -> None:
    async with (
        receiving() as one,
        receiving() as two,
        dispatching(world.settings) as first,
        dispatching(world.settings) as second,
    ):
        for receiver in (one, two):
            await subscribed(field, receiver, first, types=["agenda.*"], ordered=True)
        one.received.clear()
        await happen(field, 40)

        async def work(dispatcher: Dispatcher) -> None:
            for _ in range(30):
                await dispatcher.look()
                await dispatcher.idle()

        await asyncio.gather(work(first), work(second))
        for receiver in (one, two):
            assert receiver.positions == sorted(set(receiver.positions))
            assert len(receiver.positions) == 40


async def test_no_endpoint_gets_more_than_two_at_a_time_from_however_many_dispatchers(
    world: World, field: Field
) -> None:
    under_way, most = 0, 0
    two = asyncio.Event()

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        nonlocal under_way, most
        if "position" in received.event:
            under_way += 1
            most = max(most, under_way)
            if under_way == 2:
                two.set()
            await two.wait()
            await asyncio.sleep(0)
            under_way -= 1
        return await takes(received, writer)

    async with (
        receiving(behave) as receiver,
        dispatching(world.settings) as first,
        dispatching(world.settings) as second,
    ):
        await subscribed(field, receiver, first, types=["agenda.*"])
        await happen(field, 20)
        while await first.look() + await second.look():
            await first.idle()
            await second.idle()
        assert len(receiver.events) == 20
        assert most == 2


async def test_an_endpoint_that_hangs_delays_no_other(world: World, field: Field) -> None:
    async def hang(_: Received, __: asyncio.StreamWriter) -> Answer:
        await asyncio.Event().wait()
        raise AssertionError

    three = asyncio.Event()

    async def count(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if len(well.events) == 3:
            three.set()
        return await takes(received, writer)

    async with (
        receiving() as hung,
        receiving(count) as well,
        dispatching(world.settings, webhook_timeout_seconds=60) as dispatcher,
    ):
        await subscribed(field, hung, dispatcher, types=["agenda.*"])
        await subscribed(field, well, dispatcher, types=["agenda.*"])
        hung.behaviour = hang
        await happen(field, 3)
        running = asyncio.create_task(dispatcher.run())
        try:
            async with asyncio.timeout(50):  # less than the deadline of what hangs
                await three.wait()
        finally:
            for turn in dispatcher._turns:
                turn.cancel()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        assert 1 <= len(hung.events) <= 2


async def test_an_endpoint_gets_no_more_a_second_than_it_takes(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def no_wait(seconds: float) -> None:
        waited.append(seconds)

    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        await subscribed(field, receiver, dispatcher, types=["agenda.*"], ordered=True, per_second=1)
        await happen(field, 3)
        monkeypatch.setattr(serving, "sleep", no_wait)
        await dispatcher.look()
        await dispatcher.idle()
        assert len(receiver.events) == 3
        first, second = waited
        assert 0 < first <= 1 < second <= 2


async def _raw(writer: asyncio.StreamWriter, *parts: bytes, pause: float = 0.0) -> None:
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(pause)


async def slow(_: Received, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def dripping(_: Received, writer: asyncio.StreamWriter) -> None:
    """Never silent for long, and never done: no time-out of reading fires."""
    await _raw(writer, b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", *[b"."] * 2000, pause=0.05)


async def dripping_headers(_: Received, writer: asyncio.StreamWriter) -> None:
    await _raw(writer, b"HTTP/1.1 200 OK\r\n", *[b"X-More: 1\r\n"] * 2000, pause=0.05)


async def resetting(_: Received, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def breaking_off(_: Received, writer: asyncio.StreamWriter) -> None:
    await _raw(writer, b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


async def babbling(_: Received, writer: asyncio.StreamWriter) -> None:
    await _raw(writer, b"220 mail.example ESMTP ready\r\n\r\n")


async def endless_headers(_: Received, writer: asyncio.StreamWriter) -> None:
    await _raw(writer, b"HTTP/1.1 200 OK\r\n" + b"X-More: " + b"a" * 1_000_000)


@pytest.mark.parametrize(
    ("behaviour", "errors"),
    [
        (slow, {"timeout"}),
        (dripping, {"timeout"}),
        (dripping_headers, {"timeout"}),
        (resetting, {"broken_off"}),
        (breaking_off, {"broken_off", "malformed_answer"}),
        (babbling, {"malformed_answer"}),
        (endless_headers, {"malformed_answer"}),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
async def test_a_receiver_that_misbehaves_is_cut_off_and_it_is_said_how(
    world: World, field: Field, behaviour: Any, errors: set[str]
) -> None:
    async with receiving() as receiver, dispatching(world.settings, webhook_timeout_seconds=1) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = behaviour
        await happen(field)
        await deliver(dispatcher)
        [one] = await deliveries(field, created, status="waiting")
        assert one["latest"][0]["error"] in errors
        receiver.behaviour = takes
        test = await field.partner.post(f"events/webhook-endpoints/{created['id']}/test")
        await deliver(dispatcher)
        shown = await field.partner.get(
            f"events/webhook-endpoints/{created['id']}/deliveries/{test.json()['id']}"
        )
        assert shown.json()["status"] == "delivered"


async def test_a_huge_answer_is_a_success_and_not_read(world: World, field: Field) -> None:
    sent = 0

    async def huge(_: Received, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await _raw(writer, b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while sent < 200_000_000:
            await _raw(writer, b"." * 65_536)
            sent += 65_536

    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = huge
        await happen(field)
        await deliver(dispatcher)
        [one] = await deliveries(field, created, type="agenda.voice.brought")
        assert (one["status"], one["answer"]) == ("delivered", None)
        assert sent < 20_000_000


async def test_a_receiver_that_is_not_there_is_told_apart(world: World, field: Field) -> None:
    async with dispatching(world.settings) as dispatcher:
        async with receiving() as receiver:
            created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field)
        await deliver(dispatcher)
        [one] = await deliveries(field, created, status="waiting")
        assert one["latest"][0]["error"] == "not_connected"


async def test_a_name_that_turns_inside_after_it_was_verified_gets_nothing_more(
    world: World, field: Field
) -> None:
    """Rebinding over time: here by the operator's rules, which no longer allow what they allowed."""
    async with receiving() as receiver:
        async with dispatching(world.settings) as dispatcher:
            created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field)
        async with dispatching(world.settings, webhook_loopback=False) as dispatcher:
            await deliver(dispatcher)
        assert receiver.received == []
        [one] = await deliveries(field, created, status="waiting")
        assert one["latest"][0]["error"] == "address_not_allowed"


# TLS


def _certificate(folder: Path, name: str, *, days: int = 1) -> Path:
    """A certificate of its own authority, with its key, as one file of PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    alternative: x509.GeneralName = x509.DNSName(name)
    if name[0].isdigit():
        alternative = x509.IPAddress(ip_address(name))
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    file = folder / f"{name}{days}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(built.public_bytes(Encoding.PEM) + private)
    return file


def _serving(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, Path]:
    return {
        "good": _certificate(tmp_path, "127.0.0.1"),
        "expired": _certificate(tmp_path, "127.0.0.1", days=-1),
        "of another name": _certificate(tmp_path, "partner.example"),
    }


async def _challenged(
    world: World, field: Field, receiver: Receiver, authority: Path | None
) -> dict[str, Any]:
    """The first attempt to reach a receiver by HTTPS."""
    from tests.services.events.webhooks.receiver import integration

    system = await integration(field)
    url = receiver.url.replace("http://", "https://")
    created = await field.partner.created(
        "events/webhook-endpoints", {"integration_id": system["id"], "url": url}
    )
    async with dispatching(world.settings, webhook_ca_path=authority) as dispatcher:
        await deliver(dispatcher)
    [challenge] = await deliveries(field, created, type="shidra.webhook.challenge")
    attempt: dict[str, Any] = challenge["latest"][0]
    return attempt


async def test_a_certificate_that_is_valid_is_taken(
    world: World, field: Field, certificates: dict[str, Path]
) -> None:
    async with receiving(tls=_serving(certificates["good"])) as receiver:
        assert (await _challenged(world, field, receiver, certificates["good"]))["error"] is None


@pytest.mark.parametrize("wrong", ["expired", "of another name", "of an unknown authority"])
async def test_a_certificate_that_is_not_is_refused(
    world: World, field: Field, certificates: dict[str, Path], wrong: str
) -> None:
    file = certificates.get(wrong, certificates["good"])
    async with receiving(tls=_serving(file)) as receiver:
        authority = None if wrong == "of an unknown authority" else file
        assert (await _challenged(world, field, receiver, authority))["error"] == "certificate"
        assert receiver.received == []


# Clocks and the database


async def test_a_clock_that_jumps_back_delays_and_loses_nothing(
    world: World, field: Field, later: Later
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = takes
        await happen(field, 2)
        await later(created, hours=-3)  # the database's clock: three hours earlier
        await deliver(dispatcher)
        await later(created, hours=3)
        await deliver(dispatcher)
        assert len(set(receiver.positions)) == 2


async def test_a_clock_that_jumps_ahead_sends_early_and_gives_up_nothing(
    world: World, field: Field, later: Later
) -> None:
    async def fail(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        return 500, {}, b""

    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = fail
        await happen(field)
        await deliver(dispatcher)
        await later(created, days=400)
        receiver.behaviour = takes
        await deliver(dispatcher)
        assert len(receiver.events) == 2
        assert (await endpoint(field, created))["status"] == "active"


async def test_a_database_that_goes_away_in_the_middle_loses_nothing(fresh: World) -> None:
    field = await fresh.found()
    url = fresh.settings.database_url
    assert url is not None
    admin = await asyncpg.connect(url.replace("://", "://postgres@"))
    cutting, cut = list[Received](), asyncio.Event()

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if "position" in received.event and not cutting:
            cutting.append(received)
            await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            cut.set()
        return await takes(received, writer)

    async with receiving(behave) as receiver, dispatching(fresh.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field, 6)
        running = asyncio.create_task(dispatcher.run())
        await cut.wait()
        async with asyncio.timeout(30):
            while len({received.id for received in receiver.events}) < 6:
                await admin.execute(
                    "UPDATE events.webhook_endpoint SET leased_until = leased_until - interval '1 minute'"
                    " WHERE id = $1::text::uuid",
                    created["id"],
                )
                await asyncio.sleep(0.05)
            await dispatcher.idle()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    await admin.close()
