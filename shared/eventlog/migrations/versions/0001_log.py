"""The event log: entries, heads, opened values, the append function; nobody may change any of it."""

from shared.database.migrations import run_script

revision = "0001"
down_revision = None

SERVICES = ("registry", "agenda", "metrics", "events")

TABLES = """
CREATE TABLE log.head (
    initiative_id uuid PRIMARY KEY,
    size bigint NOT NULL CHECK (size > 0),
    last_positions jsonb NOT NULL
) WITH (fillfactor = 50);
COMMENT ON COLUMN log.head.last_positions IS 'source -> position of its last event';

CREATE TABLE log.entry (
    initiative_id uuid NOT NULL,
    position bigint NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    actor_id uuid,
    time timestamptz NOT NULL,
    line bytea NOT NULL CHECK (octet_length(line) <= 65535),
    PRIMARY KEY (initiative_id, position),
    CONSTRAINT type_belongs_to_source CHECK (starts_with(type, substr(source, 2) || '.'))
);
CREATE UNIQUE INDEX entry_id ON log.entry (initiative_id, id);
CREATE INDEX entry_type ON log.entry (initiative_id, type, position);
CREATE INDEX entry_subject ON log.entry (initiative_id, subject, position);
CREATE INDEX entry_actor ON log.entry (initiative_id, actor_id, position);
CREATE INDEX entry_time ON log.entry USING brin (time);

CREATE TABLE log.opening (
    initiative_id uuid NOT NULL,
    position bigint NOT NULL,
    field text NOT NULL,
    type text NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    value text NOT NULL,
    audience text NOT NULL,
    readers uuid[] NOT NULL,
    persons uuid[] NOT NULL,
    PRIMARY KEY (initiative_id, position, field)
);
COMMENT ON COLUMN log.opening.value IS 'canonical JSON (RFC 8785), the exact text that was committed to';
COMMENT ON COLUMN log.opening.readers IS 'people and organizations an audience may be narrowed to';
COMMENT ON COLUMN log.opening.persons IS 'people whose erasure erases this value';

CREATE TABLE log.erased_person (
    initiative_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, person_id)
);
COMMENT ON TABLE log.erased_person IS 'people about whom no value is taken down any more';

CREATE TABLE log.reader (
    role name NOT NULL,
    type text NOT NULL,
    PRIMARY KEY (role, type)
);
COMMENT ON TABLE log.reader IS 'which event types a role may read opened values of; * is all of them';
"""

# The lock queues appends of one log fairly; the head row, moved under it, gives positions without gaps.
APPEND = """
CREATE FUNCTION log.source_of_caller() RETURNS text LANGUAGE sql STABLE
RETURN '/' || substr(session_user::text, length('shidra_') + 1);

CREATE FUNCTION log.append(
    p_initiative uuid,
    p_lines bytea[],
    p_followed_to jsonb,
    p_opening_lines int[],
    p_opening_fields text[],
    p_opening_salts bytea[],
    p_opening_values text[],
    p_opening_audiences text[],
    p_opening_readers text[],
    p_opening_persons text[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_source text := log.source_of_caller();
    v_count int := cardinality(p_lines);
    v_first bigint;
    v_positions jsonb;
    v_written int;
    v_found bool;
    -- Parsed once, before the lock: the planner would parse a line again for every column taken from it.
    v_events jsonb[] := ARRAY(SELECT convert_from(line, 'UTF8')::jsonb FROM unnest(p_lines) AS lines (line));
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        -- A snapshot taken before the lock would not see the newest head.
        RAISE EXCEPTION 'appending needs read committed' USING ERRCODE = 'SH000';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    PERFORM set_config('shidra.within', 'log.append', true);
    UPDATE log.head
       SET size = size + v_count,
           last_positions = last_positions || jsonb_build_object(v_source, size + v_count - 1)
     WHERE initiative_id = p_initiative
    RETURNING size - v_count, last_positions INTO v_first, v_positions;
    v_found := FOUND;
    PERFORM set_config('shidra.within', '', true);
    IF NOT v_found THEN
        IF v_source <> '/registry' OR (v_events[1] ->> 'type')
                                      IS DISTINCT FROM 'registry.initiative.founded' THEN
            RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
        END IF;
        v_first := 0;
        INSERT INTO log.head VALUES (p_initiative, v_count, jsonb_build_object(v_source, v_count - 1));
    ELSIF EXISTS (
        SELECT FROM jsonb_each_text(p_followed_to) followed
         WHERE (v_positions ->> followed.key)::bigint > followed.value::bigint
    ) THEN
        RAISE EXCEPTION 'log moved' USING ERRCODE = 'SH001';
    END IF;

    INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
    SELECT p_initiative, v_first + n - 1, (e ->> 'id')::uuid, v_source, e ->> 'type', e ->> 'subject',
           (e -> 'actor' ->> 'id')::uuid, (e ->> 'time')::timestamptz, line
      FROM unnest(p_lines, v_events) WITH ORDINALITY AS lines (line, e, n)
     WHERE e ->> 'source' = v_source AND (e ->> 'initiative')::uuid = p_initiative;
    GET DIAGNOSTICS v_written = ROW_COUNT;
    IF v_written <> v_count THEN
        RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
    END IF;

    IF cardinality(p_opening_lines) > 0 THEN
        IF EXISTS (
            SELECT FROM log.erased_person erased, unnest(p_opening_persons) AS given (persons)
             WHERE erased.initiative_id = p_initiative AND erased.person_id = ANY (given.persons::uuid[])
        ) THEN
            RAISE EXCEPTION 'a value is about an erased person' USING ERRCODE = 'SH006';
        END IF;
        INSERT INTO log.opening (
            initiative_id, position, field, type, salt, value, audience, readers, persons
        )
        SELECT p_initiative, v_first + n - 1, field, v_events[n] ->> 'type', salt, value, audience,
               readers::uuid[], persons::uuid[]
          FROM unnest(
                   p_opening_lines, p_opening_fields, p_opening_salts, p_opening_values, p_opening_audiences,
                   p_opening_readers, p_opening_persons
               ) AS o (n, field, salt, value, audience, readers, persons)
         WHERE v_events[n] -> 'sealed' ->> field = encode(sha256(
                   '\\x7368696472612f76312f7365616c656400'::bytea || convert_to(
                       '["' || encode(salt, 'base64') || '","' || field || '",' || value || ']',
                       'UTF8')), 'hex');
        GET DIAGNOSTICS v_written = ROW_COUNT;
        IF v_written <> cardinality(p_opening_lines) THEN
            RAISE EXCEPTION 'an opened value does not open its commitment' USING ERRCODE = 'SH004';
        END IF;
    END IF;
    RETURN v_first + v_count - 1;
END $$;
REVOKE ALL ON FUNCTION log.append FROM PUBLIC;
"""

