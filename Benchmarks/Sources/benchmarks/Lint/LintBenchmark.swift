#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// `heartly migrate lint` against `squawk` on the same files: whole processes, from start to end.
///
/// squawk judges each statement by itself; the replay keeps a catalog. The ratio says what that costs.
struct LintBenchmark {
  let scratch: ScratchDirectory
  let heartly: FilePath
  let pairs: Int

  func run() async throws -> Report {
    guard Machine.isExecutable(Repository.squawk) else {
      throw Problem.notInstalled(Repository.squawk)
    }
    let own = try MigrationSet(Repository.migrations, in: scratch)
    let large = try Corpus.generated(files: 1_000, in: scratch)
    var figures: [Figure] = []
    for (name, set) in [("the seven", own), ("10,000 statements", large)] {
      let cost = try await judged(set)
      figures.append(cost.figure("\(name): wall", .milliseconds, of: \.wall))
      figures.append(cost.figure("\(name): CPU", .milliseconds, of: \.cpu))
      figures.append(cost.figure("\(name): memory", .megabytes, of: \.memory))
    }
    return Report(title: "Lint", peer: "squawk", figures: figures)
  }

  private func judged(_ set: MigrationSet) async throws -> Pairs<Cost> {
    try await .taking(pairs) { () async throws in
      try await program(heartly, ["migrate", "lint"] + set.ups.map(\.string)).run().cost
    } peer: { () async throws in
      try await program(Repository.squawk, set.ups.map(\.string)).run().cost
    }
  }

  private func program(_ executable: FilePath, _ arguments: [String]) -> ClientProgram {
    ClientProgram(
      executable: executable,
      arguments: arguments,
      output: scratch.file("lint.out"),
      success: [0, 1]
    )
  }
}

/// Migrations as projects have them, made by rule: tables that refer to each other, changes of the
/// ones before, indexes, functions with triggers, views.
enum Corpus {
  static func generated(files: Int, in scratch: ScratchDirectory) throws -> MigrationSet {
    let directory = try scratch.makeDirectory("corpus")
    for number in 1...files {
      let name = "corpus/\(1_754_250_000_000 + number)-Step\(number).up.sql"
      _ = try scratch.write(statements(number), to: name)
    }
    return try MigrationSet(directory, in: scratch)
  }

  /// Ten statements.
  private static func statements(_ n: Int) -> String {
    let parent = n == 1 ? 1 : n - 1
    return """
      CREATE TABLE IF NOT EXISTS table_\(n) (
        "tenantId" uuid NOT NULL,
        id uuid NOT NULL,
        "parentId" uuid,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        amount numeric(12, 2) NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT "PK_table_\(n)" PRIMARY KEY ("tenantId", id),
        CONSTRAINT "FK_table_\(n)_parent" FOREIGN KEY ("tenantId", "parentId")
          REFERENCES table_\(parent) ("tenantId", id)
      );
      CREATE INDEX IF NOT EXISTS "IDX_table_\(n)_parent" ON table_\(n) ("tenantId", "parentId");
      CREATE INDEX IF NOT EXISTS "IDX_table_\(n)_name" ON table_\(n) ("tenantId", lower(name))
        WHERE amount > 0;
      ALTER TABLE table_\(n) ADD COLUMN note text, ADD COLUMN deleted_at timestamptz;
      ALTER TABLE table_\(n) ADD CONSTRAINT "CHK_table_\(n)_amount" CHECK (amount >= 0);
      COMMENT ON COLUMN table_\(n)."parentId" IS 'what it belongs to';
      CREATE FUNCTION touch_\(n)() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.deleted_at IS NULL THEN NEW.note := 'live'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON table_\(n) FOR EACH ROW EXECUTE FUNCTION touch_\(n)();
      CREATE VIEW view_\(n) AS
        SELECT t.id, t.name, p.name AS parent FROM table_\(n) t
        LEFT JOIN table_\(parent) p ON p."tenantId" = t."tenantId" AND p.id = t."parentId";
      UPDATE table_\(n) SET note = name WHERE amount = 0;

      """
  }
}
