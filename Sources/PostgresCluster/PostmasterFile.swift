#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What `postmaster.pid` says, the file with which a server marks its data directory as in use.
///
/// The lines are those of PostgreSQL's `pidfile.h`; the later ones appear while the server starts.
struct PostmasterFile: Sendable, Hashable {
  enum Status: String, Sendable {
    case starting, stopping, ready, standby
  }

  var processID: Int32
  var dataDirectory: FilePath
  var startedAtUnixSeconds: Int
  var port: Int?
  var socketDirectory: FilePath?
  var status: Status?

  /// Nil if the text is not that of a server's file, for example cut short by a full disk.
  init?(parsing text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 3, let processID = Int32(lines[0]), processID > 0,
      let startedAt = Int(lines[2])
    else { return nil }
    func line(_ number: Int) -> String? {
      lines.count >= number && !lines[number - 1].isEmpty ? lines[number - 1] : nil
    }
    self.processID = processID
    self.dataDirectory = FilePath(lines[1])
    self.startedAtUnixSeconds = startedAt
    self.port = line(4).flatMap { Int($0) }
    self.socketDirectory = line(5).map { FilePath($0) }
    // PostgreSQL pads the word with blanks, so that it can overwrite it in place.
    self.status = line(8).flatMap { Status(rawValue: String($0.prefix(while: \.isLetter))) }
  }
}
