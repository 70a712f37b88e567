"""Chemnet's thirty organizations on the map of an initiative, and its committees as forums of theirs."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from tests.governing import HALF, MAJORITY
from tests.kit import Field, World
from tests.services.events.workers import leaves
from tests.services.registry.imports.importing import everything, outcome, rehearsed, sent

SECTORS = {"gov": "public", "ig": "business", "io": "other", "par": "community", "sci": "academia"}
"""What the data calls its organizations (Leifeld and Schneider 2012), as sectors of ours: ministries and
agencies, interest groups, international organizations, parties, scientific organizations."""


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


async def test_thirty_organizations_become_stakeholders_of_a_policy_network(
    world: World, field: Field, real_data: Path
) -> None:
    nodes = rows(real_data / "networks" / "chemnet_nodes.csv")
    mapped: dict[str, str] = {}
    for node in nodes:
        body = {"name": {"en": node["id"]}, "sector": SECTORS[node["type"]]}
        created = await field.facilitator.created("registry/organizations", body)
        mapped[node["id"]] = created["id"]
    # Whoever sits in a committee with others was engaged by it.
    sitting = {row["actor"] for row in rows(real_data / "networks" / "chemnet_committees.csv")}
    for actor in sorted(sitting):
        change = {"to": "engaged", "reason": {"en": "sits in a committee of the network"}}
        path = f"registry/organizations/{mapped[actor]}/stage-changes"
        await field.facilitator.created(path, change)
    listed = (await field.partner.get("registry/organizations", params={"limit": 200})).json()["items"]
    known = {one["id"]: one for one in listed if one["id"] in set(mapped.values())}
    assert len(known) == 30
    by_sector = Counter(one["sector"] for one in known.values())
    assert by_sector == Counter(SECTORS[node["type"]] for node in nodes)
    assert sum(one["stage"] == "engaged" for one in known.values()) == len(sitting)
    told = await field.partner.get(
        "events/events", params={"types": "registry.organization.stage_changed", "limit": 200}
    )
    assert len(told.json()["items"]) == len(sitting)


async def test_its_files_give_thirty_organizations_and_their_ties(field: Field, real_data: Path) -> None:
    networks = real_data / "networks"
    nodes = (networks / "chemnet_nodes.csv").read_text("utf-8")
    settings: dict[str, Any] = {
        "column": ["id:name", "type:sector"],
        "value": [f"sector={word}:{sector}" for word, sector in SECTORS.items()],
    }
    made = await rehearsed(field.facilitator, nodes, **settings)
    assert outcome(made) == {"created": 30}
    relations: dict[str, Any] = {"column": ["relation:kind", "value:ignored"], "constant": "reported_by:from"}
    ties = (networks / "chemnet_ties.csv").read_text("utf-8")
    tied = await rehearsed(field.facilitator, ties, "ties", **relations)
    assert outcome(tied) == {"created": 1_013}
    kept = await everything(field.partner, "registry/ties")
    assert len(kept) == 1_013
    within = [one for one in kept if one["from_organization_id"] == one["to_organization_id"]]
    assert len(within) == 14
    by_kind = Counter(one["kind"] for one in kept)
    assert by_kind == {"pol": 342, "infrep": 296, "scito": 189, "scifrom": 186}
    size = len(await leaves(field.partner))
    for mode in ("create", "update", "upsert", "fill"):
        assert outcome(await sent(field.facilitator, nodes, mode=mode, **settings)) == {"unchanged": 30}
        again = await sent(field.facilitator, ties, "ties", mode=mode, **relations)
        assert outcome(again) == {"unchanged": 1_013}
    assert len(await leaves(field.partner)) == size


async def test_a_committee_of_the_data_forms_a_circle_of_its_members(
    world: World, field: Field, real_data: Path
) -> None:
    committees: dict[str, list[str]] = {}
    for row in rows(real_data / "networks" / "chemnet_committees.csv"):
        committees.setdefault(row["committee"], []).append(row["actor"])
    name, members = max(committees.items(), key=lambda one: (len(one[1]), one[0]))
    circle = await field.facilitator.created(
        "registry/forums",
        {
            "kind": "action_circle",
            "name": {"en": name},
            "method": MAJORITY,
            "quorum": HALF,
            "notice_hours": 0,
        },
    )
    path = f"registry/forums/{circle['id']}/members"
    for member in members:
        organization = await field.facilitator.created(
            "registry/organizations", {"name": {"en": member}, "sector": "public"}
        )
        speaker = await world.add_person(field.facilitator, f"for {member}", organization["id"])
        body = {"person_id": speaker.person_id, "organization_id": organization["id"]}
        proposed = await field.facilitator.created(path, body)
        assert (await speaker.post(f"{path}/{proposed['id']}/accept")).json()["status"] == "seated"
    seated = (await field.partner.get(path, params={"limit": 200})).json()["items"]
    assert len(seated) == len(members)
