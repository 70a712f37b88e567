"""The demo as it was told: everybody in it can act, and its log can be counted."""

from collections import Counter
from typing import Any

from services.demo.notebook import Page
from tests.kit import Actor, World


class Story:
    """A demo that was told to its end."""

    def __init__(self, world: World, page: Page) -> None:
        assert page.initiative_id is not None
        self.world = world
        self.id = page.initiative_id
        self.people = page.people
        self.refusals = page.refusals

    def actor(self, key: str) -> Actor:
        """Somebody of the story."""
        return self.world.actor(self.id, self.people[key])

    async def listed(self, key: str, path: str) -> list[dict[str, Any]]:
        """All of a list, as somebody sees it."""
        found: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            parameters = {"limit": "200"} | ({"cursor": cursor} if cursor else {})
            page = await self.actor(key).get(path, params=parameters)
            assert page.status_code == 200, page.text
            found += page.json()["items"]
            cursor = page.json()["next_cursor"]
        return found

    async def log(self) -> list[dict[str, Any]]:
        """The whole log, as an auditor exports it."""
        import json

        export = await self.actor("hanna").get("events/export")
        assert export.status_code == 200, export.text
        return [json.loads(line) for line in export.text.splitlines()]

    async def types(self) -> Counter[str]:
        """How often each event type stands in the log."""
        return Counter(entry["type"] for entry in await self.log())
