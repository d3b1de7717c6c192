import PostgresSyntax

extension SyntaxNode {
  /// The value of an option in a few words.
  var shownValue: String {
    if let text = stringValue { return text }
    if self.is("A_Const") {
      if let text = self["sval"]?.stringValue { return text }
      if let number = self["ival"] { return String(number.int("ival") ?? 0) }
      if let number = self["fval"] { return number.string("fval") ?? "" }
      if self["boolval"] != nil {
        return self["boolval"]?.bool("boolval") == true ? "true" : "false"
      }
      return "null"
    }
    if self.is("Float") { return string("fval") ?? string("str") ?? "" }
    if self.is("Boolean") { return bool("boolval") ? "true" : "false" }
    if self.is("Integer") { return String(intValue ?? 0) }
    if !list("names").isEmpty { return list("names").last?.stringValue ?? "" }
    if self.is("List") { return elements.map(\.shownValue).joined(separator: ", ") }
    return normalText
  }

  /// The role that a RoleSpec names.
  var shownRole: String {
    switch string("roletype") {
    case "ROLESPEC_PUBLIC": "public"
    case "ROLESPEC_CSTRING": (string("rolename") ?? "").quotedIfNeeded
    default: string("roletype")?.dropFirst("ROLESPEC_".count).lowercased() ?? ""
    }
  }

  /// The name of an object that no statement needs here, without its schema where that is the usual.
  var shownName: String {
    if let name = stringValue { return name.quotedIfNeeded }
    if self.is("ObjectWithArgs") || !list("objname").isEmpty {
      let arguments = list("objargs").map { $0.list("names").last?.stringValue ?? "none" }
      return Self.joined(list("objname")) + "(\(arguments.joined(separator: ", ")))"
    }
    if !list("names").isEmpty { return Self.joined(list("names")) }
    return Self.joined(elements)
  }

  private static func joined(_ names: [SyntaxNode]) -> String {
    names.map { name in
      guard let text = name.stringValue else { return name.shownName }
      // An operator's name needs no quotes.
      let isWord = text.unicodeScalars.contains { $0.properties.isAlphabetic || $0 == "_" }
      return isWord ? text.quotedIfNeeded : text
    }
    .filter { $0 != "public" && $0 != "pg_catalog" }.joined(separator: ".")
  }
}

extension Traits {
  /// The trait of an object that a migration made.
  static let definition = "definition"

  /// Takes SET or RESET of a setting.
  mutating func set(setting node: SyntaxNode) {
    guard let name = node.string("name") else {
      for name in keys where name.hasPrefix("setting ") { self[name] = nil }
      return
    }
    let value = node.list("args").map(\.shownValue).joined(separator: ", ")
    switch node.string("kind") {
    case "VAR_SET_VALUE": self["setting \(name)"] = value
    case "VAR_SET_CURRENT": self["setting \(name)"] = "the current value"
    default: self["setting \(name)"] = nil
    }
  }

  /// Takes the options of WITH or SET, or takes them back.
  mutating func set(options: [SyntaxNode], as word: String, isReset: Bool = false) {
    for option in options {
      let space = option.string("defnamespace").map { "\($0)." } ?? ""
      let name = "\(word) \(space)\(option.string("defname") ?? "")"
      let isDropped = isReset || option.string("defaction") == "DEFELEM_DROP"
      self[name] = isDropped ? nil : option["arg"]?.shownValue ?? "true"
    }
  }
}

extension FunctionEntry {
  /// Takes what CREATE FUNCTION says of the function beside its body.
  mutating func setAttributes(_ node: SyntaxNode) {
    for option in node.list("options") { setTrait(option) }
    let parameters = node["parameters"]?.normalText ?? ""
    traits["signature"] = parameters + (node["returnType"]?.normalText ?? "") + "{}"
  }

  /// Takes an attribute; what PostgreSQL has from the start is none.
  mutating func setTrait(_ option: SyntaxNode) {
    let value = option["arg"]?.shownValue
    switch option.string("defname") {
    case "volatility": traits.set("volatility", value == "volatile" ? nil : value)
    case "strict": traits.set("strict", value == "true" ? "on null input" : nil)
    case "security": traits.set("security", value == "true" ? "definer" : nil)
    case "leakproof": traits.set("leakproof", value == "true" ? "yes" : nil)
    case "parallel": traits.set("parallel", value == "unsafe" ? nil : value)
    case "cost": traits.set("cost", value == (isCompiled ? "1" : "100") ? nil : value)
    case "rows": traits.set("rows", value == "1000" ? nil : value)
    case "support": traits.set("support", value)
    case "set": if let setting = option["arg"] { traits.set(setting: setting) }
    default: return
    }
  }

  private var isCompiled: Bool { language == "c" || language == "internal" }
}

extension String {
  /// Whether CREATE OR REPLACE leaves a trait of a function as it is.
  var isKeptByReplace: Bool {
    ["?owner", "privileges", "security label", "depends"].contains(where: hasPrefix)
  }
}
