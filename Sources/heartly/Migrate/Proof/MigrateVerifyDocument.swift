import LiveCatalog
import Migrate
import MigrateExact
import MigrateLint
import MigrateProof

/// What `verify --format json` prints.
struct MigrateVerifyDocument: Encodable {
  struct Migration: Encodable {
    var version: Int64
    var name: String
    var holds: Bool
    var steps: [Step]
    var findings: [Finding]
    /// Only with `--with-data`.
    var tables: [Table]?
  }
  struct Step: Encodable {
    /// `up`, `down` or `up again`.
    var phase: String
    var milliseconds: Double
    var locks: [Lock]
    /// Whether statements ran outside of a transaction, of whose locks a short one may be missed.
    var hasSampledLocks: Bool
    var rewritten: [String]
    var rebuilt: [String]
  }
  struct Lock: Encodable {
    var relation: String
    var mode: String
  }
  struct Finding: Encodable {
    /// `failed`, `not-restored`, `not-repeated`, `irreversible` or `not-reached`.
    var kind: String
    var phase: String?
    var reason: String?
    var onlyOnRows: Bool?
    var changes: [CatalogChangeDocument]?
  }
  struct Table: Encodable {
    var name: String
    var rows: Int
    /// Why it has none.
    var reason: String?
  }

  var holds: Bool
  var milliseconds: Int64
  var migrations: [Migration]

  init(_ report: ProofReport) {
    holds = report.holds
    milliseconds = report.duration.milliseconds
    migrations = report.migrations.map { proof in
      Migration(
        version: proof.identifier.version.value,
        name: proof.identifier.name,
        holds: proof.holds,
        steps: proof.steps.map(Step.init),
        findings: proof.findings.map(Finding.init),
        tables: proof.rows.map { rows in
          rows.filled.map { Table(name: $0.name, rows: $0.rows) }
            + rows.unfilled.map { Table(name: $0.name, rows: 0, reason: $0.reason) }
        }
      )
    }
  }
}

extension MigrateVerifyDocument.Step {
  init(_ step: MeasuredStep) {
    phase = step.phase.rawValue
    let parts = step.duration.components
    milliseconds =
      Double(parts.seconds) * 1000 + Double(parts.attoseconds / 1_000_000_000_000) / 1000
    locks = step.locks.map { MigrateVerifyDocument.Lock(relation: $0.relation, mode: $0.mode.name) }
    hasSampledLocks = step.hasSampledLocks
    rewritten = step.rewritten
    rebuilt = step.rebuilt
  }
}

extension MigrateVerifyDocument.Finding {
  init(_ finding: ProofFinding) {
    switch finding {
    case .failed(let phase, let reason, let onlyOnRows):
      self.init(
        kind: "failed",
        phase: phase.rawValue,
        reason: reason,
        onlyOnRows: onlyOnRows
      )
    case .notRestored(let changes):
      self.init(kind: "not-restored", changes: changes.map(CatalogChangeDocument.init))
    case .notRepeated(let changes):
      self.init(kind: "not-repeated", changes: changes.map(CatalogChangeDocument.init))
    case .batchesDiffer(let differences):
      self.init(
        kind: "batches-differ",
        reason: differences.map(\.table).joined(separator: ", ")
      )
    case .irreversible(let reason): self.init(kind: "irreversible", reason: reason)
    case .notReached: self.init(kind: "not-reached")
    }
  }
}

/// An object in which two catalogs differ.
struct CatalogChangeDocument: Encodable {
  var object: String
  /// Missing where the object was not there.
  var before: String?
  var after: String?

  init(_ change: CatalogChange) {
    object = change.object
    before = change.before
    after = change.after
  }
}
