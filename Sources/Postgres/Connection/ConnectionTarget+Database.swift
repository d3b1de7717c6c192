extension ConnectionTarget {
  /// The same server, role and settings, with another database.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func database(_ name: String) throws(PostgresError) -> ConnectionTarget {
    var settings = settings
    settings["dbname"] = name
    let pairs = settings.sorted { $0.key < $1.key }.map { keyword, value in
      let escaped = value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
      return "\(keyword)='\(String(escaped))'"
    }
    return try ConnectionTarget(pairs.joined(separator: " "))
  }
}
