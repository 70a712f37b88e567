"""Allocations: never more than the source, and the backbone's part within the charter."""

import asyncio
from typing import Any

import pytest

from tests.governing import Governed, govern, on_day, propose_mandate
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import PURPOSE, allocate, given, stands

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
CHARTER = "urn:shidra:charter:backbone-routes-funding"


@pytest.fixture
async def governed(world: World, field: Field) -> Governed:
    return await govern(world, field)


async def nominee(world: World, field: Field, name: str = "ארגון שדרה") -> Actor:
    """Somebody who speaks for an organization that is proposed as the backbone."""
    organization = await field.facilitator.created(
        "registry/organizations", {"name": {"he": name}, "sector": "nonprofit"}
    )
    actor = await world.add_person(field.facilitator, f"נציגת {name}", organization["id"])
    await propose_mandate(field.founder, organization["id"])
    return actor


def refused(response: Any) -> bool:
    """Whether the charter refused it."""
    return bool(response.status_code == 403 and response.json()["type"] == CHARTER)


async def test_money_is_allocated_in_the_currency_of_its_source_and_can_be_taken_back(field: Field) -> None:
    source = await given(field.facilitator, 100, currency="USD")
    made = (await allocate(field.facilitator, source, field.partner.organization_id, 60)).json()
    assert {name: made[name] for name in ("amount", "currency", "to_backbone", "purpose")} == {
        "amount": 60,
        "currency": "USD",
        "to_backbone": False,
        "purpose": PURPOSE,
    }
    path = f"registry/allocations/{made['id']}"
    assert (await field.partner.get(path)).json() == made
    for query in ("", f"?source_id={source['id']}", f"?organization_id={field.partner.organization_id}"):
        assert (await field.partner.get(f"registry/allocations{query}")).json()["items"] == [made]
    assert (await field.partner.get(f"registry/allocations?source_id={NOBODY}")).json()["items"] == []
    assert (await field.partner.post(f"{path}/withdraw")).status_code == 403
    assert (await field.founder.post(f"{path}/withdraw")).json() == made | {"withdrawn": True, "version": 2}
    again = await field.founder.post(f"{path}/withdraw")
    assert (again.status_code, again.json()["code"]) == (409, "allocation-closed")
    assert (await allocate(field.founder, source, field.partner.organization_id, 100)).status_code == 201
    told = [one["event"] for one in await all_events(field.partner, types="registry.allocation.*")]
    assert [one["type"].rpartition(".")[2] for one in told] == ["made", "withdrawn", "made"]
    assert told[0]["data"]["to_backbone"] is False


async def test_only_who_keeps_the_funds_and_the_funder_allocate(field: Field) -> None:
    source = await given(field.founder, 100, funder_organization_id=field.partner.organization_id)
    other = await given(field.founder, 100)
    house = field.founder.organization_id
    assert (await allocate(field.partner, source, house, 1)).status_code == 201
    for stranger in (field.partner, field.operator):
        assert (await allocate(stranger, other, house, 1)).status_code == 403


