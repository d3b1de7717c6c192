internal import Postgres

extension Store {
  /// What the role has that the server's sessions connect as, and that they must not have: each a
  /// sentence. Row-level security would not hold it.
  public func powersTooMany() async throws -> [String] {
    do {
      return try await pool.withConnection { connection in
        try await connection.query(
          """
          SELECT format('%s %s', current_user, power.name)
          FROM (VALUES
            (current_setting('is_superuser') = 'on', 'is a superuser'),
            (NOT row_security_active('public.client'), 'passes by row-level security'),
            (EXISTS (SELECT FROM pg_class c
              WHERE c.relnamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
                AND pg_has_role(c.relowner, 'MEMBER')),
              'owns tables, or may become the role that does')) power (has, name)
          WHERE power.has
          """
        ).map { try $0.decode(0) }
      }
    } catch let error as PostgresError {
      throw StoreError(error)
    }
  }
}
