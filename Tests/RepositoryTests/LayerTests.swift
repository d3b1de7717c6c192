import Testing

/// Holds the layers of docs/ARCHITECTURE.md. SwiftPM alone does not: it lets a target import what it
/// reaches through another one.
@Suite struct LayerTests {
  /// What each target may import of this package.
  static let allowed: [Substring: Set<Substring>] = [
    "CEpoll": [],
    "CLibpq": [],
    "CPgQuery": [],
    "Postgres": ["CEpoll", "CLibpq"],
    "PostgresCluster": [],
    "LiveCatalog": ["Postgres"],
    "Migrate": ["Postgres"],
    "PostgresSyntax": ["CPgQuery"],
    "MigrateLint": ["PostgresSyntax"],
    "MigrateExact": ["Migrate", "MigrateLint", "Postgres", "PostgresCluster"],
    "MigrateProof": ["LiveCatalog", "Migrate", "MigrateExact", "MigrateLint", "Postgres"],
    "TestDatabase": ["Migrate", "Postgres", "PostgresCluster"],
    "MigrateImport": ["LiveCatalog", "Migrate", "MigrateExact", "MigrateProof", "Postgres"],
    "TransparencyLog": [],
    "CSV": [],
    "Access": [],
    "Store": ["Access", "Postgres"],
    "API": ["Access", "CSV", "Store"],
    "Supervision": [],
    "heartly-server": ["API", "Access", "Postgres", "Store", "Supervision"],
    "heartly": [
      "Access", "CSV", "Supervision",
      "LiveCatalog", "Migrate", "MigrateExact", "MigrateImport", "MigrateLint", "MigrateProof",
      "Postgres", "PostgresCluster", "PostgresSyntax", "TransparencyLog",
    ],
  ]

  @Test func `every target imports only the layers below it`() throws {
    let files = try Repository.swiftSources()
    try #require(files.count > 20)
    for file in files {
      let below = try #require(Self.allowed[file.target], "\(file) belongs to no known layer")
      for imported in file.imports where Self.allowed[imported] != nil {
        #expect(below.contains(imported), "\(file) imports \(imported)")
      }
    }
  }

  @Test func `no library knows of the platform`() throws {
    let platform: Set<Substring> = [
      "Access", "Store", "API", "Supervision", "heartly", "heartly-server",
    ]
    for file in try Repository.swiftSources() where !platform.contains(file.target) {
      for word in ["facility", "tenant", "resident"] {
        let line = file.lines.firstIndex {
          $0.lowercased().contains(word) && !$0.contains("///") && !$0.contains("// ")
        }
        #expect(line == nil, "\(file):\((line ?? 0) + 1) speaks of a \(word)")
      }
    }
  }

  @Test
  func
    `text becomes SQL only in the engine, on scratch servers, in test databases and the program`()
    throws
  {
    for file in try Repository.swiftSources() {
      let usesDoor = file.lines.contains { $0.contains("SQLScript(text:") }
      guard usesDoor else { continue }
      #expect(
        [
          "Postgres", "Migrate", "MigrateExact", "MigrateProof", "TestDatabase", "heartly",
        ]
        .contains(file.target),
        "\(file)"
      )
    }
  }
}

extension Repository.File {
  fileprivate var imports: [Substring] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword <= 2, words.count > keyword + 1
      else { return nil }
      return words[keyword + 1]
    }
  }
}
