"""What a report of figures is, however it comes in: who makes it, and the digest the log has of its rows."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.metrics.observations.events import ObservationsReported, ReportKind
from shared.commands import Caller, Command
from shared.ids import uuid7

SALT_BYTES = 32
MAX_NAMED = 200
"""Organizations or indicators that an entry of the log names."""

DIGESTED = (
    "id",
    "revision",
    "indicator_id",
    "organization_id",
    "period",
    "dimensions_key",
    "state",
    "value",
    "numerator",
    "denominator",
)
"""The columns of a row as the digest has it: joined by tabs, without a value empty, a line each, by id."""


def may_report(caller: Caller, organization_id: UUID) -> bool:
    """Whether somebody reports for an organization: its own, facilitators, the data analyst."""
    return reports_for_any(caller) or organization_id in reports_for(caller)


def reports_for(caller: Caller) -> frozenset[UUID]:
    """The organizations somebody reports for as one of theirs: a representative, or a system that may."""
    if caller.integration is not None:
        return frozenset({caller.integration.organization_id})
    return caller.standing.represents if caller.standing else frozenset()


def reports_for_any(caller: Caller) -> bool:
    """Whether somebody reports for whichever organization."""
    standing = caller.standing
    return standing is not None and (standing.facilitates or "data_analyst" in standing.staff_roles)


def digest_of(salt: bytes, rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the salt and the rows' lines, in hexadecimal digits."""
    lines = sorted((str(row["id"]), line_of(row)) for row in rows)
    return hashlib.sha256(salt + "\n".join(line for _, line in lines).encode()).hexdigest()


def line_of(row: Mapping[str, Any]) -> str:
    """A row as the digest has it."""
    return "\t".join("" if row[name] is None else _plain(row[name]) for name in DIGESTED)


def _plain(value: Any) -> str:
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


class Report:
    """A report in the making."""

    def __init__(self, command: Command, kind: ReportKind, reason: Mapping[str, str] | None = None) -> None:
        self.id = uuid7()
        self.salt = secrets.token_bytes(SALT_BYTES)
        self._command = command
        self._kind = kind
        self._reason = reason

    def row(self, *, created: int, corrected: int, digest: str, now: datetime) -> dict[str, Any]:
        """The row that is kept of it."""
        return {
            "id": self.id,
            "kind": self._kind,
            "reason": self._reason,
            "created": created,
            "corrected": corrected,
            "salt": self.salt,
            "digest": digest,
            "reported_by": self._command.caller.person_id,
            "reported_at": now,
        }

    def record(
        self,
        *,
        created: int,
        corrected: int,
        digest: str,
        organizations: list[UUID],
        indicators: list[UUID],
        first: date,
        last: date,
    ) -> None:
        """Say in the log that it was made."""
        self._command.record(
            ObservationsReported(
                report_id=self.id,
                kind=self._kind,
                created=created,
                corrected=corrected,
                organization_ids=organizations if len(organizations) <= MAX_NAMED else None,
                indicator_ids=indicators if len(indicators) <= MAX_NAMED else None,
                first_on=first,
                last_on=last,
                digest=digest,
            )
        )
