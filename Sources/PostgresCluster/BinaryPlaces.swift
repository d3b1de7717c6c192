#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The places where PostgreSQL's server programs may be, best first.
struct BinaryPlaces: Sendable {
  /// Looked at alone if given.
  var only: FilePath?
  /// The value of `PG_CONFIG`, with which extensions' builds name the `pg_config` to use.
  var pgConfig = variable("PG_CONFIG")
  /// The directories of `PATH`.
  var searchPath = (variable("PATH") ?? "").split(separator: ":").map { FilePath(String($0)) }
  /// Where Debian and Ubuntu keep a directory per major version.
  var debianRoot: FilePath = "/usr/lib/postgresql"
  /// Where Homebrew keeps a directory per formula, on Apple and on Intel processors.
  var homebrewRoots: [FilePath] = ["/opt/homebrew/opt", "/usr/local/opt"]

  func directories(preferring majorVersion: Int?) async -> [FilePath] {
    if let only { return [only] }
    let layouts =
      versions(in: debianRoot, prefix: "")
      + homebrewRoots.flatMap { versions(in: $0, prefix: "postgresql@") }
    let asked = await directoryThatPgConfigNames().map { [$0] } ?? []
    guard let majorVersion else { return asked + layouts.map(\.directory) + searchPath }
    let preferred = layouts.filter { $0.major == majorVersion }
    return preferred.map(\.directory) + asked + layouts.map(\.directory) + searchPath
  }

  /// The `bin` directories in one directory per version, the newest version first.
  private func versions(
    in root: FilePath,
    prefix: String
  ) -> [(major: Int, directory: FilePath)] {
    FileSystem.names(in: root)
      .compactMap { name -> (major: Int, directory: FilePath)? in
        guard name.hasPrefix(prefix), let major = Int(name.dropFirst(prefix.count)) else {
          return nil
        }
        return (major, root.appending(name).appending("bin"))
      }
      .sorted { $0.major > $1.major }
  }

  private func directoryThatPgConfigNames() async -> FilePath? {
    let onPath = searchPath.map { $0.appending("pg_config") }.first(where: FileSystem.isExecutable)
    guard let program = pgConfig.map({ FilePath($0) }) ?? onPath else { return nil }
    let ask = Command(program: program, arguments: ["--bindir"])
    guard let answer = try? await ask.run(until: Deadline(after: .seconds(10))), answer.succeeded,
      let line = answer.output.split(separator: "\n").first
    else { return nil }
    return FilePath(String(line))
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
