"""Mails to owners of endpoints: by a real mail server, told before and then, tried again, given up."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from services.events.app import SERVICE
from services.events.endpoint_mails.repository import forget_old
from services.events.endpoint_mails.service import EndpointMails
from services.events.endpoint_mails.writing import mail
from shared.database.pool import Database
from shared.mailing import Mailer, MailNotTakenError, MailRefusedError
from shared.settings import Settings
from tests.kit import Field, World
from tests.services.events.webhooks.conftest import Later, later
from tests.services.events.webhooks.receiver import (
    answering,
    deliver,
    dispatching,
    happen,
    receiving,
    subscribed,
)
from tests.services.events.workers import connected

__all__ = ["later"]
BOX = "it@partner.example"


class MailServer:
    """Keeps what it takes, and answers recipients as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], str]] = []
        self.answer = "250 OK"
        self.port = 0

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 Taken"

    def settings(self, settings: Settings, **more: Any) -> Settings:
        given = {"smtp_host": "127.0.0.1", "smtp_port": self.port, "smtp_security": "none"}
        return settings.model_copy(update={**given, "mail_from": "שדרה <shidra@backbone.example>", **more})


@contextmanager
def serving(**options: Any) -> Iterator[MailServer]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    handler.port = port
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with serving() as server:
        yield server


@pytest.fixture
async def database_of_events(world: World) -> AsyncIterator[Database]:
    async with connected(SERVICE, world.settings) as database:
        yield database


def words() -> EmailMessage:
    row = {
        "id": UUID(int=1),
        "endpoint_id": UUID(int=2),
        "kind": "failing",
        "failing_since": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "url": "https://partner.example/hook",
        "contact_email": BOX,
    }
    return mail(row, "שדרה <shidra@backbone.example>")


def test_a_mail_says_in_every_language_since_when_and_until_when() -> None:
    message = words()
    text = message.get_content()
    for said in ("מאז", "منذ", "Since", "2026-11-20 08:00 UTC", "2026-11-25 08:00 UTC"):
        assert said in text
    assert message["Message-ID"] == f"<{UUID(int=1)}@backbone.example>"
    assert message["Auto-Submitted"] == "auto-generated"


async def test_the_mailer_says_what_can_be_tried_again(world: World, server: MailServer) -> None:
    mailer = Mailer.of(server.settings(world.settings))
    assert mailer is not None
    await mailer.send(words())
    assert [to for to, _ in server.taken] == [[BOX]]
    for answer, expected in (("450 Later", MailNotTakenError), ("550 Nobody", MailRefusedError)):
        server.answer = answer
        with pytest.raises(expected) as refused:
            await mailer.send(words())
        assert BOX not in str(refused.value)
    nowhere = Mailer(server.settings(world.settings, smtp_port=1))
    with pytest.raises(MailNotTakenError):
        await nowhere.send(words())
    assert Mailer.of(world.settings) is None


async def test_a_server_without_the_encryption_that_was_set_gets_nothing(
    world: World, server: MailServer
) -> None:
    for security in ("starttls", "tls"):
        mailer = Mailer(server.settings(world.settings, smtp_security=security))
        with pytest.raises((MailNotTakenError, MailRefusedError)):
            await mailer.send(words())
    assert server.taken == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_the_user_signs_in_with_the_password_of_the_file(world: World, tmp_path: Path) -> None:
    def authenticate(*given: Any) -> AuthResult:
        login = given[-1]
        assert isinstance(login, LoginPassword)
        known = (login.login, login.password) == (b"shidra", b"secret")
        return AuthResult(success=known, handled=False)

    password = tmp_path / "password"
    options = {"authenticator": authenticate, "auth_require_tls": False, "auth_required": True}
    with serving(**options) as server:
        signing_in = {"smtp_user": "shidra", "smtp_password_path": password}
        for written, taken in (("wrong\n", 0), ("secret\n", 1)):
            password.write_text(written)
            mailer = Mailer(server.settings(world.settings, **signing_in))
            if taken:
                await mailer.send(words())
            else:
                with pytest.raises(MailNotTakenError):
                    await mailer.send(words())
            assert len(server.taken) == taken


async def test_the_owner_is_told_before_and_then_and_once_each(
    world: World, field: Field, later: Later, server: MailServer, database_of_events: Database
) -> None:
    mailer = Mailer.of(server.settings(world.settings))
    assert mailer is not None
    mails = EndpointMails(database_of_events, mailer)
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        told = await subscribed(field, receiver, dispatcher, types=["agenda.*"], contact_email=BOX)
        silent = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        assert told["contact_email"] == BOX
        receiver.behaviour = answering(500)
        await happen(field)
        await deliver(dispatcher)
        for hours in (25, 2, 96):
            for one in (told, silent):
                await later(one, hours=hours)
            await deliver(dispatcher)
    while await mails.send_next():
        pass
    assert [to for to, _ in server.taken] == [[BOX], [BOX]]
    first, second = (text for _, text in server.taken)
    assert "Message-ID" in first
    assert first != second
    assert not await mails.send_next()
    log = await field.partner.get("events/export")
    assert BOX not in log.text


async def waiting(database: asyncpg.Connection, field: Field, created: dict[str, Any]) -> None:
    await database.execute(
        """
        INSERT INTO events.endpoint_mail (initiative_id, id, endpoint_id, kind, failing_since, due_at)
        VALUES ($1::text::uuid, gen_random_uuid(), $2::text::uuid, 'failing', now(), now())""",
        field.id,
        created["id"],
    )


async def test_what_is_not_taken_is_tried_again_and_given_up_in_the_end(
    world: World,
    field: Field,
    database: asyncpg.Connection,
    database_of_events: Database,
    server: MailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mailer = Mailer.of(server.settings(world.settings))
    assert mailer is not None
    mails = EndpointMails(database_of_events, mailer)
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, contact_email=BOX)
    await waiting(database, field, created)
    server.answer = "450 Later"
    attempts = 0
    while await mails.send_next():
        attempts += 1
        assert attempts < 20
        assert not await mails.send_next()  # it rests before it is tried again
        await database.execute("UPDATE events.endpoint_mail SET due_at = now()")
    assert attempts == 7
    await waiting(database, field, created)
    server.answer = "550 Nobody"
    assert await mails.send_next()
    assert await database.fetchval("SELECT count(*) FROM events.endpoint_mail") == 0
    assert BOX not in caplog.text
    assert "given up" in caplog.text


async def test_an_address_that_was_taken_away_gets_nothing_and_old_mails_are_forgotten(
    world: World,
    field: Field,
    database: asyncpg.Connection,
    database_of_events: Database,
    server: MailServer,
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, contact_email=BOX)
    path = f"events/webhook-endpoints/{created['id']}"
    assert (await field.partner.patch(path, {"contact_email": "no address"})).status_code == 422
    changed = await field.partner.patch(path, {"contact_email": None})
    assert changed.json()["contact_email"] is None
    await waiting(database, field, created)
    mailer = Mailer.of(server.settings(world.settings))
    assert mailer is not None
    assert await EndpointMails(database_of_events, mailer).send_next()
    assert server.taken == []
    await waiting(database, field, created)
    await forget_old(database, datetime.now(UTC) + timedelta(seconds=1))
    assert await database.fetchval("SELECT count(*) FROM events.endpoint_mail") == 0
