import Testing

@testable import MigrateLint

/// Overloads are read when they are asked for: no run reads all of them, so a mistake in the tables
/// would show only to whoever calls that function.
@Suite struct FunctionTableTests {
  @Test func `every function of PostgreSQL and of its extensions has overloads`() {
    #expect(BuiltinFunctions.names.count > 2_500)
    for name in BuiltinFunctions.names {
      #expect(BuiltinFunctions.overloads(of: name)?.isEmpty == false, "\(name)")
    }
    #expect(ExtensionObjects.all.count > 40)
    for (installed, objects) in ExtensionObjects.all {
      for name in objects.functions.names {
        #expect(objects.functions.overloads(of: name)?.isEmpty == false, "\(installed).\(name)")
      }
    }
  }

  @Test(arguments: [
    ("count", [signature(0...0, kind: .aggregate), signature(1...1, kind: .aggregate)]),
    ("current_database", [signature(0...0, .stable)]),
    ("concat", [signature(1...Int.max, .stable)]),
    ("is_normalized", [signature(1...2)]),
    ("row_number", [signature(0...0, kind: .window)]),
    ("unnest", [signature(1...1, returnsSet: true)]),
  ])
  func `the overloads of a name are as PostgreSQL has them`(
    name: String,
    overloads: [FunctionSignature]
  ) {
    let found = BuiltinFunctions.overloads(of: name) ?? []
    for overload in overloads { #expect(found.contains(overload), "\(found)") }
  }

  @Test func `an extension's table ends where the next begins`() {
    #expect(ExtensionObjects.all["pgcrypto"]?.functions.contains("crypt") == true)
    #expect(ExtensionObjects.all["pgcrypto"]?.functions.contains("similarity") == false)
    #expect(ExtensionObjects.all["hstore"]?.types == ["hstore", "ghstore"])
    #expect(ExtensionObjects.all["hstore"]?.functions.contains("!hstore") == false)
    #expect(BuiltinFunctions.overloads(of: "crypt") == nil)
  }

  private static func signature(
    _ arguments: ClosedRange<Int>,
    _ volatility: FunctionSignature.Volatility = .immutable,
    kind: FunctionSignature.Kind = .function,
    returnsSet: Bool = false
  ) -> FunctionSignature {
    FunctionSignature(
      arguments: arguments,
      volatility: volatility,
      kind: kind,
      returnsSet: returnsSet
    )
  }
}
