-- Why:  takes session back; its indexes, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on session and, for its foreign key, on "user". Signs everybody out.

DROP TABLE IF EXISTS session;
