internal import CPgQuery

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// libpg_query's functions, found at run time. They are never unloaded.
///
/// Each call keeps its state in thread-local storage of the library, so calls on two threads do not
/// meet; a result is plain malloc'ed memory that any thread may free.
struct Library: Sendable {
  let path: String

  let parse: pg_query_parse_function
  let freeTree: pg_query_free_tree_function
  let scan: pg_query_scan_function
  let freeTokens: pg_query_free_tokens_function
  let parsePLpgSQL: pg_query_parse_plpgsql_function
  let freePLpgSQL: pg_query_free_plpgsql_function
  let fingerprint: pg_query_fingerprint_function
  let freeFingerprint: pg_query_free_fingerprint_function

  /// The first library of the candidates, or the one that the operator names.
  static func find(
    override: String?,
    candidates: @autoclosure () -> [String]
  ) throws(ParserUnavailable) -> Library {
    if let override {
      guard let handle = dlopen(override, RTLD_LAZY | RTLD_LOCAL) else {
        let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
        throw .notLoadable(path: override, reason: reason)
      }
      return try Library(path: override, handle: handle)
    }
    for candidate in candidates() {
      guard let handle = dlopen(candidate, RTLD_LAZY | RTLD_LOCAL) else { continue }
      return try Library(path: candidate, handle: handle)
    }
    throw .notInstalled
  }

  private init(path: String, handle: UnsafeMutableRawPointer) throws(ParserUnavailable) {
    func function<F>(_ name: String, as type: F.Type) throws(ParserUnavailable) -> F {
      guard let symbol = dlsym(handle, name) else {
        throw .incomplete(path: path, function: name)
      }
      return unsafeBitCast(symbol, to: type)
    }
    self.path = path
    parse = try function("pg_query_parse", as: pg_query_parse_function.self)
    freeTree = try function("pg_query_free_parse_result", as: pg_query_free_tree_function.self)
    scan = try function("pg_query_scan", as: pg_query_scan_function.self)
    freeTokens = try function("pg_query_free_scan_result", as: pg_query_free_tokens_function.self)
    parsePLpgSQL = try function(
      "pg_query_parse_plpgsql",
      as: pg_query_parse_plpgsql_function.self
    )
    freePLpgSQL = try function(
      "pg_query_free_plpgsql_parse_result",
      as: pg_query_free_plpgsql_function.self
    )
    fingerprint = try function("pg_query_fingerprint", as: pg_query_fingerprint_function.self)
    freeFingerprint = try function(
      "pg_query_free_fingerprint_result",
      as: pg_query_free_fingerprint_function.self
    )
  }
}
