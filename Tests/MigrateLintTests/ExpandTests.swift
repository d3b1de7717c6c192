import MigrateLint
import PostgresSyntax
import Testing

/// The series of pairs by which a column changes, as texts.
@Suite struct ExpandTests {
  private static let base = """
    CREATE TABLE IF NOT EXISTS shop (id uuid, CONSTRAINT "PK_shop" PRIMARY KEY (id));
    CREATE TABLE IF NOT EXISTS part (
      id uuid, "shopId" uuid, amount integer DEFAULT 5 NOT NULL, note text,
      label text COLLATE "C" DEFAULT 'it''s' NOT NULL,
      "fullName" text, address text, counted integer, code text NOT NULL, born date, twice text GENERATED ALWAYS AS (note) STORED,
      CONSTRAINT "PK_part" PRIMARY KEY (id),
      CONSTRAINT "CHK_part_amount" CHECK (amount >= 0 AND amount < 1000000),
      CONSTRAINT "UQ_part_code" UNIQUE (code),
      CONSTRAINT "FK_part_shop" FOREIGN KEY ("shopId") REFERENCES shop (id) ON DELETE CASCADE
    );
    COMMENT ON COLUMN part.amount IS 'in the shop''s currency';
    """
  private static let later = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_part_amount" ON part ("shopId", amount DESC) INCLUDE (code);
    CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_part_born" ON part ((born + 1)) WHERE born > '2000-01-01';
    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "UQ_part_fullName" ON part ("fullName")
    WHERE "fullName" IS NOT NULL AND note NOT LIKE 'x%';
    GRANT SELECT ("fullName", amount), UPDATE ("fullName") ON part TO clerk;
    """
  private static let view = """
    CREATE VIEW born_part WITH (security_invoker = true) AS SELECT id, born FROM part;
    CREATE FUNCTION most() RETURNS integer LANGUAGE plpgsql AS $$
    BEGIN RETURN (SELECT max(counted) FROM part); END $$;
    """

  private func series(
    _ request: ExpandRequest,
    houseRules: Bool = true
  ) throws -> [ExpandPair] {
    var configuration = LintConfiguration()
    configuration.appliesHouseRules = houseRules
    let sources = [Self.base, Self.later, Self.view].enumerated().map {
      LintSource(path: "\($0.offset + 1)-x.up.sql", bytes: Array($0.element.utf8))
    }
    return try Linter(parser: try Parser.load(), configuration: configuration)
      .expand(request, after: sources)
  }

  private func request(
    _ change: ExpandRequest.Change,
    _ column: String,
    to: [String] = [],
    types: [String] = []
  ) -> ExpandRequest {
    var request = ExpandRequest(change, name: "change it", table: "part", column: column)
    (request.to, request.types) = (to, types)
    return request
  }

  /// `expand` itself throws where the analyser finds something.
  @Test(arguments: [true, false])
  func `each pair is clean, with the house rules and without`(houseRules: Bool) throws {
    let pairs = try series(
      request(.type, "amount", to: ["price"], types: ["numeric(12,2)"]),
      houseRules: houseRules
    )
    #expect(
      pairs.map(\.name) == [
        "change it add", "change it fill", "change it constrain", "change it drop",
      ]
    )
    #expect(pairs[0].up.contains("ALTER TABLE part ADD COLUMN price numeric(12,2);"))
    #expect(pairs[0].up.contains("COMMENT ON COLUMN part.price IS 'in the shop''s currency';"))
    #expect(pairs[0].up.contains("NEW.amount := CAST(NEW.price AS integer);"))
    #expect(pairs[0].up.contains("NEW.price := CAST(NEW.amount AS numeric(12,2));"))
    #expect(
      pairs[1].up.contains(
        "-- heartly:batch\nUPDATE part SET price = CAST(amount AS numeric(12,2))"
      )
    )
    for line in [
      """
      CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_part_price" ON part ("shopId", price DESC) INCLUDE (code);
      """,
      "ADD CONSTRAINT \"CHK_part_price_not_null\" CHECK (price IS NOT NULL) NOT VALID;",
      "ADD CONSTRAINT \"CHK_part_price\" CHECK (price >= 0 AND price < 1000000) NOT VALID;",
      "ALTER TABLE part ALTER COLUMN price SET NOT NULL;",
    ] {
      #expect(pairs[2].up.contains(line), "\(pairs[2].up)")
    }
    #expect(pairs[3].up.contains("ALTER TABLE part ALTER COLUMN price SET DEFAULT 5;"))
    #expect(pairs[3].up.contains("ALTER TABLE part DROP COLUMN IF EXISTS amount;"))
    #expect(pairs[3].down.hasPrefix("-- heartly:irreversible amount went"))
  }

  @Test func `keys are repeated by an index that is built concurrently`() throws {
    let code = try series(request(.rename, "code", to: ["Serial No"]))
    #expect(
      code[2].up.contains(
        "ADD CONSTRAINT \"UQ_part_Serial No\" UNIQUE USING INDEX \"UQ_part_Serial No\""
      )
    )
    let shop = try series(request(.rename, "shopId", to: ["ownerId"]))
    #expect(
      shop[2].up.contains(
        "FOREIGN KEY (\"ownerId\") REFERENCES shop (id) ON DELETE CASCADE NOT VALID;"
      ),
      "\(shop[2].up)"
    )
  }

  @Test func `a column of the same type has the same collation and default`() throws {
    let pairs = try series(request(.rename, "label", to: ["title"]))
    #expect(pairs[0].up.contains("ALTER TABLE part ADD COLUMN title text COLLATE \"C\";"))
    #expect(pairs[3].up.contains("ALTER TABLE part ALTER COLUMN title SET DEFAULT 'it''s';"))
  }

  @Test func `conditions of indexes and privileges on the column are repeated`() throws {
    let pairs = try series(request(.rename, "fullName", to: ["name"]))
    #expect(pairs[0].up.contains("GRANT SELECT (name), UPDATE (name) ON TABLE part TO clerk;"))
    #expect(
      pairs[2].up.contains("ON part (name) WHERE name IS NOT NULL AND note NOT LIKE 'x%';"),
      "\(pairs[2].up)"
    )
  }

  @Test func `a split has an expression for each side`() throws {
    var split = request(.split, "address", to: ["first", "last"])
    split.using = ["split_part(address, ' ', 1)", "split_part(address, ' ', 2)"]
    split.back = "first || ' ' || last"
    let pairs = try series(split)
    #expect(pairs.map(\.name) == ["change it add", "change it fill", "change it drop"])
    #expect(pairs[0].up.contains("NEW.address := NEW.first || ' ' || NEW.last;"))
    #expect(pairs[0].up.contains("NEW.last := split_part(NEW.address, ' ', 2);"))
  }

  @Test func `NOT NULL with a value for the old rows, and without`() throws {
    var required = request(.notNull, "note")
    #expect(try series(required).map(\.name) == ["change it require"])
    required.column = "born"
    required.fill = "DATE '1970-01-01'"
    let pairs = try series(required)
    #expect(
      pairs.map(\.name)
        == ["change it guard", "change it fill", "change it require", "change it release"]
    )
    #expect(pairs[1].up.contains("UPDATE part SET born = DATE '1970-01-01' WHERE born IS NULL;"))
    #expect(pairs[0].down.contains("ALTER TABLE part ALTER COLUMN born DROP DEFAULT;"))
  }

  @Test(arguments: [
    ("id", "it is part of the primary key"), ("twice", "it is generated"),
    ("note", "the generated column twice is computed from it"),
    ("born", "the view born_part reads it"),
    ("born", "the index \"IDX_part_born\" is over an expression"),
    ("nothing", "part has no column nothing"),
  ])
  func `a column that needs a decision is refused with the reason`(
    column: String,
    reason: String
  ) throws {
    let error = #expect(throws: ExpandRefusal.self) {
      try series(request(.rename, column, to: ["other"]))
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `a function that names the column is found`() throws {
    let error = #expect(throws: ExpandRefusal.self) {
      try series(request(.rename, "counted", to: ["number"]))
    }
    #expect(error?.description.contains("3-x.up.sql:3: ") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("no column counted") == true)
  }

  @Test func `a request that says too little is refused`() throws {
    for wrong in [
      request(.rename, "amount"), request(.type, "amount", to: ["a"]),
      request(.split, "address", to: ["a", "b"]), request(.notNull, "amount"),
      request(.rename, "amount", to: ["code"]), request(.notNull, "note", to: ["a"]),
    ] {
      #expect(throws: ExpandRefusal.self) { try series(wrong) }
    }
  }

  @Test func `what the analyser finds in the series is shown, and nothing is written`() throws {
    var typed = request(.type, "note2", to: ["n"], types: ["integer"])
    typed.column = "label"
    typed.using = ["length(lable)"]
    let error = #expect(throws: ExpandRefusal.self) { try series(typed) }
    #expect(error?.description.contains("[unknown-column]") == true, "\(error?.description ?? "")")
  }
}
