import ArgumentParser
import Migrate
import MigrateLint
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Where the files are that are applied again whenever they change.
struct RepeatableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The directory of the files that are applied again whenever they change.",
      discussion:
        "Default: `repeatable` beside the directory of the migrations, where there is one.",
      valueName: "path"
    )
  )
  var repeatable: String?
}

/// The directory of repeatable files that goes with one of migrations.
struct RepeatableChoice {
  /// Where the files are; nil where there are none.
  let directory: FilePath?

  /// - Throws: Where a directory was named that does not exist.
  init(given: String?, beside migrations: String) throws(Failure) {
    if let given {
      guard RepeatableDirectory.exists(FilePath(given)) else {
        throw Failure(
          message:
            "error: \(given): there is no such directory; `--repeatable` says where repeatable "
            + "files are"
        )
      }
      directory = FilePath(given)
    } else {
      let usual = Self.usual(beside: migrations)
      directory = RepeatableDirectory.exists(usual) ? usual : nil
    }
  }

  static func usual(beside migrations: String) -> FilePath {
    FilePath(migrations).lexicallyNormalized().removingLastComponent().appending("repeatable")
  }

  /// Lets a migrator apply the files, in the order that follows from what they use.
  func configure(_ migrator: inout Migrator, migrations: String) {
    guard let directory else { return }
    migrator.repeatableDirectory = directory
    migrator.repeatableOrder = { files in try Self.order(of: files, migrations: migrations) }
  }

  /// Without PostgreSQL's parser the names of the files make the order.
  static func order(of files: [Repeatable], migrations: String) throws -> RepeatableOrder {
    let names = files.map(\.name)
    let parser: Parser
    do {
      parser = try Parser.load()
    } catch {
      return RepeatableOrder(
        names: names,
        notes: ["repeatable files run in the order of their names: \(error)"]
      )
    }
    let configuration = try LintConfigurationFile.find(near: migrations)?.configuration
    let linter = Linter(parser: parser, configuration: configuration ?? LintConfiguration())
    let found = linter.dependencies(
      of: files.map { LintSource(path: $0.name, bytes: $0.file.source.bytes, role: .repeatable) }
    )
    return RepeatableOrder(names: found.order, uses: found.uses, notes: found.notes)
  }
}
