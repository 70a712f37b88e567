"""Extensions that two members ask for, and what people were reminded of."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0008"
down_revision = "0007"

STEERING = """
ALTER TABLE agenda.decision_support ADD COLUMN until timestamptz;
CREATE TABLE agenda.decision_reminder (
    initiative_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, decision_id, kind, at),
    FOREIGN KEY (initiative_id, decision_id) REFERENCES agenda.decision (initiative_id, id)
);
CREATE INDEX decision_to_review ON agenda.decision (review_on) WHERE outcome = 'adopted';
"""


def upgrade() -> None:
    """Add the column and the table, and let the service's role use it."""
    run_script(STEERING)
    run_script(grant_service("agenda"))
