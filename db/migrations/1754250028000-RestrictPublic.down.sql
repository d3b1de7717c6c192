-- Why:  gives PUBLIC back what PostgreSQL gives it.
-- Lock: none that another session can wait for.

SELECT heartly.release_public();

DROP FUNCTION IF EXISTS heartly.release_public();

DROP FUNCTION IF EXISTS heartly.restrict_public();

DROP FUNCTION IF EXISTS heartly.restricted_privileges();
