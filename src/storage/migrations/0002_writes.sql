-- What the write path keeps: answers by caller-made id, limit counters, single-use authorisations.

CREATE TABLE writes (
  owner        uuid   NOT NULL,
  id           uuid   NOT NULL,
  kind         text   NOT NULL,
  -- SHA-256 of the canonical text of what was asked: tells a repeat from a conflict.
  content_hash bytea  NOT NULL,
  -- json, not jsonb: a repeat gets the first answer byte for byte, and nobody looks inside.
  answer       json   NOT NULL,
  at           bigint NOT NULL,
  PRIMARY KEY (owner, id, kind)
);

CREATE TABLE counters (
  owner      uuid   NOT NULL,
  account_id uuid   NOT NULL,
  name       text   NOT NULL,
  -- Business date or year.
  period     text   NOT NULL,
  used       bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
  PRIMARY KEY (owner, account_id, name, period)
) WITH (fillfactor = 70);

CREATE TABLE authorisations (
  owner      uuid   NOT NULL,
  -- SHA-256 of the token.
  token_hash bytea  NOT NULL,
  order_text text   NOT NULL,
  expires_at bigint NOT NULL,
  used_at    bigint,
  PRIMARY KEY (owner, token_hash)
);
