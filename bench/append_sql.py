"""The ways to append that are compared, as pgbench runs them: BEGIN, one statement, COMMIT.

Every alternative writes the same line of Shidra's. Lines are made beforehand and only given a fresh id by the
server, at the same cost for all. The bare insert writes into the log's own table, as its owner may, for
initiatives that have no log: the same row in the same indexes, but no lock, no position and nothing checked
except what the table's own constraints say.
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from services.registry.organizations.events import OrganizationMapped
from services.registry.people.events import AffiliationBegun
from shared.eventlog.envelope import Actor, Entry, entry
from shared.ids import uuid7

TABLES = """
CREATE SCHEMA bench;
CREATE TABLE bench.model (
    number int PRIMARY KEY, initiative_id uuid, bare_id uuid, before bytea, after bytea, other bytea,
    subject text, actor_id uuid, fields text[], salts bytea[], opened text[]
);
CREATE SEQUENCE bench.position CACHE 100;
CREATE TABLE bench.message (
    global_position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    stream text NOT NULL,
    position bigint NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (stream, position)
);
CREATE INDEX message_category ON bench.message (split_part(stream, '-', 1), global_position);
CREATE FUNCTION bench.write_message(p_id uuid, p_stream text, p_type text, p_data text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_next bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(split_part(p_stream, '-', 1), 0));
    v_next := 1 + coalesce(
        (SELECT position FROM bench.message WHERE stream = p_stream ORDER BY position DESC LIMIT 1), -1);
    INSERT INTO bench.message (id, stream, position, type, data)
    VALUES (p_id, p_stream, v_next, p_type, p_data::jsonb);
    RETURN v_next;
END $$;
GRANT USAGE ON SCHEMA bench TO shidra_registry, shidra_owner;
GRANT SELECT ON bench.model TO shidra_registry, shidra_owner;
GRANT ALL ON SEQUENCE bench.position, bench.message_global_position_seq TO shidra_owner;
GRANT SELECT, INSERT ON bench.message TO shidra_owner;
"""
"""What rows are made of, and message-db's published algorithm in SQL of our own: a lock per category, the
stream's last position read under it, one global order."""

FILL = """
SELECT bench.write_message(uuidv7(), 'initiative-' || number % 100, 'filled', '{}')
  FROM generate_series(1, 20000) AS number;
ANALYZE bench.message, bench.model, log.head;
"""
"""Rows for the planner to see: on an empty table it would plan, and keep, a scan of the whole."""

_LINE = "before || convert_to(uuidv7()::text, 'UTF8') || after"
_OTHER = "before || convert_to(uuidv7()::text, 'UTF8') || other"
_FROM = f"FROM (SELECT *, {_LINE} AS line, uuidv7() AS id FROM bench.model WHERE number = :log) AS model"
_KNOWN = "'{agenda.mandate}', 1000000000"
"""What a request that has just entered knows: all that its service follows, up to the log's end."""
_KNEW = "'{agenda.mandate}', 1"
_NOBODY = """'{"{}","{}","{}"}'"""
_NOTHING = ", ".join(["'{}'"] * 7)

BARE = "bare insert"
SHIDRA = "Shidra"
DEAREST = "Shidra, of two topics, long not followed"
SEALED = "Shidra, 3 sealed values kept"
MESSAGES = "message-db's way"
HUNDRED = "Shidra, 100 events an append"

# COLLATE: the result of convert_from would carry the collation C into the function, whose look-up by stream
# could then not use the index.
STATEMENTS = {
    BARE: f"""
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
        SELECT bare_id, nextval('bench.position'), id, '/registry', '{OrganizationMapped.type}',
               subject, actor_id, now(), line {_FROM}""",
    SHIDRA: f"""SELECT log.append(initiative_id, ARRAY[line], {_KNOWN}, {_NOTHING}) {_FROM}""",
    DEAREST: f"""
        SELECT log.append(initiative_id, ARRAY[line], {_KNEW}, {_NOTHING})
          FROM (SELECT *, CASE WHEN random() < 0.5 THEN {_LINE} ELSE {_OTHER} END AS line
                  FROM bench.model WHERE number = :log) AS model""",
    SEALED: f"""
        SELECT log.append(initiative_id, ARRAY[line], {_KNOWN}, '{{1,1,1}}', fields, salts, opened,
                          '{{members,members,members}}', {_NOBODY}, {_NOBODY}) {_FROM}""",
    MESSAGES: f"""
        SELECT bench.write_message(
                   id, 'initiative' || replace(initiative_id::text, '-', '') || '-' || :client_id,
                   '{OrganizationMapped.type}', convert_from(line, 'UTF8') COLLATE "default") {_FROM}""",
    HUNDRED: f"""
        SELECT log.append(initiative_id, ARRAY(SELECT {_LINE} FROM generate_series(1, 100)),
                          {_KNOWN}, {_NOTHING}) {_FROM}""",
}


def script(alternative: str, logs: int) -> str:
    """What pgbench runs again and again, over so many logs."""
    statement = " ".join(STATEMENTS[alternative].split())
    return f"\\set log random(1, {logs})\nBEGIN;\n{statement};\nCOMMIT;\n"


def an_entry(log: UUID) -> Entry:
    """An organization mapped, for a log."""
    example = {**OrganizationMapped.example, "website": None}
    return entry(
        OrganizationMapped.model_validate(example),
        source="/registry",
        initiative_id=log,
        actor=Actor("person", uuid4(), "partnerships_manager", uuid4()),
        time=datetime.now(UTC),
        request_id=str(uuid4()),
    )


async def store_model(connection: asyncpg.Connection, number: int, log: UUID) -> None:
    """Keep a line for a log, parted where its id stands, and what opens its commitments."""
    model = an_entry(log)
    before, _, after = model.line.partition(str(model.id).encode())
    fields, salts, opened = zip(*((o.field, o.salt, o.value.decode()) for o in model.openings), strict=True)
    other = after.replace(OrganizationMapped.type.encode(), AffiliationBegun.type.encode())
    told = json.loads(model.line)
    row: tuple[Any, ...] = (
        number, log, uuid7(), before, after, other,
        told["subject"], told["actor"]["id"], fields, salts, opened,
    )  # fmt: skip
    given = ", ".join(f"${number}" for number in range(1, len(row) + 1))
    await connection.execute(f"INSERT INTO bench.model VALUES ({given})", *row)
