"""Importing people: who is meant, whom they belong to, and that nobody gets a vote by a file."""

from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, leaves
from tests.services.registry.imports.importing import everything, outcome, post, rehearsed, said, sent
from tests.shared.imports.workbooks import packed, parts_of


async def brought(by: Actor, body: Any, **query: Any) -> dict[str, Any]:
    """The answer to a file of people, which was the same when it was tried before."""
    return await rehearsed(by, body, "people", **query)


async def person_of(by: Actor, email: str) -> dict[str, Any]:
    """The one who has an address."""
    (found,) = [one for one in await everything(by, "registry/people") if one["email"] == email]
    return found


async def test_a_file_of_people_says_who_they_are_and_whom_they_belong_to(field: Field) -> None:
    by, theirs = field.facilitator, field.partner.organization_id
    body = (
        "שם מלא,דוא״ל,טלפון נייד,שפה,שם הארגון,תפקיד,מאז,עד\n"
        "רות לוי,ruth@example.org,'+972-50-1234567,עברית,עמותה שותפה,מנכ״לית,2024-01-01,\n"
        f"سمير حداد,samir@example.org,,العربية,{theirs},,,\n"
        "Dana Katz,,03-5551234,English,הקרן המייסדת,Officer,2020-01-01,2025-12-31\n"
        "רות לוי,RUTH@example.org,,,הקרן המייסדת,חברת ועד,,\n"
    )
    refused = await post(by, body, "people", mode="upsert")
    assert [one["code"] for one in refused.json()["errors"]] == ["unknown_column"] * 8
    columns = await post(by, body, "people", path="registry/imports/columns")
    assert [one["suggested"] for one in columns.json()["columns"]] == [
        *("name", "email", "phone", "language", "organization", "title", "since", "until")
    ]
    summary = await brought(by, body, suggested=True)
    assert (outcome(summary), summary["conflicts"]) == ({"created": 3, "updated": 1}, [])
    ruth = await person_of(by, "ruth@example.org")
    assert (ruth["name"], ruth["phone"], ruth["language"]) == ({"he": "רות לוי"}, "+972-50-1234567", "he")
    assert (ruth["part"], ruth["version"]) == ("participant", 1)
    belongs = {one["organization_id"]: one for one in ruth["affiliations"]}
    first, second = belongs[theirs], belongs[field.founder.organization_id]
    assert (first["title"], first["since"], first["until"]) == ({"he": "מנכ״לית"}, "2024-01-01", None)
    assert second["title"] == {"he": "חברת ועד"}
    assert {one[right] for one in belongs.values() for right in ("represents", "alternate")} == {False}
    assert (await person_of(by, "samir@example.org"))["language"] == "ar"
    # Contact data is for facilitators and the person; the log has names for members and nothing open.
    seen = (await field.partner.get(f"registry/people/{ruth['id']}")).json()
    assert (seen["name"], seen["email"], seen["phone"]) == ({"he": "רות לוי"}, None, None)
    told = [one["event"] for one in await all_events(field.partner, types="registry.*")][-8:]
    assert [one["type"].removeprefix("registry.") for one in told] == [
        *("person.joined", "affiliation.begun", "affiliation.begun"),
        *("person.joined", "affiliation.begun", "person.joined", "affiliation.begun", "import.made"),
    ]
    assert set(told[0]["data"]) == {"person_id", "part"}
    assert "ruth" not in str(told)

    before = await leaves(field.partner)
    for mode in ("create", "update", "upsert", "fill"):
        again = await sent(by, body, "people", mode=mode, suggested=True)
        assert (outcome(again), again["id"]) == ({"unchanged": 4}, None)
        assert said(again) == {"repeated": [4]}
    exported = await by.get("registry/exports/people")
    assert outcome(await sent(by, exported.content, "people")) == {
        "unchanged": exported.text.count("\r\n") - 1
    }
    assert await leaves(field.partner) == before


