"""Whose webhook endpoints a caller may see and change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.commands import Caller, Capacity


@dataclass(frozen=True, slots=True)
class Ownership:
    """The endpoints of some organizations, of one system, or, for the operator, all of them."""

    organizations: frozenset[UUID] | None = None
    integration_id: UUID | None = None

    @classmethod
    def of(cls, caller: Caller) -> "Ownership":
        """What a caller owns: a system what is its own, people what is their organizations'."""
        if caller.integration is not None:
            return cls(integration_id=caller.integration.integration_id)
        if caller.kind == "operator":
            return cls()
        return cls(organizations=caller.standing.represents if caller.standing else frozenset())

    def covers(self, organization_id: UUID, integration_id: UUID) -> bool:
        """Whether an endpoint of that system, of that organization, is theirs."""
        if self.integration_id is not None:
            return integration_id == self.integration_id
        return self.organizations is None or organization_id in self.organizations

    def has(self, row: Mapping[str, Any]) -> bool:
        """Whether an endpoint is theirs."""
        return self.covers(row["organization_id"], row["integration_id"])

    def acting(self, caller: Caller, organization_id: UUID) -> Caller:
        """The caller in the capacity in which they own it."""
        if self.organizations is None:
            return caller
        return caller.acting(Capacity.REPRESENTATIVE, organization_id)
