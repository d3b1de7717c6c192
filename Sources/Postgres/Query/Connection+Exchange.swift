internal import CLibpq

// A pipeline on the wire: everything is sent, then the answers are read in their order.
extension Connection {
  /// What the server will answer, in order.
  ///
  /// Numbers alone: there are as many as statements in every round trip.
  private enum Expected {
    /// Statements that were dropped from the cache are dropped from the server.
    case deallocated
    /// The end of the clean-up, which a failure of the caller's statements does not touch.
    case cleanedUp
    /// The statement of this number among those that are prepared.
    case prepared(Int, step: Int)
    case rows(step: Int)
  }

  /// What was sent, and what is to come of it.
  private struct Sent {
    var expected: [Expected]
    var prepared: [(key: StatementCache.Key, name: String)] = []
  }

  /// The exchange itself, for callers that have tied cancellation already or must not be cancelled.
  func exchangeSteps(
    _ steps: Pipeline.Framed,
    onResult: ((Int) -> Void)?
  ) async throws(PostgresError) -> [Rows] {
    let sent = try await send(steps)
    try await flush()
    var rows: [Rows] = []
    rows.reserveCapacity(steps.count)
    var failure: PostgresError?
    for answer in sent.expected {
      guard let result = hasResult ? try takeResult() : try await nextResult() else {
        throw outOfStep()
      }
      if case .cleanedUp = answer {
        guard result.status == PGRES_PIPELINE_SYNC else { throw outOfStep() }
        continue
      }
      switch (result.status, answer) {
      case (PGRES_TUPLES_OK, .rows(let step)), (PGRES_COMMAND_OK, .rows(let step)),
        (PGRES_EMPTY_QUERY, .rows(let step)):
        let answer = Rows(result: result)
        statements.observe(answer)
        guard steps.isFromCaller(step) else { break }
        rows.append(answer)
        onResult?(step)
      case (PGRES_COMMAND_OK, .prepared(let number, _)):
        statements.insert(sent.prepared[number].key, name: sent.prepared[number].name)
      case (_, .deallocated):
        // The server may have forgotten the statement already, which is what was wanted.
        if result.serverError == nil, result.status == PGRES_FATAL_ERROR { throw brokenSession() }
      case (PGRES_PIPELINE_ABORTED, _): break
      case (PGRES_COPY_IN, _), (PGRES_COPY_OUT, _), (PGRES_COPY_BOTH, _):
        lose(.connectionLost("COPY was sent as a query"))
        throw .misuse("COPY needs copyIn or copyOut; the connection had to be closed")
      default:
        let error = note(result.serverError, at: answer, of: steps)
        if failure == nil { failure = error }
      }
      guard (hasResult ? try takeResult() : try await nextResult()) == nil else {
        throw outOfStep()
      }
    }
    guard let sync = try await nextResult(), sync.status == PGRES_PIPELINE_SYNC else {
      throw outOfStep()
    }
    if let failure { throw failure }
    return rows
  }

  /// Hands all statements to libpq and, whenever much has gathered there, to the server.
  private func send(_ steps: Pipeline.Framed) async throws(PostgresError) -> Sent {
    var sent = Sent(expected: try cleanUpStatements())
    sent.expected.reserveCapacity(sent.expected.count + steps.count)
    var preparing: [UInt64: Int] = [:]
    var unflushed = 0
    for index in 0..<steps.count {
      let step = steps[index]
      let statement = step.statement
      var name: String?
      if step.isCacheable, case .cached = options.statements {
        let fingerprint = statement.fingerprint
        name = statements.name(of: statement, fingerprint: fingerprint)
        if name == nil, let number = preparing[fingerprint],
          sent.prepared[number].key.fits(statement)
        {
          name = sent.prepared[number].name
        }
        if name == nil {
          let key = StatementCache.Key(statement, fingerprint: fingerprint)
          let fresh = statements.freshName()
          guard prepare(statement, key.types, name: fresh) == 1 else { throw brokenSession() }
          sent.expected.append(.prepared(sent.prepared.count, step: index))
          preparing[fingerprint] = sent.prepared.count
          sent.prepared.append((key, fresh))
          name = fresh
          unflushed += statement.byteCount
        }
      }
      guard hand(step, name: name) == 1 else { throw brokenSession() }
      sent.expected.append(.rows(step: index))
      // libpq moves all that it holds each time the socket takes a part: the time for a large
      // pipeline would grow with the square of its size.
      unflushed += statement.parameters.byteCount + (name == nil ? statement.byteCount : 0)
      guard unflushed >= 1 << 18 else { continue }
      unflushed = 0
      try await flush()
    }
    guard PQpipelineSync(raw) == 1 else { throw brokenSession() }
    return sent
  }

  // Handed to C directly, a string would be copied each time.

  private func prepare(_ statement: BoundStatement, _ types: [UInt32], name: String) -> Int32 {
    name.withCString { name in
      statement.withCText { PQsendPrepare(raw, name, $0, Int32(types.count), types) }
    }
  }

  private func hand(_ step: Pipeline.Step, name: String?) -> Int32 {
    let statement = step.statement
    let count = Int32(statement.parameters.count)
    let format = step.format.rawValue
    return statement.parameters.withCArrays { values, lengths, formats in
      if let name {
        return name.withCString { name in
          PQsendQueryPrepared(raw, name, count, values, lengths, formats, format)
        }
      }
      let types = statement.parameters.types
      return statement.withCText { text in
        PQsendQueryParams(raw, text, count, types, values, lengths, formats, format)
      }
    }
  }

  /// Drops prepared statements beyond the limit, between transactions and as a transaction of its
  /// own: statements such as VACUUM refuse to come after another one.
  private func cleanUpStatements() throws(PostgresError) -> [Expected] {
    guard case .cached(let limit) = options.statements, transactionStatus == .idle else {
      return []
    }
    let names = statements.evict(to: limit)
    guard !names.isEmpty else { return [] }
    var expected: [Expected] = []
    for name in names {
      let sent = PQsendQueryParams(raw, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0)
      guard sent == 1 else { throw brokenSession() }
      expected.append(.deallocated)
    }
    guard PQpipelineSync(raw) == 1 else { throw brokenSession() }
    return expected + [.cleanedUp]
  }

  /// Turns a failed result into the caller's error, and forgets statements that cannot be used.
  private func note(
    _ error: ServerError?,
    at answer: Expected,
    of steps: Pipeline.Framed
  ) -> PostgresError {
    guard var error else { return brokenSession() }
    switch answer {
    case .rows(let index), .prepared(_, step: let index):
      let step = steps[index]
      error.pipelineIndex = index
      error.mayQuoteParameters = step.statement.parameters.count > 0
      if error.lostPreparedStatement {
        statements.removeAll()
      } else if error.isStalePlan {
        statements.retireAll()
      }
    case .deallocated, .cleanedUp: break
    }
    return .server(error)
  }

  private func outOfStep() -> PostgresError {
    if let lost { return lost }
    let error = PostgresError.connectionLost("the server's answers do not fit the statements sent")
    lose(error)
    return error
  }
}
