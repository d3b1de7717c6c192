internal import Access
internal import FoundationEssentials
internal import Postgres

extension Grants {
  /// Reads `{"grant": ["client.move"], "refuse": ["audit.read"]}`.
  ///
  /// Names that this program does not know are left out where they grant; where something cannot be
  /// read at all, everything is refused: a refusal must not be lost by a slip of the pen.
  init(_ json: JSON) {
    struct Column: Decodable {
      var grant: [String]?
      var refuse: [String]?
    }
    guard let column = try? json.decode(as: Column.self),
      case let refused = (column.refuse ?? []).map(Permission.init(rawValue:)),
      !refused.contains(nil)
    else {
      self.init(refused: Set(Permission.allCases))
      return
    }
    self.init(
      granted: Set((column.grant ?? []).compactMap(Permission.init(rawValue:))),
      refused: Set(refused.compactMap { $0 })
    )
  }

  /// As the column keeps it: `{}` where there is nothing.
  var json: JSON {
    Self.json(
      granted: granted.isEmpty ? .keep : .set(granted),
      refused: refused.isEmpty ? .keep : .set(refused)
    )
  }

  /// What is to be laid over the column.
  static func json(granted: Change<Set<Permission>>, refused: Change<Set<Permission>>) -> JSON {
    let members = [("grant", granted.value), ("refuse", refused.value)].compactMap { name, names in
      names.map { names in
        // Permissions' names hold nothing that JSON would have to escape.
        "\"\(name)\":[\(names.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ","))]"
      }
    }
    return JSON(text: "{\(members.joined(separator: ","))}")
  }
}
