-- Citation keys that begin alike.
SELECT key FROM work WHERE key >= :stem AND key < :stem || char(1114111) ORDER BY key;
