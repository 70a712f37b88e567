"""Engagement activities: what was held with the community, whom it reached, what made coming possible."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0024"
down_revision = "0023"

ENGAGEMENT = """
CREATE TABLE registry.engagement_activity (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    held_on date NOT NULL,
    title jsonb NOT NULL,
    text jsonb,
    involvement text NOT NULL,
    organization_ids uuid[] NOT NULL,
    languages text[] NOT NULL,
    support text[] NOT NULL,
    invited int,
    took_part int NOT NULL,
    with_lived_experience int,
    withdrawn boolean NOT NULL,
    recorded_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CHECK (with_lived_experience <= took_part)
);
CREATE INDEX engagement_activity_held ON registry.engagement_activity (initiative_id, held_on);
CREATE INDEX engagement_activity_recorded_by ON registry.engagement_activity (initiative_id, recorded_by);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(ENGAGEMENT)
    run_script(grant_service("registry"))
