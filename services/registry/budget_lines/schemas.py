"""Bodies of the budget lines' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from services.registry.currencies import Currency
from services.registry.funding_sources.schemas import MOST_MONEY
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine

LineNeed = Annotated[int, Field(ge=0, le=MOST_MONEY, description="In minor units.")]


class BudgetLineCreate(RequestBody):
    """A line of what is needed in a currency."""

    currency: Currency
    name: LocalizedLine
    needed: LineNeed
    for_backbone: bool = Field(
        False, description="For the backbone's own work. It cannot be changed later, nor can the currency."
    )


class BudgetLinePatch(RequestBody):
    """What to change; what is absent stays."""

    name: LocalizedLine | MISSING = MISSING
    needed: LineNeed | MISSING = MISSING


class BudgetLine(ResponseBody):
    """A line of what is needed, beside what was granted for it and spent on it. Amounts in minor units."""

    id: UUID
    currency: Currency
    name: CheckedLine
    needed: int
    for_backbone: bool
    retired: bool
    granted: int = Field(
        description="By grants that are restricted to it so far; what no grant restricts is in no line."
    )
    spent: int
    created_at: datetime
    version: int
