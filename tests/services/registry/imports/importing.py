"""How tests import files."""

from typing import Any

import httpx

from tests.kit import Actor

IMPORTS = "registry/imports"
COUNTS = ("created", "updated", "unchanged", "merge_candidates", "rejected")


async def post(
    by: Actor, body: Any, imported: str, media_type: str = "text/csv", path: str = IMPORTS, **query: Any
) -> httpx.Response:
    """Send a file: text as CSV, an object as JSON."""
    params = {"imported": imported} | query
    if isinstance(body, dict):
        return await by.post(path, body, params=params)
    content = body.encode() if isinstance(body, str) else body
    return await by.post(path, content=content, headers={"Content-Type": media_type}, params=params)


async def sent(
    by: Actor, body: Any, imported: str = "organizations", mode: str = "upsert", **query: Any
) -> dict[str, Any]:
    """The answer to an import that must be read; every row has an outcome."""
    answer = await post(by, body, imported, mode=mode, **query)
    assert answer.status_code == 200, answer.text
    summary: dict[str, Any] = answer.json()
    assert summary["rows"] == sum(summary[name] for name in COUNTS)
    assert summary["dry_run"] is bool(query.get("dry_run", False))
    return summary


async def rehearsed(by: Actor, body: Any, imported: str = "organizations", **query: Any) -> dict[str, Any]:
    """The answer to an import, which was the same when it was tried before."""
    dry = await sent(by, body, imported, dry_run=True, **query)
    real = await sent(by, body, imported, **query)
    assert dry["id"] is None
    assert dry | {"dry_run": False, "id": real["id"]} == real
    return real


def outcome(summary: dict[str, Any]) -> dict[str, int]:
    """The counts that are not nothing."""
    return {name: summary[name] for name in COUNTS if summary[name]}


def said(summary: dict[str, Any]) -> dict[str, list[int]]:
    """What stands in the way of which rows."""
    found: dict[str, list[int]] = {}
    for one in summary["conflicts"]:
        found.setdefault(one["code"], []).extend(one["rows"])
    return found


async def everything(by: Actor, path: str) -> list[dict[str, Any]]:
    """All items of a list."""
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        params = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        body = (await by.get(path, params=params)).json()
        items += body["items"]
        if (cursor := body["next_cursor"]) is None:
            return items
