"""Exports: files that spreadsheets and other programs read, and that come in again unchanged."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import pytest

from shared.exports import streaming
from shared.exports.tables import XLSX
from shared.imports.tables import read_xlsx
from tests.kit import Actor, Field
from tests.services.registry.imports.importing import outcome, post, sent

MAP = (
    "name,sector,website,identifiers.IL-RA,population_groups,name.en,places_served\n"
    'בית חם,nonprofit,www.example.org,580000008,women|arab_society,"Warm, ""house""",rahat|0070\n'
    "=1+1,public,,,,,\nכפול,public,,580000024,,,\nכפול,public,,580000016,,,\n"
)
TIES = (
    "from,to,kind,intensity,direction,until\n"
    "בית חם,=1+1,referral,cooperation,,2024-12-31\n=1+1,בית חם,space,,mutual,\n"
)


async def filled(field: Field) -> None:
    await sent(field.facilitator, MAP, candidates="create")
    await sent(field.facilitator, TIES.replace("=1+1", "'=1+1"), "ties")


async def exported(by: Actor, path: str, **query: Any) -> Any:
    response = await by.get(f"registry/{path}", params=query)
    assert response.status_code == 200, response.text
    assert "attachment" in response.headers["content-disposition"]
    return response


@pytest.mark.parametrize("page", [500, 2])
async def test_what_is_exported_comes_in_again_unchanged(
    field: Field, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.registry.exports.service.PAGE", page)
    await filled(field)
    for path, imported, rows in (("organizations", "organizations", 6), ("ties", "ties", 2)):
        as_csv = (await exported(field.partner, f"exports/{path}")).content
        assert as_csv.startswith(b"\xef\xbb\xbf")
        assert outcome(await sent(field.facilitator, as_csv, imported)) == {"unchanged": rows}
        as_xlsx = (await exported(field.partner, f"exports/{path}", format="xlsx")).content
        table = read_xlsx(as_xlsx)
        assert [table.header, *table.rows] == [
            [cell[1:] if cell.startswith("'=") else cell for cell in row]
            for row in csv.reader(io.StringIO(as_csv.decode("utf-8-sig")))
        ]
        answer = await post(field.facilitator, as_xlsx, imported, XLSX, mode="upsert")
        assert outcome(answer.json()) == {"unchanged": rows}
    kumu = (await exported(field.partner, "network", format="kumu")).json()
    for imported, rows in (("organizations", 6), ("ties", 2)):
        settings: dict[str, Any] = {"suggested": True}
        if imported == "organizations":
            # Two of one name have labels of their own in Kumu; by their ids they are who they are.
            settings["column"] = "label:ignored"
        assert outcome(await sent(field.facilitator, kumu, imported, **settings)) == {"unchanged": rows}


async def test_no_cell_of_a_table_is_a_formula(field: Field) -> None:
    await filled(field)
    rows = list(csv.reader(io.StringIO((await exported(field.partner, "exports/organizations")).text[1:])))
    assert rows[0][:3] == ["id", "name.he", "name.ar"]
    assert [row[3] for row in rows if row[3].startswith("'")] == ["'=1+1"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


async def test_the_network_is_read_by_other_programs(field: Field) -> None:
    await filled(field)
    kumu = (await exported(field.partner, "network", format="kumu")).json()
    labels = [one["label"] for one in kumu["elements"]]
    assert labels[-2:] == ["כפול", "כפול (2)"]
    assert len(set(labels)) == len(labels) == 6
    assert [(one["from"], one["to"], one["direction"], one["type"]) for one in kumu["connections"]] == [
        ('Warm, "house"', "=1+1", "directed", "referral"),
        ("=1+1", 'Warm, "house"', "mutual", "space"),
    ]
    graph = (await exported(field.partner, "network", format="graphml", as_of="2025-01-01")).text
    root = ElementTree.fromstring(graph)
    of = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {one.get("id"): one for one in root.findall(".//g:node", of)}
    names = [one.findtext("g:data[@key='node_name']", namespaces=of) for one in nodes.values()]
    assert 'Warm, "house"' in names
    edges = root.findall(".//g:edge", of)
    assert [
        (one.get("directed"), one.findtext("g:data[@key='edge_kind']", namespaces=of)) for one in edges
    ] == [("false", "space")]
    assert {edges[0].get("source"), edges[0].get("target")} <= nodes.keys()
    keys = {one.get("id") for one in root.findall("g:key", of)}
    assert {one.get("key") for one in root.iter(f"{{{of['g']}}}data")} <= keys
    network = (await exported(field.operator, "network")).json()
    assert network["organizations"] == (await field.partner.get("registry/organizations")).json()["items"]
    assert network["ties"] == (await field.partner.get("registry/ties")).json()["items"]


async def test_what_was_merged_is_exported_as_the_one_that_stays(field: Field) -> None:
    await filled(field)
    ties = (await field.partner.get("registry/ties")).json()["items"]
    old, other = ties[0]["from_organization_id"], ties[0]["to_organization_id"]
    into = {"organization_id": old, "into_organization_id": field.partner.organization_id}
    await field.facilitator.created("registry/organization-merges", into)
    network = (await exported(field.partner, "network")).json()
    assert old not in [one["id"] for one in network["organizations"]]
    assert [(one["from_organization_id"], one["to_organization_id"]) for one in network["ties"]] == [
        (field.partner.organization_id, other),
        (other, field.partner.organization_id),
    ]
    kumu = (await exported(field.partner, "network", format="kumu")).json()
    assert len(kumu["connections"]) == 2
    file = (await exported(field.partner, "exports/ties")).content
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [(row["from"], row["to"]) for row in rows] == [
        (one["from_organization_id"], one["to_organization_id"]) for one in network["ties"]
    ]
    assert {rows[0]["from_name"], rows[1]["to_name"]} == {"עמותה שותפה"}
    assert outcome(await sent(field.facilitator, file, "ties")) == {"unchanged": 2}
    await field.facilitator.created(
        "registry/organization-merges",
        into | {"organization_id": other, "into_organization_id": field.founder.organization_id},
    )
    file = (await exported(field.partner, "exports/ties")).text
    assert not {old, other} & set(file.replace("\n", ",").split(","))


async def test_strangers_export_nothing(field: Field, world: Any) -> None:
    other = await world.found()
    for path in ("exports/organizations", "exports/ties", "network"):
        stranger = Actor(world.http, other.partner.token, field.id)
        assert (await stranger.get(f"registry/{path}")).status_code == 404
    assert (await field.partner.get("registry/exports/ties", params={"format": "pdf"})).status_code == 422


async def test_a_stream_breaks_off_when_its_reader_has_no_standing_any_more(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.registry.exports.service.PAGE", 1)
    await filled(field)
    read = streaming.Pages.read
    turns = 0
    left: list[int] = []

    async def leaving(pages: Any, reading: Any) -> Any:
        nonlocal turns
        turns += 1
        if turns == 3:
            path = f"registry/people/{field.partner.person_id}/departure"
            left.append((await field.partner.post(path, {})).status_code)
        return await read(pages, reading)

    monkeypatch.setattr(streaming.Pages, "read", leaving)
    with pytest.raises(AssertionError):  # how the test client says that an answer was broken off
        await field.partner.get("registry/network", params={"format": "kumu"})
    assert (turns, left) == (3, [200])
    assert (await field.partner.get("registry/network")).status_code == 404
