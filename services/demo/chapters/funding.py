"""Money: raised, needed, capped for the backbone by decision, and allocated within the charter."""

from services.demo.content.decisions import FUNDING_CAP
from services.demo.content.funding import ALLOCATIONS, CAP, NEEDS, SOURCES, TOO_MUCH, Allocation
from services.demo.deciding import carried
from services.demo.telling import Body, Telling

KEEPER = "guy"
"""Who raises funds on the staff, and keeps the accounts of them."""


async def tell(telling: Telling) -> None:
    """Tell where the money came from, and where it goes."""
    for source in SOURCES:
        body = {
            "funder_organization_id": telling.ids[source.funder] if source.funder else None,
            "funder_name": {"he": source.funder_name} if source.funder_name else None,
            "amount": source.amount,
            "currency": source.currency,
            "state": source.state,
            "terms": {"he": source.terms},
            "terms_confidential": source.terms_confidential,
            "earmarked_for_backbone": source.earmarked_for_backbone,
        }
        name = f"funding: {source.key}"
        await telling.create(source.recorded_by, "registry/funding-sources", body, name=name)
    await _say_needs(telling)
    await carried(telling, FUNDING_CAP, {"share": CAP})
    too_much = _allocation(telling, TOO_MUCH)
    rule = "backbone-routes-funding"
    await telling.refused(KEEPER, "registry/allocations", too_much, rule=rule, name="allocation")
    for allocation in ALLOCATIONS:
        body = _allocation(telling, allocation)
        key = f"allocation of {allocation[0]} to {allocation[1]}"
        await telling.post(KEEPER, "registry/allocations", body, key=key)
    telling.say(
        f"{len(SOURCES)} sources of funding, {len(ALLOCATIONS)} allocations, the backbone's share capped"
    )


async def _say_needs(telling: Telling) -> None:
    said = await telling.read(KEEPER, "registry/funding-summary")
    known = {one["currency"]: one["needed"] for one in said["currencies"]}
    for currency, needed, for_backbone, months in NEEDS:
        if known.get(currency) != needed:
            body = {"needed": needed, "needed_for_backbone": for_backbone, "months": months}
            await telling.put(KEEPER, f"registry/funding-needs/{currency}", body)


def _allocation(telling: Telling, allocation: Allocation) -> Body:
    source, organization, amount, purpose, activity = allocation
    return {
        "source_id": telling.ids[f"funding: {source}"],
        "organization_id": telling.ids[organization],
        "amount": amount,
        "purpose": {"he": purpose},
        "activity_id": telling.ids[f"activity: {activity}"] if activity else None,
    }
