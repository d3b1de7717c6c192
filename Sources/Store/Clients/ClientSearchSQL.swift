internal import Access
internal import Postgres

extension ClientSQL {
  /// The best hits for a part of a name, each with its rank in order.
  ///
  /// The longest word of the term finds the candidates by `client_name_key`, whose index alone is
  /// read: names with this word, names with a word that begins with it, and names with a word that
  /// holds it. Only where there is none, words that differ in a letter or two are looked for: one half
  /// of them is as it was typed. Every other word of the term must be in the name, too. Then, and only
  /// then, the best are looked up.
  static func search(
    _ term: String,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH words AS MATERIALIZED (
      SELECT word, char_length(word) AS length,
        row_number() OVER (ORDER BY char_length(word) DESC, word) AS place
      FROM unnest(heartly.search_words(heartly.search_form(\(term)))) word
    ), term AS MATERIALIZED (
      -- With further words the right one may be far down among the candidates.
      SELECT word, length, CASE WHEN (SELECT count(*) FROM words) = 1 THEN 2000 ELSE 50000 END AS most
      FROM words WHERE place = 1
    ), others AS MATERIALIZED (
      SELECT words.place, key."clientId" FROM words CROSS JOIN LATERAL (
        \(keys(whole: true, from: "words.word", principal))
        UNION ALL
        \(keys(whole: false, from: "words.word", principal))
      ) key
      WHERE words.place > 1
    ), beginnings AS MATERIALIZED (
      SELECT key.*, CASE WHEN key.key = term.word THEN 0 ELSE 1 END AS rank
      FROM term CROSS JOIN LATERAL (
        \(keys(whole: true, from: "term.word", principal)) ORDER BY key LIMIT (SELECT most FROM term)
      ) key
    ), parts AS MATERIALIZED (
      SELECT key.*, 2 AS rank
      FROM term CROSS JOIN LATERAL (
        \(keys(whole: false, from: "term.word", principal)) ORDER BY key LIMIT (SELECT most FROM term)
      ) key
    ), near AS MATERIALIZED (
      SELECT key.*, 3 AS rank
      FROM term CROSS JOIN LATERAL (
        \(keys(whole: true, from: "left(term.word, term.length / 2)", principal))
        ORDER BY key LIMIT 10000
      ) key
      WHERE \(isMisspelt)
      UNION ALL
      SELECT key.*, 3
      FROM term CROSS JOIN LATERAL (
        SELECT "clientId" FROM client_name_key
        WHERE "tenantId" = \(principal.tenant) AND NOT "isWhole"
          AND key = right(term.word, term.length - term.length / 2)
        LIMIT 2000
      ) ending CROSS JOIN LATERAL (
        SELECT key, "clientId" FROM client_name_key
        WHERE "tenantId" = \(principal.tenant) AND "clientId" = ending."clientId" AND "isWhole"
        OFFSET 0
      ) key
      WHERE \(isMisspelt)
    ), best AS MATERIALIZED (
      SELECT "clientId", min(rank) AS rank, min(key) AS key
      FROM (SELECT * FROM beginnings UNION ALL SELECT * FROM parts UNION ALL SELECT * FROM near) hit
      WHERE NOT EXISTS (
        SELECT FROM words WHERE place > 1
          AND (place, hit."clientId") NOT IN (SELECT place, "clientId" FROM others)
      )
      GROUP BY "clientId"
      ORDER BY rank, key, "clientId"
      LIMIT \(limit)
    ), page AS MATERIALIZED (
      SELECT best.rank, best.key, resident.* FROM best CROSS JOIN LATERAL (
        SELECT \(columns) FROM client
        WHERE "tenantId" = \(principal.tenant) AND id = best."clientId" AND deleted_at IS NULL
        OFFSET 0
      ) resident
    ), noted AS (
      \(audit.insert(Action(.search), details: shown(limit)))
    )
    SELECT \(columns) FROM page ORDER BY rank, key, id
    """
  }

  /// The keys that begin with a word: the greatest character is beyond every continuation.
  private static func keys(whole: Bool, from word: SQL, _ principal: Principal) -> SQL {
    let isOfKind: SQL = whole ? "\"isWhole\"" : "NOT \"isWhole\""
    return """
      SELECT key, "clientId" FROM client_name_key
      WHERE "tenantId" = \(principal.tenant) AND \(isOfKind)
        AND key >= \(word) AND key < \(word) || U&'\\+10FFFF'
      """
  }

  /// Nothing was found as it was typed, and a key is a word with a letter or two that differ.
  private static let isMisspelt: SQL = """
    term.length >= 4
      AND NOT EXISTS (SELECT FROM beginnings) AND NOT EXISTS (SELECT FROM parts)
      AND heartly.levenshtein_less_equal(key.key, term.word, 2)
        <= CASE WHEN term.length >= 5 THEN 2 ELSE 1 END
    """
}
