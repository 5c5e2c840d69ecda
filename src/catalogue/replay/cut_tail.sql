-- What a writer logged after a place of its chain goes on in another one.
DELETE FROM event WHERE writer = ? AND seq > ?;
