-- Which row each event is about.
SELECT writer, seq, "row" FROM event;
