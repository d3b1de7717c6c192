-- Why:  takes facility_staff back; its indexes, constraints and comments go with it.
-- Lock: ACCESS EXCLUSIVE on facility_staff and, for its foreign keys, on facility and "user". Loses
--       every assignment.

DROP TABLE IF EXISTS facility_staff;
