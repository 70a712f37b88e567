"""What the tests of links act with: somebody who holds an address and no token."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.kit import Actor, World

LINKS = "events/stream-links"


async def made(by: Actor, **body: Any) -> dict[str, Any]:
    """A link of somebody's."""
    return await by.created(LINKS, body)


def secret_of(link: dict[str, Any]) -> str:
    """The secret in the address of a link."""
    [secret] = parse_qs(urlsplit(link["url"]).query)["link"]
    return secret


async def follow(world: World, url: str, **options: Any) -> httpx.Response:
    """What a browser's EventSource asks: an address, and no token."""
    parts = urlsplit(url)
    return await world.http.get(f"{parts.path}?{parts.query}", **options)


def items(response: httpx.Response) -> list[dict[str, Any]]:
    """The items of a stream that ended."""
    assert response.status_code == 200, response.text
    lines = response.text.splitlines()
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
