CREATE TABLE visit (id uuid PRIMARY KEY);
-- expect: grant-to-public
GRANT SELECT ON visit TO PUBLIC;
-- expect: grant-to-public
GRANT SELECT ON ALL TABLES IN SCHEMA public TO CURRENT_USER, PUBLIC;
-- expect: grant-to-public
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
