-- Claims that hold the words, best first.
SELECT article.key, claim.serial, claim.uid, claim.statement
FROM claim_fts JOIN claim ON claim.id = claim_fts.rowid JOIN article ON article.uid = claim.article
WHERE claim_fts MATCH ? AND article.retired_on IS NULL AND claim.merged_into IS NULL
ORDER BY claim_fts.rank, article.key, claim.serial
LIMIT ?;
