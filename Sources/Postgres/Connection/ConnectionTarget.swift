internal import CLibpq

/// Where and as whom to connect: everything that libpq understands.
///
/// A URL (`postgres://user@host:5432/database?sslmode=verify-full`), keywords (`host=… dbname=…`) or
/// nothing; what is not given comes from libpq's environment (`PGHOST`, `PGSERVICE`, `PGPASSFILE`, …)
/// and its defaults (PostgreSQL manual, "Connection Strings").
public struct ConnectionTarget: Sendable, Hashable {
  let connectionString: String
  /// What the connection string sets, in libpq's order.
  let settings: [Setting]

  struct Setting: Hashable {
    let keyword: String
    let value: String
  }

  /// Reads a connection string.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` with libpq's account of what is wrong.
  public init(_ connectionString: String) throws(PostgresError) {
    guard !connectionString.containsNull else {
      throw .invalidConfiguration("the connection string holds a NUL character")
    }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(connectionString, &message) else {
      let reason = message.map { String(cString: $0) } ?? "out of memory"
      PQfreemem(message)
      throw .invalidConfiguration(Self.withoutQuotes(reason))
    }
    self.connectionString = connectionString
    settings = Self.read(options)
    guard !isMisreadURL else {
      throw .invalidConfiguration(
        "the URL cannot be split into its parts: write the characters / @ : ? # of a user name or "
          + "password as %2F %40 %3A %3F %23"
      )
    }
  }

  /// A password with a bare `/` or `@` shifts the parts of a URL, and what libpq then takes for the
  /// host, port or database is a piece of the password, which messages would show.
  private var isMisreadURL: Bool {
    guard connectionString.contains("://") else { return false }
    let ports = setting("port")?.split(separator: ",") ?? []
    if ports.contains(where: { UInt16($0) == nil }) { return true }
    return !connectionString.contains("%40")
      && ["host", "dbname"].contains { setting($0)?.contains("@") == true }
  }

  /// What is not set anywhere: host, role and database from libpq's environment and defaults.
  public static var environment: ConnectionTarget {
    get throws(PostgresError) { try ConnectionTarget("") }
  }

  func setting(_ keyword: String) -> String? {
    settings.first { $0.keyword == keyword }?.value
  }

  /// The value of a libpq keyword, such as `dbname`, after environment, service file and defaults.
  public func effective(_ keyword: String) -> String? { effective([keyword])[0] }

  /// The values of keywords, in their order. libpq reads environment and accounts for each question.
  func effective(_ keywords: [String]) -> [String?] {
    let given = keywords.map { setting($0) }
    guard given.contains(nil), let defaults = PQconndefaults() else { return given }
    let others = Self.read(defaults)
    return zip(keywords, given).map { keyword, value in
      value ?? others.first { $0.keyword == keyword }?.value
    }
  }

  private static func read(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [Setting] {
    defer { PQconninfoFree(options) }
    var settings: [Setting] = []
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        settings.append(Setting(keyword: String(cString: keyword), value: String(cString: value)))
      }
      option += 1
    }
    return settings
  }

  // libpq quotes the part that it could not read, which may be a piece of a password and hold
  // quotes itself: everything between the first and the last goes.
  private static func withoutQuotes(_ reason: String) -> String {
    var text = reason
    if let first = text.firstIndex(of: "\""), let last = text.lastIndex(of: "\"") {
      text.replaceSubrange(first...last, with: "…")
    }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension ConnectionTarget: CustomStringConvertible {
  /// Host, port, database and role; never a password.
  public var description: String {
    let keywords = ["host", "port", "dbname", "user"]
    return zip(keywords, effective(keywords)).compactMap { keyword, value in
      value.map { "\(keyword)=\($0)" }
    }.joined(separator: " ")
  }
}

extension ConnectionTarget: CustomReflectable {
  /// No children, so that `dump` and a debugger's summary do not show the password either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
