/// A schema with rows, and statements on it, each of which is measured in a transaction of its own.
enum EffectStatements {
  static let schema = """
    CREATE TABLE client (
      id integer CONSTRAINT client_pkey PRIMARY KEY, name varchar(20), note text, amount numeric(10, 2),
      small integer, at timestamp, plain timestamptz, code char(4), age integer, net cidr,
      checked integer CONSTRAINT checked_known CHECK (checked IS NOT NULL),
      CONSTRAINT age_positive CHECK (age > 0));
    CREATE INDEX client_name ON client (name);
    CREATE INDEX client_small ON client (small);
    CREATE TABLE visit (id integer PRIMARY KEY, "clientId" integer, amount integer NOT NULL,
      CONSTRAINT visit_client FOREIGN KEY ("clientId") REFERENCES client (id));
    CREATE TABLE lone (id integer, "clientId" integer, note text);
    CREATE UNIQUE INDEX lone_id ON lone (id);
    ALTER TABLE lone ADD CONSTRAINT lone_note CHECK (note <> '') NOT VALID;
    ALTER TABLE lone ADD CONSTRAINT lone_client FOREIGN KEY ("clientId") REFERENCES client (id) NOT VALID;
    CREATE TABLE whole (id integer, at date) PARTITION BY RANGE (at);
    CREATE TABLE part PARTITION OF whole FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TABLE rest PARTITION OF whole DEFAULT;
    CREATE TABLE loose (id integer, at date);
    CREATE VIEW names AS SELECT note FROM client;
    CREATE MATERIALIZED VIEW counted AS SELECT id, amount FROM visit;
    CREATE UNIQUE INDEX counted_id ON counted (id);
    CREATE DOMAIN free AS text;
    CREATE DOMAIN short AS text CHECK (length(VALUE) < 100);
    CREATE TABLE domains (id integer, a free, b short);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE FUNCTION fixed() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
    CREATE FUNCTION loud() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
    CREATE FUNCTION louder() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
    CREATE TRIGGER touched BEFORE UPDATE ON lone FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE POLICY own ON lone USING (true);
    """

  static let rows = """
    INSERT INTO client SELECT n, 'a', 'b', 1, n, now(), now(), 'c', 1, '10.0.0.0/8', 1
      FROM generate_series(1, 50) n;
    INSERT INTO visit SELECT n, n, n FROM generate_series(1, 50) n;
    INSERT INTO lone SELECT n, n, 'a' FROM generate_series(1, 50) n;
    INSERT INTO whole SELECT n, '2026-03-01' FROM generate_series(1, 50) n;
    INSERT INTO whole SELECT n, '2030-03-01' FROM generate_series(1, 50) n;
    INSERT INTO loose SELECT n, '2028-03-01' FROM generate_series(1, 50) n;
    INSERT INTO domains SELECT n, 'a', 'b' FROM generate_series(1, 50) n;
    REFRESH MATERIALIZED VIEW counted;
    """

  static let all = columns + types + constraints + indexes + tables + others

