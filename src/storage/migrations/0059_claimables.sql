-- Money sent by a card in the chat: held when it is ordered, a hold a share, and claimed by who opens the card, or returned.
create table claimables (
  -- the payer
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- of one share, fen
  amount bigint not null check (amount > 0),
  shares integer not null check (shares > 0),
  mode text not null check (mode in ('named', 'confirm', 'first')),
  -- who has the card's token may see it and claim by it: found by its hash, told to the payer again from what is sealed
  token_hash bytea not null unique,
  token_sealed bytea,
  -- whom a named one is for
  mobile_sealed bytea,
  note_sealed bytea,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (customer_id, id)
);

-- The id of a share is that of its hold, and of the transfer that it becomes.
create table claimable_shares (
  customer_id uuid not null,
  id uuid not null,
  claimable_id uuid not null,
  account_id uuid not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('open', 'claimed', 'taken-back', 'expired')),
  claimant_id uuid,
  -- the order that ended it: a claim, a confirmation, a taking back; or the card itself, which expired
  ended_by uuid,
  ended_at bigint,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (customer_id, id),
  -- a customer claims one share of a card at most
  constraint claimable_shares_claimant unique (customer_id, claimable_id, claimant_id)
);
create index claimable_shares_due on claimable_shares (expires_at) where state = 'open';
create index claimable_shares_open on claimable_shares (customer_id, account_id) where state = 'open';

-- Who asks the payer of a 'confirm' card for a share.
create table claimable_asks (
  customer_id uuid not null,
  claimable_id uuid not null,
  claimant_id uuid not null,
  id uuid not null,
  state text not null check (state in ('asked', 'confirmed', 'declined')),
  asked_at bigint not null,
  answered_at bigint,
  primary key (customer_id, claimable_id, claimant_id)
);
create index claimable_asks_of on claimable_asks (claimant_id);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('claimables.shares', '', '2016-12-01', 5,     'count', 'own rule', 'B'),
  -- A share of a card that whoever comes first may claim.
  ('claimables.first',  '', '2016-12-01', 20000, 'fen',   'own rule', 'B'),
  ('claimables.life',   '', '2016-12-01', 24,    'hours', 'own rule', 'B'),
  ('claimables.day',    '', '2016-12-01', 20,    'count', 'own rule', 'B'),
  -- People who may ask the payer of one card: each one is an SMS.
  ('claimables.asks',   '', '2016-12-01', 20,    'count', 'own rule', 'B');
