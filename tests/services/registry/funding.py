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
