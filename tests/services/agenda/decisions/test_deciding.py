"""Decisions from the first draft to what follows from them."""

import pytest

from tests.governing import CONSENT, Governed, govern
from tests.kit import Field, World


@pytest.fixture
async def governed(world: World, field: Field) -> Governed:
    return await govern(world, field)


async def test_the_network_seats_the_first_committee(governed: Governed) -> None:
    members = (await governed.chair.get(f"registry/forums/{governed.committee}/members")).json()["items"]
    assert [member["status"] for member in members] == ["seated"] * 3


async def test_the_committee_grants_the_mandate_by_consent(governed: Governed) -> None:
    mandate_id = await governed.grant()
    mandate = (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()
    assert mandate["status"] == "granted"
    assert mandate["in_force"]


async def test_an_objection_keeps_a_mandate_from_being_granted(governed: Governed) -> None:
    from tests.governing import propose_mandate

    mandate_id = await propose_mandate(governed.chair, governed.holder.organization_id)
    decision = await governed.decide(
        "mandate", ["consent", "object", "abstain"], subject={"mandate_id": mandate_id}, method=CONSENT
    )
    assert decision["outcome"] == "not_adopted"
    assert (await governed.chair.get(f"registry/mandates/{mandate_id}")).json()["status"] == "refused"
