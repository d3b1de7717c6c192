/// A data type of the server, by its object identifier (`pg_type.oid`).
///
/// The built-in types' identifiers are fixed in `pg_type.dat` and never change; types that
/// extensions or users make have another identifier in every database.
public struct PostgresType: Hashable, Sendable {
  /// The identifier; 0 leaves the choice to the server, as for a quoted literal.
  public let oid: UInt32

  /// Makes a type of its identifier.
  public init(oid: UInt32) {
    self.oid = oid
  }

  /// No type: the server infers it from the place where the parameter stands.
  public static let inferred = PostgresType(oid: 0)
  /// `boolean`
  public static let bool = PostgresType(oid: 16)
  /// `bytea`
  public static let bytea = PostgresType(oid: 17)
  /// `name`, the type of identifiers in the catalog
  public static let name = PostgresType(oid: 19)
  /// `bigint`
  public static let int8 = PostgresType(oid: 20)
  /// `smallint`
  public static let int2 = PostgresType(oid: 21)
  /// `integer`
  public static let int4 = PostgresType(oid: 23)
  /// `text`
  public static let text = PostgresType(oid: 25)
  /// `oid`
  public static let oid = PostgresType(oid: 26)
  /// `json`
  public static let json = PostgresType(oid: 114)
  /// `real`
  public static let float4 = PostgresType(oid: 700)
  /// `double precision`
  public static let float8 = PostgresType(oid: 701)
  /// `character(n)`
  public static let bpchar = PostgresType(oid: 1042)
  /// `character varying`
  public static let varchar = PostgresType(oid: 1043)
  /// `date`
  public static let date = PostgresType(oid: 1082)
  /// `timestamp without time zone`
  public static let timestamp = PostgresType(oid: 1114)
  /// `timestamp with time zone`
  public static let timestamptz = PostgresType(oid: 1184)
  /// `numeric`
  public static let numeric = PostgresType(oid: 1700)
  /// `uuid`
  public static let uuid = PostgresType(oid: 2950)
  /// `jsonb`
  public static let jsonb = PostgresType(oid: 3802)

  /// The array type over a built-in element type, where this driver knows it.
  var arrayType: PostgresType {
    Self.arrayTypes[self] ?? .inferred
  }

  /// The element type of a built-in array type.
  var elementType: PostgresType? {
    Self.elementTypes[self]
  }

  /// Whether this is certainly no array.
  var isKnownScalar: Bool { Self.arrayTypes[self] != nil }

  private static let elementTypes = Dictionary(
    uniqueKeysWithValues: arrayTypes.map { ($1, $0) }
  )

  private static let arrayTypes: [PostgresType: PostgresType] = [
    .bool: 1000, .bytea: 1001, .name: 1003, .int8: 1016, .int2: 1005, .int4: 1007, .text: 1009,
    .oid: 1028, .json: 199,
    .float4: 1021, .float8: 1022, .bpchar: 1014, .varchar: 1015, .date: 1182, .timestamp: 1115,
    .timestamptz: 1185, .numeric: 1231, .uuid: 2951,
    .jsonb: 3807,
  ].mapValues { PostgresType(oid: $0) }
}

/// How a value travels (PostgreSQL manual, "Formats and Format Codes").
public enum ValueFormat: Int32, Sendable {
  /// What the type's output function prints. Every type has it, so every column reads as a `String`.
  case text = 0
  /// The type's own binary form; smaller and faster for numbers, times and identifiers.
  case binary = 1
}
