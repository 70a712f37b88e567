"""Invitations and the accounts they bind to people."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0002"
down_revision = "0001"

# Two look-ups name no initiative: a secret does not say which one it is for, and an account asks for all
# that it is bound in.
TABLES = """
CREATE TABLE registry.invitation (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    redeemed_at timestamptz,
    revoked_at timestamptz,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX invitation_person ON registry.invitation (initiative_id, person_id, id);
CREATE TABLE registry.account (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    everywhere_id uuid NOT NULL,
    person_id uuid NOT NULL,
    bound_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX account_person ON registry.account (initiative_id, person_id, id);
CREATE INDEX account_everywhere ON registry.account (everywhere_id, initiative_id);
"""


def upgrade() -> None:
    """Create the tables and let the service's role use them."""
    run_script(TABLES)
    run_script(grant_service("registry"))
