CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
-- expect: missing-audit-trigger
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE TRIGGER visit_audit AFTER INSERT OR UPDATE ON visit
  FOR EACH ROW EXECUTE FUNCTION audit_row();
-- expect: missing-audit-trigger
CREATE TABLE stay ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
