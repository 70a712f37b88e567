"""Sources: what the work rests on besides voices."""

from shared.database.migrations import run_script

revision = "0006"
down_revision = "0005"

SOURCES = """
CREATE TABLE registry.source (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    title jsonb NOT NULL,
    author jsonb,
    link text,
    published_on date,
    note jsonb,
    status text NOT NULL,
    recorded_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX source_recorded_by ON registry.source (initiative_id, recorded_by);
"""


def upgrade() -> None:
    """Add the table."""
    run_script(SOURCES)
