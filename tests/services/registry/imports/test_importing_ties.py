"""Importing ties: organizations by name, number or id; representatives their own, facilitators all."""

import io
import zipfile
from typing import Any

from shared.imports.sent_files import XLSX
from tests.kit import Field
from tests.services.events.workers import all_events, leaves
from tests.services.registry.imports.importing import everything, outcome, post, rehearsed, said, sent
from tests.shared.imports.workbooks import workbook

MAP = "name,sector,identifiers.IL-RA\nאלף,public,580000008\nבית,nonprofit,\nגימל,business,\n"
TIES = (
    "from,to,relation,Strength,start,reported_by\n"
    "אלף,בית,הפניה,Coordination,2024-01-01,from\n"
    "IL-RA:58-0000008,גימל,information,,,\n"
    "בית,בית,information,שיתוף פעולה,,to\n"
)
SETTINGS: dict[str, Any] = {"suggested": True, "value": "kind=הפניה:referral"}


async def test_ties_are_imported_between_organizations_on_the_map(field: Field) -> None:
    await sent(field.facilitator, MAP)
    summary = await rehearsed(field.facilitator, TIES, "ties", **SETTINGS)
    assert (outcome(summary), summary["conflicts"]) == ({"created": 3}, [])
    ids = {
        one["name"].get("he"): one["id"] for one in await everything(field.partner, "registry/organizations")
    }
    ties = await everything(field.partner, "registry/ties")
    assert [
        (one["from_organization_id"], one["to_organization_id"], one["kind"], one["intensity"])
        for one in ties
    ] == [
        (ids["אלף"], ids["בית"], "referral", "coordination"),
        (ids["אלף"], ids["גימל"], "information", None),
        (ids["בית"], ids["בית"], "information", "cooperation"),
    ]
    assert [one["reported_by"] for one in ties] == [ids["אלף"], None, ids["בית"]]
    assert {(one["mapped"], one["confirmation"]) for one in ties} == {(True, "awaited")}
    before = await leaves(field.partner)
    for mode in ("create", "update", "upsert", "fill"):
        assert outcome(await sent(field.facilitator, TIES, "ties", mode=mode, **SETTINGS)) == {"unchanged": 3}
    assert await leaves(field.partner) == before
    changed = TIES.replace("Coordination", "Integration").replace(
        "גימל,information,", "גימל,information,מודעות"
    )
    filled = await rehearsed(field.facilitator, changed, "ties", mode="fill", **SETTINGS)
    assert (outcome(filled), said(filled)) == ({"updated": 1, "unchanged": 2}, {"kept": [1]})
    refused = await sent(field.facilitator, changed, "ties", mode="create", **SETTINGS)
    assert (outcome(refused), said(refused)) == ({"unchanged": 2, "rejected": 1}, {"there_already": [1]})
    assert outcome(await sent(field.facilitator, changed, "ties", **SETTINGS)) == {
        "updated": 1,
        "unchanged": 2,
    }
    path = f"registry/ties/{ties[0]['id']}"
    assert (await field.partner.get(path)).json()["intensity"] == "integration"
    history = await everything(field.partner, f"{path}/corrections")
    assert [one["intensity"] for one in history] == ["coordination"]
    told = [one["event"]["type"] for one in await all_events(field.partner, types="registry.tie.*")]
    assert told == ["registry.tie.reported"] * 3 + ["registry.tie.corrected"] * 2


