#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A plan as the server carried it out, from `EXPLAIN`'s JSON.
struct ExecutedPlan: Decodable, Sendable {
  var root: Node

  /// One step of a plan, and the steps that feed it.
  struct Node: Decodable, Sendable {
    var kind: String
    var index: String?
    var relation: String?
    var condition: String?
    /// Pages of 8 KiB that this step and those below it asked for.
    var hitBlocks: Int
    var readBlocks: Int
    var inputs: [Node]?

    enum CodingKeys: String, CodingKey {
      case kind = "Node Type"
      case index = "Index Name"
      case relation = "Relation Name"
      case condition = "Index Cond"
      case hitBlocks = "Shared Hit Blocks"
      case readBlocks = "Shared Read Blocks"
      case inputs = "Plans"
    }

    var all: [Node] { [self] + (inputs ?? []).flatMap(\.all) }
  }

  enum CodingKeys: String, CodingKey {
    case root = "Plan"
  }

  /// The indexes that it reads, in the order of its steps.
  var indexes: [String] { root.all.compactMap(\.index) }

  /// The tables that it reads from end to end.
  var scannedTables: [String] {
    root.all.filter { $0.kind == "Seq Scan" }.compactMap(\.relation)
  }

  /// How many pages of 8 KiB it asked for, in memory or not.
  var buffers: Int { root.hitBlocks + root.readBlocks }

  /// Whether it was made for any parameters: the conditions do not show the tenant's identifier.
  var isGeneric: Bool {
    root.all.contains { $0.condition?.contains(#""tenantId" = $"#) == true }
  }
}
