/// The program's exit status, the same for all commands.
enum ExitStatus: Int32 {
  /// Done, or nothing to do.
  case done = 0
  /// Refused or failed.
  case failed = 1
  /// The command line cannot be understood.
  case usage = 2
  /// Another runner, or another session's lock on a table, was in the way for too long.
  case lockNotHad = 3
}

/// Ends the program with a message that is complete as it stands.
struct Failure: Error {
  var message: String
  var status = ExitStatus.failed
}
