internal import CLibpq

extension ConnectionFailure {
  /// Reads why libpq could not open a session.
  init(of raw: OpaquePointer) {
    let message = String(cString: PQerrorMessage(raw))
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    self.init(sqlState: SQLState(refusal: message), message: message)
  }
}

extension SQLState {
  /// libpq 15 does not hand on the code of a refused connection; its text tells the decisive ones
  /// where the server speaks English, as it does unless `lc_messages` says otherwise.
  init?(refusal message: String) {
    let signs: [(SQLState, [String])] = [
      (.invalidPassword, ["password authentication failed"]),
      (.invalidCatalogName, ["database \"", "does not exist"]),
      (.invalidAuthorization, ["role \"", "does not exist"]),
      (.invalidAuthorization, ["is not permitted to log in"]),
      (.invalidAuthorization, ["no pg_hba.conf entry"]),
      (.tooManyConnections, ["too many clients"]),
      (.tooManyConnections, ["too many connections"]),
      (.tooManyConnections, ["remaining connection slots"]),
      (.cannotConnectNow, ["the database system is"]),
    ]
    let match = signs.first { _, pieces in pieces.allSatisfy { message.contains($0) } }
    guard let match else { return nil }
    self = match.0
  }
}
