"""What the agenda learns from the log besides standing: who decides, who is of the backbone. Only ids."""

from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.agenda.decisions.erased_voters import keep_what_binds
from services.agenda.governing.repository import GoverningProjection
from services.agenda.interest_declarations.repository import InterestDeclarationRepository
from shared.deciding import method_as_json, quorum_as_json, rules_from_fields
from shared.eventlog.following import FollowedEvent, Follower
from shared.standing import FACILITATING_ROLES

follower = Follower("agenda", version=9)


def _projection(connection: asyncpg.Connection, event: FollowedEvent) -> GoverningProjection:
    return GoverningProjection(connection, event.initiative_id)


def _id(event: FollowedEvent, name: str) -> UUID:
    return UUID(event.data[name])


def _day(event: FollowedEvent, name: str) -> date | None:
    return date.fromisoformat(event.data[name]) if event.data.get(name) else None


def _time(event: FollowedEvent, name: str) -> datetime | None:
    return datetime.fromisoformat(event.data[name]) if event.data.get(name) else None


def _moment(event: FollowedEvent) -> datetime:
    return datetime.fromisoformat(event.time)


@follower.on_reset
async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projections of an initiative before they are built again."""
    await GoverningProjection(connection, initiative_id).empty()
    await InterestDeclarationRepository(connection, initiative_id).empty()


@follower.on("registry.organization.mapped")
async def map_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization is on the map."""
    await _projection(connection, event).put_organization(
        _id(event, "organization_id"),
        sector=event.data["sector"],
        stage=event.data["stage"],
        founding=event.data["founding"],
        partner_since=_moment(event) if event.data["founding"] else None,
    )


@follower.on("registry.organization.described")
async def describe_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization may have changed its sector."""
    await _projection(connection, event).set_sector(_id(event, "organization_id"), event.data["sector"])


@follower.on("registry.organization.merged")
async def merge_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization's id leads to another: what is recorded anew names that one."""
    await _projection(connection, event).set_merged(
        _id(event, "organization_id"), _id(event, "into_organization_id")
    )


@follower.on("registry.organization.separated")
async def separate_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """It is one of its own again."""
    await _projection(connection, event).set_merged(_id(event, "organization_id"), None)


@follower.on("registry.organization.stage_changed")
async def move_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization is at another stage of engagement."""
    await _projection(connection, event).set_stage(
        _id(event, "organization_id"), event.data["to_stage"], _moment(event), decided=False
    )


@follower.on("agenda.partnership.settled")
async def settle_partnership(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The partners decided whether an organization is one of them."""
    await _projection(connection, event).set_stage(
        _id(event, "organization_id"), event.data["to_stage"], _moment(event), decided=True
    )


