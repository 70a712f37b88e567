"""One telling of the demo: requests of its people, each in its own person's name, over HTTP as any client's.

Everything that is created has a name in the story. It makes the idempotency key, so that telling the story a
second time in the same initiative finds what was told before; and later chapters find the id by it. All times
are counted from the initiative's first moment, so that a second telling says the same.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.demo.errors import CannotResumeError, DemoError

OPERATOR = "operator"
Body = dict[str, Any]

_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_TRIES = 6
_NOT_NOW = (429, 503)
_NO_LONGER_REMEMBERED = ("idempotency-key-reused", "idempotent-answer-erased")
_WAITING = 0.2
_PATIENCE = 60.0


@dataclass
class Telling:
    """The demo as it is told in one initiative."""

    http: httpx.AsyncClient
    operator_token: str
    initiative_id: str
    began_at: datetime
    say: Callable[[str], None]
    """Says how far the story has come."""
    refusals: set[str] = field(default_factory=set)
    """What the charter has refused, by names of the story: once is enough, later it might be allowed."""
    keep: Callable[[set[str]], None] = lambda _: None
    """Keeps the refusals for a telling that goes on from here."""
    ids: dict[str, str] = field(default_factory=dict)
    """Ids by the names of the story; people, organizations and forums by their short names."""
    _tokens: dict[str, str] = field(default_factory=dict)

    def day(self, days: int) -> str:
        """A day of the story: so many days from its first one, before it where negative."""
        return (self.began_at.date() + timedelta(days=days)).isoformat()

    def moment(self, days: int, hour: int = 10) -> str:
        """A moment of the story, likewise."""
        midnight = self.began_at.replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight + timedelta(days=days, hours=hour)).isoformat()

    async def create(self, who: str, path: str, body: Body, *, name: str) -> Body:
        """POST something new, which answers 201; keeps its id under its name."""
        created = await self.post(who, path, body, key=name)
        self.ids[name] = created["id"]
        return created

    async def post(self, who: str, path: str, body: Body | None = None, *, key: str) -> Body:
        """POST with a key: however often, it happens once."""
        headers = {"Idempotency-Key": f"demo {key}"}
        return _body(await self._done(who, "POST", path, json=body, headers=headers))

    async def send(self, who: str, path: str, content: bytes, kind: str, *, key: str) -> Body:
        """POST a file."""
        headers = {"Idempotency-Key": f"demo {key}", "Content-Type": kind}
        return _body(await self._done(who, "POST", path, content=content, headers=headers))

    async def put(self, who: str, path: str, body: Body) -> Body:
        """PUT. It has no key: look first whether it was done before."""
        return _body(await self._done(who, "PUT", path, json=body))

    async def patch(self, who: str, path: str, body: Body, version: int) -> Body:
        """PATCH the version one has read."""
        return _body(await self._done(who, "PATCH", path, json=body, headers={"If-Match": f'"{version}"'}))

    async def read(self, who: str, path: str) -> Body:
        """GET."""
        return _body(await self._done(who, "GET", path))

    async def listed(self, who: str, path: str) -> list[Body]:
        """All of a list, page by page."""
        found: list[Body] = []
        cursor: str | None = ""
        while cursor is not None:
            joined = "&" if "?" in path else "?"
            page = await self.read(who, f"{path}{joined}limit=200" + (f"&cursor={cursor}" if cursor else ""))
            found += page["items"]
            cursor = page["next_cursor"]
        return found

    async def refused(self, who: str, path: str, body: Body | None, *, rule: str, name: str) -> None:
        """POST what the charter does not allow, once; raises DemoError where it does allow it."""
        if name in self.refusals:
            return
        response = await self._asked(who, "POST", path, json=body)
        if response.status_code != 403 or response.json().get("code") != rule:
            raise DemoError(f"{who} was to be refused POST {path} by {rule}, and was not ({_said(response)})")
        self.refusals.add(name)
        self.keep(self.refusals)

    async def until(self, who: str, path: str, holds: Callable[[Body], bool]) -> Body:
        """Read until something holds that a worker brings about."""
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while not holds(found := await self.read(who, path)):
            if asyncio.get_running_loop().time() > deadline:
                raise DemoError(f"{path} has not changed for {_PATIENCE:.0f} seconds: is the worker running?")
            await asyncio.sleep(_WAITING)
        return found

    async def _done(self, who: str, method: str, path: str, **options: Any) -> httpx.Response:
        response = await self._asked(who, method, path, **options)
        if response.is_success:
            return response
        said = _said(response)
        if _code(response) in _NO_LONGER_REMEMBERED:
            raise CannotResumeError(f"{who} has sent POST {path} before, with another answer ({said})")
        raise DemoError(f"{who} could not {method} {path}: {said}")

    async def _asked(self, who: str, method: str, path: str, **options: Any) -> httpx.Response:
        address = self._address(path)
        headers = options.pop("headers", {})
        for _ in range(_TRIES):
            sent = {"Authorization": f"Bearer {await self._token(who)}", "Accept-Language": "he", **headers}
            response = await self.http.request(method, address, headers=sent, **options)
            if response.status_code == 401 and who != OPERATOR:
                self._tokens.pop(who, None)  # they last ten minutes
            elif response.status_code in _NOT_NOW:
                await asyncio.sleep(float(response.headers.get("Retry-After", "1")))
            else:
                break
        return response

    def _address(self, path: str) -> str:
        service, _, rest = path.partition("/")
        return f"/{service}/v1/initiatives/{self.initiative_id}/{rest}".rstrip("/")

    async def _token(self, who: str) -> str:
        if who == OPERATOR:
            return self.operator_token
        if who not in self._tokens:
            self._tokens[who] = await self._exchanged(self.ids[who])
        return self._tokens[who]

    async def _exchanged(self, person_id: str) -> str:
        form = {
            "grant_type": _EXCHANGE,
            "subject_token": self.operator_token,
            "initiative_id": self.initiative_id,
            "person_id": person_id,
        }
        for _ in range(_TRIES):
            response = await self.http.post("/registry/v1/oauth/token", data=form)
            if response.status_code not in _NOT_NOW:
                break
            await asyncio.sleep(float(response.headers.get("Retry-After", "1")))
        if not response.is_success:
            raise DemoError(
                "the operator's token cannot be exchanged for a person's, which works under `make run` only"
                f" ({_said(response)})"
            )
        return str(response.json()["access_token"])


def moment_of(text: str) -> datetime:
    """A moment as the API writes it."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _body(response: httpx.Response) -> Body:
    body: Body = response.json() if response.content else {}
    return body


def _code(response: httpx.Response) -> str:
    try:
        return str(response.json().get("code", ""))
    except ValueError:
        return ""


def _said(response: httpx.Response) -> str:
    code = _code(response)
    # The pointers say where; what was sent is not repeated.
    places = [error["pointer"] for error in response.json().get("errors") or []] if code else []
    return " ".join(map(str, [response.status_code, code, *places])).strip()
