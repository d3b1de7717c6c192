import PostgresSyntax

// Options of storage and of operator classes.
extension Replay {
  /// Reports an operator class that an index's method does not have.
  mutating func checkClass(_ element: SyntaxNode, _ method: String, after start: Int) {
    let parts = element.list("opclass").compactMap(\.stringValue)
    guard let name = parts.last, !catalog.isTainted else { return }
    let place = text.offset(of: name, after: start)
    if parts.count > 1, parts[0] != "pg_catalog" {
      _ = checkSchema(parts[0], at: text.offset(of: parts[0], after: start))
      return
    }
    guard method != "brin", IndexMethod(rawValue: method) != nil,
      !OperatorClasses.contains(name, method), !catalog.customs.hasOperatorClasses,
      !catalog.extensions.contains(where: {
        $0 != "plpgsql" && OperatorClasses.mayBring(name, $0)
      })
    else { return }
    report(
      .unknownObject,
      "the index method \(method) has no operator class \(name.quotedIfNeeded)",
      at: place
    )
  }

  /// Reports storage parameters that there are not, of a table or an index.
  mutating func checkStorage(_ options: [SyntaxNode], of kind: Relation.Kind, _ method: String?) {
    let known: Set<String>
    switch kind {
    case .table, .materializedView: known = Self.tableOptions
    case .partitionedTable: known = []
    case .view: known = ["security_barrier", "security_invoker", "check_option"]
    case .index:
      guard let method, let options = Self.indexOptions[method] else { return }
      known = options
    default: return
    }
    for option in options {
      guard let name = option.string("defname") else { continue }
      let space = option.string("defnamespace")
      // `oids` is taken in WITH, as long as it is false.
      if name == "oids", space == nil { continue }
      let names = space == "toast" ? Self.toastOptions : known
      guard space == nil || space == "toast", names.contains(name) else {
        // A later server may have more.
        guard configuration.postgresVersion <= 15 else { continue }
        report(
          .invalidOption,
          "there is no option \(name.quotedIfNeeded) here",
          at: option.location
        )
        continue
      }
      guard name == "fillfactor", let value = option["arg"]?.intValue else { continue }
      if value < 10 || value > 100 {
        report(.invalidOption, "fillfactor is a number from 10 to 100", at: option.location)
      }
    }
  }

  private static let vacuumOptions: Set<String> = [
    "autovacuum_enabled", "autovacuum_vacuum_threshold", "autovacuum_vacuum_insert_threshold",
    "autovacuum_vacuum_cost_limit", "autovacuum_freeze_min_age", "autovacuum_freeze_max_age",
    "autovacuum_freeze_table_age", "autovacuum_multixact_freeze_min_age",
    "autovacuum_multixact_freeze_max_age", "autovacuum_multixact_freeze_table_age",
    "log_autovacuum_min_duration", "autovacuum_vacuum_cost_delay",
    "autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_scale_factor",
    "vacuum_index_cleanup", "vacuum_truncate",
  ]
  private static let toastOptions = vacuumOptions
  private static let tableOptions = vacuumOptions.union([
    "fillfactor", "toast_tuple_target", "user_catalog_table", "parallel_workers",
    "autovacuum_analyze_threshold", "autovacuum_analyze_scale_factor",
  ])
  private static let indexOptions: [String: Set<String>] = [
    "btree": ["fillfactor", "deduplicate_items", "vacuum_cleanup_index_scale_factor"],
    "hash": ["fillfactor"],
    "spgist": ["fillfactor"],
    "gist": ["fillfactor", "buffering"],
    "gin": ["fastupdate", "gin_pending_list_limit"],
    "brin": ["pages_per_range", "autosummarize"],
  ]
}
