"""The tables every service has besides its own: standing, cursors, kept answers, buckets, erasures.

Frozen: migrations call these functions. A change is a new function and a new revision in every service.
"""

from shared.database.roles import role_of

_V1 = """
CREATE TABLE {schema}.follower_cursor (
    initiative_id uuid PRIMARY KEY,
    version int NOT NULL,
    position bigint NOT NULL,
    complete boolean NOT NULL
);
CREATE TABLE {schema}.standing_fact (
    initiative_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    fact_id uuid NOT NULL,
    kind text NOT NULL,
    object_id uuid,
    detail text,
    since date,
    until date,
    PRIMARY KEY (initiative_id, subject_id, fact_id)
);
CREATE INDEX standing_fact_id ON {schema}.standing_fact (initiative_id, fact_id);
CREATE TABLE {schema}.idempotency_record (
    initiative_id uuid NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers text[] NOT NULL,
    body bytea,
    log_id uuid,
    last_event_id uuid,
    people uuid[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (initiative_id, caller, key)
);
CREATE INDEX idempotency_record_age ON {schema}.idempotency_record (created_at);
CREATE UNLOGGED TABLE {schema}.rate_bucket (
    key text PRIMARY KEY,
    tokens float8 NOT NULL,
    refilled_at timestamptz NOT NULL
);
CREATE TABLE {schema}.charter_refusal (
    initiative_id uuid NOT NULL,
    person_id uuid NOT NULL,
    rule text NOT NULL,
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, person_id, rule)
);
CREATE TABLE {schema}.erasure_task (
    initiative_id uuid NOT NULL,
    erasure_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, erasure_id)
);
"""


_LINKS_V1 = """
CREATE TABLE {schema}.capability_link (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL,
    person_id uuid NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, digest)
);
COMMENT ON COLUMN {schema}.capability_link.digest IS 'SHA-256 of the secret, which is stored nowhere';
CREATE INDEX capability_link_person ON {schema}.capability_link (initiative_id, person_id);
CREATE INDEX capability_link_end ON {schema}.capability_link (expires_at);
"""


def link_tables_v1(schema: str) -> str:
    """The capability links of a service that has any, as SQL."""
    return _LINKS_V1.format(schema=schema)


def service_tables_v1(schema: str) -> str:
    """The first version of the tables, as SQL."""
    return _V1.format(schema=schema)


def grant_service(schema: str) -> str:
    """What the service's role may do in its schema: everything with rows, nothing with tables."""
    role = role_of(schema)
    return f"""
        GRANT USAGE ON SCHEMA {schema} TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
        REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version FROM {role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
    """
