"""Ballots that await confirmation, shows of hands and their meetings, reasons of those who support an act."""

from shared.database.migrations import run_script

revision = "0011"
down_revision = "0010"

ABSENT = """
ALTER TABLE agenda.ballot
    ADD COLUMN status text NOT NULL DEFAULT 'counts',
    ADD COLUMN recorded_by uuid,
    ADD COLUMN meeting_id uuid,
    ADD COLUMN correct_until timestamptz;
ALTER TABLE agenda.ballot ALTER COLUMN status DROP DEFAULT;
ALTER TABLE agenda.decision ADD COLUMN corrections_until timestamptz;
ALTER TABLE agenda.decision_support ADD COLUMN reason jsonb;

CREATE TABLE agenda.meeting (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    forum_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add columns and table."""
    run_script(ABSENT)
