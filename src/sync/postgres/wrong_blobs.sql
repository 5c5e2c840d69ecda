SELECT encode(sha256, 'hex') FROM claimbook.blob WHERE sha256(bytes) <> sha256 ORDER BY 1;
