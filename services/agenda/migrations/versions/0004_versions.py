"""Adopted versions of the agenda, and reactions to voices."""

from shared.database.migrations import run_script

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE agenda.agenda_version (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    decision_id uuid NOT NULL,
    revision_ids uuid[] NOT NULL,
    adopted_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
COMMENT ON TABLE agenda.agenda_version IS 'projection of agenda.agenda.adopted and agenda.principles.adopted';
CREATE TABLE agenda.voice_reaction (
    initiative_id uuid NOT NULL,
    voice_id uuid NOT NULL,
    person_id uuid NOT NULL,
    reaction text NOT NULL,
    reacted_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, voice_id, person_id)
);
CREATE INDEX voice_reaction_person ON agenda.voice_reaction (initiative_id, person_id);
"""


def upgrade() -> None:
    """Create the tables."""
    run_script(TABLES)
