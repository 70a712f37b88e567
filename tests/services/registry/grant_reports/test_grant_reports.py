"""Reports to funders: one entry, as many formats as there are funders, each in its lines and language."""

import csv
import io
from typing import Any

from shared.imports.tables import read_xlsx
from tests.kit import Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, drawn, given, granted, spent

NEED = {"needed": 100_000, "needed_for_backbone": 0, "months": 12}
REASON = {"he": "תיקון"}
WHY = {"he": "הערב נדחה"}


def in_format(**more: Any) -> dict[str, Any]:
    """A format in two lines, by categories."""
    lines = [
        {"code": "A1", "name": {"he": "כוח אדם", "en": "Staff"}, "categories": ["wages", "services"]},
        {"code": "B.2", "name": {"he": "=פעילות", "en": "Activity"}, "categories": ["travel"]},
    ]
    return {"name": {"he": "דוח ביצוע"}, "language": "he", "lines": lines, **more}


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


async def test_one_entry_is_reported_to_every_funder_in_its_own_lines(world: World, field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    await keeper.put("registry/funding-needs/ILS", NEED)
    line = await drawn(keeper, 50_000)
    mapped = {"name": {"he": "קרן תקווה"}, "sector": "philanthropy"}
    foundation = (await keeper.created("registry/organizations", mapped))["id"]
    funder = await world.add_person(keeper, "נציגת הקרן", foundation)
    source = await given(keeper, 10_000, funder_organization_id=foundation)
    allocated = (await allocate(keeper, source, house.organization_id, 10_000)).json()
    grant = await granted(keeper, source, 10_000)
    for amount, more in (
        (1_001, {"category": "wages", "text": {"he": "=HYPERLINK(1)"}}),
        (333, {"category": "travel"}),
        (100, {"category": "travel", "budget_line_id": line}),
        (50, {"category": "rent", "spent_on": "2025-12-31", "explanation": WHY}),
        (7, {"category": "rent", "budget_line_id": line, "spent_on": "2026-08-01"}),
    ):
        entry = await house.created("registry/spending", spent(allocated, amount, **more))
    gone = await house.created("registry/spending", spent(allocated, 999))
    await house.post(f"registry/spending/{gone['id']}/withdraw", {"reason": REASON})
    body = {"amount": 8, "spent_on": "2026-08-01", "category": "rent", "budget_line_id": line}
    await house.put(f"registry/spending/{entry['id']}", {**body, "text": entry["text"], "reason": REASON})

    by_category = (await keeper.created("registry/report-formats", in_format()))["id"]
    by_line = in_format(
        language="en",
        lines=[{"code": "7", "name": {"en": "Night line"}, "budget_line_ids": [line]}],
        conversion={
            "from_currency": "ILS",
            "to_currency": "USD",
            "rate": {"numerator": 27, "denominator": 100},
        },
    )
    in_dollars = (await keeper.created("registry/report-formats", by_line))["id"]
    path = f"registry/grants/{grant['id']}/report"

    first = (await funder.get(f"{path}?report_format_id={by_category}")).json()
    assert [(one["code"], one["amount"], one["entries"]) for one in first["lines"]] == [
        ("A1", 1_001, 1),
        ("B.2", 433, 2),
    ]
    unmapped = [(one["budget_line_id"], one["category"], one["amount"]) for one in first["unmapped"]]
    assert sorted(unmapped, key=str) == sorted([(None, "rent", 50), (line, "rent", 8)], key=str)
    assert first["total"] == {"amount": 1_492, "original": 1_492, "entries": 5, "outside": 1}
    second = (await keeper.get(f"{path}?report_format_id={in_dollars}")).json()
    assert (second["currency"], second["grant_currency"]) == ("USD", "ILS")
    assert [(one["original"], one["amount"]) for one in second["lines"]] == [(108, 29)]
    assert second["total"]["original"] == 1_492
    assert second["total"]["amount"] == 403  # 402.84
    assert sum(one["amount"] for one in (*second["lines"], *second["unmapped"])) == 403
    in_2026 = f"{path}?report_format_id={by_category}&since=2026-01-01&until=2026-06-30"
    assert (await keeper.get(in_2026)).json()["total"]["original"] == 1_434

    files = f"registry/grants/{grant['id']}/reports"
    exported = await funder.get(f"{files}?report_format_id={by_category}")
    assert exported.headers["content-type"].startswith("text/csv")
    rows = table(exported.text)
    assert rows[0][:3] == ["קוד", "שורה", "סכום"]
    assert rows[1] == ["A1", "כוח אדם", "10.01", "ILS", "1", "0"]
    assert rows[2][1:3] == ["'=פעילות", "4.33"]
    assert {tuple(row[1:3]) for row in rows[3:5]} == {
        ("לא שויך לשורה: שכירות", "0.50"),
        ("לא שויך לשורה: שכירות / קו חירום", "0.08"),
    }
    assert rows[5] == ["", "סך הכול", "14.92", "ILS", "5", "1"]
    english = table((await keeper.get(f"{files}?report_format_id={in_dollars}")).text)
    assert (english[0][1], english[-1][1:4]) == ("Line", ["Total", "4.03", "USD"])
    entries = table((await keeper.get(f"{files}?report_format_id={by_category}&detail=entries")).text)
    assert [row[0] for row in entries[1:]] == ["A1", "B.2", "B.2", "", ""]
    assert (entries[1][7], entries[4][8:]) == ("'=HYPERLINK(1)", ["מחוץ לתקופה", WHY["he"]])
    book = await keeper.get(f"{files}?report_format_id={by_category}&format=xlsx")
    assert len(list(read_xlsx(book.content).rows)) == len(rows) - 1

    for stranger in (house, field.operator):
        for where in (path, files):
            assert (await stranger.get(f"{where}?report_format_id={by_category}")).status_code == 403
    missing = await keeper.get(f"{path}?report_format_id={grant['id']}")
    assert (missing.status_code, missing.json()["code"]) == (422, "unknown-report-format")
    missing = await keeper.get(f"{files}?report_format_id={grant['id']}")
    assert (missing.status_code, missing.json()["code"]) == (422, "unknown-report-format")
    euros = await granted(keeper, await given(keeper, 9, currency="EUR"), 9)
    mixed = await keeper.get(f"registry/grants/{euros['id']}/report?report_format_id={in_dollars}")
    assert (mixed.status_code, mixed.json()["code"]) == (409, "format-of-other-currency")
    nothing = f"registry/grants/{euros['id']}/report?report_format_id={by_category}"
    assert (await keeper.get(nothing)).json()["total"]["entries"] == 0


async def test_formats_are_kept_by_who_keeps_the_funds(field: Field) -> None:
    keeper, house = field.facilitator, field.partner
    assert (await house.post("registry/report-formats", in_format())).status_code == 403
    line = {"code": "A1", "name": {"he": "שורה"}}
    rate = {"numerator": 1, "denominator": 2}
    wrongs: tuple[dict[str, Any], ...] = (
        {"lines": []},
        {"lines": [line, line]},
        {"lines": [{**line, "code": "=1"}]},
        {"lines": [{**line, "categories": ["rent", "rent"]}]},
        {"language": "fr"},
        {"conversion": {"from_currency": "ILS", "to_currency": "ILS", "rate": rate}},
    )
    for wrong in wrongs:
        assert (await keeper.post("registry/report-formats", in_format(**wrong))).status_code == 422, wrong
    for unknown, code in (
        ({"funder_organization_id": NOBODY}, "unknown-funder"),
        ({"lines": [{**line, "budget_line_ids": [NOBODY]}]}, "unknown-budget-line"),
    ):
        refused = await keeper.post("registry/report-formats", in_format(**unknown))
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    made = await keeper.created("registry/report-formats", in_format())
    path = f"registry/report-formats/{made['id']}"
    assert (await house.get(path)).json() == made
    before = len(await all_events(house))
    assert (await keeper.put(path, in_format())).json() == made
    assert len(await all_events(house)) == before
    changed = (await keeper.put(path, in_format(language="ar"))).json()
    assert (changed["language"], changed["version"]) == ("ar", 2)
    assert (await keeper.post(f"{path}/retire")).json()["retired"] is True
    for closed in (await keeper.post(f"{path}/retire"), await keeper.put(path, in_format())):
        assert (closed.status_code, closed.json()["code"]) == (409, "report-format-closed")
    assert [one["id"] for one in (await house.get("registry/report-formats")).json()["items"]] == [made["id"]]


NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
