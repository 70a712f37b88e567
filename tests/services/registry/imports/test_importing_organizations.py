"""Importing organizations: every row has an outcome, all or nothing, and the same file twice."""

from typing import Any

import pytest

from tests.kit import Field
from tests.services.events.workers import all_events, leaves
from tests.services.registry.imports.importing import everything, outcome, post, rehearsed, said, sent

FILE = (
    "name,sector,website,identifiers.IL-RA,population_groups,places_served,decision_maker_kinds\n"
    "בית חם,nonprofit,www.example.org,580000008,women|arab_society,rahat|0070,כנסת|courts\n"
    "بيت دافئ,חברתי,,,,,\n"
    "Shelter,Public,https://example.com/,,,,\n"
)


async def test_every_row_of_a_file_becomes_an_organization(field: Field) -> None:
    summary = await rehearsed(field.facilitator, FILE)
    assert (outcome(summary), summary["accepted"], summary["conflicts"]) == ({"created": 3}, True, [])
    added = (await everything(field.partner, "registry/organizations"))[-3:]
    assert [one["name"] for one in added] == [{"he": "בית חם"}, {"ar": "بيت دافئ"}, {"en": "Shelter"}]
    assert [one["sector"] for one in added] == ["nonprofit", "nonprofit", "public"]
    assert {(one["stage"], one["founding"], one["version"]) for one in added} == {("mapped", False, 1)}
    first = added[0]
    assert (first["website"], first["population_groups"]) == (
        "https://www.example.org/",
        ["women", "arab_society"],
    )
    assert (first["places_served"], first["decision_maker_kinds"]) == (
        ["rahat", "0070"],
        ["parliament", "courts"],
    )
    assert [(one["scheme"], one["value"]) for one in first["identifiers"]] == [("IL-RA", "580000008")]
    told = [one["event"] for one in await all_events(field.partner, types="registry.*")][-4:]
    assert [one["type"] for one in told] == ["registry.organization.mapped"] * 3 + ["registry.import.made"]
    assert told[0]["data"]["organization_id"] == first["id"]
    assert told[3]["data"] | {"rows": 3, "created": 3, "imported": "organizations"} == told[3]["data"]
    past = (await field.partner.get(f"registry/imports/{summary['id']}")).json()
    assert past | {"rows": 3, "created": 3, "mode": "upsert", "conflicts": []} == past
    assert await everything(field.partner, "registry/imports") == [past]


async def test_the_same_file_twice_changes_nothing(field: Field) -> None:
    await sent(field.facilitator, FILE)
    before = await leaves(field.partner)
    for mode in ("create", "update", "upsert", "fill"):
        summary = await sent(field.facilitator, FILE, mode=mode)
        assert (outcome(summary), summary["id"]) == ({"unchanged": 3}, None)
    # Another way of writing a name is the same name, and leaves it as it is.
    other = FILE.replace("בית חם", "בית־חם").replace("Shelter", "SHELTER")
    spelt = await sent(field.facilitator, other)
    assert (outcome(spelt), said(spelt)) == ({"unchanged": 3}, {"spelt_otherwise": [1, 3]})
    assert await leaves(field.partner) == before


@pytest.mark.parametrize(
    ("mode", "expected", "codes"),
    [
        ("create", {"created": 1, "unchanged": 1, "rejected": 1}, {"there_already": [2]}),
        ("update", {"updated": 1, "unchanged": 1, "rejected": 1}, {"not_there": [3]}),
        ("upsert", {"created": 1, "updated": 1, "unchanged": 1}, {}),
        ("fill", {"created": 1, "updated": 1, "unchanged": 1}, {"kept": [2]}),
    ],
)
async def test_the_mode_says_what_is_done_with_what_is_there(
    field: Field, mode: str, expected: dict[str, int], codes: dict[str, list[int]]
) -> None:
    await sent(field.facilitator, FILE)
    body = "name,sector,website,name.ar\nבית חם,nonprofit,,\nShelter,business,,مأوى\nחדשה,public,,\n"
    summary = await rehearsed(field.facilitator, body, mode=mode, partial=True)
    assert (outcome(summary), said(summary)) == (expected, codes)
    named = {one["name"].get("en"): one for one in await everything(field.partner, "registry/organizations")}
    shelter = named["Shelter"]
    assert shelter["sector"] == ("business" if mode in ("update", "upsert") else "public")
    assert shelter["name"].get("ar") == (None if mode == "create" else "مأوى")
    assert shelter["website"] == "https://example.com/"


