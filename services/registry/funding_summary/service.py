"""The rules of the funding summary: what counts as what, and who says what is needed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.budget_lines.service import keep_within
from services.registry.currencies import Currency
from services.registry.funding_sources.service import KEEPING_FUNDS, keeps_funds
from services.registry.funding_summary.events import FundingNeedSaid
from services.registry.funding_summary.repository import FundingRepository
from services.registry.funding_summary.schemas import FundingNeedPut
from services.registry.funding_summary.shares import months_funded, share
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden

_OWN = (
    *("pledged", "raised", "received", "allocated", "allocated_to_backbone"),
    *("received_for_backbone", "spent"),
)
_SAID = frozenset({"raised", "allocated", "redirected"})
"""What a currency has that there is something to say about."""


def summarized(currency: str, stands: Mapping[str, Any]) -> dict[str, Any]:
    """How money stands in a currency, from its sums."""
    counted = {name: int(stands.get(name) or 0) for name in (*_OWN, "redirected", "in_kind")}
    needs = {name: stands.get(name) for name in ("needed", "needed_for_backbone", "months")}
    to_backbone = counted["allocated_to_backbone"]
    return {
        "currency": currency,
        **counted,
        **needs,
        "backbone_share_of_raised": _shown(share(to_backbone, counted["raised"])),
        "backbone_share_of_needed": _shown(share(to_backbone, needs["needed"] or 0)),
        **{
            name: _shown(months_funded(funds, needs["needed_for_backbone"] or 0, needs["months"] or 0))
            for name, funds in (
                ("months_funded", to_backbone),
                ("months_funded_by_received", counted["received_for_backbone"]),
            )
        },
    }


class Funding:
    """Reading how money stands in an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._today = reading.now.date()
        self._repository = FundingRepository(reading.connection, reading.initiative_id)

    async def summary(self) -> dict[str, Any]:
        """All currencies, by their codes, and the cap."""
        cap = await self._repository.cap()
        found = await self._repository.by_currency(self._today)
        return {
            "cap": _shown(Fraction(cap["numerator"], cap["denominator"])) if cap else None,
            "currencies": [
                summarized(currency, stands)
                for currency, stands in sorted(found.items())
                if stands.get("needed") is not None or not _SAID.isdisjoint(stands)
            ],
        }


class FundingCommands:
    """Saying what is needed."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = FundingRepository(command.connection, command.initiative_id)
        self._lines = BudgetLineRepository(command.connection, command.initiative_id)

    async def need(
        self, currency: Currency, body: FundingNeedPut, precondition: Precondition
    ) -> Mapping[str, Any]:
        """Say what is needed in a currency: no less than its budget lines come to.

        Raises Forbidden, PreconditionFailed and BudgetExceedsNeed.
        """
        if not keeps_funds(self._command.caller):
            raise Forbidden(*KEEPING_FUNDS)
        row = await self._repository.hold_currency(currency)
        precondition.check(row["version"])
        values = body.model_dump()
        if values.items() <= dict(row).items():
            return row
        keep_within(values, await self._lines.total(currency))
        changed = await self._repository.set_need(currency, values)
        self._command.record(FundingNeedSaid(currency=currency, **values))
        return changed


def _shown(fraction: Fraction | None) -> dict[str, int] | None:
    if fraction is None:
        return None
    return {"numerator": fraction.numerator, "denominator": fraction.denominator}
