"""Support for taking part: what made it possible for how many, at what, and which spending paid for it."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0031"
down_revision = "0030"

SUPPORT = """
CREATE TABLE registry.participation_support (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    support text NOT NULL,
    given_on date NOT NULL,
    number int NOT NULL CHECK (number > 0),
    engagement_id uuid,
    meeting_id uuid,
    organization_id uuid,
    spending_id uuid,
    withdrawn boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CHECK (num_nonnulls(engagement_id, meeting_id) = 1),
    FOREIGN KEY (initiative_id, engagement_id) REFERENCES registry.engagement_activity (initiative_id, id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id),
    FOREIGN KEY (initiative_id, spending_id) REFERENCES registry.spending (initiative_id, id)
);
CREATE UNIQUE INDEX participation_support_paid
    ON registry.participation_support (initiative_id, spending_id) WHERE NOT withdrawn;
COMMENT ON COLUMN registry.participation_support.number IS 'of people supported; none of them is named';
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(SUPPORT)
    run_script(grant_service("registry"))
