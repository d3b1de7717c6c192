CREATE TABLE visit (id uuid PRIMARY KEY, month date);
-- expect: identifier-truncated
CREATE INDEX visit_of_a_relative_to_a_client_in_a_facility_of_a_tenant_per_month ON visit (month);
-- expect: identifier-truncated
ALTER TABLE visit ADD COLUMN "ééééééééééééééééééééééééééééééééé" text;
