"""Organizations: mapped, described, moved between stages of engagement."""

import pytest

from services.registry.organizations.identifiers import check_digit
from tests.kit import Field
from tests.services.events.workers import leaves

MAPPED = {"name": {"he": "בית חם", "ar": "بيت دافئ"}, "sector": "nonprofit"}
REASON = {"he": "המנכ״לית הגיעה למפגש ההיכרות"}


async def test_an_organization_is_put_on_the_map_by_those_who_convene(field: Field) -> None:
    for mapper in (field.facilitator, field.founder, field.operator):
        organization = await mapper.created("registry/organizations", MAPPED)
        assert organization["name"] == MAPPED["name"]
        assert (organization["stage"], organization["founding"]) == ("mapped", False)
        assert (organization["identifiers"], organization["website"]) == ([], None)
        shown = await field.partner.get(f"registry/organizations/{organization['id']}")
        assert shown.json() == organization
    assert (await field.partner.post("registry/organizations", MAPPED)).status_code == 403


async def test_only_the_operator_names_founding_partners(field: Field) -> None:
    for mapper in (field.facilitator, field.founder):
        refused = await mapper.post("registry/organizations", {**MAPPED, "founding": True})
        assert (refused.status_code, refused.json()["code"]) == (403, "founding-by-setup-only")
    assert (await field.operator.created("registry/organizations", {**MAPPED, "founding": True}))["founding"]


async def test_a_wrong_check_digit_warns_and_is_kept(field: Field) -> None:
    identifiers = [
        {"scheme": "IL-RA", "value": "580000008"},
        {"scheme": "IL-RA", "value": "580000009"},
        {"scheme": "GB-CHC", "value": "1234567"},
    ]
    organization = await field.facilitator.created(
        "registry/organizations", {**MAPPED, "identifiers": identifiers}
    )
    shown = organization["identifiers"]
    assert [item["value"] for item in shown] == ["580000008", "580000009", "1234567"]
    assert [item["check_digit"] for item in shown] == [True, False, None]


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("580000008", True),
        ("580000009", False),
        ("000000018", True),
        ("18", False),
        ("1a", False),
        ("1٢", False),
    ],
)
def test_israeli_registers_use_luhns_check_digit(value: str, right: bool) -> None:
    assert check_digit("IL-RA", value) is right


async def test_what_is_absent_stays_and_null_empties(field: Field) -> None:
    organization = await field.facilitator.created(
        "registry/organizations",
        {**MAPPED, "website": "https://example.org/", "population_groups": ["arab_society"]},
    )
    path = f"registry/organizations/{organization['id']}"
    changed = await field.founder.patch(path, {"website": None}, version=1)
    assert changed.json() == organization | {"website": None, "version": 2}
    assert (await field.partner.patch(path, {"website": None})).status_code == 403
    assert (await field.founder.patch(path, {"sector": None})).status_code == 422
    assert (await field.founder.patch(path, {"founding": True})).status_code == 422


async def test_what_changes_nothing_of_an_organization_is_no_version_and_no_event(field: Field) -> None:
    website = "https://example.org/"
    identifiers = [{"scheme": "IL-RA", "value": "580000008"}]
    body = {**MAPPED, "website": website, "identifiers": identifiers}
    organization = await field.facilitator.created("registry/organizations", body)
    path = f"registry/organizations/{organization['id']}"
    before = await leaves(field.partner)
    for same in ({}, {"website": website}, body):
        answer = await field.facilitator.patch(path, same, version=1)
        assert (answer.status_code, answer.json()) == (200, organization)
    assert await leaves(field.partner) == before
    assert (await field.facilitator.patch(path, {}, version=2)).status_code == 412


async def test_changing_an_organization_asks_for_the_version_that_was_read(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}"
    body = {"population_groups": ["women"]}
    assert (await field.facilitator.call("PATCH", path, body)).status_code == 428
    for if_match, status in (('"9"', 412), ('W/"1"', 412), ('"1"', 200), ('"1"', 412), ("*", 200)):
        answer = await field.facilitator.call("PATCH", path, body, headers={"If-Match": if_match})
        assert (if_match, answer.status_code) == (if_match, status)


async def test_a_stage_changes_for_a_reason_that_facilitators_read(field: Field) -> None:
    path = f"registry/organizations/{field.partner.organization_id}"
    change = await field.facilitator.created(f"{path}/stage-changes", {"to": "approached", "reason": REASON})
    assert (change["from"], change["to"], change["reason"]) == ("mapped", "approached", REASON)
    again = await field.facilitator.post(f"{path}/stage-changes", {"to": "approached", "reason": REASON})
    assert (again.status_code, again.json()["code"]) == (409, "stage-unchanged")
    shown = (await field.partner.get(path)).json()
    assert (shown["stage"], shown["version"]) == ("approached", 2)
    listed = (await field.facilitator.get(f"{path}/stage-changes")).json()["items"]
    assert listed == [change]
    for other in (field.partner, field.founder, field.operator):
        assert (await other.get(f"{path}/stage-changes")).status_code == 403
        refused = await other.post(f"{path}/stage-changes", {"to": "engaged", "reason": REASON})
        assert refused.status_code == 403
    refused = await field.founder.post(f"{path}/stage-changes", {"to": "left", "reason": REASON})
    assert refused.status_code == 403
    left = await field.partner.created(f"{path}/stage-changes", {"to": "left", "reason": REASON})
    assert (left["from"], left["to"], left["decision_id"]) == ("approached", "left", None)


async def test_organizations_are_listed_by_sector_and_stage(field: Field) -> None:
    made = await field.facilitator.created("registry/organizations", {**MAPPED, "sector": "academia"})

    async def listed(query: str) -> list[str]:
        answer = await field.partner.get(f"registry/organizations?{query}")
        return [item["id"] for item in answer.json()["items"]]

    assert await listed("sector=academia") == [made["id"]]
    assert await listed("sector=philanthropy&stage=mapped") == [field.founder.organization_id]
    assert await listed("stage=partner") == []
    assert (await field.partner.get("registry/organizations?sector=army")).status_code == 422


async def test_pages_stay_whole_while_organizations_are_added(field: Field) -> None:
    made = [field.founder.organization_id, field.partner.organization_id]
    made += [(await field.facilitator.created("registry/organizations", MAPPED))["id"] for _ in range(2)]
    first = (await field.partner.get("registry/organizations?limit=3")).json()
    made.append((await field.facilitator.created("registry/organizations", MAPPED))["id"])
    rest = (await field.partner.get(f"registry/organizations?cursor={first['next_cursor']}")).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == made


async def test_the_same_request_twice_maps_once(field: Field) -> None:
    key = {"Idempotency-Key": "map"}
    first = await field.facilitator.post("registry/organizations", MAPPED, headers=key)
    again = await field.facilitator.post("registry/organizations", MAPPED, headers=key)
    assert (again.text, again.headers["ETag"]) == (first.text, first.headers["ETag"])
    other = await field.founder.post("registry/organizations", MAPPED, headers=key)
    assert other.json()["id"] != first.json()["id"]
