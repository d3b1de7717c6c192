/// What the polymorphic types of a signature stand for in one call.
struct Binding {
  private(set) var element: DataType?
  private(set) var array: DataType?
  private(set) var range: DataType?
  private(set) var multirange: DataType?
  /// What the types of the `anycompatible` family have in common.
  private(set) var common: DataType?
  private var compatible: [DataType] = []
  private var isCompatibleUsed = false

  enum Outcome {
    case consistent(Binding)
    case inconsistent
    case notKnown
  }

  private enum Fault: Error { case inconsistent, notKnown }

  /// `check_generic_type_consistency` of `parse_coerce.c`.
  static func of(_ given: [DataType], as declared: [DataType], in types: TypeSystem) -> Outcome {
    var binding = Binding()
    do {
      for (actual, wanted) in zip(given, declared) { try binding.take(actual, wanted, types) }
      try binding.settle(declared, types)
      return .consistent(binding)
    } catch {
      return error == .notKnown ? .notKnown : .inconsistent
    }
  }

  private mutating func take(
    _ actual: DataType,
    _ wanted: DataType,
    _ types: TypeSystem
  ) throws(Fault) {
    guard let family = wanted.family else { return }
    if family.isCompatible { isCompatibleUsed = true }
    guard actual != .unknown else { return }
    if actual.builtin?.kind == .pseudo { throw .notKnown }
    guard let base = types.base(actual) else { throw .notKnown }
    switch family {
    case .element: try Self.set(&element, actual)
    case .array:
      guard types.element(of: base) != nil else { throw .inconsistent }
      try Self.set(&array, base)
    case .range:
      guard types.isRange(base) else { throw .inconsistent }
      try Self.set(&range, base)
    case .multirange:
      guard base.builtin?.kind == .multirange else { throw .inconsistent }
      try Self.set(&multirange, base)
    case .compatible: compatible.append(actual)
    case .compatibleArray:
      guard let element = types.element(of: base) else { throw .inconsistent }
      compatible.append(element)
    case .compatibleRange: throw .notKnown
    }
  }

  private static func set(_ slot: inout DataType?, _ type: DataType) throws(Fault) {
    guard slot == nil || slot == type else { throw .inconsistent }
    slot = type
  }

  private mutating func settle(_ declared: [DataType], _ types: TypeSystem) throws(Fault) {
    if let array, let its = types.element(of: array) {
      // What an array of a domain is of may be written as its base type.
      if let element, element != its, types.isDomain(element) || types.isDomain(its) {
        throw .notKnown
      }
      try Self.set(&element, its)
    }
    if let multirange, let its = multirange.builtin?.of { try Self.set(&range, .builtin(its)) }
    if let range {
      guard let its = range.builtin?.of else { throw .notKnown }
      try Self.set(&element, .builtin(its))
    }
    if let element {
      if declared.contains(where: { $0.builtin?.name == "anynonarray" }),
        types.element(of: types.base(element) ?? element) != nil
      {
        throw .inconsistent
      }
      if declared.contains(where: { $0.builtin?.name == "anyenum" }) {
        guard types.isEnumeration(types.base(element) ?? element) else { throw .inconsistent }
      }
    }
    guard isCompatibleUsed else { return }
    switch types.common(compatible) {
    case .type(let type): common = compatible.isEmpty ? .text : type
    case .none: throw .inconsistent
    case .notKnown: throw .notKnown
    }
    for type in compatible {
      switch common.flatMap({ types.canCoerce(type, to: $0, .implicit) }) {
      case true?: break
      case false?: throw .inconsistent
      case nil: throw .notKnown
      }
    }
    if declared.contains(where: { $0.builtin?.name == "anycompatiblenonarray" }),
      let common, types.element(of: common) != nil
    {
      throw .inconsistent
    }
  }

  /// What a declared type stands for; the type itself where it is no polymorphic one, and nil where
  /// the call does not tell.
  func actual(_ declared: DataType, in types: TypeSystem) -> DataType? {
    guard let family = declared.family else { return declared }
    switch family {
    case .element: return element
    case .array: return array ?? element.flatMap { types.array(of: $0) }
    case .range: return range
    case .multirange: return multirange
    case .compatible: return common
    case .compatibleArray: return common.flatMap { types.array(of: $0) }
    case .compatibleRange: return nil
    }
  }
}

extension DataType {
  /// The kinds of polymorphic types.
  enum Family: Sendable {
    case element, array, range, multirange, compatible, compatibleArray, compatibleRange

    /// Nil for a type that is not polymorphic.
    init?(ofTypeNamed name: String) {
      switch name {
      case "anyelement", "anynonarray", "anyenum": self = .element
      case "anyarray": self = .array
      case "anyrange": self = .range
      case "anymultirange": self = .multirange
      case "anycompatible", "anycompatiblenonarray": self = .compatible
      case "anycompatiblearray": self = .compatibleArray
      case "anycompatiblerange", "anycompatiblemultirange": self = .compatibleRange
      default: return nil
      }
    }

    var isCompatible: Bool {
      self == .compatible || self == .compatibleArray || self == .compatibleRange
    }
  }

  /// Nil for a type that is not polymorphic.
  var family: Family? {
    guard case .builtin(let code) = self else { return nil }
    return BuiltinTypes.all[Int(code)].family
  }
}
