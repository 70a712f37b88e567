"""What an event of another service changes in what is asked: plain values, without a database.

Each kind of event answers a list of changes; `repository` carries them out. Ballots are known by voter alone:
what somebody said is nowhere here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
class NoVoter:
    """A person votes no longer in what is open: they came to belong to the backbone."""

    person_id: UUID


Change = Raised | Asked | Answered | Unanswered | NoLongerAsked | Postponed | Over | NoVoter


def _ids(data: Data, *names: str) -> tuple[UUID, ...]:
    return tuple(UUID(data[name]) for name in names if data.get(name))


def _decision(data: Data) -> Matter:
    return Matter(RequestKind.VOTE, UUID(data["decision_id"]))


def _ballot(data: Data) -> Matter:
    return Matter(RequestKind.CONFIRM_BALLOT, UUID(data["decision_id"]))


def _opened(data: Data) -> list[Change]:
    voters = AddressedTo(data["voter"])
    closes_at = datetime.fromisoformat(data["closes_at"])
    return [Raised(matter(data), voters, closes_at, data["kind"]) for matter in (_decision, _ballot)]


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
    return [Over(RequestKind.VOTE, decision), Over(RequestKind.CONFIRM_BALLOT, decision)]


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
    return [Over(RequestKind.REPORT_FIGURES, UUID(data["indicator_id"]))]


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
    "metrics.indicator.retired": _measured_no_more,
}
"""By the type of the event. What withdraws a draft of a decision ends what was never asked: nothing."""
