"""Every operation of every service, read from the OpenAPI documents they serve."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from services.cli import load_all
from shared.http.app import create_app, openapi
from shared.settings import Settings

_PARAMETER = re.compile(r"\{([a-z_]+)\}")
_SETTINGS = Settings(mode="local", database_url="postgresql:///nowhere")


@dataclass(frozen=True)
class Operation:
    """One operation, with what its document says of it."""

    name: str
    method: str
    path: str
    body: dict[str, Any] | None
    """The schema of its JSON body, with references into `components`; None where it takes none."""
    components: dict[str, Any]
    by_link_alone: bool
    """Whether no token opens it, whoever's it is."""

    def address(self, initiative_id: str, **known: str) -> str:
        """Its path in an initiative; other ids are new ones unless known."""
        given = {"initiative_id": initiative_id, **known}
        return _PARAMETER.sub(lambda match: given.get(match[1], str(uuid4())), self.path)


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the documents; those take seconds to make."""
    return tuple(_read())


def within_an_initiative() -> list[Operation]:
    """Those of one initiative."""
    return [operation for operation in operations() if "{initiative_id}" in operation.path]


def _read() -> Iterator[Operation]:
    for service in load_all():
        document = openapi(create_app(service, _SETTINGS), service)
        components = document.get("components", {}).get("schemas", {})
        for path, methods in document["paths"].items():
            for method, described in methods.items():
                content = described.get("requestBody", {}).get("content", {})
                body = content.get("application/json", {}).get("schema")
                links = described.get("security") == [{"capabilityLink": []}]
                yield Operation(
                    described["operationId"], method.upper(), path, body, components, by_link_alone=links
                )