async def test_a_name_alone_does_not_say_who_is_meant(field: Field) -> None:
    by = field.facilitator
    await brought(
        by,
        "name,email,phone,organization\n"
        "יוסי כהן,yossi@example.org,,עמותה שותפה\n"
        "נועה בר,,050-1112222,עמותה שותפה\n"
        "נועה בר,,050-3334444,הקרן המייסדת\n"
        "שירה,office@example.org,,\n",
        candidates="create",
    )
    rows = {
        "יוסי כהן,YOSSI@example.org,050-9999999,": None,  # the address says it
        "נועה בר,,0501112222,": None,  # the number says it, however it is written
        "נועה בר,noa@example.org,,הקרן המייסדת": None,  # the organization says it
        "יוסי כהן,,,": None,  # whoever it is, nothing changes
        "יוסי כהן,other@example.org,,עמותה שותפה": "same_name",  # another address: perhaps another person
        "נועה בר,,050-7777777,": "same_name",
        "אורי,office@example.org,,": "same_address",  # a house may share an address
        "חדשה,new@example.org,,לא במפה": "unknown_organization",
        ",nobody@example.org,,": "missing",
        "תואר בלבד,,,,,חסר ארגון": "missing",
        "רעה,not an address,,": "bad_email",
        "רעה,,not a number,": "bad_phone",
        "רעה,,,,xx": "bad_language",
        "רעה,,,הקרן המייסדת,,,2025-01-02,2025-01-01": "until_before_since",
        "רעה,,,הקרן המייסדת,,,yesterday": "bad_since",
        "כפולה,double@example.org,,": "duplicate",
        "כפולה,double@example.org,050-1111,,ar": "duplicate",  # says more, and goes with what is contradicted
        "כפולה,double@example.org,,,he": "duplicate",
        "\u202eהיפוך,,,": "bad_name",
        "שורה,,": "wrong_cell_count",
    }
    width = 8
    padded = [row + "," * (width - 1 - row.count(",")) for row in rows if row != "שורה,,"] + ["שורה,,"]
    body = "\n".join(["name,email,phone,organization,language,title,since,until", *padded])
    summary = await brought(by, body, partial=True)
    found = {row: code for code, numbers in said(summary).items() for row in numbers if code != "repeated"}
    expected = {number: code for number, code in enumerate(rows.values(), 1) if code}
    assert found == expected
    assert outcome(summary) == {"updated": 2, "unchanged": 2, "merge_candidates": 3, "rejected": 13}
    yossi = await person_of(by, "yossi@example.org")
    assert (yossi["phone"], yossi["version"]) == ("050-9999999", 2)
    assert len(yossi["affiliations"]) == 1
    assert "not an address" not in str(summary)
    for row in ("יוסי כהן,other@example.org,,עמותה שותפה", "אורי,office@example.org,,"):
        two = await sent(by, f"name,email,phone,organization\n{row}\n", "people", candidates="create")
        assert outcome(two) == {"created": 1}


@pytest.mark.parametrize(
    ("mode", "expected", "codes"),
    [
        ("create", {"created": 1, "unchanged": 1, "rejected": 2}, {"there_already": [2, 4]}),
        ("update", {"updated": 2, "unchanged": 1, "rejected": 1}, {"not_there": [3]}),
        ("upsert", {"created": 1, "updated": 2, "unchanged": 1}, {}),
        ("fill", {"created": 1, "updated": 1, "unchanged": 2}, {"kept": [2]}),
    ],
)
async def test_modes_say_what_is_done_with_people_who_are_there(
    peopled: Field, mode: str, expected: dict[str, int], codes: dict[str, list[int]]
) -> None:
    by = peopled.facilitator
    body = (
        "name,email,phone,organization\n"
        f"{mode} אחת,1-{mode}@example.org,050-1111111,\n"
        f"{mode} שתיים,2-{mode}@example.org,050-2222222,\n"
        f"{mode} שלוש,3-{mode}@example.org,,\n"
    )
    there = body.replace(f"{mode} שלוש,3-{mode}@example.org,,\n", f"{mode} ארבע,4-{mode}@example.org,,\n")
    await sent(by, there, "people")
    now = body.replace("2222222", "9999999") + f"{mode} ארבע,4-{mode}@example.org,,עמותה שותפה\n"
    summary = await brought(by, now, mode=mode, partial=True)
    told = {code: sorted(rows) for code, rows in said(summary).items()}
    assert (outcome(summary), told) == (expected, codes)
    changed = await person_of(by, f"2-{mode}@example.org")
    assert changed["phone"] == ("050-9999999" if mode in ("update", "upsert") else "050-2222222")
    belongs = (await person_of(by, f"4-{mode}@example.org"))["affiliations"]
    assert len(belongs) == (0 if mode == "create" else 1)


