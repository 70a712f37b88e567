"""Voting for another: who may on a decision, as its electorate was frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.decisions.electorates import check_speaker
from services.agenda.decisions.events import VoterKind
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.governing.repository import Governing
from services.agenda.proxies.errors import TooManyProxies
from services.agenda.proxies.repository import ProxyRepository
from shared.commands import Command
from shared.standing import Standing

Row = Mapping[str, Any]

MOST = 2
"""For how many others a person votes at the most, on one decision."""


def voters_of(standing: Standing, voter: VoterKind) -> list[UUID]:
    """As which voters somebody votes without any proxy."""
    if voter is VoterKind.PERSON:
        return [standing.person_id]
    return sorted(standing.represents | standing.alternate_for)


async def use_proxy(command: Command, decision: Row, decision_id: UUID, voter_id: UUID) -> UUID | None:
    """The proxy by which the caller votes for a voter; None where there is none that holds.

    Its holder has to have a vote in the same decision: neither whoever stepped aside, nor whoever came after
    the opening, votes for others. A proxy is used as its own voter's alone, so none leads on to another.
    Raises TooManyProxies, and CharterRefusal where whoever gave it would have been refused the ballot.
    """
    standing = command.caller.standing
    assert standing is not None
    repository = ProxyRepository(command.connection, command.initiative_id)
    today = command.now.date()
    proxy = await repository.applying(voter_id, decision["forum_id"], decision_id, today)
    if proxy is None or proxy["holder_id"] != standing.person_id:
        return None
    if not await _given_by_who_may(command, decision, proxy):
        return None
    decisions = DecisionRepository(command.connection, command.initiative_id)
    if not await decisions.entitled_among(decision_id, voters_of(standing, VoterKind(decision["voter"]))):
        return None
    await repository.one_at_a_time(standing.person_id)
    if await repository.used_for(standing.person_id, decision_id, voter_id) >= MOST:
        raise TooManyProxies(most=MOST)
    await repository.use(proxy["id"], command.now)
    proxy_id: UUID = proxy["id"]
    return proxy_id


async def _given_by_who_may(command: Command, decision: Row, proxy: Row) -> bool:
    """Whether whoever gave an organization's proxy can vote for it; given before the opening, they could.

    Otherwise staff could name somebody while a decision is open, who casts no ballot in the place of who
    spoke at the opening, and lets another cast it. Raises CharterRefusal.
    """
    opened_at = decision["opened_at"]
    of_person = VoterKind(decision["voter"]) is VoterKind.PERSON
    if of_person or opened_at is None or proxy["given_at"] <= opened_at:
        return True
    governing = Governing(command.connection, command.initiative_id)
    speakers = await governing.speakers(proxy["voter_id"], opened_at, command.now.date())
    if proxy["given_by"] not in speakers:
        return False
    check_speaker(proxy["given_by"], speakers)
    return True
