// Types, sequences and schemas.
extension RandomDDL {
  mutating func types() -> String {
    pick([
      "CREATE TYPE mood AS ENUM ('good', 'bad')", "CREATE TYPE \"Kind\" AS ENUM ('a')",
      "DROP TYPE\(ifExists()) \(pick(["mood", "\"Kind\"", "client"]))",
      "ALTER TYPE mood ADD VALUE\(ifNotExists()) \(pick(["'good'", "'fair'"]))",
      "CREATE DOMAIN mood AS text", "CREATE DOMAIN short AS varchar(5) CHECK (VALUE <> '')",
      "CREATE TYPE pair AS (x integer, y text)", "DROP TYPE\(ifExists()) pair\(cascade())",
      "DROP DOMAIN\(ifExists()) \(pick(["mood", "short"]))\(cascade())",
      "ALTER TYPE mood RENAME VALUE \(pick(["'good'", "'bad'"])) TO \(pick(["'fine'", "'bad'"]))",
      "ALTER TYPE mood ADD VALUE 'so' BEFORE 'bad'", "ALTER TYPE mood RENAME TO \"Kind\"",
      "DROP TYPE\(ifExists()) mood\(cascade())", "ALTER TYPE pair RENAME ATTRIBUTE x TO z",
      "ALTER TYPE pair ADD ATTRIBUTE z integer", "ALTER TYPE mood SET SCHEMA s1",
      "CREATE TABLE visit (id integer, m mood, n mood[], s short, p pair)",
    ])
  }

  mutating func sequences() -> String {
    pick([
      "CREATE SEQUENCE\(ifNotExists()) seq1", "ALTER SEQUENCE seq1 OWNED BY client.id",
      "ALTER TABLE \(table()) ALTER COLUMN amount SET DEFAULT nextval('seq1')",
      "ALTER SEQUENCE\(ifExists()) seq1 \(pick(["OWNED BY NONE", "RESTART", "RENAME TO seq2"]))",
      "ALTER SEQUENCE client_note_seq OWNED BY facility.id",
    ])
  }

  mutating func schemas() -> String {
    pick([
      "CREATE SCHEMA\(ifNotExists()) s1", "CREATE SCHEMA\(ifNotExists()) s2",
      "DROP SCHEMA\(ifExists()) s1\(cascade())", "ALTER TABLE \(table()) SET SCHEMA s1",
      "ALTER TABLE s1.visit SET SCHEMA public", "SET search_path TO s1, public",
      "SET search_path TO public", "SET search_path = public, s1", "RESET search_path",
    ])
  }
}
