SELECT (SELECT coalesce(max(arrival), 0) FROM claimbook.event), (SELECT count(*) FROM claimbook.blob),
  pg_total_relation_size('claimbook.event') + pg_total_relation_size('claimbook.blob');
