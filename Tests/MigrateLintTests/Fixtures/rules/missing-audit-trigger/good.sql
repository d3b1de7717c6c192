CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE TRIGGER visit_audit AFTER INSERT OR UPDATE ON visit
  FOR EACH ROW EXECUTE FUNCTION audit_row();
CREATE TRIGGER visit_audit_delete AFTER DELETE ON visit
  FOR EACH ROW EXECUTE FUNCTION public.audit_row();
CREATE TABLE word (id uuid PRIMARY KEY);
