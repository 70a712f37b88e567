"""Where things are named in the log, for the story that people read."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE events.story_name (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    position bigint NOT NULL,
    field text NOT NULL,
    PRIMARY KEY (initiative_id, id)
) WITH (fillfactor = 80);
COMMENT ON TABLE events.story_name IS 'for each thing the newest event that names it: never the name itself';
"""


def upgrade() -> None:
    """Create the table and let the service's role use it."""
    run_script(TABLES)
    run_script(grant_service("events"))
