import ArgumentParser
import Migrate
import MigrateLint

struct DiagramCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram",
    abstract: "Draw the tables that the migrations make, with their columns and foreign keys.",
    discussion: """
      Needs no database: the migrations are replayed against a catalog in memory, up to any version. The \
      same files give the same picture. In patterns, * stands for any characters and ? for one; they \
      are compared with a table's name, and with schema.name where they hold a point. PostgreSQL's \
      parser is needed (Debian and Ubuntu: libpg-query-dev).
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument { case mermaid, svg }

  @OptionGroup var files: DirectoryOptions

  @Option(
    help: ArgumentHelp("Draw what the migrations up to this version make.", valueName: "version")
  )
  var to: MigrationVersion?

  @Option(
    help: "mermaid for Markdown on GitHub, svg for a picture of its own; default by --output."
  )
  var format: Format?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Draw only these tables.", valueName: "pattern")
  )
  var tables: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Leave these tables out.", valueName: "pattern")
  )
  var exclude: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Draw only the tables of these schemas.", valueName: "name")
  )
  var schemas: [String] = []

  @Option(help: "Which columns: all, keys (primary and foreign), or none.")
  var columns = TableSelection.Columns.all

  @Flag(help: "Draw the partitions of partitioned tables, too.")
  var partitions = false

  @Option(
    help: ArgumentHelp("What exists before the first migration.", valueName: "pg_dump file")
  )
  var baseline: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "path")
  )
  var output = "-"

  @Flag(help: "Write nothing; exit with 1 if the file is not what would be written.")
  var check = false

  func validate() throws {
    guard !check || output != "-" else {
      throw ValidationError("--check compares a file: give --output.")
    }
  }

  func run() async throws {
    let picture = try picture()
    if output == "-" { return Platform.write(picture, to: 1) }
    guard !check else {
      guard try existing() == picture else {
        throw Failure(
          message:
            "error: \(output) is not the picture of the migrations; the same command without "
            + "--check draws it anew"
        )
      }
      return Output.line("\(output) is up to date.")
    }
    try Platform.replace(output, with: Array(picture.utf8))
    Output.line("\(output) written.")
  }

  private func existing() throws -> String {
    do {
      return String(decoding: try Platform.content(of: output), as: UTF8.self)
    } catch {
      throw Failure(
        message:
          "error: \(output) cannot be read: \(error); the same command without --check writes it"
      )
    }
  }

  private func picture() throws -> String {
    let outline = try outline()
    if outline.refusedStatements > 0 {
      let count = outline.refusedStatements
      Output.error(
        "warning: PostgreSQL would refuse \(count) statement\(count == 1 ? "" : "s"), which the picture "
          + "leaves out; `heartly migrate lint` names them"
      )
    }
    let selection = TableSelection(
      tables: tables,
      excluded: exclude,
      schemas: schemas,
      columns: columns,
      showsPartitions: partitions
    )
    let chosen = selection.chosen(of: outline)
    guard !chosen.isEmpty else {
      throw Failure(
        message: outline.tables.isEmpty
          ? "error: the migrations make no table"
          : "error: no table is left to draw; the migrations make "
            + outline.tables.prefix(10).map(\.label).joined(separator: ", ")
            + (outline.tables.count > 10 ? " and \(outline.tables.count - 10) more" : "")
      )
    }
    let isPicture = output.lowercased().hasSuffix(".svg")
    switch format ?? (isPicture ? .svg : .mermaid) {
    case .mermaid: return MermaidDiagram(tables: chosen).text
    case .svg: return SVGDiagram(tables: chosen).text
    }
  }

  private func outline() throws -> SchemaOutline {
    let input = try LintInput(paths: [files.directory], baseline: baseline)
    let linter = Linter(parser: try LintInput.parser(), configuration: input.configuration)
    guard let to else { return linter.outline(of: input.sources) }
    var known = false
    let sources = input.sources.filter { source in
      guard source.role == .up else { return source.role == .baseline }
      let name = source.path.split(separator: "/").last ?? ""
      let version = MigrationVersion(name.prefix { ("0"..."9").contains($0) })
      known = known || version == to
      return version.map { $0 <= to } ?? true
    }
    guard known || to == .zero else {
      throw Failure(message: "error: \(files.directory) holds no migration \(to)")
    }
    return linter.outline(of: sources)
  }
}
