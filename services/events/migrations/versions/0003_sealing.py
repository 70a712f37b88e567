"""Sealing: tiles, checkpoints, what the sealer refuses; witnesses, their policy and cosignatures."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE events.tile (
    initiative_id uuid NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    index bigint NOT NULL CHECK (index >= 0),
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
    PRIMARY KEY (initiative_id, level, index)
);
ALTER TABLE events.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON COLUMN events.tile.hashes IS 'SHA-256 hashes, 256 where the tile is full (C2SP tlog-tiles)';

CREATE TABLE events.sealed_log (
    initiative_id uuid PRIMARY KEY,
    size bigint NOT NULL,
    signed_at timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE events.sealed_log IS 'how far each log is in tiles, and when it was signed last';

CREATE TABLE events.checkpoint (
    initiative_id uuid NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, size)
);

CREATE TABLE events.sealing_alarm (
    initiative_id uuid PRIMARY KEY,
    reason text NOT NULL,
    signed_size bigint NOT NULL,
    found_size bigint NOT NULL,
    raised_at timestamptz NOT NULL
);
COMMENT ON TABLE events.sealing_alarm IS 'logs the sealer refuses to sign, and why';

CREATE TABLE events.witness_policy (
    initiative_id uuid PRIMARY KEY,
    threshold int NOT NULL,
    version int NOT NULL
);
CREATE TABLE events.witness (
    initiative_id uuid NOT NULL,
    name text NOT NULL,
    verifier_key text NOT NULL,
    organization_id uuid,
    PRIMARY KEY (initiative_id, name)
);
CREATE TABLE events.cosignature (
    initiative_id uuid NOT NULL,
    size bigint NOT NULL,
    name text NOT NULL,
    line text NOT NULL,
    cosigned_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, size, name)
);
"""


def upgrade() -> None:
    """Create the tables and let the service's role use them."""
    run_script(TABLES)
    run_script(grant_service("events"))
