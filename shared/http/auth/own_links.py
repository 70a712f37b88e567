"""A person's own capability links of one purpose: making, reading and ending them, in whichever service.

What a slice adds is its terms (for how long, how many), its events and its address. Decision 13.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shared.commands import Command, Reading
from shared.http.auth.link_rows import CapabilityLinks
from shared.http.auth.links import Purpose, digest_of, new_secret
from shared.http.auth.principals import LinkPrincipal
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound, Problem
from shared.ids import uuid7
from shared.localization.messages import Message

MOST_LIVE = 5
"""Live links of a person in a service: a browser or two, a calendar or two, and room for new ones."""
_VERSION = 1
"""Of every link: from its making to its end nothing changes but when it was last used."""


class TooManyLinks(Problem):
    """The person has five live links in this service already. Revoke one of them, or let one expire."""

    status = 409
    code = "too-many-links"
    title = Message(he="יש כבר חמישה קישורים בתוקף", ar="توجد خمسة روابط سارية", en="Five links are live")
    detail = Message(
        he="לכל אדם יכולים להיות לכל היותר חמישה קישורים אישיים בתוקף. אפשר לבטל אחד מהם.",
        ar="يمكن أن يكون لكل شخص خمسة روابط شخصية سارية على الأكثر. يمكن إلغاء أحدها.",
        en="A person can have at most five personal links live at once. One of them can be revoked.",
    )


class LinkEndNotAllowed(Problem):
    """A link ends in the time to come, and no later than links of its kind may."""

    status = 422
    code = "link-end-not-allowed"
    title = Message(
        he="מועד הסיום אינו אפשרי", ar="موعد الانتهاء غير ممكن", en="The link cannot end at that time"
    )
    detail = Message(
        he="ב־expires_at יש לציין מועד עתידי, בתוך פרק הזמן הארוך ביותר שקישור מסוג זה תקף בו, כפי שכתוב "
        "בתיעוד.",
        ar="يجب أن يحدد expires_at موعدًا لاحقًا ضمن أطول مدة يسري فيها رابط من هذا النوع، كما في التوثيق.",
        en="Give a time to come as `expires_at`, within the longest time that links of this kind hold, which "
        "the documentation says.",
    )


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """For what, and for how long, links of a kind are made."""

    purpose: Purpose
    usual: timedelta
    """Where nobody says otherwise."""
    longest: timedelta


class OwnLinks:
    """The caller's own links of one purpose, in one service."""

    def __init__(self, reading: Reading, rows: CapabilityLinks, terms: LinkTerms) -> None:
        self._reading = reading
        self._rows = rows
        self._terms = terms

    async def get(self, link_id: UUID) -> dict[str, Any]:
        """A live link of the caller's; raises NotFound."""
        row = await self._rows.get(
            self._reading.connection, self._own(link_id), self._terms.purpose, self._reading.now
        )
        if row is None:
            raise NotFound
        return _shown(row)

    async def page(self, after: UUID, limit: int) -> list[dict[str, Any]]:
        """Live links of the caller after an id."""
        own = self._own(after)
        rows = await self._rows.page(
            self._reading.connection,
            own.initiative_id,
            own.person_id,
            self._terms.purpose,
            after=after,
            limit=limit,
            now=self._reading.now,
        )
        return [_shown(row) for row in rows]

    async def make(self, expires_at: datetime | None) -> tuple[dict[str, Any], str]:
        """A new link, and its secret, which is known this once; raises LinkEndNotAllowed and TooManyLinks."""
        connection, now = self._reading.connection, self._reading.now
        ends = self._end(expires_at)
        link = self._own(uuid7())
        await self._rows.hold(connection, link.initiative_id, link.person_id)
        if await self._rows.count(connection, link.initiative_id, link.person_id, now) >= MOST_LIVE:
            raise TooManyLinks
        secret = new_secret()
        digest = digest_of(secret)
        assert digest is not None, "a secret of ours is one"
        row = await self._rows.insert(
            connection, link, self._terms.purpose, digest, created_at=now, expires_at=ends
        )
        return _shown(row), secret

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link of the caller's before its time; raises NotFound and PreconditionFailed."""
        assert isinstance(self._reading, Command)
        own = self._own(link_id)
        if not await self._rows.end(self._reading.connection, own, self._terms.purpose, self._reading.now):
            raise NotFound
        precondition.check(_VERSION)  # what was done is undone where it fails

    def _own(self, link_id: UUID) -> LinkPrincipal:
        person_id = self._reading.caller.person_id
        assert person_id is not None, "systems have headers, and the operator reads nothing by links"
        return LinkPrincipal(self._reading.initiative_id, link_id, person_id)

    def _end(self, wanted: datetime | None) -> datetime:
        now = self._reading.now
        if wanted is None:
            return now + self._terms.usual
        if not now < wanted <= now + self._terms.longest:
            raise LinkEndNotAllowed
        return wanted


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "version": _VERSION}
