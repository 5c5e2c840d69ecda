-- Works whose abstract was left out of the dump that this file was loaded from, with the abstract's SHA-256.
SELECT substr(key, 10), value FROM meta WHERE key LIKE 'withheld/%' AND value <> '' ORDER BY key;
