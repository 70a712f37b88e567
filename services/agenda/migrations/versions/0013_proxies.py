"""Proxies: who lets whom vote for them, and by which a ballot was cast."""

from shared.database.migrations import run_script

revision = "0013"
down_revision = "0012"

PROXIES = """
ALTER TABLE agenda.ballot ADD COLUMN proxy_id uuid;

CREATE TABLE agenda.proxy (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    voter_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    forum_id uuid NOT NULL,
    decision_id uuid,
    until date,
    given_by uuid,
    given_at timestamptz NOT NULL,
    status text NOT NULL,
    used_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX proxy_voter ON agenda.proxy (initiative_id, voter_id);
CREATE INDEX proxy_holder ON agenda.proxy (initiative_id, holder_id);
"""


def upgrade() -> None:
    """Add column and table."""
    run_script(PROXIES)
