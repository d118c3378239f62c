-- PINs: argon2id over a keyed hash; the pepper's version is kept, the pepper is not here.
create table pins (
  customer_id uuid primary key references customers (id),
  hash bytea not null,
  salt bytea not null,
  pepper_version integer not null,
  set_at bigint not null,
  -- Wrong tries in a row. A try is counted before it is checked, so that two at once cannot both slip through.
  tries integer not null default 0,
  locked_until bigint
);

-- Nonces for PIN entries: bound to a session and a purpose, single use.
create table pin_challenges (
  session_id uuid not null references sessions (id) on delete cascade,
  id uuid not null,
  purpose text not null check (purpose in ('set', 'authorise')),
  nonce text not null,
  timestamp_s bigint not null,
  expires_at bigint not null,
  -- Hash of the one thing it was used for: the very same request may be sent again.
  used_for bytea,
  primary key (session_id, id)
);
create index pin_challenges_expiry on pin_challenges (expires_at);
