"""What an event of another service changes in what is asked: plain values, without a database.

Each kind of event answers a list of changes; `repository` carries them out. Ballots are known by voter alone:
what somebody said is nowhere here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.registry.requests.kinds import AddressedTo, RequestKind

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Matter:
    """What something is asked about; `occasion` tells apart requests about one subject."""

    kind: RequestKind
    subject_id: UUID
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """There is something to ask, of a person or of organizations, until a moment if one is set."""

    matter: Matter
    addressed_to: AddressedTo
    due_at: datetime | None = None
    decision_kind: str | None = None
    notice_hours: int | None = None
    """How long a decision of the forum is open at the least."""
    asked_by: UUID | None = None
    """Who is not asked, since it is they who ask."""


@dataclass(frozen=True, slots=True)
class Asked:
    """It is asked of these, anew where it was asked of them before."""

    matter: Matter
    addressee_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """These have answered."""

    matter: Matter
    addressee_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AskedAnew:
    """Whoever answered is asked again: what they answered was about something else."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class Settled:
    """What was asked of whoever could answer it was answered, by one of them."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What these have answered does not count."""

    matter: Matter
    addressee_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class NoLongerAsked:
    """It is not asked of these any more."""

    matter: Matter
    addressee_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Postponed:
    """There is time until later."""

    matter: Matter
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Over:
    """It is asked of nobody any more: about a subject, on all its occasions."""

    kind: RequestKind
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class Ended:
    """It is asked of nobody any more, on one of its occasions."""

    matter: Matter


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A voter lets somebody vote for them: on one decision, or in a forum until a day."""

    proxy_id: UUID
    voter_id: UUID
    holder_id: UUID
    forum_id: UUID
    decision_id: UUID | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Released:
    """Somebody votes for another no more."""

    proxy_id: UUID


@dataclass(frozen=True, slots=True)
class NoVoter:
    """A person votes no longer in what is open: they came to belong to the backbone."""

    person_id: UUID


Change = (
    Raised
    | Asked
    | Answered
    | AskedAnew
    | Settled
    | Unanswered
    | NoLongerAsked
    | Postponed
    | Over
    | Ended
    | Entrusted
    | Released
    | NoVoter
)


def _ids(data: Data, *names: str) -> tuple[UUID, ...]:
    return tuple(UUID(data[name]) for name in names if data.get(name))


def _decision(data: Data) -> Matter:
    return Matter(RequestKind.VOTE, UUID(data["decision_id"]))


def _ballot(data: Data) -> Matter:
    return Matter(RequestKind.CONFIRM_BALLOT, UUID(data["decision_id"]))


def _opened(data: Data) -> list[Change]:
    voters = AddressedTo(data["voter"])
    closes_at = datetime.fromisoformat(data["closes_at"])
    notice = data.get("notice_hours")
    return [Raised(matter(data), voters, closes_at, data["kind"], notice) for matter in (_decision, _ballot)]


def _frozen(data: Data) -> list[Change]:
    return [Asked(_decision(data), tuple(UUID(voter) for voter in data["voter_ids"]))]


def _voted(data: Data) -> list[Change]:
    voter = _ids(data, "voter_id")
    return [Answered(_decision(data), voter), Answered(_ballot(data), voter)]


def _awaits_confirmation(data: Data) -> list[Change]:
    """A ballot that awaits its voter, or an approval, is none yet."""
    voter = _ids(data, "voter_id")
    return [Unanswered(_decision(data), voter), Asked(_ballot(data), voter)]


def _given(data: Data) -> list[Change]:
    """A ballot of which nobody sees yet what it says."""
    return _awaits_confirmation(data) if data.get("awaits") else _voted(data)


def _reminded(data: Data) -> list[Change]:
    """These have no ballot that counts: after an amendment nobody has, and all vote anew."""
    voters = tuple(UUID(voter) for voter in data["voter_ids"])
    renewed: list[Change] = [Answered(_ballot(data), voters)] if data["kind"] == "renew" else []
    return [Unanswered(_decision(data), voters), *renewed]


def _rejected(data: Data) -> list[Change]:
    return [Answered(_ballot(data), _ids(data, "voter_id"))]


def _set_aside(data: Data) -> list[Change]:
    return [Unanswered(_decision(data), _ids(data, "voter_id"))]


def _votes_no_longer(data: Data) -> list[Change]:
    voter = _ids(data, "voter_id")
    return [NoLongerAsked(_decision(data), voter), NoLongerAsked(_ballot(data), voter)]


def _extended(data: Data) -> list[Change]:
    closes_at = datetime.fromisoformat(data["closes_at"])
    return [Postponed(_decision(data), closes_at), Postponed(_ballot(data), closes_at)]


def _closed(data: Data) -> list[Change]:
    decision = UUID(data["decision_id"])
    ballots = [Over(kind, decision) for kind in (RequestKind.VOTE, RequestKind.CONFIRM_BALLOT)]
    return [*ballots, *_worded_otherwise(decision)]


_OF_THE_WORDING = (RequestKind.ANSWER_OBJECTION, RequestKind.ACCEPT_ANSWER, RequestKind.SUPPORT_AMENDMENT)


def _worded_otherwise(decision: UUID) -> list[Change]:
    """What was asked about a question as it was worded is asked no longer."""
    return [Over(kind, decision) for kind in _OF_THE_WORDING]


def _objection(data: Data, kind: RequestKind) -> Matter:
    return Matter(kind, UUID(data["decision_id"]), data["objection_id"])


def _objected(data: Data) -> list[Change]:
    """Whoever leads the forum is asked to answer; then whoever objected, whether that settles it."""
    voter = _ids(data, "voter_id")
    accept = _objection(data, RequestKind.ACCEPT_ANSWER)
    return [
        Raised(_objection(data, RequestKind.ANSWER_OBJECTION), AddressedTo.PERSON, asked_by=voter[0]),
        Raised(accept, AddressedTo.PERSON),
        Asked(accept, voter),
    ]


def _objection_answered(data: Data) -> list[Change]:
    return [Settled(_objection(data, RequestKind.ANSWER_OBJECTION))]


def _objection_over(data: Data) -> list[Change]:
    """Whoever objected accepts an answer, or says otherwise by their ballot."""
    return [
        Answered(_objection(data, RequestKind.ACCEPT_ANSWER), _ids(data, "voter_id")),
        Ended(_objection(data, RequestKind.ANSWER_OBJECTION)),
    ]


def _amendment(data: Data) -> Matter:
    return Matter(RequestKind.SUPPORT_AMENDMENT, UUID(data["decision_id"]), data["amendment_id"])


def _amendment_proposed(data: Data) -> list[Change]:
    author = UUID(data["author_id"]) if data.get("author_id") else None
    return [Raised(_amendment(data), AddressedTo.PERSON, asked_by=author)]


def _amended(data: Data) -> list[Change]:
    return [Settled(_amendment(data)), *_worded_otherwise(UUID(data["decision_id"]))]


def _proxy_given(data: Data) -> list[Change]:
    return [
        Entrusted(
            UUID(data["proxy_id"]),
            UUID(data["voter_id"]),
            UUID(data["holder_id"]),
            UUID(data["forum_id"]),
            UUID(data["decision_id"]) if data.get("decision_id") else None,
            date.fromisoformat(data["until"]) if data.get("until") else None,
        )
    ]


def _proxy_ended(data: Data) -> list[Change]:
    return [Released(UUID(data["proxy_id"]))]


def _is_staff(data: Data) -> list[Change]:
    return [NoVoter(UUID(data["person_id"]))]


def _voice(data: Data) -> list[Change]:
    """Of the person who brought it, and of an organization where it names none."""
    matter = Matter(RequestKind.CONFIRM_VOICE, UUID(data["voice_id"]))
    bringer = _ids(data, "brought_by_person_id", "brought_by_organization_id")[:1]
    if data["status"] != "unconfirmed":
        return [Answered(matter, bringer)]
    of = AddressedTo.PERSON if data.get("brought_by_person_id") else AddressedTo.ORGANIZATION
    return [Raised(matter, of), Asked(matter, bringer)]


def _voice_confirmed(data: Data) -> list[Change]:
    return _voice({**data, "status": "confirmed"})


def _voice_withdrawn(data: Data) -> list[Change]:
    return [Over(RequestKind.CONFIRM_VOICE, UUID(data["voice_id"]))]


def _activity(data: Data) -> list[Change]:
    """Whoever leads it by now is asked, and nobody else."""
    matter = Matter(RequestKind.CONFIRM_ACTIVITY, UUID(data["activity_id"]))
    lead = _ids(data, "lead_organization_id")
    if data["lead_confirmed"]:
        return [Answered(matter, lead)]
    return [
        Over(matter.kind, matter.subject_id),
        Raised(matter, AddressedTo.ORGANIZATION),
        Asked(matter, lead),
    ]


def _activity_confirmed(data: Data) -> list[Change]:
    return _activity({**data, "lead_confirmed": True})


def _report(data: Data) -> Matter:
    return Matter(RequestKind.REPORT_FIGURES, UUID(data["indicator_id"]), data["period"])


def _report_due(data: Data) -> list[Change]:
    organization = _ids(data, "organization_id")
    return [Raised(_report(data), AddressedTo.ORGANIZATION), Asked(_report(data), organization)]


def _report_received(data: Data) -> list[Change]:
    return [Answered(_report(data), _ids(data, "organization_id"))]


def _measured_no_more(data: Data) -> list[Change]:
    indicator = UUID(data["indicator_id"])
    return [Over(kind, indicator) for kind in (RequestKind.REPORT_FIGURES, RequestKind.RENEW_POSITION)]


def _retired_by_decision(data: Data) -> list[Change]:
    return [over for one in data["indicator_ids"] for over in _measured_no_more({"indicator_id": one})]


def _position(data: Data) -> Matter:
    return Matter(RequestKind.RENEW_POSITION, UUID(data["indicator_id"]))


def _position_taken(data: Data) -> list[Change]:
    """Nobody is asked where they stand; whoever said so is asked again when the definition is another."""
    organization = _ids(data, "organization_id")
    return [
        Raised(_position(data), AddressedTo.ORGANIZATION),
        Asked(_position(data), organization),
        Answered(_position(data), organization),
    ]


def _defined_anew(data: Data) -> list[Change]:
    return [AskedAnew(_position(data))]


CHANGES: dict[str, Callable[[Data], list[Change]]] = {
    "agenda.decision.opened": _opened,
    "agenda.electorate.frozen": _frozen,
    "agenda.ballot.cast": _voted,
    "agenda.ballot.preferences_cast": _voted,
    "agenda.ballot.given": _given,
    "agenda.ballot.given_for_confirmation": _awaits_confirmation,
    "agenda.ballot.confirmed": _voted,
    "agenda.ballot.rejected": _rejected,
    "agenda.ballot.set_aside": _set_aside,
    "agenda.voter.disqualified": _votes_no_longer,
    "agenda.voter.recused": _votes_no_longer,
    "agenda.decision.extended": _extended,
    "agenda.decision.voters_reminded": _reminded,
    "agenda.decision.closed": _closed,
    "agenda.decision.withdrawn": _closed,
    "agenda.objection.raised": _objected,
    "agenda.objection.answered": _objection_answered,
    "agenda.objection.resolved": _objection_over,
    "agenda.objection.withdrawn": _objection_over,
    "agenda.amendment.proposed": _amendment_proposed,
    "agenda.decision.amended": _amended,
    "agenda.proxy.given": _proxy_given,
    "agenda.proxy.revoked": _proxy_ended,
    "agenda.proxy.declined": _proxy_ended,
    "registry.staff.appointed": _is_staff,
    "agenda.voice.brought": _voice,
    "agenda.voice.reworded": _voice,
    "agenda.voice.confirmed": _voice_confirmed,
    "agenda.voice.withdrawn": _voice_withdrawn,
    "agenda.activity.recorded": _activity,
    "agenda.activity.changed": _activity,
    "agenda.activity.lead_confirmed": _activity_confirmed,
    "metrics.report.due": _report_due,
    "metrics.report.received": _report_received,
    "agenda.indicators.retired": _retired_by_decision,
    "metrics.indicator.retired": _measured_no_more,
    "metrics.indicator.discarded": _measured_no_more,
    "metrics.indicator.redefined": _defined_anew,
    "metrics.indicator_position.taken": _position_taken,
}
"""By the type of the event. What withdraws a draft of a decision ends what was never asked: nothing."""
