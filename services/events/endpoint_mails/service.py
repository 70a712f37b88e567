"""Sending mails to owners of endpoints: at least once, tried again for two days, then given up."""

import logging
from datetime import timedelta

from services.events.endpoint_mails.repository import delete, postpone, take
from services.events.endpoint_mails.writing import mail
from shared.database.pool import Database
from shared.mailing import Mailer, MailNotTakenError, MailRefusedError

_log = logging.getLogger("shidra.mails")
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=2)
_WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960)]
"""Between attempts; after the last of them a mail is given up."""


class EndpointMails:
    """Sends what waits, one mail a turn; any number of processes may do so at once."""

    def __init__(self, database: Database, mailer: Mailer) -> None:
        self._database = database
        self._mailer = mailer

    async def send_next(self) -> bool:
        """Send one mail, if one is due; says whether there was one."""
        async with self._database.transaction() as connection:
            row = await take(connection, LEASE)
        if row is None:
            return False
        initiative_id, mail_id, attempts = row["initiative_id"], row["id"], row["attempts"]
        wait: timedelta | None = None
        try:
            if row["contact_email"] is not None:  # taken away since
                await self._mailer.send(mail(row, self._mailer.sender))
        except MailRefusedError:
            _log.warning("a mail was refused for good", extra={"mail": str(mail_id)})
        except MailNotTakenError:
            wait = _WAITS[attempts - 1] if attempts <= len(_WAITS) else None
            said = "a mail was not taken" if wait else "a mail was given up"
            _log.warning(said, extra={"mail": str(mail_id), "attempts": attempts})
        async with self._database.transaction() as connection:
            if wait is None:
                await delete(connection, initiative_id, mail_id)
            else:
                await postpone(connection, initiative_id, mail_id, wait)
        return True
