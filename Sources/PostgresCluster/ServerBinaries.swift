#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A directory with one PostgreSQL's server programs.
public struct ServerBinaries: Sendable, Hashable {
  /// Where `postgres`, `initdb` and `pg_ctl` are.
  public let directory: FilePath
  /// Such as `15.18`.
  public let version: String
  /// Such as `15`: data directories belong to one major version.
  public let majorVersion: Int

  /// The programs without which a directory is not a server's: client packages bring a `pg_config`
  /// too, whose directory may have none of them.
  static let programs = ["postgres", "initdb", "pg_ctl"]

  /// Looks for the server's programs: in `directory` alone if it is given; else where `PG_CONFIG`
  /// or `pg_config` says, in Debian's and Homebrew's layouts (the newest version), and on `PATH`.
  ///
  /// - Parameters:
  ///   - directory: The only directory to look at.
  ///   - majorVersion: The only version that will do, because the data were made by it.
  /// - Returns: The best server that was found.
  /// - Throws: ``ClusterError/binariesNotFound(programs:searched:)`` with the places looked at.
  public static func find(
    in directory: FilePath? = nil,
    majorVersion: Int? = nil
  ) async throws(ClusterError) -> ServerBinaries {
    try await find(in: BinaryPlaces(only: directory), majorVersion: majorVersion)
  }

  static func find(
    in places: BinaryPlaces,
    majorVersion: Int? = nil
  ) async throws(ClusterError) -> ServerBinaries {
    var searched: [String] = []
    for place in await places.directories(preferring: majorVersion) {
      guard !searched.contains(place.string) else { continue }
      searched.append(place.string)
      guard let binaries = await ServerBinaries(directory: place) else { continue }
      if majorVersion == nil || binaries.majorVersion == majorVersion { return binaries }
    }
    throw .binariesNotFound(programs: programs, searched: searched)
  }

  func path(of program: FilePath.Component) -> FilePath {
    directory.appending(program)
  }

  /// Nil if a program is missing, or does not say its version.
  private init?(directory: FilePath) async {
    for program in Self.programs where !FileSystem.isExecutable(directory.appending(program)) {
      return nil
    }
    let ask = Command(program: directory.appending("postgres"), arguments: ["--version"])
    guard let answer = try? await ask.run(until: Deadline(after: .seconds(10))), answer.succeeded,
      let version = Self.version(in: answer.output)
    else { return nil }
    self.directory = directory
    self.version = version.text
    self.majorVersion = version.major
  }

  /// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; also `17beta1`.
  static func version(in answer: String) -> (text: String, major: Int)? {
    let words = answer.split(whereSeparator: \.isWhitespace)
    guard let name = words.firstIndex(of: "(PostgreSQL)"), words.indices.contains(name + 1),
      let major = Int(words[name + 1].prefix(while: \.isNumber))
    else { return nil }
    return (String(words[name + 1]), major)
  }
}
