"""What the registry learns from the log: what forums decided, what other services ask of people, erasures,
and its own facts of standing.

Effects of decisions are applied as the agenda states them, without asking again. What its own events changed
in between is applied from them, too, so that a projection built anew ends where the first one did.
"""

from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.registry.asked_elsewhere.changes import CHANGES
from services.registry.asked_elsewhere.repository import AskedElsewhere
from services.registry.forums.repository import ForumRepository
from services.registry.funding_summary.repository import FundingRepository
from services.registry.initiatives.repository import InitiativeRepository
from services.registry.interactions.repository import KnownPrinciples
from services.registry.mandates.events import MandateStatus
from services.registry.mandates.repository import MandateRepository
from services.registry.meetings.repository import MeetingRepository
from services.registry.organizations.repository import OrganizationRepository
from services.registry.seats.events import SeatStatus
from services.registry.seats.repository import SeatRepository
from shared.deciding import method_as_json, quorum_as_json, rules_from_fields
from shared.eventlog.following import FollowedEvent, Follower
from shared.standing import FACILITATING_ROLES
from shared.standing_facts import StandingFacts

follower = Follower("registry", version=7)

_SEATS = {"agenda.seats.filled": SeatStatus.SEATED, "agenda.seats.vacated": SeatStatus.ENDED}


