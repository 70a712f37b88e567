"""How the demo carries a decision: drafted, opened, voted on by everybody who has a vote, closed.

What was done before is looked for first: ballots are put, and a second putting would be a change of mind.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.demo.content.decisions import Answer, Question
from services.demo.content.people import SPEAKS_FOR
from services.demo.errors import DemoError
from services.demo.telling import Body, Telling

_OPEN_FOR_DAYS = 14
_SHORTLY = timedelta(seconds=2)


async def drafted(telling: Telling, question: Question, subject: Body | None = None) -> Body:
    """Draft a decision; answers it as it stands."""
    body: dict[str, Any] = {
        "forum_id": telling.ids[question.forum],
        "kind": question.kind,
        "subject": subject or {},
        "question": {"he": question.he, "ar": question.ar},
        "explanation": {"he": question.explanation} if question.explanation else None,
        "method": question.method,
        "quorum": question.quorum,
        "closes_at": telling.moment(_OPEN_FOR_DAYS),
        "review_on": telling.day(question.reviewed_after) if question.reviewed_after else None,
    }
    await telling.create(question.drafted_by, "agenda/decisions", body, name=question.key)
    return await _read(telling, question)


async def opened(
    telling: Telling, question: Question, subject: Body | None = None, *, closes_shortly: bool = False
) -> Body:
    """Draft a decision and open it; answers it as it stands then."""
    decision = await drafted(telling, question, subject)
    if decision["status"] == "draft" and closes_shortly:
        soon = {"closes_at": (datetime.now(UTC) + _SHORTLY).isoformat()}
        await telling.patch(question.drafted_by, _path(telling, question), soon, decision["version"])
    for who in question.opened_by:
        if decision["status"] == "draft":
            await telling.post(
                who, f"{_path(telling, question)}/open", key=f"{question.key}: opened by {who}"
            )
    return await _read(telling, question)


async def voted(telling: Telling, question: Question) -> None:
    """Have everybody vote who does, and step aside who has to."""
    names = {id_: name for name, id_ in telling.ids.items()}
    path = _path(telling, question)
    for voter, reason in question.recused.items():
        body = {"voter_id": telling.ids[voter], "reason": {"he": reason}}
        await telling.post(voter, f"{path}/recusals", body, key=f"{question.key}: {voter} steps aside")
    reader = question.drafted_by
    cast = {
        ballot["voter_id"]: ballot["choice"] for ballot in await telling.listed(reader, f"{path}/ballots")
    }
    for entitled in await telling.listed(reader, f"{path}/voters"):
        voter_id: str = entitled["id"]
        name = names[voter_id]
        if name in question.recused or (question.only is not None and name not in question.only):
            continue
        final = question.answers.get(name, (question.choice, None))
        if name in question.changed and voter_id not in cast:
            await _cast(telling, path, name, question.changed[name])
        if cast.get(voter_id) != final[0]:
            await _cast(telling, path, name, final)


async def carried(
    telling: Telling, question: Question, subject: Body | None = None, *, outcome: str = "adopted"
) -> Body:
    """Carry a decision to its end by hand; raises DemoError where it comes to something else."""
    decision = await opened(telling, question, subject)
    if decision["status"] == "open":
        await voted(telling, question)
        await telling.post(
            question.opened_by[0], f"{_path(telling, question)}/close", key=f"{question.key}: closed"
        )
        decision = await _read(telling, question)
    return _came_to(decision, question, outcome)


async def left_to_the_worker(telling: Telling, question: Question, *, outcome: str) -> Body:
    """Open a decision for a moment, and wait until the worker has closed it."""
    decision = await opened(telling, question, closes_shortly=True)
    if decision["status"] == "open":
        await voted(telling, question)
    decision = await telling.until(
        question.drafted_by, _path(telling, question), lambda read: bool(read["status"] == "closed")
    )
    return _came_to(decision, question, outcome)


async def withdrawn(telling: Telling, question: Question, by: tuple[str, ...], reason: str) -> Body:
    """Open a decision, vote on it, and take it back."""
    decision = await opened(telling, question)
    if decision["status"] == "open":
        await voted(telling, question)
        for who in by:
            body = {"reason": {"he": reason}}
            key = f"{question.key}: withdrawn by {who}"
            await telling.post(who, f"{_path(telling, question)}/withdraw", body, key=key)
        decision = await _read(telling, question)
    return _came_to(decision, question, "withdrawn")


async def _cast(telling: Telling, path: str, voter: str, answer: Answer) -> None:
    choice, reason = answer
    body = {"choice": choice, "reason": {"he": reason} if reason else None}
    who = SPEAKS_FOR.get(voter, voter)
    await telling.put(who, f"{path}/ballots/{telling.ids[voter]}", body)


def _came_to(decision: Body, question: Question, outcome: str) -> Body:
    if decision["outcome"] != outcome or decision["effect_refused_for"] is not None:
        raise DemoError(f"'{question.key}' was to come to {outcome}, and came to {decision['outcome']}")
    return decision


def _path(telling: Telling, question: Question) -> str:
    return f"agenda/decisions/{telling.ids[question.key]}"


async def _read(telling: Telling, question: Question) -> Body:
    return await telling.read(question.drafted_by, _path(telling, question))
