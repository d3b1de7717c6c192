CREATE TABLE IF NOT EXISTS client (
  id UUID PRIMARY KEY,
  "birthDate" DATE NOT NULL,
  date DATE DEFAULT Now(),
  text Text,
  CONSTRAINT "CHK_client_birth" CHECK ("birthDate" > DATE '1900-01-01')
);
CREATE INDEX "IDX_client_birth" ON client ("birthDate") WHERE date IS NOT NULL;