async def test_an_import_of_people_gives_and_takes_no_vote(world: World, field: Field) -> None:
    by, partner = field.facilitator, field.partner
    for other in (field.founder, partner, field.operator):
        assert (await post(other, "name\nאחת\n", "people", mode="upsert")).status_code == 403
    for column in ("represents", "alternate", "lived_experience", "part"):
        answer = await post(by, f"name,{column}\nאחת,true\n", "people", mode="upsert")
        assert [one["code"] for one in answer.json()["errors"]] == ["unknown_column"]
    (affiliation,) = (await by.get(f"registry/people/{partner.person_id}")).json()["affiliations"]
    body = (
        "id,name,organization,title,since,until\n"
        f"{partner.person_id},שם אחר,{partner.organization_id},מנהלת,2020-01-01,2024-12-31\n"
    )
    summary = await brought(by, body)
    assert said(summary) == {"kept": [1, 1], "not_imported": [1]}
    (same,) = (await by.get(f"registry/people/{partner.person_id}")).json()["affiliations"]
    assert same == affiliation
    renamed = (await by.get(f"registry/people/{partner.person_id}")).json()
    assert renamed["name"] == {"he": "שם אחר"}  # an id says who is meant
    # Whom somebody belongs to without a vote is ended as by a single call.
    guest = await world.add_person(by, "אורחת")
    belongs = f"id,organization,until\n{guest.person_id},{partner.organization_id},"
    assert outcome(await brought(by, belongs + "\n")) == {"updated": 1}
    assert outcome(await brought(by, belongs + "2024-12-31\n")) == {"updated": 1}
    assert outcome(await brought(by, belongs + "2024-12-31\n")) == {"unchanged": 1}
    later = f"id,organization,since\n{guest.person_id},{partner.organization_id},2025-06-01\n"
    assert outcome(await brought(by, later)) == {"updated": 1}
    twice = f"id,organization,until\n{guest.person_id},{partner.organization_id},2026-01-01\n"
    days = (await by.get(f"registry/people/{guest.person_id}")).json()["affiliations"]
    assert sorted((one["since"], one["until"]) for one in days if one["since"]) == [("2025-06-01", None)]
    assert said(await brought(by, twice)) == {"several_affiliations": [1]}
    left = {"reason": {"he": "עברה"}}
    assert (await by.post(f"registry/people/{guest.person_id}/departure", left)).status_code in (200, 201)
    assert said(await brought(by, f"id,phone\n{guest.person_id},050-1234567\n")) == {"has_left": [1]}
    unknown = "id,name\n01936f9a-0000-7000-8000-000000000092,אין\nx,אין\n"
    assert said(await brought(by, unknown)) == {"not_there": [1], "bad_id": [2]}


async def test_people_are_exported_to_those_who_may_read_them(peopled: Field) -> None:
    by, partner = peopled.facilitator, peopled.partner
    formula = (
        "name.he,email,phone,organization,title\nאנה,anna@example.org,'+972501234567,עמותה שותפה,\"'=1+1\"\n"
    )
    assert outcome(await brought(by, formula)) == {"created": 1}
    anna = await person_of(by, "anna@example.org")
    assert anna["affiliations"][0]["title"] == {"en": "=1+1"}
    whole = await by.get("registry/exports/people")
    line = next(one for one in whole.text.splitlines() if "אנה" in one)
    assert line.split(",")[:6] == [anna["id"], "אנה", "", "", "anna@example.org", "'+972501234567"]
    assert "'=1+1" in line
    seen = await partner.get("registry/exports/people")
    assert (anna["id"] in seen.text, "example.org" in seen.text, "501234567" in seen.text) == (
        True,
        False,
        False,
    )
    assert (await peopled.operator.get("registry/exports/people")).status_code == 403
    table = await by.get("registry/exports/people", params={"format": "xlsx"})
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    again = await post(by, table.content, "people", media_type, mode="upsert")
    assert outcome(again.json()) == {"unchanged": again.json()["rows"]}
    # What is held off of files of organizations is held off of these.
    parts = parts_of('<row><c t="inlineStr"><is><t>name</t></is></c></row>')
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    )
    entity = await post(by, packed(parts), "people", media_type, mode="create")
    assert entity.json()["code"] == "unreadable-table"
    kumu = await post(by, {"elements": [{"label": "x"}]}, "people", mode="create")
    assert kumu.json()["code"] == "unreadable-table"
