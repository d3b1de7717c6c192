extension PostgresType: CustomStringConvertible {
  /// The type's SQL name where this driver knows it, else its identifier.
  public var description: String {
    if let name = Self.names[self] { return name }
    if let element = elementType { return "\(element)[]" }
    return "oid \(oid)"
  }

  private static let names: [PostgresType: String] = [
    .bool: "boolean", .bytea: "bytea", .name: "name", .int8: "bigint", .int2: "smallint",
    .int4: "integer", .text: "text", .oid: "oid", .json: "json", .float4: "real",
    .float8: "double precision", .bpchar: "character", .varchar: "character varying",
    .date: "date", .timestamp: "timestamp without time zone",
    .timestamptz: "timestamp with time zone", .numeric: "numeric", .uuid: "uuid", .jsonb: "jsonb",
  ]
}
