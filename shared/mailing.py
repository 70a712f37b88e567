"""Sending mail through the operator's mail server, where one is set."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage

from shared.settings import Settings

_TIMEOUT = 20.0
"""Seconds each step of a conversation with the mail server may take."""
_FIRST_PERMANENT = 500


class MailNotTakenError(Exception):
    """The mail server could not be reached, or asks to come again later."""


class MailRefusedError(Exception):
    """The mail server will not take this mail, however often it is asked."""


class Mailer:
    """Sends one mail at a time. What goes wrong is said without addresses: they are people's."""

    def __init__(self, settings: Settings) -> None:
        assert settings.smtp_host is not None
        self.sender = settings.mail_from
        self._host = settings.smtp_host
        self._port = settings.smtp_port
        self._security = settings.smtp_security
        self._user = settings.smtp_user
        self._password_file = settings.smtp_password_path

    @classmethod
    def of(cls, settings: Settings) -> "Mailer | None":
        """The mailer of a deployment; None where no mail server is set."""
        return cls(settings) if settings.smtp_host else None

    async def send(self, message: EmailMessage) -> None:
        """Send a mail; raises MailNotTakenError and MailRefusedError."""
        await asyncio.to_thread(self._send, message)

    def _send(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                if self._user is not None:
                    assert self._password_file is not None
                    server.login(self._user, self._password_file.read_text("utf-8").strip())
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise _judged(min(codes, default=0)) from None
        except smtplib.SMTPAuthenticationError:
            raise MailNotTakenError from None  # the operator's to mend, not the mail's
        except smtplib.SMTPNotSupportedError:
            raise MailRefusedError from None
        except smtplib.SMTPResponseException as refused:
            raise _judged(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError):
            raise MailNotTakenError from None

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=context)
        server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)
        if self._security == "starttls":
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server


def _judged(code: int) -> MailNotTakenError | MailRefusedError:
    return MailRefusedError() if code >= _FIRST_PERMANENT else MailNotTakenError()