async def test_what_is_not_there_is_not_allocated(field: Field) -> None:
    house = field.partner.organization_id
    pledged = await given(field.facilitator, 100, state="pledged")
    source = await given(field.facilitator, 100)
    for answer, status, code in (
        (await allocate(field.facilitator, {"id": NOBODY}, house, 1), 422, "unknown-funding-source"),
        (await allocate(field.facilitator, source, NOBODY, 1), 422, "unknown-recipient"),
        (await allocate(field.facilitator, pledged, house, 1), 409, "only-pledged"),
        (await allocate(field.facilitator, source, house, 101), 409, "source-exhausted"),
        (await allocate(field.facilitator, source, house, 0), 422, "validation-failed"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_two_allocations_at_once_are_never_more_than_the_source(field: Field) -> None:
    source = await given(field.facilitator, 100)
    house = field.partner.organization_id
    answers = await asyncio.gather(*(allocate(field.facilitator, source, house, 40) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    shown = (await field.partner.get(f"registry/funding-sources/{source['id']}")).json()
    assert shown["allocated"] == 80


async def test_of_a_source_not_earmarked_the_backbone_gets_half_at_most(world: World, field: Field) -> None:
    backbone = (await nominee(world, field)).organization_id
    source = await given(field.facilitator, 101)
    assert refused(await allocate(field.facilitator, source, backbone, 51))
    made = await allocate(field.facilitator, source, backbone, 50)
    assert made.json()["to_backbone"] is True
    assert refused(await allocate(field.founder, source, backbone, 1))
    assert (await allocate(field.facilitator, source, field.partner.organization_id, 51)).status_code == 201
    earmarked = await given(field.facilitator, 100, earmarked_for_backbone=True)
    assert (await allocate(field.facilitator, earmarked, backbone, 100)).status_code == 201
    log = await all_events(field.partner, types="registry.charter.refused")
    assert {one["event"]["data"]["rule"] for one in log} == {"backbone-routes-funding"}
    assert all("id" not in one["event"]["actor"] for one in log)


async def test_splitting_an_allocation_gets_it_no_further(world: World, field: Field) -> None:
    backbone = (await nominee(world, field)).organization_id
    source = await given(field.facilitator, 100)
    answers = [await allocate(field.facilitator, source, backbone, 20) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 403, 403]
    # Nor at once, nor over several organizations that share the mandate.
    other = await given(field.facilitator, 100)
    second = (await nominee(world, field, "ארגון שדרה שני")).organization_id
    at_once = await asyncio.gather(
        *(allocate(field.facilitator, other, one, 30) for one in (backbone, second, backbone, second))
    )
    assert sorted(answer.status_code for answer in at_once) == [201, 403, 403, 403]


async def test_a_second_organization_is_no_front(world: World, field: Field) -> None:
    backbone = await nominee(world, field)
    source = await given(field.facilitator, 100)

    async def house(name: str) -> str:
        body = {"name": {"he": name}, "sector": "nonprofit"}
        return str((await field.facilitator.created("registry/organizations", body))["id"])

    async def speaks(person: Actor, organization_id: str, **more: Any) -> None:
        body = {"organization_id": organization_id, "represents": True, **more}
        answer = await field.facilitator.post(f"registry/people/{person.person_id}/affiliations", body)
        assert answer.status_code == 200, answer.text

    of_staff, of_nobody, of_holders, later = [await house(name) for name in ("א", "ב", "ג", "ד")]
    await speaks(field.facilitator, of_staff)
    await speaks(backbone, of_holders)
    free = await world.add_person(field.facilitator, "עצמאית")
    await speaks(free, later, since=on_day(30))
    for front in (of_staff, of_nobody, of_holders, later):
        assert refused(await allocate(field.facilitator, source, front, 60)), front
    await speaks(free, of_staff)
    made = await allocate(field.facilitator, source, of_staff, 60)
    assert (made.status_code, made.json()["to_backbone"]) == (201, False)
    # Once the one who was free of the backbone joins its staff, the money counts as the backbone's.
    role = {"person_id": free.person_id, "role": "data_analyst"}
    await field.founder.created("registry/staff", role)
    shown = (await field.partner.get(f"registry/allocations/{made.json()['id']}")).json()
    assert shown["to_backbone"] is True
    assert (await stands(field))["allocated_to_backbone"] == 60


async def test_a_partner_that_becomes_the_backbone_later_counts_as_it_is_now_and_was_then(
    field: Field,
) -> None:
    source = await given(field.facilitator, 100)
    house = field.partner.organization_id
    made = (await allocate(field.facilitator, source, house, 80)).json()
    assert (made["to_backbone"], (await stands(field))["allocated_to_backbone"]) == (False, 0)
    mandate = await propose_mandate(field.founder, house)
    assert (await stands(field))["backbone_share_of_raised"] == {"numerator": 4, "denominator": 5}
    assert refused(await allocate(field.facilitator, source, house, 1))
    other = await given(field.facilitator, 100)
    assert (await allocate(field.facilitator, other, house, 50)).json()["to_backbone"] is True
    assert (await stands(field))["allocated_to_backbone"] == 130
    withdrawn = await field.founder.post(f"registry/mandates/{mandate}/withdraw")
    assert withdrawn.status_code == 200, withdrawn.text
    # What went to a partner counts for the partner again; what went to the nominee was the backbone's then.
    assert (await stands(field))["allocated_to_backbone"] == 50


async def test_a_source_cannot_be_made_smaller_than_the_charter_allows(world: World, field: Field) -> None:
    backbone = (await nominee(world, field)).organization_id
    source = await given(field.facilitator, 100)
    made = (await allocate(field.facilitator, source, backbone, 50)).json()
    path = f"registry/funding-sources/{source['id']}"
    assert refused(await field.facilitator.patch(path, {"amount": 99}))
    assert (await field.facilitator.patch(path, {"amount": 120})).status_code == 200
    assert (await field.facilitator.patch(path, {"amount": 100})).status_code == 200
    await field.facilitator.post(f"registry/allocations/{made['id']}/withdraw")
    assert (await field.facilitator.patch(path, {"amount": 10})).status_code == 200


async def test_the_backbone_stays_under_the_cap_in_every_currency_and_at_once(governed: Governed) -> None:
    field, backbone = governed.field, governed.holder.organization_id
    await governed.grant()
    sources = [await given(field.facilitator, 100, earmarked_for_backbone=True) for _ in range(3)]
    dollars = await given(field.facilitator, 100, currency="USD", earmarked_for_backbone=True)
    await given(field.facilitator, 10_000, state="pledged")
    assert (await allocate(field.facilitator, sources[0], backbone, 10)).status_code == 201
    decided = await governed.decide("funding_cap", subject={"share": {"numerator": 1, "denominator": 5}})
    assert decided["outcome"] == "adopted"
    # A fifth of the 300 that were raised; what is only pledged does not count.
    assert refused(await allocate(field.facilitator, sources[0], backbone, 51))
    at_once = await asyncio.gather(*(allocate(field.facilitator, source, backbone, 25) for source in sources))
    assert sorted(answer.status_code for answer in at_once) == [201, 201, 403]
    assert (await stands(field))["allocated_to_backbone"] == 60
    assert refused(await allocate(field.facilitator, sources[2], backbone, 1))
    assert (
        await allocate(field.facilitator, sources[2], field.partner.organization_id, 50)
    ).status_code == 201
    # Dollars are counted by themselves.
    assert refused(await allocate(field.facilitator, dollars, backbone, 21))
    assert (await allocate(field.facilitator, dollars, backbone, 20)).status_code == 201
    # The funder gives less: the backbone's part would pass the cap.
    unused = await given(field.facilitator, 50)
    path = f"registry/funding-sources/{unused['id']}"
    assert (await field.facilitator.patch(path, {"amount": 40})).status_code == 200
    smaller = await field.facilitator.patch(f"registry/funding-sources/{sources[0]['id']}", {"amount": 50})
    assert refused(smaller)
    higher = await governed.decide("funding_cap", subject={"share": {"numerator": 1, "denominator": 2}})
    assert higher["outcome"] == "adopted"
    assert (await allocate(field.facilitator, sources[2], backbone, 20)).status_code == 201