  static let columns = [
    "ALTER TABLE lone ADD COLUMN a text",
    "ALTER TABLE lone ADD COLUMN a integer DEFAULT 1",
    "ALTER TABLE lone ADD COLUMN a integer NOT NULL DEFAULT 1",
    "ALTER TABLE lone ADD COLUMN a timestamptz DEFAULT now()",
    "ALTER TABLE lone ADD COLUMN a timestamptz DEFAULT CURRENT_TIMESTAMP",
    "ALTER TABLE lone ADD COLUMN a timestamptz DEFAULT clock_timestamp()",
    "ALTER TABLE lone ADD COLUMN a uuid DEFAULT gen_random_uuid()",
    "ALTER TABLE lone ADD COLUMN a double precision DEFAULT random()",
    "ALTER TABLE lone ADD COLUMN a integer DEFAULT fixed()",
    "ALTER TABLE lone ADD COLUMN a integer DEFAULT loud()",
    "ALTER TABLE lone ADD COLUMN a integer DEFAULT louder()",
    "ALTER TABLE lone ADD COLUMN a serial",
    "ALTER TABLE lone ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE lone ADD COLUMN a integer GENERATED ALWAYS AS (id * 2) STORED",
    "ALTER TABLE lone ADD COLUMN a integer CHECK (a > 0)",
    "ALTER TABLE lone ADD COLUMN a integer UNIQUE",
    "ALTER TABLE lone ADD COLUMN a integer REFERENCES client (id)",
    "ALTER TABLE lone ADD COLUMN a integer DEFAULT 1 REFERENCES client (id)",
    "ALTER TABLE lone ADD COLUMN a free",
    "ALTER TABLE lone ADD COLUMN a short",
    "ALTER TABLE lone ADD COLUMN IF NOT EXISTS note text DEFAULT clock_timestamp()::text",
    "ALTER TABLE whole ADD COLUMN a integer",
    "ALTER TABLE whole ADD COLUMN a uuid DEFAULT gen_random_uuid()",
    "ALTER TABLE lone DROP COLUMN note",
    "ALTER TABLE visit DROP COLUMN \"clientId\"",
    "ALTER TABLE lone ALTER COLUMN note SET NOT NULL",
    "ALTER TABLE client ALTER COLUMN checked SET NOT NULL",
    "ALTER TABLE visit ALTER COLUMN amount SET NOT NULL",
    "ALTER TABLE visit ALTER COLUMN amount DROP NOT NULL",
    "ALTER TABLE lone ALTER COLUMN note SET DEFAULT 'x'",
    "ALTER TABLE lone ALTER COLUMN note SET STATISTICS 10",
    "ALTER TABLE lone ALTER COLUMN note SET STORAGE EXTERNAL",
    "ALTER TABLE client RENAME COLUMN age TO years",
    "ALTER TABLE whole RENAME COLUMN id TO number",
  ]

  static let types = [
    "ALTER TABLE client ALTER COLUMN name TYPE varchar(40)",
    "ALTER TABLE client ALTER COLUMN name TYPE varchar",
    "ALTER TABLE client ALTER COLUMN name TYPE text",
    "ALTER TABLE client ALTER COLUMN name TYPE varchar(10)",
    "ALTER TABLE client ALTER COLUMN name TYPE char(20)",
    "ALTER TABLE lone ALTER COLUMN note TYPE varchar",
    "ALTER TABLE domains ALTER COLUMN a TYPE varchar(50)",
    "ALTER TABLE client ALTER COLUMN amount TYPE numeric(12, 2)",
    "ALTER TABLE client ALTER COLUMN amount TYPE numeric",
    "ALTER TABLE client ALTER COLUMN amount TYPE numeric(12, 3)",
    "ALTER TABLE client ALTER COLUMN small TYPE bigint",
    "ALTER TABLE client ALTER COLUMN small TYPE integer",
    "ALTER TABLE client ALTER COLUMN small TYPE integer USING small",
    "ALTER TABLE client ALTER COLUMN small TYPE integer USING small + 1",
    "ALTER TABLE client ALTER COLUMN name TYPE text USING name::text",
    "ALTER TABLE client ALTER COLUMN age TYPE bigint",
    "ALTER TABLE client ALTER COLUMN age TYPE integer",
    "ALTER TABLE client ALTER COLUMN code TYPE char(6)",
    "ALTER TABLE client ALTER COLUMN code TYPE text",
    "ALTER TABLE client ALTER COLUMN at TYPE timestamptz",
    "ALTER TABLE client ALTER COLUMN net TYPE inet",
    "ALTER TABLE client ALTER COLUMN plain TYPE timestamptz(3)",
    "ALTER TABLE client ALTER COLUMN plain TYPE timestamptz(6)",
    "ALTER TABLE visit ALTER COLUMN \"clientId\" TYPE bigint",
    "ALTER TABLE domains ALTER COLUMN a TYPE text",
    "ALTER TABLE domains ALTER COLUMN b TYPE text",
    "ALTER TABLE lone ALTER COLUMN note TYPE short",
    "ALTER TABLE whole ALTER COLUMN id TYPE bigint",
  ]

