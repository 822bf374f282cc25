-- A minor may consent to this care alone, and keeps it from parents then (G.S. 90-21.4(b), 90-21.5).
ALTER TABLE "appointment" ADD COLUMN "withheld" BOOLEAN NOT NULL DEFAULT false;
