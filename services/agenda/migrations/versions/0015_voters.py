"""Voters frozen with capacity and groupings; what closings have to know of those who were erased."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0015"
down_revision = "0014"

VOTERS = """
ALTER TABLE agenda.voter
    ADD COLUMN capacity text,
    ADD COLUMN organization_id uuid,
    ADD COLUMN grouping_value_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN bound_for text;
ALTER TABLE agenda.ballot ADD COLUMN caster_bound boolean NOT NULL DEFAULT false;

CREATE TABLE agenda.organization_grouping (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    grouping_id uuid NOT NULL,
    value_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, organization_id, grouping_id)
);
COMMENT ON TABLE agenda.organization_grouping IS 'projection of registry.organization.grouped';
"""


def upgrade() -> None:
    """Add the columns and the table, and let the service's role use it."""
    run_script(VOTERS)
    run_script(grant_service("agenda"))