async def test_one_bad_row_keeps_all_out_unless_asked_otherwise(field: Field) -> None:
    before = await leaves(field.partner)
    body = "name,sector\nטובה,public\nרעה,rumour\n"
    for dry_run in (True, False):
        summary = await sent(field.facilitator, body, dry_run=dry_run)
        assert (outcome(summary), summary["accepted"], summary["id"]) == (
            {"created": 1, "rejected": 1},
            False,
            None,
        )
        (conflict,) = summary["conflicts"]
        assert conflict == {
            **{"code": "bad_sector", "property": "sector", "rows": [2], "count": 1},
            "resembling": [],
        }
    assert await leaves(field.partner) == before
    summary = await sent(field.facilitator, body, partial=True)
    assert (outcome(summary), summary["accepted"]) == ({"created": 1, "rejected": 1}, True)


async def test_every_row_that_is_left_out_has_its_reason(field: Field) -> None:
    there = "אחת,public,580000008\nשתיים,public,580000032\nשתיים!,public,580000016\n"
    header = "name,sector,identifiers.IL-RA\n"
    await sent(field.facilitator, header + there, candidates="create")
    rows: dict[str, Any] = {
        "טובה,public,,,": None,
        "שורה,public,,": "wrong_cell_count",
        "ללא מגזר,,,,": "missing",
        ",public,,,": "missing",
        "רעה,public,,not a url at all,": "bad_website",
        "\u202eהיפוך,public,,,": "bad_name",
        "מזהה,public,58000/0008 x!,,": "bad_identifiers",
        "אחת,public,580000024,,": "same_name",  # one name, other numbers: two organizations
        "שתיים,public,,,": "same_name",
        "אחרת,public,,,019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42": "not_there",
        "אחרת,public,,,x": "bad_id",
        "כפולה,public,,,": "duplicate",
        "כפולה,business,,,": "duplicate",
        "חוזרת,public,,,": None,
        "חוזרת,public,,, ": "repeated",
        "ספרת ביקורת,public,580000009,,": "check_digit",
    }
    body = "\n".join(["name,sector,identifiers.IL-RA,website,id", *rows])
    summary = await rehearsed(field.facilitator, body, partial=True)
    found = {row: code for code, numbers in said(summary).items() for row in numbers}
    assert found == {number: code for number, code in enumerate(rows.values(), 1) if code}
    assert outcome(summary) == {"created": 3, "unchanged": 1, "merge_candidates": 2, "rejected": 10}
    # Whoever knows that they are two says so.
    two = await sent(field.facilitator, f"{header}אחת,public,580000024\n", candidates="create")
    assert outcome(two) == {"created": 1}
    both = "name,identifiers.IL-RA,identifiers.IL-ROC\nאחת,580000008|580000024,\n"
    assert said(await sent(field.facilitator, both)) == {"several_identified": [1]}


