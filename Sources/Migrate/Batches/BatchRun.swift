internal import Postgres

/// Runs one statement in batches, from where an earlier run stopped.
///
/// Each batch is a transaction of its own, in one round trip: the statement, limited to a range of the
/// key; the place that it has come to; and the question where the next one ends. So the place is exactly
/// that of the rows, whenever the runner dies. The last key is fixed when the statement begins: rows that
/// come behind it, or behind the place, are for a trigger or a default to take care of.
struct BatchRun {
  let run: MigrationRun
  let item: MigrationRun.Prepared
  let statement: SQLStatement
  let batch: BatchStatement
  let checksum: Checksum
  /// Where an earlier run stopped.
  let earlier: BatchTable.Place?

  private var connection: Connection { run.connection }
  private var size: Int {
    if case .ofSize(let size) = run.migrator.batches { size } else { batch.directive.size }
  }
  private var pause: Duration {
    run.migrator.batches == .asWritten ? batch.directive.pause : .zero
  }
  private var limits: BackfillLimits { run.migrator.backfill }

  /// Runs to the end. The statement is recorded as begun by then, and as finished by the caller.
  func perform() async throws {
    let key: BatchKey
    do {
      key = try await BatchKey.find(for: batch, on: connection)
    } catch let refused as BatchKey.Refused {
      throw MigrateError.script(.notBatchable(refused.problem, statement.start))
    }
    var place = try checked(earlier, key)
    if place == nil { place = try await begin(key) }
    guard let place, let end = place.end else { return }
    try await perform(key, from: place, to: end)
  }

  // MARK: The beginning

  private var identifier: BatchTable.Identifier {
    BatchTable.Identifier(
      version: item.identifier.version,
      direction: item.step.direction,
      statement: statement.number
    )
  }

  /// Refuses to go on where the file says something else than what has been done.
  private func checked(
    _ earlier: BatchTable.Place?,
    _ key: BatchKey
  ) throws -> BatchTable.Place? {
    guard let earlier else { return nil }
    guard earlier.checksum == checksum, earlier.key == key.names else {
      // Not one batch has been committed.
      if earlier.last == nil { return nil }
      throw MigrateError.batchedStatementChanged(item.identifier, statement.start)
    }
    return earlier
  }

  private func begin(_ key: BatchKey) async throws -> BatchTable.Place {
    var asking = Pipeline(transaction: .migration)
    asking.append(Self.writing)
    let last = asking.append(key.last(of: batch))
    let estimate = asking.append(key.estimate(of: batch))
    let answers = try await located { () async throws in try await connection.run(asking) }
    let place = BatchTable.Place(
      statement: statement.number,
      checksum: checksum,
      key: key.names,
      last: nil,
      end: try answers[last].first?.decode(0, as: [String].self),
      rows: 0,
      estimated: Self.planRows(in: try answers[estimate].only().decode(0, as: String.self))
    )
    var recording = Pipeline(transaction: .migration)
    for sql in SessionSettings.ownRole { recording.append(sql) }
    recording.append(BatchTable.creation)
    recording.append(
      HistoryTable.progress(
        item.identifier.version,
        item.step.direction,
        statement.number,
        checksum,
        isFinished: false
      )
    )
    recording.append(BatchTable.insert(place, of: identifier))
    _ = try await connection.run(recording)
    return place
  }

