-- What was recorded of a row, a writer after the other, in the order of their chains.
SELECT writer, seq, row_sha256 FROM event WHERE "row" = ? ORDER BY writer, seq;
