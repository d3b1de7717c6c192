import Migrate
import MigrateLint
import Postgres
import PostgresSyntax

/// Puts together what a run would do to a database: what the files say, what the analyser knows, and
/// what the server tells of its tables and sessions.
struct Forecast {
  let directory: String
  let target: ConnectionTarget
  /// Whether the server's speed is measured.
  let measures: Bool

  func plan(
    _ prospect: Migrator.Prospect,
    on connection: Connection
  ) async throws -> DeploymentPlan {
    var plan = DeploymentPlan(
      database: try await connection.query("SELECT current_database()::text").only().decode(0)
    )
    plan.notes = prospect.plan.notes.map(\.description)
    plan.runners = prospect.runners.map(DeploymentPlan.Session.init)
    let steps = prospect.plan.steps
    plan.notes += prospect.repeatables?.notes ?? []
    let again = prospect.repeatables?.items ?? []
    guard !(steps.isEmpty && again.isEmpty) else { return plan }
    let analysis = try await Analysis(
      of: prospect.plan,
      again: again,
      in: directory,
      on: target
    )
    plan.notes += analysis.notes
    plan.findings = analysis.findings.map(FindingDocument.init)
    plan.isRefused = analysis.isRefused
    let tables = try await TargetTables(analysis.names, on: connection)
    if measures, analysis.hasWork {
      plan.measured = try await Throughput.measure(tables, on: connection)
    }
    for (index, step) in steps.enumerated() {
      let finished = index == 0 ? prospect.finishedStatements : []
      plan.migrations.append(
        try migration(step, finished: finished, analysis, tables, plan.measured)
      )
    }
    plan.repeatables = again.map { item in
      DeploymentPlan.RepeatableFile(
        name: item.repeatable.name,
        file: item.repeatable.file.source.name,
        state: item.reason.word,
        reason: item.reason.sentence,
        statements: statements(of: item.repeatable.script, [], analysis, tables, plan.measured)
      )
    }
    plan.takesUnknownTime = plan.migrations.contains(where: \.takesUnknownTime)
    if plan.measured != nil {
      plan.estimatedSeconds = plan.migrations.reduce(0) { $0 + ($1.estimatedSeconds ?? 0) }.rounded3
    }
    try await look(at: tables, needing: analysis, for: &plan, on: connection)
    return plan
  }

  // MARK: What runs

  private func migration(
    _ step: Plan.Step,
    finished: Set<Int>,
    _ analysis: Analysis,
    _ tables: TargetTables,
    _ measured: Throughput?
  ) throws -> DeploymentPlan.Migration {
    let script: MigrationScript
    do {
      script = try step.migration.up.script()
    } catch {
      throw MigrateError.script(error)
    }
    let identifier = step.migration.identifier
    var migration = DeploymentPlan.Migration(
      version: identifier.version.value,
      name: identifier.name,
      file: script.source.name,
      mode: script.isTransactional && finished.isEmpty ? "transaction" : "statements"
    )
    migration.statements = statements(of: script, finished, analysis, tables, measured)
    migration.takesUnknownTime = migration.statements.contains(where: \.takesUnknownTime)
    if measured != nil {
      migration.estimatedSeconds =
        migration.statements.reduce(0) { $0 + ($1.estimatedSeconds ?? 0) }.rounded3
    }
    return migration
  }

  private func statements(
    of script: MigrationScript,
    _ finished: Set<Int>,
    _ analysis: Analysis,
    _ tables: TargetTables,
    _ measured: Throughput?
  ) -> [DeploymentPlan.Statement] {
    let explained = analysis.statements(of: script.source.name)
    return script.statements.map { statement in
      let what = explained.first { statement.range.contains($0.place.offset) }
      var shown = DeploymentPlan.Statement(
        number: statement.number,
        line: statement.start.line,
        sql: script.text(of: statement)
      )
      if case .outside(let outside) = statement.transactionality { shown.outside = outside.command }
      shown.isFinished = finished.contains(statement.number)
      guard !shown.isFinished, let what else { return shown }
      shown.changes = what.effect.changes
      shown.isRefused = what.isRefused
      shown.takesUnknownTime = what.effect.takesUnknownTime
      shown.relations = what.effect.relations.map { relation($0, analysis, tables) }
      if let measured {
        shown.estimatedSeconds = seconds(of: what, statement, analysis, tables, measured)
      }
      return shown
    }
  }

  private func relation(
    _ effect: RelationEffect,
    _ analysis: Analysis,
    _ tables: TargetTables
  ) -> DeploymentPlan.Relation {
    let table = tables[effect.targetName]
    return DeploymentPlan.Relation(
      relation: effect.relation,
      lock: effect.lock.name,
      work: "\(effect.work)",
      rebuildsIndexes: effect.rebuildsIndexes,
      newIndexes: effect.newIndexes,
      state: analysis.isNew(effect) ? .new : table == nil ? .missing : .existing,
      rows: analysis.isNew(effect) ? nil : table?.rows,
      bytes: analysis.isNew(effect) || table?.isStored == false ? nil : table?.bytes
    )
  }

  private func seconds(
    of explained: ExplainedStatement,
    _ statement: SQLStatement,
    _ analysis: Analysis,
    _ tables: TargetTables,
    _ measured: Throughput
  ) -> Double? {
    guard !explained.effect.takesUnknownTime, !explained.isRefused else { return nil }
    let isConcurrent =
      switch statement.transactionality {
      case .outside(.createIndexConcurrently), .outside(.reindexConcurrently): true
      default: false
      }
    return explained.effect.relations.reduce(0.0) { sum, effect in
      guard !analysis.isNew(effect), let table = tables[effect.targetName] else { return sum }
      return sum
        + measured.seconds(
          for: effect.work,
          rebuildsIndexes: effect.rebuildsIndexes,
          newIndexes: effect.newIndexes,
          isConcurrent: isConcurrent,
          on: table
        )
    }.rounded3
  }

  // MARK: Who is in the way

  private func look(
    at tables: TargetTables,
    needing analysis: Analysis,
    for plan: inout DeploymentPlan,
    on connection: Connection
  ) async throws {
    var needed: [Int64: (name: String, modes: Set<LockMode>)] = [:]
    for effect in analysis.relations where !analysis.isNew(effect) {
      guard let id = tables[effect.targetName]?.objectID else { continue }
      needed[id, default: (effect.relation, [])].modes.insert(effect.lock)
    }
    let sessions = try await TargetSessions(objectIDs: needed.keys.sorted(), on: connection)
    plan.seesSessions = sessions.seesAll
    plan.transactions = sessions.transactions
    plan.blockers = sessions.locks.compactMap { lock in
      let modes = needed[lock.objectID]?.modes.filter { $0.conflicts(with: lock.mode) }
      guard let name = needed[lock.objectID]?.name, let strongest = modes?.max() else { return nil }
      return DeploymentPlan.Blocker(
        session: lock.session,
        relation: name,
        lock: lock.mode.name,
        isWaiting: lock.isWaiting,
        needed: strongest.name
      )
    }
  }
}

extension RelationEffect {
  /// What the database calls the relation before the plan runs.
  var targetName: QualifiedRelation { earlierName ?? name }
}

extension DeploymentPlan.Session {
  init(_ session: BlockingSession) {
    self.init(
      processID: session.processID,
      role: session.role,
      application: session.applicationName,
      state: session.state,
      transactionSeconds: session.transactionAge.components.seconds
    )
  }
}

extension Double {
  /// To a millisecond: more is not known of an estimate.
  fileprivate var rounded3: Double { (self * 1000).rounded() / 1000 }
}
