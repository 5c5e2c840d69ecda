-- What an event says beside who, what and when.
ALTER TABLE event ADD COLUMN format INTEGER CHECK (format > 1);
ALTER TABLE event ADD COLUMN rank INTEGER CHECK (rank > 0);
ALTER TABLE event ADD COLUMN operator TEXT;
ALTER TABLE event ADD COLUMN stated_on TEXT;
ALTER TABLE event ADD COLUMN seen TEXT;
CREATE INDEX event_seen ON event (writer, seq) WHERE seen IS NOT NULL;
