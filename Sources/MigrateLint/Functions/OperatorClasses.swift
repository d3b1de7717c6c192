/// The operator classes of PostgreSQL 15 and of the extensions that it ships, by index method.
enum OperatorClasses {
  /// Whether a method has a class of the name.
  static func contains(_ name: String, _ method: String) -> Bool {
    builtin[method]?.contains(Substring(name)) == true
  }

  /// Whether an extension has a class of the name, whatever its method.
  static func mayBring(_ name: String, _ installed: String) -> Bool {
    guard ExtensionObjects.all[installed] != nil else { return true }
    return ofExtension[installed]?.contains(where: { name.hasPrefix($0) }) == true
  }

  /// How the names of an extension's classes begin.
  private static let ofExtension: [String: [String]] = [
    "bloom": ["int4_ops", "text_ops"], "btree_gin": [""], "btree_gist": ["gist_"],
    "citext": ["citext_"], "cube": ["cube_ops", "gist_cube"],
    "hstore": ["btree_hstore", "gin_hstore", "gist_hstore", "hash_hstore"],
    "intarray": ["gin__int", "gist__int"], "isn": ["ean13", "isbn", "ismn", "issn", "upc"],
    "ltree": ["ltree_ops", "gist_ltree", "gist__ltree"], "pg_trgm": ["gin_trgm", "gist_trgm"],
    "seg": ["seg_ops", "gist_seg"],
  ]

  private static let builtin: [String: Set<Substring>] = [
    "btree": set(
      """
      array_ops bit_ops bool_ops bpchar_ops bpchar_pattern_ops bytea_ops char_ops cidr_ops date_ops \
      enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops \
      macaddr8_ops macaddr_ops money_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops \
      pg_lsn_ops range_ops record_image_ops record_ops text_ops text_pattern_ops tid_ops time_ops \
      timestamp_ops timestamptz_ops timetz_ops tsquery_ops tsvector_ops uuid_ops varbit_ops \
      varchar_ops varchar_pattern_ops xid8_ops
      """
    ),
    "hash": set(
      """
      aclitem_ops array_ops bool_ops bpchar_ops bpchar_pattern_ops bytea_ops char_ops cid_ops \
      cidr_ops date_ops enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops \
      interval_ops jsonb_ops macaddr8_ops macaddr_ops multirange_ops name_ops numeric_ops oid_ops \
      oidvector_ops pg_lsn_ops range_ops record_ops text_ops text_pattern_ops tid_ops time_ops \
      timestamp_ops timestamptz_ops timetz_ops uuid_ops varchar_ops varchar_pattern_ops xid8_ops \
      xid_ops
      """
    ),
    "gin": set("array_ops jsonb_ops jsonb_path_ops tsvector_ops"),
    "gist": set(
      """
      box_ops circle_ops inet_ops multirange_ops point_ops poly_ops range_ops tsquery_ops \
      tsvector_ops
      """
    ),
    "spgist": set("box_ops inet_ops kd_point_ops poly_ops quad_point_ops range_ops text_ops"),
  ]

  private static func set(_ names: String) -> Set<Substring> {
    Set(names.split { $0 == " " || $0 == "\n" })
  }
}
