"""Sections of the agenda with every wording they have had, and the sources they can cite."""

from shared.database.migrations import run_script

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE agenda.section (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    place int NOT NULL,
    status text NOT NULL,
    revision_id uuid NOT NULL,
    worded_by_partners boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE agenda.section_revision (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    section_id uuid NOT NULL,
    revision int NOT NULL,
    kind text NOT NULL,
    change text NOT NULL,
    basis boolean NOT NULL,
    title jsonb NOT NULL,
    text jsonb NOT NULL,
    translated_into text[] NOT NULL,
    cited_voice_ids uuid[] NOT NULL,
    cited_source_ids uuid[] NOT NULL,
    rests_on_community boolean NOT NULL,
    drafted_by uuid,
    drafted_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, section_id, revision)
);
CREATE INDEX section_revision_drafted_by ON agenda.section_revision (initiative_id, drafted_by);
CREATE INDEX section_revision_voices ON agenda.section_revision USING gin (cited_voice_ids);
CREATE INDEX section_revision_sources ON agenda.section_revision USING gin (cited_source_ids);
CREATE TABLE agenda.source (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    withdrawn boolean NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
COMMENT ON TABLE agenda.source IS 'projection of registry.source.*';
"""


def upgrade() -> None:
    """Create the tables."""
    run_script(TABLES)
