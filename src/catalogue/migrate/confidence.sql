-- How sure a proposal is.
ALTER TABLE claim ADD COLUMN confidence TEXT CHECK (confidence IN ('sure', 'likely'));
