import Migrate
import MigrateLint
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The files that are judged, in the order in which they would run, and how.
struct LintInput {
  var sources: [LintSource] = []
  var configuration = LintConfiguration()
  /// Whether every `up` should have a `down`: where one has.
  private(set) var expectsDowns = false
  /// Every file and directory that the result depends on.
  private(set) var watched: [String] = []
  private var known: Set<String> = []

  var judgedFiles: Int { sources.count { $0.role != .baseline } }

  static let usualPaths = ["db/migrations"]

  /// `config` is the path of the configuration; by default it is looked for near the first path.
  /// `repeatable` is the directory of the files that are applied whenever they change; by default the
  /// one beside a directory of migrations.
  init(
    paths: [String],
    baseline: String? = nil,
    config: String? = nil,
    repeatable: String? = nil
  ) throws {
    let file =
      try config.map(LintConfigurationFile.read)
      ?? LintConfigurationFile.find(near: paths.first ?? ".")
    if let file {
      configuration = file.configuration
      watched.append(file.path)
    }
    if let baseline = baseline ?? file?.baseline { try read(baseline, as: .baseline) }
    for path in paths { try readAll(at: path) }
    for path in paths { try readRepeatables(beside: path, given: repeatable) }
    guard judgedFiles > 0 else {
      throw Failure(message: "error: no .sql file in \(paths.joined(separator: ", "))")
    }
  }

  static func parser() throws -> Parser {
    do {
      return try Parser.load()
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }

  func findings(_ parser: Parser) -> [Finding] {
    Linter(parser: parser, configuration: configuration)
      .lint(sources, expectsDowns: expectsDowns)
  }

  /// A directory's pairs by version, or all its `.sql` files by name where it has no pairs; or one
  /// file, with the `down` beside it.
  private mutating func readAll(at path: String) throws {
    do {
      guard let all = try Platform.names(inDirectory: path) else {
        return try read(path, as: path.hasSuffix(".down.sql") ? .down : .up)
      }
      watched.append(path)
      let names = all.filter { $0.hasSuffix(".sql") && !$0.hasPrefix(".") }
      let ups = names.filter { $0.hasSuffix(".up.sql") }
      let downs = Set(names.filter { $0.hasSuffix(".down.sql") })
      expectsDowns = expectsDowns || !downs.isEmpty
      for name in Self.ordered(ups.isEmpty ? names : ups) {
        try read(FilePath(path).appending(name).string, as: .up)
        let down = name.dropLast(".up.sql".count) + ".down.sql"
        guard name.hasSuffix(".up.sql"), downs.contains(String(down)) else { continue }
        try read(FilePath(path).appending(String(down)).string, as: .down)
      }
    } catch let error as Errno {
      throw Failure(message: "error: \(path) cannot be read: \(error)")
    }
  }

  /// The files that are applied after all migrations, in the order that follows from what they use. Only
  /// directories of pairs have such files.
  private mutating func readRepeatables(beside path: String, given: String?) throws {
    guard sources.contains(where: { $0.role == .down }),
      try Platform.names(inDirectory: path) != nil,
      let directory = try RepeatableChoice(given: given, beside: path).directory
    else { return }
    let first = sources.count
    do {
      watched.append(directory.string)
      let names = try Platform.names(inDirectory: directory.string) ?? []
      for name in names.filter(RepeatableDirectory.isRepeatable).sorted() {
        try read(directory.appending(name).string, as: .repeatable)
      }
    } catch let error as Errno {
      throw Failure(message: "error: \(directory) cannot be read: \(error)")
    }
    guard sources.count - first > 1, let parser = try? Parser.load() else { return }
    let linter = Linter(parser: parser, configuration: configuration)
    let order = linter.dependencies(of: Array(sources[first...])).order
    let byPath = Dictionary(
      sources[first...].map { ($0.path, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    sources[first...] = order.compactMap { byPath[$0] }[...]
  }

  private mutating func read(_ path: String, as role: LintSource.Role) throws {
    // A file that is named twice runs once, also as `a.sql` and `./a.sql`.
    guard known.insert(FilePath(path).lexicallyNormalized().string).inserted else { return }
    do {
      sources.append(LintSource(path: path, bytes: try Platform.content(of: path), role: role))
      watched.append(path)
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)")
    }
  }

  /// By version as the engine orders them, so that 10 comes after 9, and then by name.
  private static func ordered(_ names: [String]) -> [String] {
    names.map { name in (version: version(of: name), name: name) }
      .sorted { ($0.version, $0.name) < ($1.version, $1.name) }
      .map(\.name)
  }

  private static func version(of name: String) -> MigrationVersion {
    MigrationVersion(Substring(name.prefix { ("0"..."9").contains($0) })) ?? .zero
  }
}