@follower.on("registry.affiliation.begun")
async def begin_affiliation(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person belongs to an organization."""
    await _projection(connection, event).put_affiliation(
        _id(event, "affiliation_id"),
        person_id=_id(event, "person_id"),
        organization_id=_id(event, "organization_id"),
        represents=event.data["represents"],
        alternate=event.data.get("alternate", False),
        since=_day(event, "since"),
        until=_day(event, "until"),
        began_at=_moment(event),
        named_by_staff=event.actor.get("capacity") in FACILITATING_ROLES,
    )


@follower.on("registry.affiliation.ended")
async def end_affiliation(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person no longer belongs to an organization, or will not after a day."""
    until = date.fromisoformat(event.data["until"])
    await _projection(connection, event).end_affiliation(_id(event, "affiliation_id"), until, _moment(event))


@follower.on("registry.staff.appointed")
async def tie_staff(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person works for the backbone."""
    await _projection(connection, event).tie(
        "staff", _id(event, "person_id"), _id(event, "staff_id"), _moment(event)
    )


@follower.on("registry.staff.ended")
async def untie_staff(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person no longer works for the backbone in a role."""
    await _projection(connection, event).untie("staff", _id(event, "staff_id"), _moment(event))


@follower.on("registry.mandate.proposed")
async def nominate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Organizations seek the mandate."""
    projection, mandate = _projection(connection, event), _id(event, "mandate_id")
    holders = [UUID(holder) for holder in event.data["organization_ids"]]
    await projection.put_mandate(
        mandate,
        organization_ids=holders,
        starts_on=_day(event, "starts_on"),
        ends_on=_day(event, "ends_on"),
        status="proposed",
        renews=UUID(event.data["renews"]) if event.data.get("renews") else None,
    )
    for holder in holders:
        await projection.tie("nominee", holder, mandate, _moment(event))


@follower.on("registry.mandate.withdrawn", "agenda.mandate.refused")
async def end_nomination(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Organizations no longer seek the mandate."""
    projection, mandate = _projection(connection, event), _id(event, "mandate_id")
    await projection.untie("nominee", mandate, _moment(event))
    await projection.set_mandate(mandate, "withdrawn" if event.type.endswith("withdrawn") else "refused")


@follower.on("agenda.mandate.granted")
async def grant_mandate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Organizations hold the mandate: from the decision on they are the backbone."""
    projection, mandate = _projection(connection, event), _id(event, "mandate_id")
    await projection.untie("nominee", mandate, _moment(event))
    await projection.set_mandate(mandate, "granted")
    for holder in event.data["organization_ids"]:
        await projection.tie("holder", UUID(holder), mandate, _moment(event), _day(event, "until"))


@follower.on("agenda.mandate.ended")
async def end_mandate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A mandate ends before its last day."""
    projection, mandate = _projection(connection, event), _id(event, "mandate_id")
    await projection.untie("holder", mandate, _moment(event), _day(event, "until"))
    await projection.set_mandate(mandate, "ended", _day(event, "until"))


@follower.on("agenda.exemption.given")
async def exempt(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A holder of the mandate takes part as a partner, too."""
    until = date.fromisoformat(event.data["until"])
    await _projection(connection, event).exempt(_id(event, "organization_id"), until)


@follower.on("registry.forum.formed")
async def form_forum(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """There is a forum."""
    method, quorum, notice_hours = rules_from_fields(event.data)
    await _projection(connection, event).put_forum(
        _id(event, "forum_id"),
        kind=event.data["kind"],
        method=method_as_json(method),
        quorum=quorum_as_json(quorum),
        notice_hours=notice_hours,
        delegated=[],
    )


@follower.on("agenda.forum_rules.set")
async def set_rules(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A forum decided on its rules for deciding."""
    method, quorum, notice_hours = rules_from_fields(event.data)
    rules = {
        "method": method_as_json(method),
        "quorum": quorum_as_json(quorum),
        "notice_hours": notice_hours,
    }
    await _projection(connection, event).set_rules(_id(event, "forum_id"), rules)


@follower.on("agenda.delegation.given")
async def delegate(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A working group was left to decide on some kinds of matters."""
    await _projection(connection, event).delegate(_id(event, "forum_id"), event.data["kinds"])


_SEAT_STATUSES = {
    "registry.seat.proposed": "proposed",
    "registry.seat.accepted": "accepted",
    "registry.seat.taken": "seated",
    "registry.seat.passed_on": "seated",
    "registry.seat.declined": "declined",
    "registry.seat.withdrawn": "withdrawn",
    "registry.seat.given_up": "ended",
    "registry.seat.term_ended": "ended",
}


@follower.on(*_SEAT_STATUSES)
async def keep_seat(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A seat is at another stage."""
    organization = event.data.get("organization_id")
    await _projection(connection, event).put_seat(
        _id(event, "seat_id"),
        forum_id=_id(event, "forum_id"),
        person_id=_id(event, "person_id"),
        organization_id=UUID(organization) if organization else None,
        role=event.data["role"],
        votes=event.data["votes"],
        status=_SEAT_STATUSES[event.type],
        ends_at=_time(event, "ends_at"),
        renewal_ends_at=None,
    )


@follower.on("registry.seat.passed_on")
async def end_seat_of_before(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization named who sits for it from now on: the seat of before is over."""
    await _projection(connection, event).set_seats([_id(event, "from_seat_id")], "ended")


@follower.on("registry.seat.renewal_asked")
async def ask_renewal(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The holder of a seat would stay for another term."""
    until = datetime.fromisoformat(event.data["ends_at"])
    await _projection(connection, event).ask_renewal(_id(event, "seat_id"), until)


_SETTLED = {"agenda.seats.filled": "seated", "agenda.seats.vacated": "ended"}


@follower.on(*_SETTLED)
async def settle_seats(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Seats were filled or vacated."""
    seat_ids = [UUID(seat) for seat in event.data["seat_ids"]]
    await _projection(connection, event).set_seats(seat_ids, _SETTLED[event.type])


_INDICATOR_STATUSES = {
    "metrics.indicator.proposed": "proposed",
    "metrics.indicator.proposal_withdrawn": "draft",
    "metrics.indicator.retired": "retired",
}


@follower.on(*_INDICATOR_STATUSES)
async def keep_indicator(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An indicator has come further, or back."""
    status = _INDICATOR_STATUSES[event.type]
    await _projection(connection, event).put_indicator(_id(event, "indicator_id"), status)


@follower.on("agenda.indicators.shared")
async def share_indicators(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Indicators are shared."""
    for indicator in event.data["indicator_ids"]:
        await _projection(connection, event).put_indicator(UUID(indicator), "shared")


@follower.on("agenda.competence.set")
async def set_competence(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Fewer forums decide on some matters, or those of the charter again."""
    for matter in event.data["matters"]:
        await _projection(connection, event).set_competence(
            matter, event.data["forum_kinds"], _id(event, "decision_id")
        )


@follower.on("agenda.indicators.retired")
async def retire_indicators(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Indicators are measured no more."""
    for indicator in event.data["indicator_ids"]:
        await _projection(connection, event).put_indicator(UUID(indicator), "retired")


@follower.on("registry.organization.grouped")
async def group_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization stands somewhere in a grouping, or it is not said where."""
    value = event.data.get("value_id")
    await _projection(connection, event).group(
        _id(event, "organization_id"), _id(event, "grouping_id"), UUID(value) if value else None
    )


@follower.on("registry.meeting.called")
async def call_meeting(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A forum meets: hands can be shown there."""
    await _projection(connection, event).put_meeting(_id(event, "meeting_id"), _id(event, "forum_id"))


@follower.on("registry.meeting.cancelled")
async def cancel_meeting(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A meeting does not take place."""
    await _projection(connection, event).drop_meeting(_id(event, "meeting_id"))


@follower.on("events.erasure.requested")
async def forget_person(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A person is being erased: of what was kept of them, open decisions need one thing to be counted."""
    person_id, today = _id(event, "person_id"), _moment(event).date()
    await keep_what_binds(connection, event.initiative_id, person_id, today)
    await _projection(connection, event).forget_person(person_id)
    await InterestDeclarationRepository(connection, event.initiative_id).forget(person_id)


@follower.on("registry.interest.declared", only_shown=True)
async def keep_declaration(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Somebody declared interests in a proposed mandate, or that they have none."""
    organization = event.data.get("organization_id")
    await InterestDeclarationRepository(connection, event.initiative_id).put(
        _id(event, "mandate_id"),
        _id(event, "author_id"),
        UUID(organization) if organization else None,
        _moment(event),
        has_interests=event.data["has_interests"],
    )
