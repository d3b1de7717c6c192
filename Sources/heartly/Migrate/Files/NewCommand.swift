import ArgumentParser
import Migrate
import MigrateLint

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make the pair of files of a new migration.",
    discussion:
      "Neither file holds a statement yet. `up`, and the next `new`, refuse the directory "
      + "until the pair is filled in. With --expand-contract it writes the whole series of pairs by which a column "
      + "changes while old and new code work with it."
  )

  @OptionGroup var files: DirectoryOptions

  @Argument(help: "What it does: AddClientNotes, or in words: add client notes.")
  var name: [String]

  @OptionGroup var expand: ExpandOptions

  func run() async throws {
    let words = name.joined(separator: " ")
    guard let request = expand.request(named: words) else { return try write(words) { $0.texts } }
    let pairs = try request.pairs(in: files.directory)
    // All names before any file.
    for pair in pairs { _ = try migrationName(pair.name) }
    for pair in pairs { try write(pair.name) { _ in (pair.up, pair.down) } }
  }

  private func migrationName(_ words: String) throws -> MigrationName {
    do {
      return try MigrationName(words)
    } catch {
      throw Failure(message: "error: \(error)", status: .usage)
    }
  }

  private func write(
    _ words: String,
    _ texts: (MigrationTemplate) -> (up: String, down: String)
  ) throws {
    let directory = FilePath(files.directory)
    guard let template = try template(try migrationName(words), in: directory) else {
      throw Failure(message: "error: \(directory) holds the largest version that there can be")
    }
    let (up, down) = texts(template)
    try write(up, to: directory.appending("\(template.up)"))
    try write(down, to: directory.appending("\(template.down)"))
  }

  private func template(_ name: MigrationName, in directory: FilePath) throws -> MigrationTemplate?
  {
    var existing: [MigrationVersion] = []
    var separator = MigrationFileName.Separator.hyphen
    do {
      let listed = try MigrationDirectory.load(directory)
      existing = listed.migrations.map(\.identifier.version)
      separator = listed.separator
    } catch .empty {
      // The first migration of a new project.
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    return MigrationTemplate(
      name,
      existing: existing,
      nowMilliseconds: now,
      separator: separator
    )
  }

  private func write(_ text: String, to path: FilePath) throws {
    do {
      // Somebody else may make a file of this name at the same moment: theirs stays.
      let file = try FileDescriptor.open(
        path,
        .writeOnly,
        options: [.create, .exclusiveCreate],
        permissions: .init(rawValue: 0o644)
      )
      _ = try file.closeAfter { try file.writeAll(text.utf8) }
      Output.line("\(path)")
    } catch {
      throw Failure(message: "error: \(path) cannot be written: \(error)")
    }
  }
}

extension MigrationTemplate {
  fileprivate var texts: (up: String, down: String) { (upText, downText) }
}
