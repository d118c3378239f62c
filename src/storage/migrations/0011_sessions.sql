-- Sessions: only the hash of the token is kept.
create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  customer_id uuid not null references customers (id),
  signed_in_by text not null check (signed_in_by in ('wechat', 'sms')),
  -- The WeChat account behind it, for the phone button.
  openid_index bytea,
  device text not null,
  link_id text,
  created_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);
create index sessions_customer on sessions (customer_id, last_seen_at);

-- The sign-in code last sent to a number. The code is kept under a keyed hash only.
create table sms_codes (
  mobile_index bytea primary key,
  id uuid not null,
  code_hash bytea not null,
  sent_at bigint not null,
  resend_at bigint not null,
  expires_at bigint not null,
  tries_left integer not null,
  used_at bigint
);

-- What guards a person or a secret is counted here, over all gateways: SMS by number and address, verifications by card.
create table attempts (
  name text not null,
  -- Blind index of what is counted.
  key bytea not null,
  -- Business date, or business date and hour.
  period text not null,
  used integer not null,
  primary key (name, key, period)
);
