"""A confidential interaction, and a mediation, in whatever whoever is no party to it can read: in nothing."""

import json
import re
from pathlib import Path
from typing import Any

from tests.kit import Actor, Field, World

DOCUMENT = json.loads((Path(__file__).parents[4] / "docs/openapi/shidra.json").read_text("utf-8"))
SECRET = "נאמרו דברים קשים ליד הקפה"
WORDS = {"he": SECRET}
ENDLESS = {"stream_events"}
"""Operations whose answer does not end; what a stream tells is what `list_events` tells."""


def readings() -> list[tuple[str, str]]:
    """Every operation that reads within an initiative, with its path."""
    found = [
        (operation["operationId"], path)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
        if method == "get" and "{initiative_id}" in path
    ]
    return [one for one in found if one[0] not in ENDLESS]


def addresses(path: str, ids: dict[str, list[str]], fallback: str) -> list[str]:
    """A path with its parameters filled in, in each way there is something to fill in."""
    filled = [path]
    for name in re.findall(r"{([a-z_]+)}", path):
        values = ids.get(name, [fallback])
        filled = [one.replace(f"{{{name}}}", value) for one in filled for value in values]
    return filled


async def test_whoever_is_no_party_finds_it_nowhere(world: World, field: Field) -> None:
    third = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "שותף שלישי"}, "sector": "business"}
    )
    other = await world.add_person(field.facilitator, "נציג השותף השלישי", third["id"])
    auditor = await world.add_person(field.founder, "מבקרת", part="auditor")
    party, founder = field.partner, field.founder
    parties = [{"organization_id": party.organization_id}, {"person_id": founder.person_id}]
    entry = await party.created(
        "registry/interactions",
        {"type": "conflict", "parties": parties, "tone": -2, "notes": WORDS, "confidential": True},
    )
    await founder.created(f"registry/interactions/{entry['id']}/answers", {"text": WORDS})
    await field.facilitator.created(f"registry/interactions/{entry['id']}/private-notes", {"text": WORDS})
    mediation = await founder.created(
        "registry/mediations",
        {
            "parties": parties,
            "mediator_id": field.facilitator.person_id,
            "matter": WORDS,
            "interaction_id": entry["id"],
        },
    )
    known = {
        "initiative_id": [field.id],
        "interaction_id": [entry["id"]],
        "mediation_id": [mediation["id"]],
        "person_id": [founder.person_id, other.person_id],
        "organization_id": [party.organization_id],
        "kind": ["voice"],
        "position": ["1"],
    }
    operations = readings()
    assert len(operations) > 120
    for reader in (other, auditor, field.operator):
        for operation, path in operations:
            for address in addresses(path, known, entry["id"]):
                await _says_nothing(reader, operation, address, (entry["id"], mediation["id"]))
    # The parties do find it: what was looked for is there.
    found = [await party.get(f"registry/{which}") for which in ("interactions", "mediations")]
    assert all(SECRET in one.text for one in found)


async def _says_nothing(reader: Actor, operation: str, address: str, ids: tuple[str, ...]) -> None:
    response = await reader.get(address)
    assert response.status_code < 500, (operation, response.text)
    body: Any = response.text
    assert SECRET not in body, operation
    if not address.startswith("/events/"):  # the log says that one happened, by its id alone
        assert not [one for one in ids if one in body], operation
