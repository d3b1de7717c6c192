/// The program runs without PostgreSQL's parser, and this says how to get it.
public enum ParserUnavailable: Error, Sendable, Equatable, CustomStringConvertible {
  /// No libpg_query stands where the dynamic linker and this program look.
  case notInstalled
  /// `HEARTLY_PARSER_LIBRARY` names a file that cannot be loaded.
  case notLoadable(path: String, reason: String)
  /// A library was found, but it lacks a function of libpg_query 13 to 17.
  case incomplete(path: String, function: String)
  /// The system refused the thread on which the parser runs.
  case noThread

  /// What is missing, and what to install.
  public var description: String {
    switch self {
    case .notInstalled:
      "PostgreSQL's parser (libpg_query) is not installed. \(Self.wayOut)"
    case .notLoadable(let path, let reason):
      "\(LibrarySearch.override) names \(path), which cannot be loaded: \(reason)"
    case .incomplete(let path, let function):
      "\(path) has no function \(function): libpg_query 13 or newer is needed. \(Self.wayOut)"
    case .noThread:
      "the system refused a thread with a stack of 64 MiB for PostgreSQL's parser"
    }
  }

  private static let wayOut = """
    Debian and Ubuntu: apt-get install libpg-query-dev. macOS: brew install libpg_query. \
    Elsewhere: set \(LibrarySearch.override) to the path of the library.
    """
}
