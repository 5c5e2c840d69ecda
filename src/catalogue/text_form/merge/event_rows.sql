-- Which row each event is about, and the fields that it changed.
SELECT writer, seq, "row", action, after FROM event;
