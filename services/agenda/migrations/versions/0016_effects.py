"""What had gone of what a decision is about when it was to take effect; which forums decide what."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0016"
down_revision = "0015"

EFFECTS = """
ALTER TABLE agenda.decision ADD COLUMN effect_gone jsonb NOT NULL DEFAULT '[]';

CREATE TABLE agenda.competence (
    initiative_id uuid NOT NULL,
    matter text NOT NULL,
    forum_kinds text[] NOT NULL,
    decision_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, matter)
);
COMMENT ON TABLE agenda.competence IS 'projection of agenda.competence.set';
"""


def upgrade() -> None:
    """Add the column and the table, and let the service's role use it."""
    run_script(EFFECTS)
    run_script(grant_service("agenda"))