  /// The first number of rows in a plan: that of the whole.
  private static func planRows(in plan: String) -> Int64? {
    guard let name = plan.firstRange(of: "\"Plan Rows\":") else { return nil }
    return Int64(plan[name.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
  }

  /// Keys are written so that they are read back the same, whatever the migration has set. Not for the
  /// statement itself, which may depend on what it has set.
  private static let writing: SQL = """
    SELECT pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
           pg_catalog.set_config('IntervalStyle', 'postgres', true),
           pg_catalog.set_config('extra_float_digits', '3', true),
           pg_catalog.set_config('bytea_output', 'hex', true)
    """

  /// A range of a key is read by its index. What the planner thinks of a range that begins with the same
  /// values in many rows may be far off, and a table that is read whole for each batch would never end.
  private static let planning: SQL = """
    SELECT pg_catalog.set_config('enable_seqscan', 'off', true),
           pg_catalog.set_config('jit', 'off', true)
    """

  // MARK: The batches

  /// Where a batch ends.
  private struct Edge {
    let rows: Int64
    let key: [String]
  }

  private func perform(_ key: BatchKey, from place: BatchTable.Place, to end: [String]) async throws
  {
    let start = ContinuousClock.now
    var place = place
    var progress = BatchProgress(
      statement: statement.number,
      rows: place.rows,
      estimated: place.estimated
    )
    run.observer(.batch(item.identifier, progress))
    var next = try await firstEdge(key, after: place.last, through: end)
    var nextLook = ContinuousClock.now
    while let edge = next {
      if ContinuousClock.now >= nextLook {
        try await waitForBetterTimes()
        nextLook = .now + limits.interval
      }
      let last = place.last
      var changed = 0
      let retry = LockRetry(run: run, item: item, aftermath: .stopped)
      try await retry.perform { () async throws in
        (changed, next) = try await runBatch(key, after: last, edge, through: end)
      }
      place.last = edge.key
      progress.rows += edge.rows
      progress.rowsOfRun += edge.rows
      progress.changed += changed
      progress.batches += 1
      progress.elapsed = .now - start
      progress.isFinished = next == nil
      run.observer(.batch(item.identifier, progress))
      if next != nil, pause > .zero { try await Task.sleep(for: pause) }
    }
    if progress.batches == 0 {
      progress.isFinished = true
      run.observer(.batch(item.identifier, progress))
    }
  }

  private func firstEdge(
    _ key: BatchKey,
    after last: [String]?,
    through end: [String]
  ) async throws -> Edge? {
    var pipeline = Pipeline(transaction: .migration)
    pipeline.append(Self.planning)
    pipeline.append(Self.writing)
    let edge = pipeline.append(key.edge(of: batch, size, after: last, through: end))
    let results = try await located { () async throws in try await connection.run(pipeline) }
    return try Self.edge(in: results[edge])
  }

  private static func edge(in rows: Rows) throws -> Edge? {
    guard let row = rows.first else { return nil }
    let (count, key) = try row.decode(as: Int64.self, [String].self)
    return Edge(rows: count, key: key)
  }

  /// One batch, from BEGIN to COMMIT in one round trip.
  private func runBatch(
    _ key: BatchKey,
    after last: [String]?,
    _ edge: Edge,
    through end: [String]
  ) async throws -> (changed: Int, next: Edge?) {
    let text = batch.text(
      limitedTo: key.range(batch.qualifier, after: last, through: edge.key)
    )
    var pipeline = Pipeline(transaction: .migration)
    pipeline.append(Self.planning)
    let change = pipeline.append(SQLScript(text: text.text))
    let number = pipeline.count - 1
    pipeline.append(Self.writing)
    let next = pipeline.append(key.edge(of: batch, size, after: edge.key, through: end))
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    let fence = pipeline.count
    pipeline.append(
      BatchTable.advance(identifier, from: last, to: edge.key, rows: edge.rows)
    )
    do {
      let results = try await connection.run(pipeline)
      return (results[change].affectedRows, try Self.edge(in: results[next]))
    } catch PostgresError.server(var error) where connection.isOpen {
      switch error.pipelineIndex {
      case fence where error.sqlState == HistoryTable.fenceState:
        throw MigrateError.historyChanged(item.identifier)
      case number: error.position = error.position.map(text.original)
      case nil, number + 2: error.position = nil
      default: throw PostgresError.server(error)
      }
      throw LocatedFailure(error, of: item, in: statement)
    }
  }

  /// Runs questions of the engine's own about the statement's table, whose errors are the statement's, and
  /// tries them again where somebody holds the table.
  private func located<Value>(_ body: () async throws -> Value) async throws -> Value {
    var answer: Value?
    try await LockRetry(run: run, item: item, aftermath: .stopped).perform { () async throws in
      do {
        answer = try await body()
      } catch PostgresError.server(var error) where connection.isOpen {
        error.position = nil
        throw LocatedFailure(error, of: item, in: statement)
      }
    }
    guard let answer else { preconditionFailure("The retry ends when the body has succeeded.") }
    return answer
  }

  // MARK: The guard

  private static let look = Duration.milliseconds(500)

  /// Returns when the server is burdened with no more than the limits allow.
  private func waitForBetterTimes() async throws {
    var told: BackfillPause?
    while let pause = try await ServerLoad(of: connection).pause(over: limits) {
      if told != pause { run.observer(.paused(item.identifier, pause)) }
      told = pause
      try await Task.sleep(for: min(limits.interval, Self.look))
    }
  }
}
