public import Migrate

/// One pair in the place of several.
public struct SquashedPair: Sendable {
  /// The pair as a migration.
  public let migration: Migration
  /// What the `up` holds, with a line for each migration that it replaces.
  public let upText: String
  /// What the `down` holds: the replaced ones' from the newest to the oldest, or why there is no way
  /// back.
  public let downText: String
  /// Why there is no way back; nil where there is one.
  public let irreversibleReason: String?

  /// Puts the pair together; nothing is proven by it.
  ///
  /// - Parameters:
  ///   - migrations: What is replaced, by version, with both halves; never none.
  ///   - name: What the new one is called: not as the newest of them, whose version it has.
  ///   - separator: What stands between version and name.
  ///   - body: The SQL that makes what they make.
  ///   - irreversible: Why the downs together do not take it back, if that is known.
  /// - Throws: A file of which no checksum can be had, or a body that cannot be run.
  public init(
    replacing migrations: [Migration],
    name: String,
    separator: MigrationFileName.Separator,
    body: String,
    irreversible: String? = nil
  ) throws(MigrationScriptError) {
    guard let newest = migrations.last else { preconditionFailure("Nothing would be replaced.") }
    let identifier = MigrationIdentifier(version: newest.identifier.version, name: name)
    var lines: [String] = []
    for migration in migrations {
      let checksum: MigrationChecksum
      do {
        checksum = try migration.up.checksum()
      } catch {
        throw .unterminated(
          error.construct,
          migration.up.source.location(atByte: error.byteOffset)
        )
      }
      lines.append(
        ReplacedMigration(identifier: migration.identifier, checksum: checksum).directive
      )
    }
    upText =
      """
      -- \(name): what the \(migrations.count) migrations below make, in one. A database that has all of them \
      has it;
      -- `heartly migrate up` notes that once. One that has only some of them needs their own files first.
      \(lines.joined(separator: "\n"))

      \(body)
      """
    let down = irreversible.map(JoinedDowns.init(irreversible:)) ?? JoinedDowns(of: migrations)
    downText = down.text
    irreversibleReason = down.irreversibleReason
    let upName = MigrationFileName(identifier: identifier, separator: separator, half: .up)
    let downName = MigrationFileName(identifier: identifier, separator: separator, half: .down)
    migration = Migration(
      identifier: identifier,
      up: MigrationFile(SQLSource(name: "\(upName)", text: upText), half: .up),
      down: MigrationFile(SQLSource(name: "\(downName)", text: downText), half: .down)
    )
    _ = try migration.up.script()
  }
}

/// The downs of several migrations as one, from the newest to the oldest.
struct JoinedDowns {
  let text: String
  let irreversibleReason: String?

  private init(runnable text: String) {
    self.text = text
    irreversibleReason = nil
  }

  init(irreversible reason: String) {
    irreversibleReason = reason
    text = "-- heartly:irreversible \(reason)\n"
  }

  init(of migrations: [Migration]) {
    var parts: [String] = []
    var isOutside = false
    for migration in migrations.reversed() {
      guard let down = migration.down, let script = try? down.script() else {
        self.init(irreversible: "the down of \(migration.identifier) cannot be run")
        return
      }
      if let reason = script.irreversibleReason {
        self.init(irreversible: "\(migration.identifier): \(reason)")
        return
      }
      let isStepwise = script.directives.contains { $0.kind == .noTransaction }
      isOutside = isOutside || isStepwise
      let name = "-- The down of \(migration.identifier).\n"
      parts.append(name + Self.body(of: script, withoutDirective: isStepwise))
    }
    let joined = (isOutside ? "-- heartly:no-transaction\n" : "") + parts.joined(separator: "\n")
    do {
      _ = try MigrationScript(SQLSource(name: "down", text: joined), half: .down)
      self.init(runnable: joined)
    } catch {
      self.init(irreversible: "the downs cannot run as one: \(error.reason)")
    }
  }

  private static func body(of script: MigrationScript, withoutDirective: Bool) -> String {
    var bytes = script.source.bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var text = String(decoding: bytes, as: UTF8.self)
    if withoutDirective {
      text = text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.contains("heartly:no-transaction") }.joined(separator: "\n")
    }
    // A last statement without its semicolon must not run on into the next file.
    if let last = script.statements.last, last.extent.upperBound == last.range.upperBound {
      text += "\n;"
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }
}
