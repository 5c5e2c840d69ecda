-- The writer whose event chain this file continues.
SELECT value FROM meta WHERE key = 'writer';
