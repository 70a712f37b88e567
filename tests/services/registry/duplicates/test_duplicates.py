"""Organizations that may be one: found with reasons, and remembered where they are two."""

from typing import Any

import pytest

from services.registry.duplicates.comparing import compare
from services.registry.names.grams import bones, site_of
from tests.kit import Actor, Field
from tests.services.events.workers import all_events

BLANK: dict[str, Any] = {"name": {"he": "בית חם"}, "sector": "nonprofit", "identifiers": [], "website": None}


def _ids(*values: str, scheme: str = "IL-RA") -> list[dict[str, str]]:
    return [{"scheme": scheme, "value": value} for value in values]


@pytest.mark.parametrize(
    ("one", "other", "reasons", "objections"),
    [
        ({}, {}, ["same_name"], []),
        ({}, {"name": {"he": "עמותת הבית החם (ע״ר)"}}, ["same_name"], []),
        ({}, {"name": {"en": "בית חם"}}, ["same_name"], []),
        ({}, {"name": {"he": "בית קר"}}, [], []),
        ({}, {"name": {"he": "חם בית"}}, ["similar_name"], []),
        ({"name": {"he": "קידום נוער בגליל"}}, {"name": {"he": "קדום נער בגליל"}}, ["similar_name"], []),
        ({"name": {"he": "המרכז לקהילה"}}, {"name": {"he": "המרכז לקהלה"}}, ["similar_name"], []),
        ({"name": {"en": "Family Center"}}, {"name": {"en": "Family Centre"}}, ["similar_name"], []),
        ({}, {"sector": "public"}, ["same_name"], ["other_sector"]),
        (
            {"identifiers": _ids("58-000000-8")},
            {"identifiers": _ids("580000008", scheme="il-ra"), "name": {"he": "אחר"}},
            ["same_identifier"],
            [],
        ),
        (
            {"identifiers": _ids("580000008")},
            {"identifiers": _ids("580000016")},
            ["same_name"],
            ["other_identifier"],
        ),
        ({"identifiers": _ids("580000008")}, {"identifiers": _ids("1", scheme="GB-CHC")}, ["same_name"], []),
        (
            {"website": "https://www.example.org/about"},
            {"website": "http://EXAMPLE.org", "name": {"he": "אחר"}},
            ["same_website"],
            [],
        ),
        (
            {"website": "https://facebook.com/one"},
            {"website": "https://facebook.com/two", "name": {"he": "אחר"}},
            [],
            [],
        ),
    ],
)
def test_what_speaks_for_and_against_two_being_one(
    one: dict[str, Any], other: dict[str, Any], reasons: list[str], objections: list[str]
) -> None:
    for pair in ((BLANK | one, BLANK | other), (BLANK | other, BLANK | one)):
        found = compare(*pair)
        assert (list(found.reasons), list(found.objections)) == (reasons, objections)


def test_sites_and_bones_are_what_is_left_of_addresses_and_words() -> None:
    assert site_of("https://m.example.org:8443/x?y") == "example.org"
    assert site_of("https://www.facebook.com/one/") == "facebook.com/one"
    assert site_of(None) is None
    assert bones(("חינוכ", "בית")) == bones(("בת", "חנוכ"))


async def _mapped(by: Actor, name: str, **more: Any) -> str:
    body = {"name": {"he": name}, "sector": "nonprofit", **more}
    return str((await by.created("registry/organizations", body))["id"])


async def _pairs(by: Actor, query: str = "") -> list[tuple[str, str]]:
    items = (await by.get(f"registry/duplicate-candidates{query}")).json()["items"]
    return [(item["organization"]["id"], item["other"]["id"]) for item in items]


async def test_candidates_have_reasons_and_are_listed_page_by_page(field: Field) -> None:
    first = await _mapped(field.facilitator, "בית חם")
    same = await _mapped(field.facilitator, "עמותת הבית החם")
    numbered = await _mapped(field.facilitator, "קרן אור", identifiers=_ids("580000008"))
    other = await _mapped(field.facilitator, "בית חם", identifiers=_ids("580000016"))
    again = await _mapped(field.facilitator, "מכון הדר", identifiers=_ids("58000000-8"))
    pairs = [(first, same), (first, other), (same, other), (numbered, again)]
    assert await _pairs(field.facilitator) == pairs
    page = (await field.founder.get("registry/duplicate-candidates?limit=3")).json()
    assert [item["reasons"] for item in page["items"]] == [["same_name"]] * 3
    assert await _pairs(field.founder, f"?cursor={page['next_cursor']}") == pairs[3:]
    assert (await field.partner.get("registry/duplicate-candidates")).status_code == 403
    answer = await field.facilitator.get(f"registry/organizations/{again}/duplicate-candidates")
    (found,) = answer.json()["candidates"]
    assert (found["other"]["id"], found["reasons"], found["kept_apart"]) == (
        numbered,
        ["same_identifier"],
        None,
    )


async def test_a_similar_name_is_found_for_one_organization(field: Field) -> None:
    first = await _mapped(field.facilitator, "התנועה לקידום נוער בגליל המערבי")
    typed = await _mapped(field.facilitator, "התנועה לקידום נועד בגליל המערבי")
    await _mapped(field.facilitator, "התנועה לטיפוח הים")
    path = f"registry/organizations/{typed}/duplicate-candidates"
    (found,) = (await field.facilitator.get(path)).json()["candidates"]
    assert (found["other"]["id"], found["reasons"]) == (first, ["similar_name"])


async def test_two_that_look_alike_stay_two_once_somebody_said_so(field: Field) -> None:
    first, second = [await _mapped(field.facilitator, "בית חם") for _ in range(2)]
    path = f"registry/organizations/{second}/kept-apart/{first}"
    reason = {"he": "שני סניפים עצמאיים"}
    kept = await field.founder.put(path, {"reason": reason})
    assert kept.status_code == 200, kept.text
    assert (kept.json()["organization_id"], kept.json()["reason"]) == (first, reason)
    again = await field.facilitator.put(path, {"reason": reason})
    assert again.json() == kept.json()
    assert await _pairs(field.facilitator) == []
    assert await _pairs(field.facilitator, "?kept_apart=true") == [(first, second)]
    one = await field.facilitator.get(f"registry/organizations/{first}/duplicate-candidates")
    assert one.json()["candidates"][0]["kept_apart"] == kept.json()
    (told,) = await all_events(field.facilitator, types="registry.organization.kept_apart")
    assert told["event"]["data"]["other_organization_id"] == second
    merge = {"organization_id": second, "into_organization_id": first}
    refused = await field.facilitator.post("registry/organization-merges", merge)
    assert (refused.status_code, refused.json()["code"]) == (409, "kept-apart")
    assert (await field.facilitator.post(f"{path}/reconsider")).status_code == 204
    assert (await field.facilitator.post(f"{path}/reconsider")).status_code == 404
    assert await _pairs(field.facilitator) == [(first, second)]


async def test_an_organization_is_not_kept_apart_from_itself_or_from_none(field: Field) -> None:
    here = field.partner.organization_id
    itself = await field.facilitator.put(f"registry/organizations/{here}/kept-apart/{here}", {})
    assert (itself.status_code, itself.json()["code"]) == (422, "same-organization")
    nobody = f"registry/organizations/{here}/kept-apart/{field.id}"
    assert (await field.facilitator.put(nobody, {})).status_code == 404
    assert (await field.partner.put(nobody, {})).status_code == 403
