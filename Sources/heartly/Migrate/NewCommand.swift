import ArgumentParser
import Migrate

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
      + "until the pair is filled in."
  )

  @OptionGroup var files: DirectoryOptions

  @Argument(help: "What it does: AddClientNotes, or in words: add client notes.")
  var name: [String]

  func run() async throws {
    let directory = FilePath(files.directory)
    let name: MigrationName
    do {
      name = try MigrationName(self.name.joined(separator: " "))
    } catch {
      throw Failure(message: "error: \(error)", status: .usage)
    }
    guard let template = try template(name, in: directory) else {
      throw Failure(message: "error: \(directory) holds the largest version that there can be")
    }
    try write(template.upText, to: directory.appending("\(template.up)"))
    try write(template.downText, to: directory.appending("\(template.down)"))
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
