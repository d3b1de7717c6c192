public import Migrate

/// What another tool's table says is applied.
public struct Bookkeeping: Sendable, Hashable {
  /// A row as it was read.
  public struct Row: Sendable, Hashable {
    /// The version, as text: `1.2`, `20250803200700`.
    public var version: String?
    /// What the tool calls the migration.
    public var name: String?
    /// What else the row says: its type (Flyway), its application (Django), `up` or `down` (goose).
    public var kind: String?
    /// Whether it was applied without an error.
    public var isClean: Bool

    /// Takes a row's fields.
    public init(version: String?, name: String?, kind: String? = nil, isClean: Bool = true) {
      self.version = version
      self.name = name
      self.kind = kind
      self.isClean = isClean
    }
  }

  /// A migration that is applied.
  public struct Entry: Sendable, Hashable {
    /// What the tool itself calls it, and what a mapping file does.
    public var label: String
    /// Its version, where that is a whole number.
    public var version: MigrationVersion?
    /// What a file's name may be for it, the best first; empty where the version alone tells.
    public var names: [String] = []
  }

  /// The tool.
  public let tool: ForeignTool
  /// The applied migrations, in the order in which the tool wrote them.
  public private(set) var entries: [Entry] = []
  /// Whether every migration up to the entry is applied too: the tool keeps the newest alone, or began
  /// with a baseline.
  public private(set) var coveredThrough: Entry?
  /// What was passed over, and why.
  public private(set) var notes: [String] = []

  /// Reads a table's rows, in the order in which the tool wrote them.
  ///
  /// - Throws: A row of a migration that failed or was stopped in the middle.
  public init(_ tool: ForeignTool, rows: [Row]) throws(AdoptionError) {
    self.tool = tool
    if let failed = rows.first(where: { !$0.isClean }) {
      throw .failedEntry(tool, label: Self.label(of: failed, tool))
    }
    switch tool {
    case .typeorm: entries = rows.map { Self.ofTypeORM($0) }
    case .dbmate, .sqlx: entries = rows.map { Self.numbered($0, tool) }
    case .golangMigrate: try takeNewest(rows.filter { $0.version?.hasPrefix("-") != true })
    case .alembic: try takeNewest(rows)
    case .goose: takeGoose(rows)
    case .flyway: takeFlyway(rows)
    case .django, .fluent, .hummingbird: entries = rows.map { Self.named($0, tool) }
    }
    guard !entries.isEmpty || coveredThrough != nil else { throw .nothingApplied(tool) }
  }
}

// MARK: - Entries

extension Bookkeeping {
  private static func label(of row: Row, _ tool: ForeignTool) -> String {
    switch tool {
    case .typeorm, .alembic, .fluent, .hummingbird: row.name ?? ""
    case .django: "\(row.kind ?? "").\(row.name ?? "")"
    case .flyway: row.version ?? row.name ?? ""
    case .golangMigrate, .dbmate, .sqlx, .goose: row.version ?? ""
    }
  }

  private static func numbered(_ row: Row, _ tool: ForeignTool) -> Entry {
    Entry(
      label: label(of: row, tool),
      version: row.version.flatMap { MigrationVersion($0) },
      names: row.name.map { [$0] } ?? []
    )
  }

  /// A class's name ends in its timestamp: `CreateOrder1754250020000`.
  private static func ofTypeORM(_ row: Row) -> Entry {
    let version = row.version ?? ""
    var name = row.name ?? ""
    if name.hasSuffix(version) { name.removeLast(version.count) }
    return Entry(
      label: row.name ?? "",
      version: MigrationVersion(version),
      names: name.isEmpty ? [] : [name]
    )
  }

  private static func named(_ row: Row, _ tool: ForeignTool) -> Entry {
    let name = row.name ?? ""
    var names = [name]
    switch tool {
    case .django:
      // 0001_initial of the application shop: ShopInitial, Shop0001Initial, shop_initial.
      let words = String(name.drop { $0.isNumber || $0 == "_" })
      let app = row.kind ?? ""
      names = ["\(app)_\(name)", "\(app)_\(words)", words]
    case .fluent:
      // String(reflecting:) of the type: App.CreateUser.
      if let last = name.split(separator: ".").last, last.count < name.count {
        names.append(String(last))
      }
    default: break
    }
    return Entry(label: label(of: row, tool), version: nil, names: names)
  }

  /// Tools that keep one row: the newest migration that is applied.
  private mutating func takeNewest(_ rows: [Row]) throws(AdoptionError) {
    guard rows.count <= 1 else {
      throw .severalHeads(tool, labels: rows.map { Self.label(of: $0, tool) })
    }
    coveredThrough = rows.first.map { row in
      tool == .alembic ? Self.named(row, tool) : Self.numbered(row, tool)
    }
  }

  /// goose writes a row each time; the last of a version tells. Version 0 is the table's own.
  private mutating func takeGoose(_ rows: [Row]) {
    for row in rows where row.version != "0" {
      entries.removeAll { $0.label == row.version }
      if row.kind == "up" { entries.append(Self.numbered(row, tool)) }
    }
  }

  /// Flyway keeps what it took back, and what it never ran because it began with a baseline.
  private mutating func takeFlyway(_ rows: [Row]) {
    for row in rows {
      let kind = row.kind?.uppercased() ?? ""
      guard row.version != nil else {
        if kind != "SCHEMA" {
          notes.append("the repeatable script \"\(row.name ?? "")\" is not taken over")
        }
        continue
      }
      let entry = Self.numbered(row, tool)
      if kind == "DELETE" || kind.hasPrefix("UNDO") {
        entries.removeAll { $0.label == entry.label }
      } else if kind.hasSuffix("BASELINE") {
        coveredThrough = Entry(label: entry.label, version: entry.version)
      } else {
        entries.append(entry)
      }
    }
  }
}
