-- Serials of an article's claims that begin with some digits: the first hundred, and the last.
SELECT serial FROM (
  SELECT serial FROM claim
  WHERE article = (SELECT uid FROM article WHERE key = :article) AND substr(name, 2, length(:typed)) = :typed
  ORDER BY serial LIMIT 100)
UNION
SELECT serial FROM (
  SELECT serial FROM claim
  WHERE article = (SELECT uid FROM article WHERE key = :article) AND substr(name, 2, length(:typed)) = :typed
  ORDER BY serial DESC LIMIT 1)
ORDER BY serial;
