extension TypeSystem {
  /// How a value of one type becomes one of another.
  enum Pathway: Equatable {
    case none
    /// It is the same value.
    case relabel
    /// Through a function, or through text.
    case convert(isImmutable: Bool)
    case notKnown

    var exists: Bool? {
      switch self {
      case .none: false
      case .relabel, .convert: true
      case .notKnown: nil
      }
    }
  }

  /// `find_coercion_pathway` of `parse_coerce.c`.
  func pathway(
    from source: DataType,
    to target: DataType,
    _ context: BuiltinCasts.Context
  ) -> Pathway {
    guard let source = base(source), let target = base(target) else { return .notKnown }
    if source == target { return .relabel }
    if let cast = BuiltinCasts.cast(source, to: target) {
      guard cast.context <= context else { return .none }
      return cast.isBinary ? .relabel : .convert(isImmutable: cast.isImmutable)
    }
    if let from = element(of: source), let to = element(of: target),
      target != .int2vector, target != .oidvector
    {
      return pathway(from: from, to: to, context)
    }
    guard let to = category(target), let from = category(source) else { return .notKnown }
    let text = UInt8(ascii: "S")
    guard context >= .assignment && to == text || context == .explicit && from == text else {
      return .none
    }
    return .convert(isImmutable: hasImmutableOutput(source) && hasImmutableInput(target))
  }

  /// `can_coerce_type` of `parse_coerce.c`, for a target that is no polymorphic type.
  func canCoerce(
    _ source: DataType,
    to target: DataType,
    _ context: BuiltinCasts.Context
  ) -> Bool? {
    if source == target || source == .unknown || target == .any { return true }
    if target == .unknown { return context == .explicit ? nil : false }
    if source.builtin?.kind == .pseudo {
      // A row whose type is not known may become one that has a name.
      return source == .record && (target == .record || isComposite(target)) ? true : nil
    }
    if target == .record { return isComposite(source) }
    if isComposite(source), isComposite(target) { return nil }
    if [source, target].contains(where: { element(of: $0).map { isComposite($0) } == true }) {
      return nil
    }
    return pathway(from: source, to: target, context).exists
  }

  /// Whether a value of one type is stored as one of another (`IsBinaryCoercible`).
  func isStored(_ source: DataType, as target: DataType) -> Bool {
    guard let source = base(source) else { return false }
    if source == target { return true }
    if let cast = BuiltinCasts.cast(source, to: target), cast.isBinary {
      return cast.context == .implicit
    }
    switch target.builtin?.name {
    case "anyarray": return element(of: source) != nil && source != .int2vector
    case "anyenum": return isEnumeration(source)
    case "anyrange": return isRange(source)
    case "anymultirange": return source.builtin?.kind == .multirange
    case "record": return isComposite(source)
    default: return false
    }
  }

  /// Whether a type has a default operator class of an access method; nil where that is not known.
  func hasDefaultClass(_ type: DataType, of method: String) -> Bool? {
    guard let classes = BuiltinOperatorClasses.all[method], let type = base(type),
      category(type) != nil
    else { return nil }
    return classes.contains { isStored(type, as: $0) }
  }
}
