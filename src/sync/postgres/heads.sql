SELECT writer::text, seq, encode(hash, 'hex') FROM claimbook.head;