async def test_what_resembles_is_neither_a_second_one_nor_the_same_in_silence(field: Field) -> None:
    header = "name,sector,identifiers.IL-RA\n"
    there = (
        "צה״ל ובריאות לציבור,public,\nארגון הורים ארצי,nonprofit,\nجمعية الإحسان,nonprofit,\n"
        "התנועה לקידום נוער,nonprofit,580000008\n"
    )
    assert outcome(await rehearsed(field.facilitator, header + there)) == {"created": 4}
    map_now = await everything(field.partner, "registry/organizations")
    here = {one["name"].get("he") or one["name"].get("ar"): one["id"] for one in map_now}
    rows = (
        *("צהל ובריאות לציבור,public,", "ארגונ הורימ ארצי,public,", "جمعيه الاحسان,nonprofit,"),
        *("התנועה לקידום נועד,nonprofit,", "התנועה לקידום נועד,nonprofit,580000016"),
        *(
            "מכון הדר למחקרים,public,",
            "מכון הדר למחקדים,public,",
            "עמותת התנועה לקידום נוער (ע״ר),nonprofit,",
        ),
    )
    summary = await rehearsed(field.facilitator, header + "\n".join(rows), partial=True)
    assert outcome(summary) == {
        "created": 2,
        "unchanged": 1,
        "merge_candidates": 5,
    }  # another number is another association
    assert said(summary) == {
        **{"same_name": [2, 3, 8], "similar_name": [4, 7]},
        "spelt_otherwise": [1],
    }
    same, similar, _ = summary["conflicts"]
    assert [(one["row"], one["organization_id"], one["other_row"]) for one in same["resembling"]] == [
        (2, here["ארגון הורים ארצי"], None),
        (3, here["جمعية الإحسان"], None),
        (8, here["התנועה לקידום נוער"], None),
        (8, None, 5),
    ]
    assert same["resembling"][0]["objections"] == ["other_sector"]
    assert {tuple(one["reasons"]) for one in similar["resembling"]} == {("similar_name",)}
    assert [(one["row"], one["other_row"]) for one in similar["resembling"]][-1] == (7, 6)
    past = (await field.partner.get(f"registry/imports/{summary['id']}")).json()
    assert past["conflicts"] == summary["conflicts"]
    # Whoever says that they are new means it, and means it once.
    new = await rehearsed(field.facilitator, header + rows[6], candidates="create")
    assert outcome(new) == {"created": 1}
    again = await sent(field.facilitator, header + rows[6], candidates="create")
    assert outcome(again) == {"unchanged": 1}


async def test_a_number_of_one_and_the_name_of_another_are_asked_about(field: Field) -> None:
    header = "identifiers.IL-RA,name,sector\n"
    file = header + "580000008,מעון הארזים,nonprofit\n580000016,בית התמרים,nonprofit\n"
    await sent(field.facilitator, file)
    first, second = (one["id"] for one in (await everything(field.partner, "registry/organizations"))[-2:])
    shifted = header + "580000008,בית התמרים,nonprofit\n"
    held = await rehearsed(field.facilitator, shifted)
    assert (outcome(held), said(held)) == ({"merge_candidates": 1}, {"same_name": [1]})
    (resembling,) = held["conflicts"][0]["resembling"]
    assert (resembling["organization_id"], resembling["objections"]) == (second, ["other_identifier"])
    # Once they were said to be two, the number tells which one is meant, and they stay two.
    await field.facilitator.put(f"registry/organizations/{first}/kept-apart/{second}", {})
    assert outcome(await rehearsed(field.facilitator, shifted)) == {"updated": 1}
    now = (await everything(field.partner, "registry/organizations"))[-2:]
    assert [(one["id"], one["name"]["he"]) for one in now] == [
        (first, "בית התמרים"),
        (second, "בית התמרים"),
    ]


