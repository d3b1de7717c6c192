#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The directory that holds one cluster and nothing else.
///
/// Root makes the directory and hands it to the account; everything inside is written by processes
/// of that account. So a symbolic link that the account plants there gains it nothing.
struct ClusterDirectory: Sendable, Hashable {
  /// Absolute, and with every symbolic link followed: the server and its clients name it alike.
  let path: FilePath

  var data: FilePath { path.appending("data") }
  var sockets: FilePath { path.appending("run") }
  var log: FilePath { path.appending("log") }
  var lock: FilePath { path.appending("lock") }
  var postmasterFile: FilePath { data.appending("postmaster.pid") }

  /// A half-made data directory has such a name, and a new one at each attempt: an `initdb` whose
  /// caller was killed may still write into the last one.
  static let partialPrefix = "data.partial-"

  func newPartial() -> FilePath {
    path.appending(Self.partialPrefix + String(UInt64.random(in: .min ... .max), radix: 16))
  }

  var partials: [FilePath] {
    FileSystem.names(in: path).filter { $0.hasPrefix(Self.partialPrefix) }.map {
      path.appending($0)
    }
  }

  /// The major version that made the data; nil if there are no data yet.
  func dataMajorVersion() throws(ClusterError) -> Int? {
    guard FileSystem.exists(data) else {
      if (try? FileSystem.attributes(of: data)) != nil { throw .notACluster(data) }
      return nil
    }
    guard let text = FileSystem.text(of: data.appending("PG_VERSION")),
      let major = Int(text.prefix(while: \.isNumber)),
      FileSystem.exists(data.appending(ServerConfiguration.fileName))
    else { throw .notACluster(data) }
    return major
  }

  /// Refuses a directory in which somebody keeps other things.
  func checkContents() throws(ClusterError) {
    let own = ["data", "run", "log", "lock"]
    let names = FileSystem.names(in: path)
    guard !names.contains("data") else { return }
    if names.contains(where: { !own.contains($0) && !$0.hasPrefix(Self.partialPrefix) }) {
      throw .notACluster(path)
    }
  }
}
