-- Why:  who works where. An assignment decides which clients a person may see.
-- Lock: SHARE ROW EXCLUSIVE on facility and "user" for an instant (the foreign keys); the table
--       itself is new.

CREATE TABLE IF NOT EXISTS facility_staff (
  "tenantId" uuid NOT NULL,
  "facilityId" uuid NOT NULL,
  "userId" uuid NOT NULL,
  assigned_at timestamptz DEFAULT now() NOT NULL,
  assigned_by uuid,
  CONSTRAINT "PK_facility_staff" PRIMARY KEY ("tenantId", "facilityId", "userId"),
  CONSTRAINT "FK_facility_staff_facility" FOREIGN KEY ("tenantId", "facilityId")
    REFERENCES facility ("tenantId", id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "FK_facility_staff_user" FOREIGN KEY ("tenantId", "userId")
    REFERENCES "user" ("tenantId", id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "FK_facility_staff_assigned_by" FOREIGN KEY ("tenantId", assigned_by)
    REFERENCES "user" ("tenantId", id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
);

-- For the foreign key, and for the facilities of a user.
CREATE INDEX IF NOT EXISTS "IDX_facility_staff_user" ON facility_staff ("tenantId", "userId");

-- For the foreign key; the one to facility is served by the primary key.
CREATE INDEX IF NOT EXISTS "IDX_facility_staff_assigned_by"
  ON facility_staff ("tenantId", assigned_by);

COMMENT ON TABLE facility_staff IS 'Who works where; an assignment decides what a person may see.';

COMMENT ON COLUMN facility_staff.assigned_by IS
  'Who made the assignment; NULL where the platform made it.';
