-- This file goes on under another writer.
UPDATE meta SET value = ? WHERE key = 'writer';
