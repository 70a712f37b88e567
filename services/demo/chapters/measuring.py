"""Indicators: drafted and discussed early, adopted as shared once the agenda is."""

from services.demo.content.decisions import INDICATORS, INDICATORS_TOO_EARLY
from services.demo.content.indicators import DRAFTED, LIMITS, POSITIONS, PROPOSED, TARGETS
from services.demo.content.people import SPEAKS_FOR
from services.demo.deciding import carried, drafted
from services.demo.telling import Telling

QUARTERS = 4


async def tell_of_drafts(telling: Telling) -> None:
    """Tell what might be measured, what partners think of it, and who was in too much of a hurry."""
    for who, body in DRAFTED:
        await telling.create(who, "metrics/indicators", body, name=f"indicator: {body['code']}")
    for code, who, words in LIMITS:
        limit = {"text": {"he": words}}
        await telling.post(who, f"{_path(telling, code)}/limits", limit, key=f"limit of {code}: {who}")
    for code, organization, position, reason in POSITIONS:
        body = {"position": position, "reason": {"he": reason} if reason else None}
        path = f"{_path(telling, code)}/positions/{telling.ids[organization]}"
        await telling.put(SPEAKS_FOR[organization], path, body)
    for code in PROPOSED:
        await telling.post("rachel", f"{_path(telling, code)}/propose", key=f"{code} is proposed")
    decision = await drafted(telling, INDICATORS_TOO_EARLY, _proposed(telling))
    path = f"agenda/decisions/{decision['id']}/open"
    await telling.refused("shira", path, None, rule="measurement-follows-agenda", name="indicators")


async def tell_of_sharing(telling: Telling) -> None:
    """Tell how two of them were adopted, and against what they are to be read."""
    await carried(telling, INDICATORS, _proposed(telling))
    for code, kind, quarter, value in TARGETS:
        body = {"kind": kind, "period": quarter_of(telling, quarter), "value": value}
        path = f"{_path(telling, code)}/targets"
        await telling.post("michal", path, body, key=f"{kind} of {code}, quarter {quarter}")
    telling.say(f"{len(PROPOSED)} indicators adopted as shared, of {len(DRAFTED)} that were discussed")


def quarter_of(telling: Telling, offset: int) -> str:
    """The code of a quarter, so many after the one in which the story begins."""
    years, quarter = divmod((telling.began_at.month - 1) // 3 + offset, QUARTERS)
    return f"{telling.began_at.year + years}Q{quarter + 1}"


def _path(telling: Telling, code: str) -> str:
    return f"metrics/indicators/{telling.ids[f'indicator: {code}']}"


def _proposed(telling: Telling) -> dict[str, list[str]]:
    return {"indicator_ids": [telling.ids[f"indicator: {code}"] for code in PROPOSED]}
