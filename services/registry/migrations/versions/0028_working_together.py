"""Attendance by person and version; objections, amendments and proxies that ask something of people."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0028"
down_revision = "0027"

WORKING_TOGETHER = """
ALTER TABLE registry.attendance ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE registry.asked_matter
    ADD COLUMN asked_at timestamptz,
    ADD COLUMN asked_by uuid,
    ADD COLUMN notice_hours int,
    ADD COLUMN answered_at timestamptz;
CREATE TABLE registry.known_proxy (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    voter_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    forum_id uuid NOT NULL,
    decision_id uuid,
    until date,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX known_proxy_holder ON registry.known_proxy (initiative_id, holder_id);
"""


def upgrade() -> None:
    """Add the columns and the table, and let the service's role use them."""
    run_script(WORKING_TOGETHER)
    run_script(grant_service("registry"))
