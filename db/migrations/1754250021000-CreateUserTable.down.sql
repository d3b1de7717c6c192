-- Why:  takes "user" back; its indexes, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on "user" and, for its foreign key, on tenant. Loses every row.

DROP TABLE IF EXISTS "user";
