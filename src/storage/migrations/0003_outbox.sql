-- What must leave the bank, written with what caused it and sent by a worker afterwards.
CREATE TABLE outbox (
  id      uuid   PRIMARY KEY,
  channel text   NOT NULL,
  -- No personal data in the clear: ids that the sender resolves, or sealed text.
  payload jsonb  NOT NULL,
  state   text   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  at      bigint NOT NULL,
  -- When a worker may take it (again). Taking it moves this forward: a worker that dies loses it to the next one.
  due_at  bigint NOT NULL,
  tries   int    NOT NULL DEFAULT 0,
  ended_at bigint,
  -- Code of the last failure, without data.
  failure text
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
