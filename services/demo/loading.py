"""Loads the demo into a running Shidra: finds it, resumes it where it broke off, or begins it anew."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.demo.chapters import (
    agreeing,
    doing,
    founding,
    funding,
    going_on,
    knowing,
    listening,
    mapping,
    measuring,
    reporting,
    steering,
    trusting,
    wording,
)
from services.demo.content.initiative import GEOGRAPHY, ISSUE, NAME
from services.demo.content.people import AUDITOR, FIRST_STAFF, FOUNDERS, PEOPLE
from services.demo.errors import CannotResumeError, DemoError
from services.demo.notebook import Notebook, Page
from services.demo.telling import Telling, moment_of

CHAPTERS: tuple[Callable[[Telling], Awaitable[None]], ...] = (
    founding.tell,
    mapping.tell,
    listening.tell,
    knowing.tell,
    doing.tell_of_reactions,
    wording.tell_of_principles,
    steering.tell,
    doing.tell_of_the_circle,
    trusting.tell,
    agreeing.tell,
    measuring.tell_of_drafts,
    wording.tell_of_the_agenda,
    measuring.tell_of_sharing,
    doing.tell_of_the_plan,
    funding.tell,
    reporting.tell,
    going_on.tell,
)
REMEMBERED = timedelta(hours=23)
"""How long after its beginning a demo can be resumed: Shidra keeps idempotency keys for a day."""
_INITIATIVES = "/registry/v1/initiatives"


class Loader:
    """Loads the demo, and keeps the notebook of it."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        operator_token: str,
        notebook: Notebook,
        say: Callable[[str], None],
    ) -> None:
        self._http = http
        self._token = operator_token
        self._notebook = notebook
        self._say = say

    async def load_into_empty(self) -> Page | None:
        """What `make run` does: finish a demo that broke off; begin one where there is no initiative at all.

        Answers the demo where there is one now. Raises DemoError.
        """
        page = self._notebook.read()
        if page is None and (await self._get(f"{_INITIATIVES}?limit=1"))["items"]:
            return None
        if page is not None and page.finished:
            return page if await self._founded(page) else None
        return await self.load()

    async def load(self, *, another: bool = False) -> Page:
        """Find the demo, resume it or begin one; `another` begins one whatever there is. Raises DemoError."""
        page = None if another else self._notebook.read()
        if page is not None:
            initiative = await self._founded(page)
            if page.finished and initiative is not None:
                return page
            if not page.finished and await self._can_resume(page, initiative):
                try:
                    return await self._tell(page)
                except CannotResumeError as error:
                    self._say(f"it cannot be resumed ({error}): another one is begun, as a new initiative")
        return await self._tell(self._notebook.write(Page(key=f"demo {uuid.uuid4()}")))

    async def _can_resume(self, page: Page, initiative: dict[str, Any] | None) -> bool:
        if page.initiative_id is None:
            return True
        if initiative is None:
            self._say("the demo that the notebook names is not in this database: another one is begun")
            return False
        began_at = moment_of(initiative["created_at"])
        if datetime.now(UTC) - began_at > REMEMBERED:
            self._say(
                f"the demo of {began_at:%d.%m.%Y} broke off, too long ago to be resumed:"
                " another one is begun, as a new initiative"
            )
            return False
        self._say("the demo broke off before its end: it is resumed")
        return True

    async def _tell(self, page: Page) -> Page:
        body = {"name": NAME, "issue": ISSUE, "geography": GEOGRAPHY, "languages": ["he", "ar"]}
        founded = await self._http.post(
            _INITIATIVES, json=body, headers={**self._headers(), "Idempotency-Key": page.key}
        )
        if not founded.is_success:
            raise DemoError(f"the initiative could not be set up ({founded.status_code})")
        initiative = founded.json()
        page = self._notebook.write(page, initiative_id=initiative["id"])
        began_at = moment_of(initiative["created_at"])
        telling = Telling(self._http, self._token, initiative["id"], began_at, self._say, set(page.refusals))

        def keep(refusals: set[str]) -> None:
            nonlocal page
            page = self._notebook.write(page, refusals=tuple(sorted(refusals)))

        telling.keep = keep
        for tell in CHAPTERS:
            await tell(telling)
        everybody = (*FOUNDERS, *FIRST_STAFF, *PEOPLE, AUDITOR)
        people = {one.key: telling.ids[one.key] for one in everybody if one.key in telling.ids}
        return self._notebook.write(page, finished=True, people=people)

    async def _founded(self, page: Page) -> dict[str, Any] | None:
        if page.initiative_id is None:
            return None
        return await self._get(f"{_INITIATIVES}/{page.initiative_id}", missing=True) or None

    async def _get(self, address: str, *, missing: bool = False) -> dict[str, Any]:
        response = await self._http.get(address, headers=self._headers())
        if response.status_code == 404 and missing:
            return {}
        if response.status_code == 401:
            raise DemoError("the operator's token is not this Shidra's: SHIDRA_DATA_DIR names its folder")
        if not response.is_success:
            raise DemoError(f"{self._http.base_url} answers {response.status_code}")
        body: dict[str, Any] = response.json()
        return body

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}
