"""Decisions of every ending: not adopted, taken back, without a quorum; and somebody steps aside."""

from services.demo.content.decisions import (
    APPLICATION,
    CAMPAIGN,
    CONFERENCE,
    NEW_NAME,
    NEW_NAME_WITHDRAWN_BY,
    NEW_NAME_WITHDRAWN_FOR,
)
from services.demo.deciding import carried, left_to_the_worker, withdrawn
from services.demo.telling import Telling


async def tell(telling: Telling) -> None:
    """Tell what the forums did not agree on, and how."""
    await carried(telling, CAMPAIGN, outcome="not_adopted")
    await carried(telling, APPLICATION)
    await withdrawn(telling, NEW_NAME, NEW_NAME_WITHDRAWN_BY, NEW_NAME_WITHDRAWN_FOR)
    await left_to_the_worker(telling, CONFERENCE, outcome="no_quorum")
    telling.say("a campaign not adopted, a name withdrawn, a question without a quorum, a recusal")
