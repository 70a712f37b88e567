"""Who sees what ballots say, and when; secret ballots as they are published, by receipts."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0012"
down_revision = "0011"

SECRECY = """
ALTER TABLE agenda.decision ADD COLUMN secrecy text NOT NULL DEFAULT 'open';
ALTER TABLE agenda.ballot ADD COLUMN receipt uuid;

CREATE TABLE agenda.published_ballot (
    initiative_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    receipt uuid NOT NULL,
    sector text,
    choice text,
    option_ids uuid[],
    scores integer[],
    PRIMARY KEY (initiative_id, decision_id, receipt),
    FOREIGN KEY (initiative_id, decision_id) REFERENCES agenda.decision (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the columns and the table, and let the service's role use it."""
    run_script(SECRECY)
    run_script(grant_service("agenda"))
