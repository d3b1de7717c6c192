internal import CLibpq

extension Connection {
  /// Sends all statements of a pipeline and returns all results, in one round trip.
  ///
  /// Where an `ALTER TABLE` has changed the result type of a prepared statement, the pipeline is sent
  /// a second time, if nothing can have taken effect: with transaction options, or when it was the
  /// first statement.
  ///
  /// - Parameters:
  ///   - pipeline: The statements.
  ///   - onResult: Called with each statement's index as soon as its result is here.
  /// - Returns: The results of all statements.
  /// - Throws: `server` with the first statement that failed, whose place in the pipeline is the
  ///   error's `pipelineIndex`; nothing of the pipeline has taken effect then, unless a transaction
  ///   was open before it.
  public func run(
    _ pipeline: Pipeline,
    onResult: ((Int) -> Void)? = nil
  ) async throws(PostgresError) -> Pipeline.Results {
    if let problem = pipeline.problem { throw problem }
    guard let transaction = pipeline.transaction else {
      let steps = Pipeline.Framed(pipeline.steps)
      return Pipeline.Results(rows: try await exchange(steps, onResult: onResult))
    }
    guard transactionStatus == .idle else {
      throw lost ?? .misuse("a transaction is open on this connection already")
    }
    do {
      return try await run(pipeline, in: transaction, onResult: onResult)
    } catch {
      // Everything was rolled back, and the cache has forgotten the plan. Whoever watches the results
      // has acted on some already.
      guard error.isStalePlan, onResult == nil else { throw error }
      return try await run(pipeline, in: transaction, onResult: onResult)
    }
  }

  private func run(
    _ pipeline: Pipeline,
    in transaction: TransactionOptions,
    onResult: ((Int) -> Void)?
  ) async throws(PostgresError) -> Pipeline.Results {
    let steps = Pipeline.Framed(pipeline.steps, begin: Pipeline.Step(sql: transaction.begin))
    do {
      let rows = try await exchange(steps, onResult: onResult.map { watch in { watch($0 - 1) } })
      return Pipeline.Results(rows: rows)
    } catch {
      await endTransaction()
      guard case .server(var failure) = error else { throw error }
      // BEGIN and COMMIT are not among the caller's statements.
      failure.pipelineIndex = failure.pipelineIndex.flatMap { index in
        pipeline.steps.indices.contains(index - 1) ? index - 1 : nil
      }
      throw .server(failure)
    }
  }

  /// Runs one statement and returns its rows.
  public func query(
    _ sql: SQL,
    format: ValueFormat = .text
  ) async throws(PostgresError) -> Rows {
    var pipeline = Pipeline()
    let ticket = pipeline.append(sql, format: format)
    return try await run(pipeline)[ticket]
  }

  /// Runs one statement and returns how many rows it inserted, changed, deleted or selected.
  @discardableResult
  public func execute(_ sql: SQL) async throws(PostgresError) -> Int {
    try await query(sql).affectedRows
  }

  private func exchange(
    _ steps: Pipeline.Framed,
    onResult: ((Int) -> Void)?
  ) async throws(PostgresError) -> [Rows] {
    try await operation { () async throws(PostgresError) in
      let wasIdle = PQtransactionStatus(raw) == PQTRANS_IDLE
      do throws(PostgresError) {
        return try await exchangeSteps(steps, onResult: onResult)
      } catch {
        guard wasIdle, error.isStalePlan, case .server(let failure) = error,
          failure.pipelineIndex == 0
        else { throw error }
        // Not even the first statement has run, and the cache has forgotten the plan.
        return try await exchangeSteps(steps, onResult: onResult)
      }
    }
  }
}

extension Pipeline {
  /// Why the pipeline cannot be sent at all.
  fileprivate var problem: PostgresError? {
    for step in steps {
      if let problem = step.statement.parameters.problem { return problem }
      if step.statement.containsNull { return .misuse("the statement holds a NUL character") }
    }
    return nil
  }
}

extension Pipeline {
  /// A pipeline's statements as they are sent: between BEGIN and COMMIT, where it has a transaction
  /// of its own. An array of them all would be a copy of each for every round trip.
  struct Framed {
    private let steps: [Step]
    private let begin: Step?

    init(_ steps: [Step], begin: Step? = nil) {
      self.steps = steps
      self.begin = begin
    }

    var count: Int { begin == nil ? steps.count : steps.count + 2 }

    /// Whether the caller made the statement, and is given its result.
    func isFromCaller(_ index: Int) -> Bool {
      begin == nil || steps.indices.contains(index - 1)
    }

    subscript(index: Int) -> Step {
      guard let begin else { return steps[index] }
      if index == 0 { return begin }
      return index == count - 1 ? Self.commit : steps[index - 1]
    }

    private static let commit = Step(sql: "COMMIT")
  }
}

extension Pipeline.Step {
  init(sql: SQL) {
    self.init(statement: sql.statement, format: .text, isCacheable: true)
  }
}
