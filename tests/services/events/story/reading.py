"""Reading a story as tests do: whole, or what it says of one type of event."""

from typing import Any

from tests.kit import Actor, Field, World


async def told(reader: Actor, **filters: Any) -> list[dict[str, Any]]:
    """The whole story, page by page, oldest first."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        params = {"order": "oldest", "limit": 200, **filters, **cursor}
        response = await reader.get("events/story", params=params)
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def last(reader: Actor, type_name: str, **filters: Any) -> dict[str, Any]:
    """The newest item of a type."""
    return (await told(reader, types=type_name, **filters))[-1]


def said(item: dict[str, Any], language: str = "en") -> str:
    """The sentence without the isolates around names."""
    text: str = item["sentence"][language]
    return text.replace("\u2068", "").replace("\u2069", "")


async def auditor(world: World, field: Field) -> Actor:
    """Somebody who reads the log and nothing else."""
    return await world.add_person(field.founder, "מבקר היומן", part="auditor")
