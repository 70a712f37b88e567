"""What makes the fuzzers' requests point at things: hooks of schemathesis, loaded into each of its processes.

Guessed ids name nothing and guessed times are long past, so most requests would end at the first look-up.
Most requests get ids of things that exist (those seeded, and whatever was created on the way), and times that
can be; some stay as they were generated. A new slice is reached as soon as something of it can be created, or
is seeded.
"""

import json
import os
import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import schemathesis

_POINTED = 0.8
"""How often an id or a time is replaced; the rest stays as it was generated."""
_OF_OTHERS = ("appoint_staff", "propose_mandate")
"""Operations that would have the fuzzer themself belong to the backbone, and vote no more."""
_OUT = ("end_affiliation", "end_staff", "give_up_seat", "leave_initiative")
"""Operations that could end the fuzzers' own part: never with ids that schemathesis found in answers."""
_NOW = datetime.now(UTC)
_MOMENTS = {"closes_at": 72, "expires_at": 1, "occurred_at": -24, "offered_times": 48, "starts_at": 48}
"""Hours from now."""
_DAYS = {"due_on": 30, "ends_on": 365, "review_on": 60, "since": -30, "starts_on": 1, "until": 300}
"""Days from now."""
_SAME_AS = {
    "cites": "voice_id",
    "cites_sources": "source_id",
    "custodian_organization_id": "organization_id",
    "depends_on": "activity_id",
    "funder_organization_id": "organization_id",
    "goal_ids": "section_id",
    "indicator": "indicator_id",
    "lead_organization_id": "organization_id",
    "mediator_id": "person_id",
    "participants": "organization_id",
    "seat_ids": "member_id",
    "traced_id": "voice_id",
}
"""Fields by the names of the path parameters whose ids they take, where the name does not say."""
_PLAUSIBLE: dict[str, tuple[Any, ...]] = {
    "currency": ("ILS",),
    "denominator": ("4",),
    "kind": ("own_matter", "target", "study", "working_group", "goals", "voice", "opening"),
    "numerator": ("1",),
    "period": ("2024", "2023", "2022"),
    "time_zone": ("Asia/Jerusalem",),
    "url": ("https://partner.example/",),
    "value": ("3", None),
}
"""What other fields can hold. It is tried, as all of this is, not always given."""


class Notebook:
    """Ids of things that exist, by the addresses at which they can be found."""

    def __init__(self, templates: list[str], seeds: list[str], own: dict[str, str]) -> None:
        # Whatever begins an address and ends in an id is a thing: `…/forums/{forum_id}/members/{member_id}`.
        things = {match for path in templates for match in _beginnings(path)} | set(templates)
        self._patterns = [
            (thing, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", thing))) for thing in things
        ]
        self._known: dict[str, list[dict[str, str]]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._own = own
        self._may_be_own = True
        self._chance = random.Random(0)
        for address in seeds:
            self.learn(address)

    def learn(self, address: str) -> None:
        """Remember that something is found at an address."""
        for thing, pattern in self._patterns:
            found = pattern.fullmatch(address)
            if found is None or not (ids := found.groupdict()):
                continue
            self._known.setdefault(thing, []).append(ids)
            if thing.endswith("}"):
                name = list(ids)[-1]
                self._by_name.setdefault(name, []).append(ids[name])

    def point(self, template: str, parameters: dict[str, Any], operation: str) -> None:
        """Give a request's path the ids of a thing that exists."""
        if operation in _OUT:
            parameters.update((name, str(uuid4())) for name in parameters if name != "initiative_id")
        elif self._chance.random() > _POINTED:
            return
        for thing in (template, *reversed(_beginnings(template))):
            if thing in self._known:
                parameters.update(self._chance.choice(self._known[thing]))
                break

    def within(self, parameters: dict[str, Any]) -> None:
        """Let a request be within the initiative."""
        if "initiative_id" in parameters:
            parameters["initiative_id"] = self._own["initiative_id"]

    def let_through(self, headers: dict[str, Any], query: dict[str, Any]) -> None:
        """Leave out what ends requests before they begin: guessed versions, used keys, made up cursors."""
        if "If-Match" in headers:
            headers["If-Match"] = "*"
        if "Idempotency-Key" in headers and self._chance.random() < _POINTED:
            headers["Idempotency-Key"] = str(uuid4())
        if "cursor" in query and self._chance.random() < _POINTED:
            del query["cursor"]

    def filled(self, body: dict[str, Any], operation: str) -> Any:
        """A body with ids and times that lead somewhere."""
        self._may_be_own = operation not in _OF_OTHERS
        return self.fill(body)

    def fill(self, value: Any, name: str = "") -> Any:
        """A value of a body's."""
        if isinstance(value, dict):
            return {key: self.fill(one, key) for key, one in value.items()}
        if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
            return [self.fill(one, name) for one in value]
        if value is None or self._chance.random() > _POINTED:
            return value
        better = self._value(name)
        if better is None:
            return value
        return [better] if isinstance(value, list) else better

    def join(self, created: dict[str, Any]) -> None:
        """Remember the secret of somebody of the public who joined, by which they react."""
        if "participant" not in self._by_name and set(created) == {"id", "secret"}:
            self._by_name["participant"] = [created["secret"]]

    def _value(self, name: str) -> Any:
        if name in _MOMENTS:
            return (_NOW + timedelta(hours=_MOMENTS[name])).isoformat()
        if name in _DAYS:
            return (_NOW.date() + timedelta(days=_DAYS[name])).isoformat()
        if name in _PLAUSIBLE:
            return self._chance.choice(_PLAUSIBLE[name])
        wanted = _SAME_AS.get(name, re.sub(r"^(by|to)_|(?<=_id)s$", "", name))
        known = self._by_name.get(wanted, [])
        if wanted in self._own and self._may_be_own and (not known or self._chance.random() < _POINTED / 2):
            return self._own[wanted]
        return self._chance.choice(known) if known else None


def _beginnings(template: str) -> list[str]:
    """The things an address leads past, the outermost first."""
    return [template[: found.end()] for found in re.finditer(r"\{\w+\}", template)]


_given = json.loads(os.environ["SHIDRA_FUZZ_GIVEN"])
_notebook = Notebook(_given["templates"], _given["seeds"], _given["own"])


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Let a request point at what exists, and carry the link where one is given."""
    if _given["link"]:
        case.query = {**(case.query or {}), "link": _given["link"]}
    _notebook.within(case.path_parameters)
    operation = context.operation.definition.raw["operationId"]
    _notebook.point(context.operation.path, case.path_parameters, operation)
    if isinstance(case.body, dict):
        case.body = _notebook.filled(case.body, operation)
    _notebook.let_through(case.headers or {}, case.query or {})


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Remember what was created."""
    if case.method.upper() == "POST" and response.status_code == 201:
        created = response.json()
        if isinstance(created, dict) and "id" in created:
            _notebook.learn(f"{urlsplit(response.request.url).path}/{created['id']}")
            _notebook.join(created)
