-- Why:  takes client back; its indexes, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on client and, for its foreign key, on facility. Loses every row.

DROP TABLE IF EXISTS client;
