public import Migrate

/// Which of the files another tool has applied.
public struct AdoptionMatch: Sendable {
  /// The files that are applied, by version.
  public let applied: [Migration]

  /// Finds a file for each entry, and an entry for each file before the newest.
  ///
  /// A line of the map decides; else the version, whose name must then agree where both have one; else
  /// the name, in which only letters and digits count, and not their case.
  ///
  /// - Parameters:
  ///   - bookkeeping: What the other tool says.
  ///   - migrations: The files, by version.
  ///   - map: What the names do not tell.
  /// - Throws: Everything that does not fit.
  public init(
    _ bookkeeping: Bookkeeping,
    migrations: [Migration],
    map: MigrationMap = MigrationMap()
  ) throws(AdoptionError) {
    var matching = Matching(tool: bookkeeping.tool, migrations: migrations, map: map)
    for entry in bookkeeping.entries { matching.add(entry) }
    if let newest = bookkeeping.coveredThrough { matching.addAll(through: newest) }
    matching.finish()
    guard matching.problems.isEmpty else { throw .unmatched(matching.problems) }
    let versions = matching.applied
    applied = migrations.filter { versions.contains($0.identifier.version) }
  }
}

private struct Matching {
  let tool: ForeignTool
  let migrations: [Migration]
  let map: MigrationMap
  private(set) var problems: [MatchProblem] = []
  private var labels: [MigrationVersion: [String]] = [:]
  private var covered: MigrationVersion?

  init(tool: ForeignTool, migrations: [Migration], map: MigrationMap) {
    self.tool = tool
    self.migrations = migrations
    self.map = map
  }

  var applied: Set<MigrationVersion> {
    let covered = covered ?? .zero
    return Set(labels.keys).union(migrations.map(\.identifier.version).filter { $0 <= covered })
  }

  mutating func add(_ entry: Bookkeeping.Entry) {
    guard let file = file(of: entry) else { return }
    labels[file.version, default: []].append(entry.label)
  }

  mutating func addAll(through entry: Bookkeeping.Entry) {
    // A baseline may have a version of its own, between those of the files.
    if tool == .flyway, map.line(of: entry.label) == nil, let version = entry.version {
      covered = version
    } else if let file = file(of: entry) {
      covered = file.version
    }
  }

  mutating func finish() {
    for (version, labels) in labels.sorted(by: { $0.key < $1.key }) where labels.count > 1 {
      guard let file = identifier(version) else { continue }
      problems.append(.sameFile(file, labels: labels))
    }
    let applied = applied
    guard let newest = applied.max().flatMap({ identifier($0) }) else { return }
    for migration in migrations
    where migration.identifier.version < newest.version
      && !applied.contains(migration.identifier.version)
    {
      problems.append(.fileWithoutEntry(tool, migration.identifier, newestApplied: newest))
    }
  }

  private func identifier(_ version: MigrationVersion) -> MigrationIdentifier? {
    migrations.first { $0.identifier.version == version }?.identifier
  }

  /// The file of an entry; nil, and mostly a problem, where there is none.
  private mutating func file(of entry: Bookkeeping.Entry) -> MigrationIdentifier? {
    if let line = map.line(of: entry.label) {
      guard let version = line.version else { return nil }
      if let file = identifier(version) { return file }
      problems.append(.unknownTarget(label: entry.label, version))
      return nil
    }
    if let version = entry.version {
      guard let file = identifier(version) else {
        problems.append(.entryWithoutFile(tool, label: entry.label))
        return nil
      }
      if let name = entry.names.first, !name.hasSameLetters(as: file.name) {
        problems.append(.namesDiffer(tool, label: entry.label, name: name, file: file))
        return nil
      }
      return file
    }
    return file(named: entry)
  }

  private mutating func file(named entry: Bookkeeping.Entry) -> MigrationIdentifier? {
    for name in entry.names {
      let files = migrations.map(\.identifier).filter { file in
        file.name.hasSameLetters(as: name)
          // A revision is a part of the name: 7_add_notes_ae1027a6acf.
          || (tool == .alembic && file.name.split(separator: "_").contains(name[...]))
      }
      if files.count == 1 { return files.first }
      guard files.isEmpty else {
        problems.append(.ambiguous(tool, label: entry.label, files: files))
        return nil
      }
    }
    problems.append(.entryWithoutFile(tool, label: entry.label))
    return nil
  }
}

extension MigrationMap {
  fileprivate func line(of label: String) -> Line? { lines.first { $0.label == label } }
}

extension String {
  /// Whether two names are the same but for case, blanks and punctuation.
  fileprivate func hasSameLetters(as other: String) -> Bool { letters == other.letters }

  private var letters: String {
    String(decoding: utf8.filter { $0.isLetterOrDigit }.map(\.lowercased), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }

  fileprivate var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
