"""How forums are to be composed; whether who is to mediate has taken it on."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0032"
down_revision = "0031"

SEAT_TARGETS = """
CREATE TABLE registry.seat_target (
    initiative_id uuid NOT NULL,
    forum_id uuid NOT NULL,
    id uuid NOT NULL,
    sector text,
    grouping_id uuid,
    value_id uuid,
    at_least int NOT NULL CHECK (at_least > 0),
    with_votes boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, forum_id, id),
    CHECK ((sector IS NULL) <> (value_id IS NULL)),
    CHECK ((grouping_id IS NULL) = (value_id IS NULL)),
    FOREIGN KEY (initiative_id, forum_id) REFERENCES registry.forum (initiative_id, id)
);
CREATE UNIQUE INDEX seat_target_of_group ON registry.seat_target
    (initiative_id, forum_id, sector, value_id, with_votes) NULLS NOT DISTINCT;
-- Those who mediate by now were named without being asked.
ALTER TABLE registry.mediation ADD COLUMN mediator_accepted boolean NOT NULL DEFAULT true;
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(SEAT_TARGETS)
    run_script(grant_service("registry"))
