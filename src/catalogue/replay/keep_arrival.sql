-- Keeps the order of events that reached the hub.
INSERT INTO arrival (number, writer, seq, events) VALUES (?, ?, ?, ?)
ON CONFLICT (number) DO UPDATE SET writer = excluded.writer, seq = excluded.seq, events = excluded.events;
