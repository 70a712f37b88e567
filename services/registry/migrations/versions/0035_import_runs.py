"""Imports that a worker carries out: the state of every import, and files kept until they are imported."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0035"
down_revision = "0034"

RUNS = """
ALTER TABLE registry.import
    ADD COLUMN state text NOT NULL DEFAULT 'done',
    ADD COLUMN dry_run boolean NOT NULL DEFAULT false,
    ADD COLUMN accepted boolean,
    ADD COLUMN rows_read int NOT NULL DEFAULT 0,
    ADD COLUMN rows_judged int NOT NULL DEFAULT 0,
    ADD COLUMN changes int NOT NULL DEFAULT 0,
    ADD COLUMN changes_stored int NOT NULL DEFAULT 0,
    ADD COLUMN cancelling boolean NOT NULL DEFAULT false,
    ADD COLUMN failure text,
    ADD COLUMN errors jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN sent_at timestamptz,
    ADD COLUMN ended_at timestamptz,
    ALTER COLUMN made_at DROP NOT NULL;
UPDATE registry.import
   SET accepted = true, rows_read = rows, rows_judged = rows, changes = created + updated,
       changes_stored = created + updated, sent_at = made_at, ended_at = made_at;
ALTER TABLE registry.import ALTER COLUMN sent_at SET NOT NULL;
CREATE INDEX import_never_made ON registry.import (ended_at) WHERE made_at IS NULL;
CREATE TABLE registry.import_task (
    initiative_id uuid NOT NULL,
    import_id uuid NOT NULL,
    person_id uuid,
    media_type text NOT NULL,
    options jsonb NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    sent_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, import_id),
    FOREIGN KEY (initiative_id, import_id) REFERENCES registry.import (initiative_id, id)
);
CREATE INDEX import_task_due ON registry.import_task (due_at);
CREATE TABLE registry.import_piece (
    initiative_id uuid NOT NULL,
    import_id uuid NOT NULL,
    number int NOT NULL,
    content bytea NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, import_id, number)
);
CREATE INDEX import_piece_age ON registry.import_piece (kept_at);
"""


def upgrade() -> None:
    """Add the columns and the tables, and let the service's role use them."""
    run_script(RUNS)
    run_script(grant_service("registry"))
