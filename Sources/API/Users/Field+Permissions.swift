internal import Access
internal import Store

/// What a body says of a person's grants and refusals; a list that it does not name stays (RFC 7396), and
/// one that is named is the whole of them.
struct GrantsPatch: Hashable, Sendable {
  var granted = Change<Set<Permission>>.keep
  var refused = Change<Set<Permission>>.keep

  /// Lays the patch over what there is.
  func applied(to grants: Grants) -> Grants {
    var grants = grants
    if case .set(let granted) = granted { grants.granted = granted }
    if case .set(let refused) = refused { grants.refused = refused }
    return grants
  }

  /// Reads `{"grant": ["audit.export"], "refuse": []}`.
  init?(_ json: JSONValue) {
    guard case .object(let members) = json else { return nil }
    for member in members {
      guard let names = Self.names(member.value) else { return nil }
      switch member.name {
      case "grant": granted = .set(names)
      case "refuse": refused = .set(names)
      default: return nil
      }
    }
  }

  init(granted: Change<Set<Permission>>, refused: Change<Set<Permission>>) {
    self.granted = granted
    self.refused = refused
  }

  private static func names(_ json: JSONValue) -> Set<Permission>? {
    guard case .array(let elements) = json else { return nil }
    let names = elements.map { element -> Permission? in
      guard case .string(let name) = element else { return nil }
      return Permission(rawValue: name)
    }
    return names.contains(nil) ? nil : Set(names.compactMap { $0 })
  }
}

extension Field where Value == GrantsPatch {
  static func permissions(_ name: String) -> Self {
    let names = Schema.array(.oneOf(Permission.allCases.map(\.rawValue)), maximum: nil)
    let schema = Schema.object(
      .init(properties: [
        .init(name: "grant", schema: names, isRequired: false),
        .init(name: "refuse", schema: names, isRequired: false),
      ])
    )
    let description = """
      What is granted to the person beside their role, or refused although their role may. An empty \
      list takes all of them away. An OWNER's to give.
      """
    return Field(name: name, schema: schema, description: description) { GrantsPatch($0) }
  }
}
