-- Entries that were given up are counted for whoever runs this, as often as the metrics are read.
CREATE INDEX outbox_dead ON outbox (ended_at) WHERE state = 'dead';
