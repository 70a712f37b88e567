"""The rules of invitations: who invites whom, how long a secret holds, and that it holds once."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.registry.accounts.events import AccountBound
from services.registry.accounts.repository import AccountRepository
from services.registry.invitations.errors import (
    AccountBoundAlready,
    InvitationClosed,
    InvitationNotValid,
    OperatorInvitesFounders,
)
from services.registry.invitations.events import InvitationIssued, InvitationRevoked
from services.registry.invitations.repository import InvitationRepository
from services.registry.invitations.schemas import InvitationStatus
from services.registry.people.errors import PersonHasLeft
from services.registry.people.repository import PersonRepository
from services.registry.people.service import act_on_auditors
from shared.commands import Capacity, Command, Reading
from shared.http.auth.principals import AccountIds, AccountPrincipal, Principal
from shared.http.idempotency import NO_INITIATIVE
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.standing import Part

Row = Mapping[str, Any]

LIFETIME = timedelta(days=7)
_SECRET_BYTES = 32


def hash_of(secret: str) -> bytes:
    """What is kept of a secret. It has 256 random bits, so that a plain hash cannot be guessed from."""
    return hashlib.sha256(secret.encode()).digest()


def described(row: Row, now: datetime) -> dict[str, Any]:
    """An invitation with its status at a moment."""
    if row["redeemed_at"] is not None:
        status = InvitationStatus.REDEEMED
    elif row["revoked_at"] is not None:
        status = InvitationStatus.REVOKED
    else:
        status = InvitationStatus.OPEN if now < row["expires_at"] else InvitationStatus.EXPIRED
    return {**row, "status": status}


class Invitations:
    """Reading the invitations of a person."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = InvitationRepository(reading.connection, reading.initiative_id)

    async def page(self, person_id: UUID, after: UUID, limit: int) -> list[Any]:
        """A person's invitations, after an id."""
        rows = await self._repository.page(person_id, after, limit)
        return [described(row, self._reading.now) for row in rows]


class InvitationCommands:
    """Inviting people, and revoking invitations."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = InvitationRepository(command.connection, command.initiative_id)

    async def issue(self, person_id: UUID) -> Row:
        """Invite a person; their earlier invitations no longer hold.

        Answers the secret with it. Raises NotFound, PersonHasLeft, OperatorInvitesFounders, and for an
        auditor AuditorsByFounders: whoever invites could sign in as them.
        """
        command = self._command
        if (await self._invitable(person_id))["left_at"] is not None:
            raise PersonHasLeft
        for earlier in await self._repository.revoke_open(person_id, command.now):
            command.record(InvitationRevoked(invitation_id=earlier, person_id=person_id))
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "person_id": person_id,
                "secret_hash": hash_of(secret),
                "created_at": command.now,
                "expires_at": command.now + LIFETIME,
                "redeemed_at": None,
                "revoked_at": None,
                "version": 1,
            }
        )
        command.record(
            InvitationIssued(invitation_id=row["id"], person_id=person_id, expires_at=row["expires_at"])
        )
        return {**described(row, command.now), "secret": secret}

    async def revoke(self, person_id: UUID, invitation_id: UUID, precondition: Precondition) -> None:
        """Revoke an open invitation; raises PreconditionFailed, InvitationClosed, and what issuing raises."""
        await self._invitable(person_id)
        row = await self._repository.lock(person_id, invitation_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        if described(row, self._command.now)["status"] is not InvitationStatus.OPEN:
            raise InvitationClosed
        await self._repository.revoke(person_id, invitation_id, self._command.now)
        self._command.record(InvitationRevoked(invitation_id=invitation_id, person_id=person_id))

    async def _invitable(self, person_id: UUID) -> Row:
        # Held alone, so that of two invitations at the same moment one revokes the other.
        person = await PersonRepository(self._command.connection, self._command.initiative_id).lock(person_id)
        if person is None:
            raise NotFound
        if person["part"] == Part.AUDITOR:
            act_on_auditors(self._command)
        by_operator = self._command.caller.kind == "operator"
        if by_operator and not await self._repository.speaks_for_founder(person_id, self._command.now):
            raise OperatorInvitesFounders
        return person


class RedemptionCommands:
    """Redeeming invitations. The command is in the initiative of the person invited, and theirs."""

    def __init__(self, command: Command, account: Principal, ids: AccountIds) -> None:
        self._command = command
        self._account = account
        self._ids = ids

    async def redeem(self, secret: str) -> Row:
        """Bind the caller's account to the person invited.

        Raises Forbidden for a caller who is no account, InvitationNotValid and AccountBoundAlready.
        """
        command, person_id = self._command, self._command.caller.person_id
        if not isinstance(self._account, AccountPrincipal):
            raise Forbidden(OpenTo.ACCOUNTS)
        if person_id is None:
            raise InvitationNotValid
        command.caller = command.caller.acting(Capacity.PERSON)
        repository = InvitationRepository(command.connection, command.initiative_id)
        # The person before the invitation, in the order of issuing, so that neither waits for the other.
        here = await repository.share_person(person_id)
        if not (here and await repository.redeem(person_id, hash_of(secret), command.now)):
            raise InvitationNotValid
        row = await AccountRepository(command.connection, command.initiative_id).insert(
            {
                "id": self._ids.id_in(command.initiative_id, self._account),
                "everywhere_id": self._ids.id_in(NO_INITIATIVE, self._account),
                "person_id": person_id,
                "bound_at": command.now,
            }
        )
        if row is None:
            raise AccountBoundAlready
        command.record(AccountBound(account_id=row["id"], person_id=person_id))
        return {**row, "account_id": row["id"]}