  static let constraints = [
    "ALTER TABLE lone ADD CONSTRAINT c CHECK (id > 0)",
    "ALTER TABLE lone ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
    "ALTER TABLE lone ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES client (id)",
    "ALTER TABLE lone ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES client (id) NOT VALID",
    "ALTER TABLE lone VALIDATE CONSTRAINT lone_note",
    "ALTER TABLE lone VALIDATE CONSTRAINT lone_client",
    "ALTER TABLE client VALIDATE CONSTRAINT age_positive",
    "ALTER TABLE lone ADD CONSTRAINT u UNIQUE (note, id)",
    "ALTER TABLE lone ADD CONSTRAINT u UNIQUE USING INDEX lone_id",
    "ALTER TABLE lone ADD PRIMARY KEY (id)",
    "ALTER TABLE lone ADD EXCLUDE USING btree (id WITH =)",
    "ALTER TABLE visit DROP CONSTRAINT visit_client",
    "ALTER TABLE client DROP CONSTRAINT age_positive",
    "ALTER TABLE client DROP CONSTRAINT client_pkey CASCADE",
    "ALTER TABLE client RENAME CONSTRAINT age_positive TO p",
    "ALTER TABLE whole ADD CONSTRAINT c CHECK (id > 0)",
    "ALTER TABLE whole ADD PRIMARY KEY (id, at)",
    "ALTER DOMAIN short ADD CONSTRAINT c CHECK (VALUE <> 'z')",
    "ALTER DOMAIN short ADD CONSTRAINT c CHECK (VALUE <> 'z') NOT VALID",
    "ALTER DOMAIN free SET NOT NULL",
  ]

  static let indexes = [
    "CREATE INDEX i ON lone (note)",
    "CREATE INDEX IF NOT EXISTS lone_id ON lone (note)",
    "CREATE INDEX i ON whole (id)",
    "CREATE INDEX i ON ONLY whole (id)",
    "DROP INDEX client_name",
    "ALTER INDEX client_name RENAME TO n",
    "REINDEX TABLE client",
    "REINDEX INDEX client_name",
    "CLUSTER client USING client_pkey",
  ]

  static let tables = [
    "CREATE TABLE a (id integer REFERENCES client (id))",
    "CREATE TABLE a (LIKE client)",
    "CREATE TABLE a () INHERITS (loose)",
    "CREATE TABLE a PARTITION OF whole FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
    "CREATE TABLE a AS SELECT id FROM visit",
    "CREATE VIEW w AS SELECT id FROM visit",
    "CREATE OR REPLACE VIEW names AS SELECT note FROM client",
    "DROP TABLE lone",
    "DROP TABLE client CASCADE",
    "DROP TABLE whole",
    "DROP TABLE part",
    "DROP VIEW names",
    "DROP MATERIALIZED VIEW counted",
    "ALTER TABLE client RENAME TO customer",
    "ALTER TABLE lone SET UNLOGGED",
    "ALTER TABLE lone SET (fillfactor = 90)",
    "ALTER TABLE lone SET (autovacuum_enabled = false)",
    "ALTER TABLE lone REPLICA IDENTITY FULL",
    "ALTER TABLE whole ATTACH PARTITION loose FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
    "ALTER TABLE whole DETACH PARTITION part",
    "TRUNCATE lone",
    "TRUNCATE client CASCADE",
    "TRUNCATE whole",
  ]

  static let others = [
    "ALTER TABLE lone ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY other ON lone USING (true)",
    "ALTER POLICY own ON lone USING (false)",
    "DROP POLICY own ON lone",
    "CREATE TRIGGER t BEFORE INSERT ON lone FOR EACH ROW EXECUTE FUNCTION touch()",
    "DROP TRIGGER touched ON lone",
    "ALTER TABLE lone DISABLE TRIGGER touched",
    "ALTER TRIGGER touched ON lone RENAME TO t",
    "COMMENT ON TABLE lone IS 'x'",
    "COMMENT ON COLUMN lone.note IS 'x'",
    "GRANT SELECT ON lone TO PUBLIC",
    "LOCK TABLE lone IN SHARE MODE",
    "LOCK TABLE whole",
    "REFRESH MATERIALIZED VIEW counted",
    "SELECT id FROM visit",
    "SELECT id FROM visit FOR UPDATE",
    "SELECT note FROM names",
    "SELECT id FROM whole",
    "INSERT INTO lone VALUES (99, 1, 'a')",
    "INSERT INTO lone SELECT 1000 + id, 1, 'a' FROM visit",
    "UPDATE lone SET note = 'b'",
    "DELETE FROM lone",
    "DELETE FROM lone USING visit WHERE visit.id = lone.id",
  ]
}