async def test_numbers_of_registers_tell_who_is_meant(field: Field) -> None:
    await sent(field.facilitator, FILE)
    renamed = "name,identifiers\nבית חם לנשים,il-ra:58-0000008|IL-ROC:510000003\n"
    assert outcome(await rehearsed(field.facilitator, renamed)) == {"updated": 1}
    items = await everything(field.partner, "registry/organizations")
    changed = next(one for one in items if one["name"].get("he") == "בית חם לנשים")
    assert [(one["scheme"], one["value"]) for one in changed["identifiers"]] == [
        ("IL-RA", "580000008"),
        ("IL-ROC", "510000003"),
    ]
    by_id = f"id,identifiers.IL-RA,name.en\n{changed['id']},580000016,Warm house\n"
    assert said(await sent(field.facilitator, by_id, mode="fill")) == {"kept": [1]}
    assert outcome(await sent(field.facilitator, by_id)) == {"updated": 1}
    now = (await field.partner.get(f"registry/organizations/{changed['id']}")).json()
    assert {one["value"] for one in now["identifiers"]} == {"580000016", "510000003"}
    assert now["name"] == {"he": "בית חם לנשים", "en": "Warm house"}


async def test_an_import_gives_nobody_a_vote(field: Field) -> None:
    body = "name,sector,stage,founding\nנדחפת,public,partner,true\n"
    summary = await sent(field.facilitator, body)
    assert said(summary) == {"not_imported": [1]}
    pushed = (await everything(field.partner, "registry/organizations"))[-1]
    assert (pushed["stage"], pushed["founding"]) == ("mapped", False)
    assert (await post(field.partner, FILE, "organizations", mode="upsert")).status_code == 403
    assert (await post(field.operator, FILE, "organizations", mode="upsert")).status_code == 403


async def test_columns_are_mapped_suggested_and_kept_as_a_template(field: Field) -> None:
    body = 'שם העמותה;מגזר;מס׳ עמותה;הערות\nחסד;עמותה;580000008;"א;ב"\n'.encode("cp1255")
    refused = await post(field.facilitator, body, "organizations", mode="create")
    assert [one["code"] for one in refused.json()["errors"]] == ["unknown_column"] * 4
    columns = await post(
        field.facilitator, body, "organizations", path="registry/imports/columns", column="שם העמותה:name"
    )
    assert [(one["number"], one["field"], one["suggested"]) for one in columns.json()["columns"]] == [
        (1, "name", None),
        (2, None, "sector"),
        (3, None, "identifiers.IL-RA"),
        (4, None, None),
    ]
    template = {
        "imported": "organizations",
        "name": {"he": "רשם העמותות"},
        "columns": ["שם העמותה:name", "הערות:ignored"],
        "labels": ["sector=עמותה:community"],
    }
    saved = await field.facilitator.created("registry/import-templates", template)
    assert saved == saved | template | {"constants": [], "version": 1}
    by_template = {"template_id": saved["id"], "suggested": True}
    summary = await rehearsed(field.facilitator, body, mode="create", **by_template)
    assert outcome(summary) == {"created": 1}
    made = (await everything(field.partner, "registry/organizations"))[-1]
    assert (made["name"], made["sector"]) == ({"he": "חסד"}, "community")
    other = await post(field.facilitator, body, "ties", mode="create", **by_template)
    assert other.json()["code"] == "unknown-template"
    path = f"registry/import-templates/{saved['id']}"
    assert (await field.partner.post("registry/import-templates", template)).status_code == 403
    assert (await field.partner.get(path)).json() == saved
    assert await everything(field.founder, "registry/import-templates") == [saved]
    assert (await field.founder.delete(path, version=1)).status_code == 204
    assert (await field.founder.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"column": "אין:name"}, "column_not_in_file"),
        ({"column": "name:nothing"}, "unknown_field"),
        ({"constant": "nothing:1"}, "unknown_field"),
        ({"value": "nothing=x:public"}, "unknown_field"),
        ({"column": "name:ignored"}, "field_without_column"),
    ],
)
async def test_settings_that_lead_nowhere_are_refused(field: Field, query: dict[str, str], code: str) -> None:
    answer = await post(field.facilitator, "name\nאחת\n", "organizations", mode="create", **query)
    assert answer.status_code == 422
    assert code in [one["code"] for one in answer.json()["errors"]]
    assert "אחת" not in answer.text
