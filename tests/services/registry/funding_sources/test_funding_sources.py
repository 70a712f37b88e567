"""Funding sources: who keeps them, who reads their terms, and that nothing allocated is left uncovered."""

import pytest

from services.registry.currencies import Currency
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, given

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
TERMS = {"he": "דיווח אחת לחצי שנה", "ar": "تقرير كل نصف سنة"}


@pytest.fixture
async def funder(world: World, field: Field) -> Actor:
    """Somebody who speaks for a foundation that is on the map."""
    organization = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "קרן תקווה"}, "sector": "philanthropy"}
    )
    return await world.add_person(field.facilitator, "נציגת הקרן", organization["id"])


async def test_those_who_keep_the_funds_and_the_funder_record_a_source(
    world: World, field: Field, funder: Actor
) -> None:
    fundraiser = await world.add_person(field.facilitator, "מגייסת")
    role = {"person_id": fundraiser.person_id, "role": "fundraising"}
    await field.founder.created("registry/staff", role)
    for keeper in (field.facilitator, field.founder, fundraiser):
        source = await given(keeper, 100)
        assert (source["allocated"], source["allocated_to_backbone"], source["withdrawn"]) == (0, 0, False)
        assert (await field.partner.get(f"registry/funding-sources/{source['id']}")).json() == source
    await given(funder, 100, funder_organization_id=funder.organization_id)
    body = {"funder_name": {"he": "קרן"}, "amount": 1, "currency": "ILS", "state": "pledged"}
    for stranger in (field.partner, funder, field.operator):
        assert (await stranger.post("registry/funding-sources", body)).status_code == 403


async def test_a_source_has_one_funder_an_amount_and_a_currency_there_is(field: Field) -> None:
    body = {"funder_name": {"he": "קרן"}, "amount": 5, "currency": "ILS", "state": "granted"}
    house = field.partner.organization_id
    for wrong in (
        {"funder_name": None},
        {"funder_organization_id": house},
        {"amount": 0},
        {"amount": 10**13 + 1},
        {"amount": 1.5},
        {"currency": "NIS"},
        {"currency": "ils"},
        {"state": "spent"},
        {"starts_on": "2027-01-01", "ends_on": "2026-01-01"},
    ):
        refused = await field.facilitator.post("registry/funding-sources", body | wrong)
        assert refused.status_code == 422, wrong
    unknown = body | {"funder_name": None, "funder_organization_id": NOBODY}
    refused = await field.facilitator.post("registry/funding-sources", unknown)
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown-funder")
    assert len(Currency) > 150


async def test_confidential_terms_are_for_the_funder_and_facilitators(field: Field, funder: Actor) -> None:
    source = await given(
        field.facilitator,
        100,
        funder_organization_id=funder.organization_id,
        terms=TERMS,
        terms_confidential=True,
    )
    path = f"registry/funding-sources/{source['id']}"
    for reader in (field.facilitator, funder):
        assert (await reader.get(path)).json()["terms"] == TERMS
    for other in (field.partner, field.founder):
        assert (await other.get(path)).json() == source | {"terms": None}
        (listed,) = (await other.get("registry/funding-sources")).json()["items"]
        assert listed["terms"] is None
        (seen,) = await all_events(other, types="registry.funding_source.*")
        assert "terms" not in seen["opened"]
        answer = await other.patch(path, {"starts_on": "2026-01-01"})
        assert answer.status_code == (200 if other is field.founder else 403)
        assert "דיווח" not in answer.text
        for opening in ({"terms_confidential": False}, {"terms": None}):
            assert (await other.patch(path, opening)).status_code == 403
    shown = await field.facilitator.patch(path, {"terms_confidential": False})
    assert shown.json()["version"] == 3
    assert (await field.partner.get(path)).json()["terms"] == TERMS


