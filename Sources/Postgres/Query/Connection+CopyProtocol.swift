internal import CLibpq

// COPY on the wire. libpq refuses it in pipeline mode, so the session leaves that for the time.
extension Connection {
  /// Puts the session into COPY and takes it out again.
  func copying<Value>(
    _ sql: SQL,
    expecting status: ExecStatusType,
    _ body: () async throws -> Value
  ) async throws -> Value {
    guard sql.statement.parameters.count == 0 else {
      throw PostgresError.misuse("PostgreSQL takes no parameters in COPY")
    }
    var outcome: Result<Value, any Error>?
    try await operation { () async throws(PostgresError) in
      try await withSimpleProtocol { () async throws(PostgresError) in
        guard sql.statement.withCText({ PQsendQuery(raw, $0) }) == 1 else { throw brokenSession() }
        try await flush()
        try await expectCopy(status)
        do {
          outcome = .success(try await body())
        } catch {
          outcome = .failure(error)
          // The operation must see the server's error to tell a cancellation.
          if let error = error as? PostgresError { throw error }
        }
      }
    }
    guard let outcome else { throw PostgresError.connectionLost("COPY did not end") }
    return try outcome.get()
  }

  /// Reads the server's consent, or ends whatever the statement was.
  private func expectCopy(_ status: ExecStatusType) async throws(PostgresError) {
    guard let first = try await nextResult() else { throw brokenSession() }
    guard first.status != status else { return }
    let refusal = first.serverError.map { PostgresError.server($0) }
    switch first.status {
    case PGRES_COPY_IN: try await endCopyIn(message: "the program has no rows to send")
    case PGRES_COPY_OUT: while try await nextCopyData() != nil {}
    default: break
    }
    while try await nextResult() != nil {}
    throw refusal
      ?? .misuse(
        "the statement is no COPY of this direction; copyIn needs "
          + "COPY … FROM STDIN, copyOut COPY … TO STDOUT"
      )
  }

  /// Takes a chunk. libpq keeps what the socket does not take: flushing at times bounds its memory,
  /// and flushing each small chunk would cost a system call for each.
  func putCopyData(_ bytes: [UInt8]) async throws(PostgresError) {
    if let lost { throw lost }
    guard !Task.isCancelled else { throw .cancelled }
    let limit = 1 << 16
    for start in stride(from: 0, to: bytes.count, by: limit) {
      let piece = bytes[start..<min(start + limit, bytes.count)]
      while true {
        let sent = piece.withUnsafeBytes { buffer in
          PQputCopyData(
            raw,
            buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
            Int32(buffer.count)
          )
        }
        if sent == 1 { break }
        guard sent == 0 else { throw copyFailure() }
        try await flush()
      }
      unflushedCopyBytes += piece.count
      guard unflushedCopyBytes >= limit else { continue }
      unflushedCopyBytes = 0
      try await flush()
    }
  }

  private func copyFailure() -> PostgresError {
    PQstatus(raw) == CONNECTION_BAD
      ? brokenSession() : .misuse("rows can be written only while copyIn runs its body")
  }

  func endCopyIn(message: String?) async throws(PostgresError) {
    unflushedCopyBytes = 0
    while true {
      switch PQputCopyEnd(raw, message) {
      case 1: return try await flush()
      case 0: try await flush()
      default:
        if PQstatus(raw) == CONNECTION_BAD { throw brokenSession() }
        return
      }
    }
  }

  func nextCopyData() async throws(PostgresError) -> [UInt8]? {
    if let lost { throw lost }
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(raw, &buffer, 1)
      switch count {
      case 0: try await readMore()
      case -1: return nil
      case 1...:
        defer { PQfreemem(buffer) }
        return Array(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
      default: throw brokenSession()
      }
    }
  }

  /// Reads what is left of a COPY that nobody wants any more, after telling the server to stop.
  func abandonCopyOut() async {
    canceller.request()
    do {
      while try await nextCopyData() != nil {}
    } catch {
      return  // The connection is marked as lost: there is nothing left to read.
    }
    _ = await lastResult()
  }

  /// Reads to the end of a COPY's results and returns the last, or the first error.
  func lastResult() async -> Result<Rows, PostgresError> {
    var last: Result<Rows, PostgresError>?
    do {
      while let result = try await nextResult() {
        if case .failure = last { continue }
        last = result.serverError.map { .failure(.server($0)) } ?? .success(Rows(result: result))
      }
    } catch {
      return .failure(error)
    }
    return last ?? .failure(brokenSession())
  }
}
