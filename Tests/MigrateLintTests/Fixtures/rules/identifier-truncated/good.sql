CREATE TABLE visit (id uuid PRIMARY KEY, month date);
-- visit_of_a_relative_to_a_client_in_a_facility_of_a_tenant_per_month
CREATE INDEX "visit_of_a_relative_to_a_client_in_a_facility_of_a_tenant_per_m" ON visit (month);
COMMENT ON TABLE visit IS 'visit_of_a_relative_to_a_client_in_a_facility_of_a_tenant_per_month';
SELECT E'visit_of_a_relative_to_a_client_in_a_facility_of_a_tenant_per_month', month FROM visit;