async def test_every_row_about_a_tie_that_is_left_out_has_its_reason(field: Field) -> None:
    await sent(field.facilitator, MAP + "כפול,public,580000024\nכפול,public,580000016\n", candidates="create")
    past = "from,to,kind,since,until\nאלף,בית,old,2020-01-01,2020-12-31\nאלף,בית,old,2022-01-01,2022-12-31\n"
    assert outcome(await sent(field.facilitator, past, "ties")) == {"created": 2}
    rows: dict[str, Any] = {
        "אלף,בית,new,,,,": None,
        "אלף,אין,new,,,,": "unknown_organization",
        "אלף,כפול,new,,,,": "several_organizations",
        ",בית,new,,,,": "missing",
        "אלף,בית,,,,,": "missing",
        "אלף,בית,חדש,,,,": "bad_kind",
        "אלף,בית,new,love,,,": "bad_intensity",
        "אלף,בית,newer,,2024-13-01,,": "bad_since",
        "אלף,בית,newest,,2024-02-01,2024-01-01,": "tie_reversed",
        "אלף,בית,old,,,,": "several_ties",
        "אלף,בית,third,,,,גימל": "reporter_not_a_side",
        "בית,גימל,twice,,,,": "duplicate",
        "בית,גימל,twice,awareness,,,": "duplicate",
        "בית,גימל,again,,,,": None,
        "בית,גימל,again,,,,\t": "repeated",
    }
    body = "\n".join(["from,to,kind,intensity,since,until,reported_by", *rows])
    summary = await rehearsed(field.facilitator, body, "ties", partial=True)
    found = {row: code for code, numbers in said(summary).items() for row in numbers}
    assert found == {number: code for number, code in enumerate(rows.values(), 1) if code}
    assert outcome(summary) == {"created": 2, "unchanged": 1, "rejected": 12}


async def test_representatives_import_ties_of_their_own_organizations(field: Field) -> None:
    own, other = field.partner.organization_id, field.founder.organization_id
    public = {"name": {"he": "ג"}, "sector": "public"}
    third = (await field.facilitator.created("registry/organizations", public))["id"]
    await sent(field.facilitator, f"from,to,kind\n{own},{third},mapped\n", "ties")
    ties = f"{own},{other},space,\n{other},{third},space,\n{own},{third},mapped,awareness\n"
    body = f"from,to,kind,intensity\n{ties}"
    summary = await rehearsed(field.partner, body, "ties", partial=True)
    assert (outcome(summary), said(summary)) == ({"created": 1, "rejected": 2}, {"tie_of_others": [2, 3]})
    tie = (await everything(field.partner, "registry/ties"))[-1]
    assert (tie["reported_by"], tie["mapped"], tie["from_view"]) == (own, False, "confirmed")
    told = (await all_events(field.founder, types="registry.tie.reported"))[-1]["event"]
    assert told["actor"]["organization"] == own
    # What a partner says of itself, nobody else corrects by a file.
    again = await sent(field.facilitator, f"from,to,kind,intensity\n{own},{other},space,awareness\n", "ties")
    assert said(again) == {"tie_of_others": [1]}


async def test_a_map_of_kumu_has_organizations_and_ties(field: Field) -> None:
    kumu = {
        "elements": [
            {"_id": "elem-1", "attributes": {"label": "Alef", "element type": "public", "tags": ["x", "y"]}},
            {"label": "Bet", "type": "nonprofit"},
        ],
        "connections": [
            {
                "from": "elem-1",
                "to": "Bet",
                "direction": "mutual",
                "attributes": {"connection type": "space"},
            },
            {"from": "Bet", "to": "Alef", "type": "referral", "direction": "directed"},
        ],
    }
    settings: dict[str, Any] = {"suggested": True, "column": "tags:ignored"}
    assert outcome(await rehearsed(field.facilitator, kumu, **settings)) == {"created": 2}
    assert outcome(await rehearsed(field.facilitator, kumu, "ties", suggested=True)) == {"created": 2}
    assert outcome(await sent(field.facilitator, kumu, "ties", suggested=True)) == {"unchanged": 2}
    ties = await everything(field.partner, "registry/ties")
    assert [(one["kind"], one["direction"]) for one in ties] == [("space", "mutual"), ("referral", "one_way")]


async def test_a_workbook_is_a_file_like_others(field: Field) -> None:
    rows = [["שם", "מגזר"], ["מן הגיליון", "public"]]
    body = workbook(rows)
    arguments: dict[str, Any] = {"mode": "create", "suggested": True}
    answer = await post(field.facilitator, body, "organizations", XLSX, **arguments)
    assert outcome(answer.json()) == {"created": 1}
    missing = await post(field.facilitator, body, "organizations", XLSX, sheet=2, **arguments)
    assert missing.json()["errors"][0]["code"] == "no_such_sheet"
    with zipfile.ZipFile(broken := io.BytesIO(), "w") as archive:
        archive.writestr("a.txt", "no workbook")
    for no_workbook in (broken.getvalue(), b"PK", b""):
        refused = await post(field.facilitator, no_workbook, "organizations", XLSX, **arguments)
        assert (refused.status_code, refused.json()["code"]) == (422, "unreadable-table")
