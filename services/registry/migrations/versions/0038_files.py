"""Files of sources, statements and context events: what is known of them, and their bytes apart."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0038"
down_revision = "0037"

FILES = """
CREATE TABLE registry.file (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    of_kind text NOT NULL,
    of_id uuid NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    size int NOT NULL CHECK (size > 0),
    digest text NOT NULL,
    added_by uuid,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX file_of ON registry.file (initiative_id, of_kind, of_id, id);
CREATE TABLE registry.file_content (
    initiative_id uuid NOT NULL,
    file_id uuid NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (initiative_id, file_id),
    FOREIGN KEY (initiative_id, file_id) REFERENCES registry.file (initiative_id, id) ON DELETE CASCADE
);
-- What is packed already gets no smaller, and parts of it are never asked for.
ALTER TABLE registry.file_content ALTER COLUMN content SET STORAGE EXTERNAL;
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(FILES)
    run_script(grant_service("registry"))