ERASE = """
CREATE FUNCTION log.erase(p_initiative uuid, p_person uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_erased bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM log.entry
         WHERE initiative_id = p_initiative AND type = 'events.erasure.requested'
           AND (convert_from(line, 'UTF8')::jsonb -> 'data' ->> 'person_id')::uuid = p_person
    ) THEN
        RAISE EXCEPTION 'the log does not ask for this erasure' USING ERRCODE = 'SH007';
    END IF;
    PERFORM set_config('shidra.within', 'log.erase', true);
    -- Under the lock of the appends: what is appended about the person is seen here, or refused there.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    INSERT INTO log.erased_person VALUES (p_initiative, p_person) ON CONFLICT DO NOTHING;
    DELETE FROM log.opening
     WHERE initiative_id = p_initiative
       AND p_person = ANY (persons)
       AND starts_with(type, substr(log.source_of_caller(), 2) || '.');
    GET DIAGNOSTICS v_erased = ROW_COUNT;
    PERFORM set_config('shidra.within', '', true);
    RETURN v_erased;
END $$;
REVOKE ALL ON FUNCTION log.erase FROM PUBLIC;
"""

# The setting says through which function a change comes: a hand at the owner's keyboard comes through none.
APPEND_ONLY = """
CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % refused', TG_OP USING ERRCODE = 'SH005';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON log.entry
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON log.entry
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON log.head
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON log.head
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_grow BEFORE UPDATE ON log.head
    FOR EACH ROW WHEN (
        NEW.size <= OLD.size OR NEW.initiative_id <> OLD.initiative_id
        OR current_setting('shidra.within', true) IS DISTINCT FROM 'log.append'
    ) EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON log.opening
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_erase BEFORE DELETE ON log.opening
    FOR EACH ROW WHEN (current_setting('shidra.within', true) IS DISTINCT FROM 'log.erase')
    EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON log.erased_person
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON log.erased_person
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON log.opening
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
"""

PRIVILEGES = """
ALTER TABLE log.opening ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_and_granted ON log.opening FOR SELECT USING (
    starts_with(type, substr(log.source_of_caller(), 2) || '.')
    OR EXISTS (SELECT FROM log.reader WHERE role = session_user AND reader.type IN ('*', opening.type))
);
"""

GRANTS = """
GRANT USAGE ON SCHEMA log TO {roles};
GRANT SELECT ON log.head, log.entry, log.opening, log.reader, log.alembic_version TO {roles};
GRANT EXECUTE ON FUNCTION log.append, log.erase, log.source_of_caller TO {roles};
INSERT INTO log.reader VALUES ('shidra_events', '*');
"""


def upgrade() -> None:
    for script in (TABLES, APPEND, ERASE, APPEND_ONLY, PRIVILEGES):
        run_script(script)
    roles = ", ".join(f"shidra_{service}" for service in SERVICES)
    run_script(GRANTS.format(roles=roles))
