-- What a writer changed behind an event.
SELECT entity, "row", before, after FROM event WHERE writer = ? AND seq > ? ORDER BY seq;
