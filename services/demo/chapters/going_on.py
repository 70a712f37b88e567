"""The initiative enters the phase of acting, gives itself more time to decide, and leaves a question open."""

from services.demo.content.decisions import ACTING, NOTICE_IN_COMMITTEE, STILL_OPEN
from services.demo.content.initiative import COMMITTEE
from services.demo.deciding import carried, opened, voted
from services.demo.telling import Telling

NOTICE_HOURS = 72


async def tell(telling: Telling) -> None:
    """Tell where the initiative stands."""
    await carried(telling, ACTING, {"phase": "acting"})
    rules = {"method": COMMITTEE["method"], "quorum": COMMITTEE["quorum"], "notice_hours": NOTICE_HOURS}
    await carried(telling, NOTICE_IN_COMMITTEE, rules)
    await opened(telling, STILL_OPEN)
    await voted(telling, STILL_OPEN)
    telling.say("the phase of acting, and one decision still open")
