import Migrate
import MigrateProof
import Testing

/// Whether statements in batches come to the same rows as run whole.
@Suite(.timeLimit(.minutes(5))) struct BatchProofTests {
  private static let base = """
    CREATE TABLE item (id integer PRIMARY KEY, kind text, seen bigint, at timestamptz);
    CREATE FUNCTION unseen() RETURNS bigint LANGUAGE sql STABLE
      AS 'SELECT count(*) FROM item WHERE seen IS NULL'
    """

  private func words(_ statement: String) async throws -> [String] {
    let migrations = [
      Migration(1, up: Self.base, down: "DROP FUNCTION unseen(); DROP TABLE item"),
      Migration(2, up: "-- heartly:batch size=2\n\(statement)", down: "SELECT 1"),
    ]
    return try await verify(migrations) { $0.rows = 20 }.migrations[1].words
  }

  @Test(arguments: [
    "UPDATE item SET kind = 'plain' WHERE kind IS NULL OR id % 2 = 0",
    "DELETE FROM item WHERE id % 3 = 0",
    // Differs in any two runs, and so says nothing of batches.
    "UPDATE item SET at = clock_timestamp()",
  ]) func `what comes to the same holds`(_ statement: String) async throws {
    #expect(try await words(statement) == [])
  }

  /// A function hides that the statement reads what it changes.
  @Test func `what depends on the batches is told with the table`() async throws {
    let words = try await words("UPDATE item SET seen = unseen()")
    #expect(words == ["batches differ", "public.item"])
  }
}
