/// The types that every PostgreSQL has.
enum TypeNames {
  /// How PostgreSQL prints the types whose internal names differ.
  static let display = [
    "int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real",
    "float8": "double precision", "bool": "boolean", "varchar": "character varying",
    "bpchar": "character", "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone", "timetz": "time with time zone",
    "time": "time without time zone",
  ]

  static let builtin: Set<String> = [
    "aclitem", "any", "anyarray", "anycompatible", "anycompatiblearray",
    "anycompatiblemultirange", "anycompatiblenonarray", "anycompatiblerange", "anyelement",
    "anyenum", "anymultirange", "anynonarray", "anyrange", "bit", "bool", "box", "bpchar", "bytea",
    "char", "cid", "cidr", "circle", "cstring", "date", "datemultirange", "daterange",
    "event_trigger", "fdw_handler", "float4", "float8", "gtsvector", "index_am_handler", "inet",
    "int2", "int2vector", "int4", "int4multirange", "int4range", "int8", "int8multirange",
    "int8range", "internal", "interval", "json", "jsonb", "jsonpath", "language_handler", "line",
    "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange", "numrange", "oid",
    "oidvector", "path", "pg_lsn", "pg_snapshot", "point", "polygon", "record", "refcursor",
    "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc", "regprocedure", "regrole", "regtype", "table_am_handler", "text",
    "tid", "time", "timestamp", "timestamptz", "timetz", "trigger", "tsm_handler", "tsmultirange",
    "tsquery", "tsrange", "tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "unknown",
    "uuid", "varbit", "varchar", "void", "xid", "xid8", "xml",
  ]

  /// Whether every PostgreSQL has a type of the name, in the catalog or in the grammar alone.
  static func isBuiltin(_ name: String) -> Bool {
    builtin.contains(name) || ofGrammar.contains(name)
  }

  private static let ofGrammar: Set<String> = [
    "bigint", "boolean", "character", "dec", "decimal", "float", "int", "integer", "national",
    "nchar", "real", "smallint", "double", "varying",
  ]

  /// Types of which no value has fields, and that no function turns into one that has.
  static let plain: Set<String> = [
    "int2", "int4", "int8", "float4", "float8", "numeric", "bool", "date", "uuid", "timestamptz",
    "timestamp", "bytea",
  ]

  /// Whether a type is one that no column can have.
  static func isPseudo(_ name: String) -> Bool { pseudo.contains(name) }

  private static let pseudo: Set<String> = [
    "any", "anyarray", "anycompatible", "anycompatiblearray", "anycompatiblemultirange",
    "anycompatiblenonarray", "anycompatiblerange", "anyelement", "anyenum", "anymultirange",
    "anynonarray", "anyrange", "cstring", "event_trigger", "fdw_handler", "index_am_handler",
    "internal", "language_handler", "record", "table_am_handler", "trigger", "tsm_handler",
    "unknown", "void",
  ]

  /// Pseudo-types that make a sequence, with the integer behind them.
  static let serial = [
    "serial": "int4", "serial4": "int4", "bigserial": "int8", "serial8": "int8",
    "smallserial": "int2", "serial2": "int2",
  ]

  /// The types of other extensions than those that PostgreSQL ships.
  static let ofExtension: [String: Set<String>] = [
    "postgis": ["geometry", "geography", "box2d", "box3d"],
    "vector": ["vector", "halfvec", "sparsevec"],
  ]
}
