"""Money: raised, needed, capped for the backbone by decision, and allocated within the charter."""

from services.demo.content.decisions import FUNDING_CAP
from services.demo.content.funding import (
    ALLOCATIONS,
    BUDGET_LINES,
    CAP,
    CONDITIONS,
    GRANT_LINE,
    GRANTED,
    ILS,
    INSTALMENTS,
    NEEDS,
    REPORT_DUE,
    REPORT_LINES,
    SOURCES,
    SPENDING,
    TOO_MUCH,
    Allocation,
)
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
        await telling.create(KEEPER, "registry/allocations", body, name=key)
    await _grant(telling)
    await _spend(telling)
    telling.say(
        f"{len(SOURCES)} sources of funding, {len(ALLOCATIONS)} allocations, the backbone's share capped, "
        f"a grant with {len(INSTALMENTS)} instalments and what was spent of it"
    )


async def _grant(telling: Telling) -> None:
    """What a source became by agreement, when it comes, and how it is reported on."""
    for key, name, needed, for_backbone in BUDGET_LINES:
        line = {"currency": ILS, "name": {"he": name}, "needed": needed, "for_backbone": for_backbone}
        await telling.create(KEEPER, "registry/budget-lines", line, name=f"budget line: {key}")
    (source,) = [one for one in SOURCES if one.key == GRANTED]
    key, amount = GRANT_LINE
    agreed = {
        "source_id": telling.ids[f"funding: {GRANTED}"],
        "amount": source.amount,
        "agreed_on": telling.day(-62),
        "starts_on": telling.day(-60),
        "ends_on": telling.day(669),
        "lines": [{"budget_line_id": telling.ids[f"budget line: {key}"], "amount": amount}],
        "conditions": {"he": CONDITIONS},
    }
    grant = (await telling.create(KEEPER, "registry/grants", agreed, name="grant"))["id"]
    for number, (part, due, received) in enumerate(INSTALMENTS, 1):
        body = {"amount": part, "due_on": telling.day(due)}
        path = f"registry/grants/{grant}/instalments"
        instalment = await telling.create(KEEPER, path, body, name=f"instalment {number}")
        if received is not None:
            came, key = {"received_on": telling.day(received)}, f"instalment {number} came"
            await telling.post(KEEPER, f"{path}/{instalment['id']}/receive", came, key=key)
    asked_for = zip(("due_on", "covers_from", "covers_until"), REPORT_DUE, strict=True)
    period = {name: telling.day(day) for name, day in asked_for}
    await telling.create(KEEPER, f"registry/grants/{grant}/reporting-dates", period, name="reporting date")
    lines = [
        {"code": code, "name": {"he": name}, "categories": list(categories)}
        for code, name, categories in REPORT_LINES
    ]
    made_in = {"name": {"he": "דוח ביצוע תקציבי"}, "language": "he", "lines": lines}
    made_in["funder_organization_id"] = telling.ids[source.funder or ""]
    await telling.create(KEEPER, "registry/report-formats", made_in, name="report format")


async def _spend(telling: Telling) -> None:
    """What partners spent of the grant, on which line, and what the foundation's report has no line for."""
    for number, (organization, amount, day, category, line, text) in enumerate(SPENDING, 1):
        spent = {
            "allocation_id": telling.ids[f"allocation of {GRANTED} to {organization}"],
            "amount": amount,
            "spent_on": telling.day(day),
            "category": category,
            "budget_line_id": telling.ids[f"budget line: {line}"] if line else None,
            "text": {"he": text},
        }
        await telling.create(KEEPER, "registry/spending", spent, name=f"spending {number}")


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
