UPDATE claimbook.hub SET most_event_bytes = $1, most_blob_bytes = $2;
