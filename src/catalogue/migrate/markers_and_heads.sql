-- Markers are no part of a claim's words, and what stands over them is kept.
ALTER TABLE occurrence ADD COLUMN exact_with_markers TEXT;
ALTER TABLE occurrence ADD COLUMN heads TEXT;
