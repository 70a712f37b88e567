"""Facts of what is needed: said, per currency."""

from typing import Annotated, Any, ClassVar

from services.registry.currencies import Currency
from shared.eventlog.event_types import OPEN, Event


class FundingNeedSaid(Event):
    """How much the initiative needs in a currency over some months, and the backbone of it."""

    type: ClassVar[str] = "registry.funding_need.said"
    subject: ClassVar[str] = "funding-needs/{currency}"
    example: ClassVar[dict[str, Any]] = {
        "currency": "ILS",
        "needed": 900_000_000,
        "needed_for_backbone": 90_000_000,
        "months": 36,
    }
    currency: Annotated[Currency, OPEN]
    needed: Annotated[int, OPEN]
    needed_for_backbone: Annotated[int, OPEN]
    months: Annotated[int, OPEN]
