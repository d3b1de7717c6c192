#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Makes pairs of a directory's names, then migrations of the pairs, and collects what is wrong.
struct MigrationListing {
  struct Entry {
    let file: String
    let bytes: [UInt8]
    let name: MigrationFileName
    var version: MigrationVersion { name.identifier.version }
    var half: MigrationScript.Half { name.half }
    var separator: MigrationFileName.Separator { name.separator }
    /// The name without its ending.
    var stem: ArraySlice<UInt8> {
      bytes.dropLast(half == .up ? ".up.sql".utf8.count : ".down.sql".utf8.count)
    }
  }
  struct Pair {
    let up: Entry
    let down: Entry
  }

  /// What messages show before a file's name.
  private let prefix: String
  private(set) var pairs: [Pair] = []
  private(set) var problems: [MigrationFileError] = []

  init(path: FilePath, names: [String]) {
    // Joined as text, because FilePath takes both parts apart for each file.
    prefix = path.isEmpty || path.string.hasSuffix("/") ? path.string : path.string + "/"
    var entries: [Entry] = []
    var misnamed: [(file: String, flaw: MigrationFileName.Flaw)] = []
    entries.reserveCapacity(names.count)
    for file in names {
      let bytes = Array(file.utf8)
      guard Self.concerns(bytes) else { continue }
      do {
        let name = try MigrationFileName(parsing: bytes)
        entries.append(Entry(file: file, bytes: bytes, name: name))
      } catch {
        misnamed.append((file, error))
      }
    }
    for (file, flaw) in misnamed.sorted(by: { $0.file < $1.file }) {
      problems.append(.badName(file: shown(file), flaw))
    }
    // Numbers compare faster than names; names only decide within a version.
    entries.sort { ($0.version, $0.file) < ($1.version, $1.file) }
    var rest = entries[...]
    while let version = rest.first?.version {
      let group = rest.prefix { $0.version == version }
      pair(version, group)
      rest = rest.dropFirst(group.count)
    }
  }

  /// Whether a name may be a migration's. An ending in capitals counts, so that no file is passed
  /// over by mistake.
  private static func concerns(_ file: [UInt8]) -> Bool {
    file.first != UInt8(ascii: ".") && !file.starts(with: "README".utf8)
      && file.suffix(4).lazy.map(\.asciiLowercased).elementsEqual(".sql".utf8)
  }

  private func shown(_ file: String) -> String { prefix + file }

  private mutating func pair(_ version: MigrationVersion, _ group: ArraySlice<Entry>) {
    let up = group.first { $0.half == .up }
    let down = group.first { $0.half == .down }
    guard group.count == (up == nil ? 0 : 1) + (down == nil ? 0 : 1) else {
      problems.append(.duplicateVersion(version, files: group.map { shown($0.file) }))
      return
    }
    switch (up, down) {
    case (let up?, let down?) where up.stem == down.stem:
      pairs.append(Pair(up: up, down: down))
    case (let up?, let down?):
      problems.append(.namesDiffer(up: shown(up.file), down: shown(down.file)))
    case (let half?, nil), (nil, let half?):
      let other: MigrationScript.Half = half.half == .up ? .down : .up
      problems.append(
        .halfMissing(file: shown(half.file), missing: half.fileName(of: other))
      )
    case (nil, nil): break
    }
  }
}

extension MigrationListing.Entry {
  /// What the other half of the pair is called.
  fileprivate func fileName(of half: MigrationScript.Half) -> String {
    "\(String(decoding: stem, as: UTF8.self)).\(half.rawValue).sql"
  }
}

// MARK: - Reading

extension MigrationListing {
  /// The migrations whose files are sound; the others add to `problems`.
  mutating func read(
    from directory: borrowing OpenDirectory,
    depth: MigrationDirectory.Depth
  ) -> [Migration] {
    var migrations: [Migration] = []
    migrations.reserveCapacity(pairs.count)
    for pair in pairs {
      let up = read(pair.up, from: directory, depth: depth)
      let down = depth >= .pairs ? read(pair.down, from: directory, depth: depth) : nil
      guard let up else { continue }
      migrations.append(Migration(identifier: pair.up.name.identifier, up: up, down: down))
    }
    return migrations
  }

  private mutating func read(
    _ entry: Entry,
    from directory: borrowing OpenDirectory,
    depth: MigrationDirectory.Depth
  ) -> MigrationFile? {
    let shown = shown(entry.file)
    do {
      let source = SQLSource(name: shown, bytes: try directory.read(entry.file))
      try source.checkEncoding()
      let file = MigrationFile(source, half: entry.half)
      // An empty file is found without cutting it up; an irreversible `down` needs its directives.
      if depth == .scripts || !source.hasStatement { _ = try file.script() }
      return file
    } catch let error as MigrationFileError {
      problems.append(error)
    } catch let error as MigrationScriptError {
      problems.append(.script(error))
    } catch OpenDirectory.ReadError.notAFile {
      problems.append(.notAFile(file: shown))
    } catch OpenDirectory.ReadError.system(.tooManySymbolicLinkLevels) {
      problems.append(.symbolicLinkLoop(file: shown))
    } catch OpenDirectory.ReadError.system(let error) {
      problems.append(.unreadable(file: shown, error))
    } catch {
      problems.append(.unreadable(file: shown, .ioError))
    }
    return nil
  }
}
