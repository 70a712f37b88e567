"""Bodies of the funding summary's API."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from services.registry.currencies import Currency
from services.registry.funding_sources.schemas import MOST_MONEY
from services.registry.funding_summary.errors import BACKBONE_NEEDS_A_PART
from shared.deciding import ExactFraction
from shared.http.bodies import RequestBody, ResponseBody

Needed = Annotated[int, Field(ge=0, le=MOST_MONEY, description="In minor units.")]


class FundingNeedPut(RequestBody):
    """What is needed in a currency, over a number of months."""

    needed: Needed
    needed_for_backbone: Needed = Field(description="Of it, for the backbone's own work; in minor units.")
    months: Annotated[int, Field(ge=1, le=600, description="Over how many months.")]

    @model_validator(mode="after")
    def _a_part(self) -> Self:
        if self.needed_for_backbone > self.needed:
            raise BACKBONE_NEEDS_A_PART.broken()
        return self


class FundingNeed(ResponseBody):
    """What is needed in a currency, over a number of months."""

    currency: Currency
    needed: int
    needed_for_backbone: int
    months: int
    version: int


class CurrencyFunding(ResponseBody):
    """How money stands in one currency. Amounts are in minor units, and no currency is mixed with another."""

    currency: Currency
    pledged: int = Field(description="Promised, and not granted yet: not counted as raised.")
    raised: int = Field(description="Granted or received.")
    received: int = Field(description="What has arrived: of grants, the instalments that were received.")
    redirected: int = Field(
        description="What organizations say they spend towards the agenda: never the initiative's money, and "
        "in no share."
    )
    in_kind: int = Field(description="What it would cost that is given in kind, where that was said.")
    needed: int | None = Field(description="Null where nobody has said.")
    needed_for_backbone: int | None
    months: int | None = Field(description="Over how many months it is needed.")
    allocated: int
    allocated_to_backbone: int = Field(
        description="To organizations that are the backbone's today, or were when it was allocated: those "
        "that hold a mandate or are proposed for one, and those nobody speaks for who is free of them."
    )
    received_for_backbone: int = Field(
        description="Of what is allocated to the backbone, what has arrived: each allocation the same part "
        "as of its source, rounded down."
    )
    spent: int
    backbone_share_of_raised: ExactFraction | None
    backbone_share_of_needed: ExactFraction | None
    months_funded: ExactFraction | None = Field(
        description="What is allocated to the backbone, received or still expected, by its monthly need."
    )
    months_funded_by_received: ExactFraction | None = Field(
        description="The same by what has been received alone."
    )


class FundingSummary(ResponseBody):
    """What was raised, what is needed, what went where."""

    cap: ExactFraction | None = Field(
        description="The most of what is raised that may go to the backbone, in each currency, as decided."
    )
    currencies: list[CurrencyFunding]
