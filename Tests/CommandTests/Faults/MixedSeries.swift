import SystemPackage
import TestSupport

/// Migrations of every kind that the engine treats in its own way, each with work that shows if it was
/// done twice, half or not at all.
enum MixedSeries {
  /// The `up` files in their order; the version is the place, from 1. Another kind of statement is another
  /// text here: nothing else has to know of it.
  static let ups = [
    // In one transaction.
    """
    CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL, note text);
    INSERT INTO account SELECT n, n, 'note ' || n FROM generate_series(1, 2000) AS n;
    CREATE TYPE mood AS ENUM ('sad');
    CREATE TABLE event (id int NOT NULL, at int NOT NULL) PARTITION BY RANGE (at);
    CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (0) TO (100);
    CREATE TABLE event_new PARTITION OF event FOR VALUES FROM (100) TO (200);
    INSERT INTO event SELECT n, n FROM generate_series(0, 199) AS n;
    """,
    """
    CREATE INDEX CONCURRENTLY account_balance ON account (balance);
    CREATE UNIQUE INDEX CONCURRENTLY account_note ON account (note);
    CREATE INDEX CONCURRENTLY account_odd ON account (id) WHERE id % 2 = 1;
    """,
    // A change of data in one transaction.
    """
    UPDATE account SET balance = balance + 1;
    """,
    """
    ALTER TYPE mood ADD VALUE 'happy';
    ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
    CREATE TABLE felt (id int PRIMARY KEY, mood mood NOT NULL DEFAULT 'happy');
    INSERT INTO felt VALUES (1), (2);
    """,
    """
    REINDEX INDEX CONCURRENTLY account_balance;
    REINDEX TABLE CONCURRENTLY account;
    DROP INDEX CONCURRENTLY account_odd;
    """,
    """
    ALTER TABLE event DETACH PARTITION event_old CONCURRENTLY;
    VACUUM (ANALYZE) account;
    """,
    // Changes of data, statement by statement.
    """
    -- heartly:no-transaction
    UPDATE account SET balance = balance + 10;
    SET search_path = public;
    UPDATE account SET balance = balance + 100 WHERE id <= 1000;
    INSERT INTO felt VALUES (3, 'calm');
    """,
    // In one transaction again, after those that were not.
    """
    ALTER TABLE account ADD COLUMN owner text NOT NULL DEFAULT 'nobody';
    CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT sum(balance) FROM account';
    """,
  ]

  static var versions: [String] { (1...ups.count).map { "\($0)" } }

  /// A directory with the files.
  static func files() throws -> MigrationFixture {
    let files = try MigrationFixture()
    for (index, text) in ups.enumerated() { try files.write(index + 1, up: text + "\n") }
    return files
  }
}
