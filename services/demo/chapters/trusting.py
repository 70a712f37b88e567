"""What passed between people and organizations: meetings with their answers, promises and how they went."""

from services.demo.content.organizations import FOUNDING, MAPPED
from services.demo.content.trust import MEETINGS, PROMISES, Meeting, Promise
from services.demo.telling import Body, Telling

_ORGANIZATIONS = {organization.key for organization in (*FOUNDING, *MAPPED)}


async def tell(telling: Telling) -> None:
    """Tell how trust was built and harmed."""
    for meeting in MEETINGS:
        await _meet(telling, meeting)
    for promise in PROMISES:
        await _promise(telling, promise)
    telling.say(f"{len(MEETINGS)} interactions over seven months, {len(PROMISES)} commitments kept and not")


async def _meet(telling: Telling, meeting: Meeting) -> None:
    name = f"meeting: {meeting.key}"
    body = {
        "type": meeting.type,
        "occurred_at": telling.moment(meeting.days),
        "parties": [_party(telling, party) for party in meeting.parties],
        "tone": meeting.tone,
        "notes": {"he": meeting.he},
        "confidential": meeting.confidential,
    }
    recorded = await telling.create(meeting.recorded_by, "registry/interactions", body, name=name)
    path = f"registry/interactions/{recorded['id']}"
    for who, words in meeting.answers:
        answer = {"text": _in_their_language(words)}
        await telling.post(who, f"{path}/answers", answer, key=f"{name}: {who} answers")
    if meeting.private_note is not None:
        note = {"text": {"he": meeting.private_note}}
        await telling.post(meeting.recorded_by, f"{path}/private-notes", note, key=f"{name}: a note")


async def _promise(telling: Telling, promise: Promise) -> None:
    name = f"promise: {promise.key}"
    body = {
        "by": _party(telling, promise.by),
        "to": _party(telling, promise.to),
        "text": {"he": promise.he},
        "due_on": telling.day(promise.due),
        "interaction_id": telling.ids[f"meeting: {promise.from_meeting}"] if promise.from_meeting else None,
    }
    made = await telling.create(promise.recorded_by, "registry/commitments", body, name=name)
    path = f"registry/commitments/{made['id']}"
    if promise.asked is not None and promise.agreed is not None:
        who, day, reason = promise.asked
        asked = {"due_on": telling.day(day), "reason": {"he": reason}}
        proposal = await telling.post(who, f"{path}/renegotiations", asked, key=f"{name}: another day")
        agreeing = f"{path}/renegotiations/{proposal['id']}/accept"
        await telling.post(promise.agreed, agreeing, key=f"{name}: agreed")
    for side, said in (("by", promise.said_by), ("to", promise.said_to)):
        if said is not None:
            await _say_how_it_went(telling, path, side, said)


async def _say_how_it_went(telling: Telling, path: str, side: str, said: tuple[str, str, str]) -> None:
    who, outcome, words = said
    views = (await telling.read(who, path))["views"]
    if not any(view["side"] == side and view["outcome"] == outcome for view in views):
        body = {"outcome": outcome, "note": _in_their_language(words)}
        await telling.put(who, f"{path}/views/{side}", body)


def _party(telling: Telling, name: str) -> Body:
    kind = "organization_id" if name in _ORGANIZATIONS else "person_id"
    return {kind: telling.ids[name]}


def _in_their_language(words: str) -> dict[str, str]:
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in words)
    return {"ar" if arabic else "he": words}
