-- The newest answer of a service about an identifier, if it is the one just heard.
SELECT uid FROM (
  SELECT uid, answer FROM observation
  WHERE scheme = :scheme AND identifier = :identifier AND subject = :subject AND service = :service
  ORDER BY asked_at DESC, uid DESC LIMIT 1)
WHERE answer = :answer;
