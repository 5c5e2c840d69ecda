-- The original bytes of a version in which a comment may say something to us.
SELECT original FROM version WHERE uid = ? AND reader IN ('markdown', 'html') AND instr(original, CAST('claimbook:' AS BLOB)) > 0;
