-- Why:  takes tenant back; its index, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on tenant. Loses every row.

DROP TABLE IF EXISTS tenant;
