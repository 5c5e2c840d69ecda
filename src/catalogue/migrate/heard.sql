-- What a service last said is found without reading every answer.
CREATE INDEX observation_heard ON observation (service, subject, scheme, identifier, asked_at);
