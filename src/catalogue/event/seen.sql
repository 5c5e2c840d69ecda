-- What each writer had seen of the others when, where it was news.
SELECT writer, seq, seen FROM sight ORDER BY writer, seq;
