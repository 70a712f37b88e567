"""What tests of money need: sources, allocations, the summary of one currency."""

from typing import Any

from tests.kit import Actor, Field

PURPOSE = {"he": "קו חירום בערבית בשעות הלילה"}


async def given(by: Actor, amount: int, **more: Any) -> dict[str, Any]:
    """A source, granted in shekels unless told otherwise."""
    body = {"funder_name": {"he": "קרן"}, "amount": amount, "currency": "ILS", "state": "granted", **more}
    if "funder_organization_id" in more:
        del body["funder_name"]
    return await by.created("registry/funding-sources", body)


async def allocate(by: Actor, source: dict[str, Any], organization_id: str, amount: int) -> Any:
    """Try to allocate; answers the response."""
    body = {
        "source_id": source["id"],
        "organization_id": organization_id,
        "amount": amount,
        "purpose": PURPOSE,
    }
    return await by.post("registry/allocations", body)


async def stands(field: Field, currency: str = "ILS") -> dict[str, Any]:
    """How money stands in a currency."""
    summary = (await field.partner.get("registry/funding-summary")).json()
    (found,) = [one for one in summary["currencies"] if one["currency"] == currency]
    body: dict[str, Any] = found
    return body


TERMS = {"agreed_on": "2026-01-05", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}


async def granted(by: Actor, source: dict[str, Any], amount: int, **more: Any) -> dict[str, Any]:
    """The grant a source became, for the year 2026 unless told otherwise."""
    return await by.created("registry/grants", {"source_id": source["id"], "amount": amount, **TERMS, **more})


async def drawn(by: Actor, needed: int, **more: Any) -> str:
    """A budget line in shekels unless told otherwise; answers its id."""
    body = {"currency": "ILS", "name": {"he": "קו חירום"}, "needed": needed, **more}
    return str((await by.created("registry/budget-lines", body))["id"])


def spent(allocation: dict[str, Any], amount: int, **more: Any) -> dict[str, Any]:
    """What was spent of an allocation, to be recorded."""
    entry = {"allocation_id": allocation["id"], "amount": amount, "spent_on": "2026-03-01"}
    return {**entry, "category": "travel", "text": {"he": "הסעות לערב הקשבה"}, **more}
