-- Why:  takes the triggers back that hold what a CHECK and a policy cannot say.
-- Lock: ACCESS EXCLUSIVE on each table for an instant.

SET LOCAL ROLE heartly_owner;

DROP TRIGGER IF EXISTS facility_staff_user ON facility_staff;

DROP TRIGGER IF EXISTS facility_staff_facility ON facility_staff;

DROP TRIGGER IF EXISTS client_facility ON client;

DROP TRIGGER IF EXISTS user_last_owner ON "user";

DROP TRIGGER IF EXISTS user_guard ON "user";

DROP TRIGGER IF EXISTS client_touch ON client;

DROP TRIGGER IF EXISTS facility_touch ON facility;

DROP TRIGGER IF EXISTS user_touch ON "user";

DROP TRIGGER IF EXISTS tenant_touch ON tenant;

DROP FUNCTION IF EXISTS heartly.guard_user();

DROP FUNCTION IF EXISTS heartly.touch();

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.refuse_deleted_user();

DROP FUNCTION IF EXISTS heartly.refuse_deleted_facility();

DROP FUNCTION IF EXISTS heartly.keep_an_owner();
