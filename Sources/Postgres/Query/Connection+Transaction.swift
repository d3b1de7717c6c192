extension Connection {
  /// Runs the body in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// - Throws: What the body throws; `misuse` inside another transaction, or when the body returns
  ///   although one of its statements failed.
  @discardableResult
  public func transaction<Value>(
    _ options: TransactionOptions = TransactionOptions(),
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    guard transactionStatus == .idle else {
      throw lost ?? PostgresError.misuse("a transaction is open already; use savepoint inside it")
    }
    try await execute(options.begin)
    let value: Value
    do {
      value = try await body(self)
    } catch {
      await endTransaction()
      throw error
    }
    switch transactionStatus {
    case .inTransaction: break
    case .failed:
      await endTransaction()
      throw PostgresError.misuse("the transaction was rolled back: a statement in it had failed")
    case .idle: throw PostgresError.misuse("the body has ended the transaction by itself")
    case .active, .unknown: throw lost ?? PostgresError.misuse("a statement is still under way")
    }
    do {
      try await execute("COMMIT")
    } catch {
      // A task that was cancelled before COMMIT was sent leaves the transaction open.
      await endTransaction()
      throw error
    }
    return value
  }

  /// Runs the body in a part of the open transaction that can fail by itself: what it did is undone
  /// when it throws, and the transaction goes on.
  ///
  /// - Throws: What the body throws; `misuse` outside a transaction, or when the body returns
  ///   although one of its statements failed.
  @discardableResult
  public func savepoint<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
    guard transactionStatus == .inTransaction else {
      throw lost ?? PostgresError.misuse("a savepoint needs an open transaction")
    }
    // An inner savepoint of the same name hides the outer one until it is released.
    try await execute("SAVEPOINT heartly")
    do {
      let value = try await body(self)
      guard transactionStatus != .failed else {
        throw PostgresError.misuse("the savepoint was rolled back: a statement in it had failed")
      }
      try await execute("RELEASE SAVEPOINT heartly")
      return value
    } catch {
      await undo(["ROLLBACK TO SAVEPOINT heartly", "RELEASE SAVEPOINT heartly"])
      throw error
    }
  }

  /// Ends an open transaction even when the task is cancelled: the connection must not stay in it.
  func rollBackAfterFailure() async throws(PostgresError) {
    await endTransaction()
    if let lost { throw lost }
  }

  /// As `rollBackAfterFailure`, for callers with an error of their own to throw: a session that
  /// cannot be rolled back is ended, whereupon the server rolls back.
  func endTransaction() async {
    guard transactionStatus == .failed || transactionStatus == .inTransaction else { return }
    await undo(["ROLLBACK"])
  }

  private func undo(_ commands: [SQL]) async {
    guard lost == nil else { return }
    do {
      try await withoutCancellation { () async throws(PostgresError) in
        _ = try await exchangeSteps(
          Pipeline.Framed(commands.map { Pipeline.Step(sql: $0) }),
          onResult: nil
        )
      }
    } catch {
      lose(.connectionLost("a transaction could not be rolled back: \(error)"))
    }
  }
}
