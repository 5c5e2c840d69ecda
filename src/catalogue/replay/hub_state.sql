-- What this file knows of its hub.
SELECT value FROM meta WHERE key = 'hub';
