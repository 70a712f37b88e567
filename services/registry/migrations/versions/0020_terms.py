"""Terms of seats, and the time zones in which they end."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0020"
down_revision = "0019"

TERMS = """
ALTER TABLE registry.initiative ADD COLUMN time_zone text NOT NULL DEFAULT 'Asia/Jerusalem';
ALTER TABLE registry.forum ADD COLUMN time_zone text;
CREATE TABLE registry.seat_term (
    initiative_id uuid NOT NULL,
    seat_id uuid NOT NULL,
    ends_on date,
    ends_at timestamptz,
    renewal_ends_on date,
    renewal_ends_at timestamptz,
    reminded_of timestamptz,
    PRIMARY KEY (initiative_id, seat_id)
);
CREATE INDEX seat_term_ends ON registry.seat_term (ends_at);
"""


def upgrade() -> None:
    """Add the columns and the table, and let the service's role use it."""
    run_script(TERMS)
    run_script(grant_service("registry"))
