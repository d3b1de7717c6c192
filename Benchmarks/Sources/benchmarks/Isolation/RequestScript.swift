/// What a request asks of the database, in pgbench's words.
enum RequestScript {
  /// A context and nothing else.
  static let context = request("")
  /// What a transaction costs before it has a context.
  static let selectOne = "BEGIN;\nSELECT 1;\nCOMMIT;\n"

  /// Many look-ups in one request, so that its context, which both sides of a pair have, is little of
  /// it.
  static let keys = request(twenty(key))
  /// The same in one round trip, where the client and the socket hide less.
  static let keysPipelined = pipelined(keys)
  static let lists = request(twenty { _ in list })
  static let listsPipelined = pipelined(lists)

  static let prefixes = request(
    twenty { _ in
      search(#""searchName" >= 'lukasz' AND "searchName" < 'lukat'"#)
    }
  )
  static let infixes = request(twenty { _ in search(infix) })

  /// One row and its commit, as a request writes it.
  static let insert = request(number: true, insertion)
  static let update = request(number: true, change(1))
  /// Twenty rows and one commit.
  static let inserts = twentyNumbers + request(twenty { insertion.number($0) })
  static let updates = twentyNumbers + request(twenty { change($0).number($0) })

  static let infix = #"position('strauss' IN "searchName") > 0"#

  static func search(_ condition: String) -> String {
    """
    SELECT id, "firstName", "lastName", "birthDate", "facilityId", "searchName" FROM client \
    WHERE "tenantId" = :tenant AND deleted_at IS NULL AND \(condition) \
    ORDER BY "searchName", id LIMIT 50;

    """
  }

  private static func key(_ client: Int) -> String {
    """
    SELECT id, "firstName", "lastName", "birthDate", uci, status FROM client \
    WHERE "tenantId" = :tenant AND id = :c\(client) AND deleted_at IS NULL;

    """
  }

  private static let list = """
    SELECT id, "firstName", "lastName", "birthDate", uci, status FROM client \
    WHERE "tenantId" = :tenant AND "facilityId" = :f AND deleted_at IS NULL \
    ORDER BY "lastName", "firstName", id LIMIT 50;

    """

  private static let insertion = """
    INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId") \
    VALUES (:tenant, 'Mary', 'Jones', '1950-01-01', :number, :f);

    """

  private static func change(_ client: Int) -> String {
    """
    UPDATE client SET phone = '+1' || :number::text WHERE "tenantId" = :tenant AND id = :c\(client);

    """
  }

  private static func request(number: Bool = false, _ body: String) -> String {
    (number ? Self.number("number") : "")
      + "BEGIN;\nSELECT FROM heartly.begin_request(:tenant, :token, :request);\n\(body)COMMIT;\n"
  }

  private static func pipelined(_ script: String) -> String {
    "\\startpipeline\n\(script)\\endpipeline\n"
  }

  private static func twenty(_ statement: (Int) -> String) -> String {
    (1...20).map(statement).joined()
  }

  private static let twentyNumbers = twenty { number("number\($0)") }

  /// Twelve digits that no other row has, almost surely.
  private static func number(_ name: String) -> String {
    "\\set \(name) random(100000000000, 999999999999)\n"
  }
}

extension String {
  /// With the number of this position.
  fileprivate func number(_ position: Int) -> String {
    split(separator: ":number", omittingEmptySubsequences: false)
      .joined(separator: ":number\(position)")
  }
}
