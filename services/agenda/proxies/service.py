"""The rules of proxies: who lets whom vote for them, and who takes that back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.electorates import NO_TIE, check_speaker
from services.agenda.decisions.errors import DecisionNotOpen, UnknownForum
from services.agenda.decisions.events import VoterKind
from services.agenda.decisions.handling import DecisionHandling
from services.agenda.proxies.errors import (
    NotVoterThere,
    ProxyEnded,
    ProxyGivenAlready,
    ProxyPeriodOutOfRange,
    ProxyToOneself,
    ProxyUsed,
    TooManyProxies,
)
from services.agenda.proxies.events import ProxyDeclined, ProxyGiven, ProxyRevoked
from services.agenda.proxies.repository import ProxyRepository
from services.agenda.proxies.schemas import ProxyCreate, ProxyStatus
from services.agenda.proxies.using import MOST
from shared.charter import hold_proxy
from shared.commands import Capacity, Command, Reading
from shared.governance import DecisionKind, ForumKind
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

LONGEST = timedelta(days=366)
"""How long a proxy for a time can be given for."""


class Proxies:
    """Reading the proxies of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ProxyRepository(reading.connection, reading.initiative_id)

    async def get(self, proxy_id: UUID) -> Row:
        """One proxy; raises NotFound."""
        row = await self._repository.get(proxy_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[Any]:
        """Proxies after an id, those that have the values given."""
        return await self._repository.page(after, limit, filters)


class ProxyCommands:
    """Giving proxies, and taking them back."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ProxyRepository(command.connection, command.initiative_id)
        self._deciding = DecisionHandling(command)
        self._today: date = command.now.date()

    async def give(self, body: ProxyCreate) -> Row:
        """Let somebody vote for oneself, or for an organization one represents.

        Raises Forbidden, NotFound, UnknownForum, DecisionNotOpen, ProxyPeriodOutOfRange, ProxyToOneself,
        CharterRefusal, NotVoterThere, ProxyGivenAlready and TooManyProxies.
        """
        given_by = self._speak_for(body.voter_id)
        if body.until is not None and not self._today <= body.until <= self._today + LONGEST:
            raise ProxyPeriodOutOfRange
        forum, decision = await self._where(body)
        await self._check_people(body, decision, given_by)
        await self._check_votes(body, forum, decision)
        for person_id in sorted((body.voter_id, body.holder_id)):  # in one order, whoever names whom
            await self._repository.one_at_a_time(person_id)
        scope = (forum["id"], body.decision_id, self._today)
        if await self._repository.has_same(body.voter_id, *scope):
            raise ProxyGivenAlready
        if await self._repository.held(body.holder_id, *scope) >= MOST:
            raise TooManyProxies(most=MOST)
        named = {
            "voter_id": body.voter_id,
            "holder_id": body.holder_id,
            "given_by": given_by,
            "forum_id": forum["id"],
            "decision_id": body.decision_id,
            "until": body.until,
        }
        row = await self._repository.insert(
            {"id": uuid7(), **named, "given_at": self._command.now, "status": ProxyStatus.GIVEN}
        )
        self._command.record(ProxyGiven(proxy_id=row["id"], **named))
        return row

    async def revoke(self, proxy_id: UUID) -> Row:
        """Take a proxy back: its voter, or whoever represents it. A period's ends for what is to come.

        Raises NotFound, Forbidden, ProxyEnded and ProxyUsed.
        """
        proxy = await self._locked(proxy_id)
        self._speak_for(proxy["voter_id"])
        decision_id = proxy["decision_id"]
        if decision_id is not None and await self._repository.counts(proxy_id, decision_id):
            raise ProxyUsed
        self._command.record(ProxyRevoked(**_named(proxy)))
        return await self._repository.end(proxy_id, ProxyStatus.REVOKED, self._command.now)

    async def decline(self, proxy_id: UUID) -> Row:
        """Vote for another no more: the holder alone; raises NotFound, Forbidden and ProxyEnded."""
        proxy = await self._locked(proxy_id)
        if proxy["holder_id"] != self._command.caller.person_id:
            raise Forbidden(OpenTo.PROXY)
        self._command.caller = self._command.caller.acting(Capacity.PERSON)
        self._command.record(ProxyDeclined(**_named(proxy)))
        return await self._repository.end(proxy_id, ProxyStatus.DECLINED, self._command.now)

    async def _locked(self, proxy_id: UUID) -> Row:
        proxy = await self._repository.lock(proxy_id, self._today)
        if proxy is None:
            raise NotFound
        if not proxy["lives"]:
            raise ProxyEnded
        return proxy

    def _speak_for(self, voter_id: UUID) -> UUID:
        """Go on as the voter or its representative; an alternate gives no proxy. Raises Forbidden."""
        standing = self._command.caller.standing
        assert standing is not None
        if voter_id == standing.person_id:
            self._command.caller = self._command.caller.acting(Capacity.PERSON)
        elif voter_id in standing.represents:
            self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, voter_id)
        else:
            raise Forbidden(OpenTo.VOTER)
        return standing.person_id

    async def _where(self, body: ProxyCreate) -> tuple[Row, Row | None]:
        """The forum, and the decision where it is for one; raises UnknownForum, NotFound, DecisionNotOpen."""
        if body.decision_id is None:
            assert body.forum_id is not None
            forum = await self._deciding.governing.forum(body.forum_id)
            if forum is None:
                raise UnknownForum
            return forum, None
        decision = await self._deciding.repository.get(body.decision_id)
        if decision is None:
            raise NotFound
        if decision["status"] == "closed" or (
            decision["status"] == "open" and self._command.now >= decision["closes_at"]
        ):
            raise DecisionNotOpen
        return await self._deciding.forum_of(decision), decision

    async def _check_people(self, body: ProxyCreate, decision: Row | None, given_by: UUID) -> None:
        """Raises ProxyToOneself, and CharterRefusal: of holders of the backbone, of givers named too late."""
        governing, now = self._deciding.governing, self._command.now
        opened_at = (decision["opened_at"] if decision else None) or now
        speakers = await governing.speakers(body.voter_id, opened_at, self._today)
        if body.holder_id == body.voter_id or body.holder_id in speakers:
            raise ProxyToOneself
        if decision is not None and speakers:
            check_speaker(given_by, speakers)
        tie = await governing.tie_of(body.holder_id, opened_at, self._today) or NO_TIE
        hold_proxy(
            staff=tie["staff"],
            of_the_backbone=tie["of_the_backbone"],
            exempt=tie["exempt"],
            kind=DecisionKind(decision["kind"]) if decision else None,
        )

    async def _check_votes(self, body: ProxyCreate, forum: Row, decision: Row | None) -> None:
        """Voter and holder both vote there: in what is open, as it was frozen; raises NotVoterThere."""
        governing, repository = self._deciding.governing, self._deciding.repository
        if decision is None or decision["status"] == "draft":
            in_network = forum["kind"] == ForumKind.NETWORK
            members = (
                await governing.partners(self._today, self._command.now)
                if in_network
                else await governing.seated(forum["id"])
            )
            people = {one["person_id"] for one in members}
            voters = people | {one["organization_id"] for one in members}
            if body.voter_id not in voters or body.holder_id not in people:
                raise NotVoterThere
            return
        entitled = await repository.entitled_among(decision["id"], [body.voter_id])
        holders = [body.holder_id]
        if VoterKind(decision["voter"]) is VoterKind.ORGANIZATION:
            holders = await governing.spoken_for(body.holder_id, self._today)
        if not entitled or not await repository.entitled_among(decision["id"], holders):
            raise NotVoterThere


def _named(proxy: Row) -> dict[str, UUID]:
    return {"proxy_id": proxy["id"], "voter_id": proxy["voter_id"], "holder_id": proxy["holder_id"]}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase the proxies a person gave or held; ballots that were cast by them stay."""
    await ProxyRepository(connection, initiative_id).forget(person_id)
