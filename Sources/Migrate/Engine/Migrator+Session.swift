internal import Postgres

extension Migrator {
  func load(for goal: Plan.Goal) throws(MigrateError) -> [Migration] {
    do {
      return try MigrationDirectory.load(directory, depth: goal.rollsBack ? .pairs : .up).migrations
    } catch {
      throw .directory(error)
    }
  }

  func locked<Value>(
    _ connection: Connection,
    _ observer: (MigrationEvent) -> Void,
    _ body: () async throws -> Value
  ) async throws -> Value {
    let lock = RunnerLock(connection: connection)
    let isHad = try await lock.acquire(within: patience.runnerTimeout) {
      observer(.waitsForRunner)
    }
    guard isHad else {
      throw MigrateError.runnerBusy(
        waited: patience.runnerTimeout,
        holders: try await lock.holders()
      )
    }
    let value: Value
    do {
      value = try await body()
    } catch {
      await release(lock)
      throw error
    }
    await release(lock)
    return value
  }

  /// Leaves the session as it was given to the engine. Where that fails, as in a task that was
  /// cancelled, the session is ended, which gives the lock back.
  private func release(_ lock: RunnerLock) async {
    do {
      try await lock.release()
    } catch {
      lock.connection.close()
    }
  }

  /// Makes the engine's error of what an inspection throws.
  func refusals(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw MigrateError.refused(error)
    }
  }

  /// Lets the engine's errors through and turns the driver's into them.
  func engineErrors<Value>(
    _ body: () async throws -> Value
  ) async throws(MigrateError) -> Value {
    do {
      guard let schema else { return try await body() }
      return try await HistoryPlace.$schema.withValue(schema) { try await body() }
    } catch let error as MigrateError {
      throw error
    } catch let error as PlanError {
      throw .plan(error)
    } catch PostgresError.cancelled {
      throw .interrupted(at: nil, finished: 0)
    } catch is CancellationError {
      throw .interrupted(at: nil, finished: 0)
    } catch let error as PostgresError {
      throw .connection(error)
    } catch {
      throw .connection(.misuse("\(error)"))
    }
  }
}