async def test_a_funder_reads_what_it_gives_and_what_became_of_it(field: Field, funder: Actor) -> None:
    assert (await funder.get("registry/me/funding-sources")).status_code == 403
    await given(field.facilitator, 100)
    own = await given(field.facilitator, 100, funder_organization_id=funder.organization_id, terms=TERMS)
    other = await given(field.facilitator, 70, funder_organization_id=field.founder.organization_id)
    made = (await allocate(field.facilitator, own, field.partner.organization_id, 40)).json()
    await allocate(field.facilitator, other, field.partner.organization_id, 10)
    (listed,) = (await funder.get("registry/me/funding-sources")).json()["items"]
    assert listed == own | {"allocated": 40}
    assert (await funder.get("registry/me/allocations")).json()["items"] == [made]
    for stranger in (field.partner, field.facilitator):
        for part in ("funding-sources", "allocations"):
            assert (await stranger.get(f"registry/me/{part}")).status_code == 403
    withdrawn = await given(
        field.facilitator, 1, funder_organization_id=field.partner.organization_id, state="pledged"
    )
    assert (await field.partner.get("registry/me/funding-sources")).status_code == 200
    await field.facilitator.post(f"registry/funding-sources/{withdrawn['id']}/withdraw")
    assert (await field.partner.get("registry/me/funding-sources")).status_code == 403
    # The fact is known everywhere, not in the registry alone.
    assert (await funder.get("agenda/voices")).status_code == 200


async def test_what_is_allocated_stays_covered(field: Field) -> None:
    source = await given(field.facilitator, 100)
    path = f"registry/funding-sources/{source['id']}"
    made = (await allocate(field.facilitator, source, field.partner.organization_id, 60)).json()
    for less in ({"amount": 59}, {"state": "pledged"}):
        refused = await field.facilitator.patch(path, less)
        assert (refused.status_code, refused.json()["code"]) == (409, "allocated-already")
    assert (await field.facilitator.post(f"{path}/withdraw")).json()["code"] == "allocated-already"
    changed = (await field.facilitator.patch(path, {"amount": 60, "state": "received"}, version=1)).json()
    assert (changed["amount"], changed["state"], changed["allocated"]) == (60, "received", 60)
    assert (await field.facilitator.patch(path, {"amount": 70}, version=1)).status_code == 412
    for fixed in ({"currency": "USD"}, {"earmarked_for_backbone": True}):
        assert (await field.facilitator.patch(path, fixed)).status_code == 422
    await field.facilitator.post(f"registry/allocations/{made['id']}/withdraw")
    withdrawn = (await field.facilitator.post(f"{path}/withdraw")).json()
    assert withdrawn["withdrawn"] is True
    for closed in (
        await field.facilitator.post(f"{path}/withdraw"),
        await field.facilitator.patch(path, {"amount": 5}),
        await allocate(field.facilitator, source, field.partner.organization_id, 1),
    ):
        assert (closed.status_code, closed.json()["code"]) == (409, "funding-source-closed")
    assert (await field.partner.get("registry/funding-summary")).json()["currencies"] == []


async def test_what_changes_nothing_is_no_version_and_no_event(field: Field) -> None:
    source = await given(field.facilitator, 100, terms=TERMS)
    path = f"registry/funding-sources/{source['id']}"
    before = len(await all_events(field.partner))
    same = await field.facilitator.patch(path, {"amount": 100, "terms": TERMS}, version=1)
    assert same.json() == source
    assert len(await all_events(field.partner)) == before
    events = await all_events(field.partner, types="registry.funding_source.recorded")
    assert [(one["event"]["data"]["amount"], one["event"]["data"]["currency"]) for one in events] == [
        (100, "ILS")
    ]


async def test_sources_are_listed_by_currency_and_state(field: Field) -> None:
    made = [
        (await given(field.facilitator, 5, currency=currency, state=state))["id"]
        for currency, state in (("ILS", "pledged"), ("USD", "granted"), ("ILS", "granted"))
    ]

    async def listed(query: str) -> list[str]:
        items = (await field.partner.get(f"registry/funding-sources?{query}")).json()["items"]
        return [one["id"] for one in items]

    assert await listed("") == made
    assert await listed("currency=ILS") == [made[0], made[2]]
    assert await listed("currency=ILS&state=granted") == [made[2]]
