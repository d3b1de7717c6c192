-- Why:  takes facility back; its index, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on facility and, for its foreign key, on tenant. Loses every row.

DROP TABLE IF EXISTS facility;