@follower.on(*_SEATS)
async def settle_seats(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Seats were filled or vacated by decision."""
    repository = SeatRepository(connection, event.initiative_id)
    seat_ids = [UUID(seat) for seat in event.data["seat_ids"]]
    await repository.settle(UUID(event.data["forum_id"]), seat_ids, _SEATS[event.type])
    if event.type == "agenda.seats.filled":
        await repository.renew(seat_ids)


@follower.on(
    "registry.seat.proposed",
    "registry.seat.passed_on",
    "registry.seat.renewal_asked",
    "registry.seat.term_ending",
)
async def keep_term(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A seat has a term, its holder would stay for another, or was reminded of its end."""
    if event.data.get("ends_at") is None:
        return
    repository = SeatRepository(connection, event.initiative_id)
    seat_id, ends_on = UUID(event.data["seat_id"]), date.fromisoformat(event.data["ends_on"])
    ends_at = datetime.fromisoformat(event.data["ends_at"])
    match event.type:
        case "registry.seat.proposed" | "registry.seat.passed_on":
            await repository.put_term(seat_id, ends_on, ends_at)
        case "registry.seat.renewal_asked":
            await repository.ask_renewal(seat_id, ends_on, ends_at)
        case _:
            await repository.note_reminder(seat_id)


_ENDED = {
    "registry.seat.given_up": "seat_id",
    "registry.seat.term_ended": "seat_id",
    "registry.seat.passed_on": "from_seat_id",
}


@follower.on(*_ENDED)
async def end_seat(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The holder of a seat gave it up, its term is over, or the organization named who sits there next."""
    repository = SeatRepository(connection, event.initiative_id)
    seat = UUID(event.data[_ENDED[event.type]])
    await repository.settle(UUID(event.data["forum_id"]), [seat], SeatStatus.ENDED)


_MANDATES = {
    "agenda.mandate.granted": MandateStatus.GRANTED,
    "agenda.mandate.refused": MandateStatus.REFUSED,
    "agenda.mandate.ended": MandateStatus.ENDED,
}


@follower.on(*_MANDATES)
async def settle_mandate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A mandate was granted, refused or ended by decision."""
    ended = event.data["until"] if event.type == "agenda.mandate.ended" else None
    await MandateRepository(connection, event.initiative_id).settle(
        UUID(event.data["mandate_id"]),
        UUID(event.data["decision_id"]),
        _MANDATES[event.type],
        date.fromisoformat(ended) if ended else None,
    )


@follower.on("agenda.forum_rules.set")
async def set_rules(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A forum decided on its rules for deciding."""
    method, quorum, notice_hours = rules_from_fields(event.data)
    rules = {
        "method": method_as_json(method),
        "quorum": quorum_as_json(quorum),
        "notice_hours": notice_hours,
        "seats_pass_on": event.data.get("seats_pass_on"),
    }
    await ForumRepository(connection, event.initiative_id).set_rules(UUID(event.data["forum_id"]), rules)


@follower.on("agenda.delegation.given")
async def delegate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A working group was left to decide on some kinds of matters."""
    repository = ForumRepository(connection, event.initiative_id)
    await repository.delegate(UUID(event.data["forum_id"]), event.data["kinds"])


@follower.on("agenda.phase.begun")
async def begin_phase(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A forum decided that a phase begins."""
    repository = InitiativeRepository(connection)
    phase, decision = event.data["phase"], UUID(event.data["decision_id"])
    began_at = datetime.fromisoformat(event.time)
    await repository.put_decided_transition(event.initiative_id, decision, phase, began_at)
    await repository.set_phase(event.initiative_id, phase)


@follower.on("agenda.initiative.ended")
async def end_initiative(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners decided that the initiative is over."""
    await InitiativeRepository(connection).end(
        event.initiative_id,
        UUID(event.data["decision_id"]),
        datetime.fromisoformat(event.time),
        date.fromisoformat(event.data["delete_on"]),
    )


@follower.on("registry.initiative.phase_begun")
async def keep_phase(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A phase was begun in the registry itself."""
    await InitiativeRepository(connection).set_phase(event.initiative_id, event.data["to_phase"])


@follower.on("agenda.partnership.settled")
async def settle_partnership(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners decided whether an organization is one of them."""
    repository = OrganizationRepository(connection, event.initiative_id)
    organization, stage = UUID(event.data["organization_id"]), event.data["to_stage"]
    changed_at = datetime.fromisoformat(event.time)
    await repository.put_decided_change(organization, UUID(event.data["decision_id"]), stage, changed_at)
    await repository.set_stage(organization, stage)


@follower.on("registry.organization.stage_changed")
async def keep_stage(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization's stage was changed in the registry itself."""
    repository = OrganizationRepository(connection, event.initiative_id)
    await repository.set_stage(UUID(event.data["organization_id"]), event.data["to_stage"])


@follower.on_reset
async def forget_learned(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projection of an initiative before it is built again."""
    await FundingRepository(connection, initiative_id).drop_cap()
    await MeetingRepository(connection, initiative_id).drop_decisions()
    await AskedElsewhere(connection, initiative_id).empty()
    await SeatRepository(connection, initiative_id).empty_terms()
    await KnownPrinciples(connection, initiative_id).empty()


@follower.on("agenda.funding_cap.set")
async def set_cap(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """It was decided how much of what is raised may go to the backbone at most; the newest cap holds."""
    await FundingRepository(connection, event.initiative_id).put_cap(
        UUID(event.data["decision_id"]), event.data["numerator"], event.data["denominator"]
    )


@follower.on("agenda.decision.drafted")
async def know_decision(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A question was drafted, which can stand on the agenda of its forum's meetings."""
    repository = MeetingRepository(connection, event.initiative_id)
    await repository.put_decision(UUID(event.data["decision_id"]), UUID(event.data["forum_id"]))


@follower.on("agenda.section.drafted", "agenda.section.redrafted")
async def know_principle(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A working principle was worded, of which a breach may be recorded once it is adopted."""
    if event.data["kind"] == "principles":
        principles = KnownPrinciples(connection, event.initiative_id)
        await principles.put(UUID(event.data["revision_id"]), UUID(event.data["section_id"]))


@follower.on("agenda.principles.adopted", "agenda.agenda.adopted")
async def adopt_principles(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners adopted wordings, perhaps of principles."""
    revisions = [UUID(revision) for revision in event.data["revision_ids"]]
    await KnownPrinciples(connection, event.initiative_id).adopt(revisions)


@follower.on(*CHANGES, only_shown=True)
async def keep_asked(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Another service asks something of people, was answered, or asks it no longer."""
    asked, at = AskedElsewhere(connection, event.initiative_id), datetime.fromisoformat(event.time)
    for change in CHANGES[event.type](event.data):
        await asked.apply(change, at)


@follower.on("agenda.exemption.given", only_shown=True)
async def exempt(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization that holds the mandate takes part as a partner, too."""
    until = date.fromisoformat(event.data["until"])
    asked = AskedElsewhere(connection, event.initiative_id)
    await asked.exempt(UUID(event.data["organization_id"]), until)


@follower.on("registry.affiliation.begun")
async def keep_speaker(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person came to speak for an organization: whom staff name in the middle of a vote is not asked."""
    if not (event.data["represents"] or event.data.get("alternate")):
        return
    asked = AskedElsewhere(connection, event.initiative_id)
    await asked.speak(
        UUID(event.data["affiliation_id"]),
        UUID(event.data["person_id"]),
        datetime.fromisoformat(event.time),
        named_by_staff=event.actor.get("capacity") in FACILITATING_ROLES,
    )


@follower.on("events.erasure.requested")
async def forget_asked(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person is being erased: what they were asked is nobody's any more."""
    await AskedElsewhere(connection, event.initiative_id).forget(UUID(event.data["person_id"]))


standing = StandingFacts(follower)
"""Declared last: a person's facts are followed after all that is kept of them."""
