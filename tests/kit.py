"""What tests act through: people of an initiative, each with their token, over HTTP as a client would."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer
from shared.settings import Settings


@dataclass
class Actor:
    """Somebody who calls the API. Paths are given as `registry/organizations`, within the initiative."""

    http: httpx.AsyncClient
    token: str
    initiative_id: str = ""
    person_id: str = ""
    organization_id: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """`registry/organizations` → `/registry/v1/initiatives/<id>/organizations`; absolute paths stay."""
        if path.startswith("/"):
            return path
        service, _, rest = path.partition("/")
        return f"/{service}/v1/initiatives/{self.initiative_id}/{rest}".rstrip("/")

    async def call(
        self, method: str, path: str, json: Any = None, headers: dict[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        """Make a request."""
        if json is not None:
            options["json"] = json
        sent = {
            "Authorization": f"Bearer {self.token}",
            "Accept-Language": "en",
            **self.headers,
            **(headers or {}),
        }
        return await self.http.request(method, self.address(path), headers=sent, **options)

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.call("GET", path, **options)

    async def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return await self.call("POST", path, json, **options)

    async def put(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return await self.call("PUT", path, json, **options)

    async def patch(
        self, path: str, json: Any = None, *, version: Any = "*", **options: Any
    ) -> httpx.Response:
        """PATCH with If-Match: a version, or whatever there is."""
        return await self.call("PATCH", path, json, headers=_if_match(version), **options)

    async def delete(self, path: str, *, version: Any = "*", **options: Any) -> httpx.Response:
        """DELETE with If-Match: a version, or whatever there is."""
        return await self.call("DELETE", path, headers=_if_match(version), **options)

    async def created(self, path: str, json: Any, **options: Any) -> dict[str, Any]:
        """POST that must answer 201; answers the body."""
        response = await self.post(path, json, **options)
        assert response.status_code == 201, response.text
        body: dict[str, Any] = response.json()
        return body


def _if_match(version: Any) -> dict[str, str]:
    return {"If-Match": "*" if version == "*" else f'"{version}"'}


@dataclass
class Field:
    """An initiative with people in it: a founder, a facilitator of the backbone, a partner."""

    id: str
    operator: Actor
    founder: Actor
    facilitator: Actor
    partner: Actor


class World:
    """One deployment under test."""

    def __init__(self, http: httpx.AsyncClient, settings: Settings) -> None:
        self.http = http
        self.settings = settings
        self.operator = Actor(http, settings.operator_token_file.read_text().strip())
        self._issuer = TokenIssuer(settings, load_signing_key(settings.token_key_file))

    def actor(self, initiative_id: str, person_id: str, organization_id: str = "") -> Actor:
        """Somebody of an initiative, with a token."""
        token = self._issuer.person_token(UUID(initiative_id), UUID(person_id))
        return Actor(self.http, token, initiative_id, person_id, organization_id)

    async def found(self, name: str = "קווים אדומים") -> Field:
        """Set up an initiative: a founding partner, a facilitator who is staff, another partner."""
        initiative = await self.operator.created(
            "/registry/v1/initiatives", {"name": {"he": name}, "issue": {"he": "אלימות בזוגיות"}}
        )
        operator = Actor(self.http, self.operator.token, initiative["id"])
        founder = await self._member(operator, "הקרן המייסדת", "philanthropy", founding=True)
        facilitator = await self.add_person(founder, "מנהלת היוזמה")
        await founder.created(
            "registry/staff", {"person_id": facilitator.person_id, "role": "initiative_manager"}
        )
        partner = await self._member(facilitator, "עמותה שותפה", "nonprofit")
        return Field(initiative["id"], operator, founder, facilitator, partner)

    async def add_person(self, by: Actor, name: str, organization_id: str = "", **more: Any) -> Actor:
        """Add a person, who speaks for an organization if one is given."""
        affiliations = [{"organization_id": organization_id, "represents": True}] if organization_id else []
        person = await by.created(
            "registry/people", {"name": {"he": name}, "affiliations": affiliations, **more}
        )
        return self.actor(by.initiative_id, person["id"], organization_id)

    async def _member(self, by: Actor, name: str, sector: str, *, founding: bool = False) -> Actor:
        organization = await by.created(
            "registry/organizations", {"name": {"he": name}, "sector": sector, "founding": founding}
        )
        return await self.add_person(by, f"נציגת {name}", organization["id"])
