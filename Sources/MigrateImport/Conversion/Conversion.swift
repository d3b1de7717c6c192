public import Migrate

/// The files of another tool as pairs. A value: nothing is read and nothing written.
public struct Conversion: Sendable {
  /// A migration as a pair.
  public struct Pair: Sendable, Hashable {
    /// The halves' names.
    public let up: MigrationFileName
    /// As above.
    public let down: MigrationFileName
    /// The text of the half that makes the change.
    public let upText: String
    /// The text of the half that takes it back.
    public let downText: String
  }

  /// What is applied anew whenever it changes, as it is.
  public struct Repeatable: Sendable, Hashable {
    /// Its description.
    public let name: String
    /// Its text.
    public let text: String
  }

  /// The pairs by version; never none.
  public let pairs: [Pair]
  /// What the other tool calls each of them, for its record to be taken over.
  public let map: MigrationMap
  /// What belongs into no pair.
  public let repeatables: [Repeatable]
  /// What was passed over, and why.
  public let notes: [String]

  /// Reads the files.
  ///
  /// - Throws: Everything that is no plain SQL, with its file and line.
  public init(_ format: SourceFormat, files: [SourceFile]) throws(ConversionError) {
    let files = files.sorted { $0.path < $1.path }
    var reading =
      switch format {
      case .dbmate: Reading.dbmate(files)
      case .golangMigrate: Reading.golangMigrate(files)
      case .flyway: Reading.flyway(files)
      case .typeorm: Reading.typeORM(files)
      case .goose: Reading.goose(files)
      case .sqlx: Reading.sqlx(files)
      }
    if reading.migrations.isEmpty, reading.problems.isEmpty {
      reading.refuse("the source", nil, "holds no migration of \(format.tool)")
    }
    let mapping = VersionMapping(reading.migrations.map(\.version))
    var pairs: [(pair: Pair, label: String)] = []
    for migration in reading.migrations {
      switch mapping.version(of: migration.version) {
      case .failure(let flaw): reading.refuse(migration.file, nil, flaw.rawValue)
      case .success(let version):
        if let pair = reading.pair(migration, version, format) {
          pairs.append((pair, migration.label))
        }
      }
    }
    pairs.sort { $0.pair.up.identifier < $1.pair.up.identifier }
    for (left, right) in zip(pairs, pairs.dropFirst())
    where left.pair.up.identifier.version == right.pair.up.identifier.version {
      reading.refuse(right.label, nil, "has the same version as \(left.label)")
    }
    guard reading.problems.isEmpty else {
      throw ConversionError(
        problems: reading.problems.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
      )
    }
    self.pairs = pairs.map(\.pair)
    map = MigrationMap(
      pairs.map { MigrationMap.Line(label: $0.label, version: $0.pair.up.identifier.version) }
    )
    repeatables = reading.repeatables
    notes = reading.notes
  }
}

extension Reading {
  /// Makes a pair, and adds what is wrong with it.
  fileprivate mutating func pair(
    _ migration: ForeignMigration,
    _ version: MigrationVersion,
    _ format: SourceFormat
  ) -> Conversion.Pair? {
    guard let up = migration.up else {
      refuse(migration.file, nil, "takes back what no file makes; move it away")
      return nil
    }
    let identifier = MigrationIdentifier(
      version: version,
      name: MigrationIdentifier.name(from: migration.name)
    )
    let upHalf = HalfText(up, .up)
    var downHalf = migration.down.map { HalfText($0, .down) }
    if downHalf?.isEmpty != false {
      downHalf = HalfText(irreversible: "its \(format.tool) migration takes nothing back")
    }
    problems += upHalf.problems + (downHalf?.problems ?? [])
    let separator: MigrationFileName.Separator = format == .typeorm ? .hyphen : .underscore
    return Conversion.Pair(
      up: MigrationFileName(identifier: identifier, separator: separator, half: .up),
      down: MigrationFileName(identifier: identifier, separator: separator, half: .down),
      upText: upHalf.text,
      downText: downHalf?.text ?? ""
    )
  }
}

extension MigrationIdentifier {
  /// What another tool calls a migration, in the letters that a file of ours may have.
  fileprivate static func name(from text: String) -> String {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "_")
    guard let first = name.first else { return "migration" }
    return first.isLetter ? name : "m_" + name
  }
}
