"""Facts of budget lines: drawn up, described anew, retired."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine

_LINE = "01936f9a-0000-7000-8000-000000000065"
_DESCRIPTION: dict[str, Any] = {
    "budget_line_id": _LINE,
    "currency": "ILS",
    "needed": 24_000_000,
    "for_backbone": False,
    "name": {"he": "קו חירום בערבית", "ar": "خط طوارئ بالعربية"},
}


class BudgetLineDrawn(Event):
    """A line of what is needed was drawn up: for what, and how much."""

    type: ClassVar[str] = "registry.budget_line.drawn"
    subject: ClassVar[str] = "budget-lines/{budget_line_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    budget_line_id: Annotated[UUID, OPEN]
    currency: Annotated[Currency, OPEN]
    needed: Annotated[int, OPEN]
    for_backbone: Annotated[bool, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]


class BudgetLineDescribed(BudgetLineDrawn):
    """A budget line has another name, or needs another amount: the values that hold from now on."""

    type: ClassVar[str] = "registry.budget_line.described"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION


class BudgetLineRetired(Event):
    """Nothing is needed for a budget line any more; what was granted and spent for it stays."""

    type: ClassVar[str] = "registry.budget_line.retired"
    subject: ClassVar[str] = "budget-lines/{budget_line_id}"
    example: ClassVar[dict[str, Any]] = {"budget_line_id": _LINE}
    budget_line_id: Annotated[UUID, OPEN]
