public import ArgumentParser
import Migrate
public import MigrateImport
import MigrateLint
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn another tool's migrations into pairs of files.",
    discussion: """
      Nothing is guessed: what is no plain SQL is named with its file and line, and nothing is written \
      then. Nor is any file overwritten. Beside the pairs, import-TOOL.map says what the other tool calls \
      each of them, for `migrate adopt --map`. Flyway's repeatable scripts go to ../repeatable.
      """
  )

  @OptionGroup var files: DirectoryOptions

  @Option(help: "The tool whose files they are.")
  var from: SourceFormat

  @Argument(help: ArgumentHelp("The directory of its files, or one file.", valueName: "source"))
  var source: String

  func run() async throws {
    let conversion: Conversion
    do {
      conversion = try Conversion(from, files: try read(source))
    } catch let error as ConversionError {
      throw Failure(message: "error: \(error)\nNothing was written.")
    }
    let directory = FilePath(files.directory)
    var texts = conversion.pairs.flatMap { pair in
      [
        (directory.appending("\(pair.up)"), pair.upText),
        (directory.appending("\(pair.down)"), pair.downText),
      ]
    }
    texts.append((directory.appending("import-\(from.rawValue).map"), conversion.map.text))
    let repeatable = directory.removingLastComponent().appending("repeatable")
    for script in conversion.repeatables {
      texts.append((repeatable.appending("\(script.name).sql"), script.text))
    }
    try write(texts)
    for note in conversion.notes { Output.line("note: \(note)") }
    for pair in conversion.pairs { Output.line("\(directory.appending("\(pair.up)"))") }
    Output.line("\(conversion.pairs.count) pairs written. \(try findings())")
  }

  // MARK: Files

  private func read(_ path: String) throws -> [SourceFile] {
    do {
      guard let names = try Platform.names(inDirectory: path) else {
        return [SourceFile(path: path, text: try text(of: path))]
      }
      var files: [SourceFile] = []
      for name in names.sorted() where !name.hasPrefix(".") && name != "node_modules" {
        let inner = FilePath(path).appending(name).string
        if try Platform.names(inDirectory: inner) == nil {
          files.append(SourceFile(path: inner, text: try text(of: inner)))
        } else if from.isRecursive {
          files += try read(inner)
        }
      }
      return files
    } catch let error as Errno {
      throw Failure(message: "error: \(path) cannot be read: \(error)")
    }
  }

  private func text(of path: String) throws -> String {
    guard let text = String(validating: try Platform.content(of: path), as: UTF8.self) else {
      throw Failure(message: "error: \(path) is not UTF-8; save it as UTF-8. Nothing was written.")
    }
    return text
  }

  /// All or none: files that are there stay, and what was written before one that cannot be goes.
  private func write(_ texts: [(path: FilePath, text: String)]) throws {
    var written: [FilePath] = []
    do {
      for (path, text) in texts {
        try Platform.makeDirectory(above: path.string)
        let file = try FileDescriptor.open(
          path,
          .writeOnly,
          options: [.create, .exclusiveCreate],
          permissions: .init(rawValue: 0o644)
        )
        written.append(path)
        _ = try file.closeAfter { try file.writeAll(text.utf8) }
      }
    } catch let error as Errno {
      let path = texts[min(written.count, texts.count - 1)].path
      for path in written { Platform.remove(path.string) }
      let reason =
        error == .fileExists
        ? "is there already, and is not overwritten; --directory names another place"
        : "cannot be written: \(error)"
      throw Failure(message: "error: \(path) \(reason). Nothing was written.")
    }
  }

  // MARK: Judgement

  /// How many findings the analyser has in all of the directory.
  private func findings() throws -> String {
    guard let parser = try? Parser.load() else {
      return "They were not judged: PostgreSQL's parser is missing (`heartly doctor`)."
    }
    let findings = try LintInput(paths: [files.directory]).findings(parser)
      .filter { $0.severity >= .warning }
    guard !findings.isEmpty else { return "The analyser finds nothing." }
    let errors = findings.count { $0.severity == .error }
    return "The analyser has \(findings.count) findings, \(errors) of them errors; `migrate lint` "
      + "lists them."
  }
}

extension SourceFormat: ExpressibleByArgument {}
