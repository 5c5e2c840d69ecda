-- What events say that a row has become, a writer after the other, in the order of their chains.
SELECT entity, after FROM event WHERE "row" = ? ORDER BY writer, seq;
