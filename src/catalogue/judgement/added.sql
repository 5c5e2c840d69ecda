-- The event that added a row, and whether it is of the first format, which does not say what it had seen.
SELECT writer, seq, format IS NULL FROM recorded WHERE "row" = ? ORDER BY place DESC LIMIT 1;
