-- Money to bank cards: of anybody's at any bank, by number and holder's name, and to one's own bound card.

-- Cards that a payer has told, each with the holder's name. The id is opaque and good for this payer only; another name
-- for the same number is another row, so that an order never changes what it pays to.
create table card_payees (
  payer_id uuid not null,
  id uuid not null,
  -- of number and name together
  told_index bytea not null,
  number_index bytea not null,
  -- sealed JSON {"number", "name"}
  card_sealed bytea not null,
  told_at bigint not null,
  -- when it was paid last; null: never yet, or taken out of the book since
  paid_at bigint,
  -- a name of the payer's own
  alias_sealed bytea,
  primary key (payer_id, id),
  unique (payer_id, told_index)
);
create index card_payees_by_number on card_payees (payer_id, number_index);
create index card_payees_unpaid on card_payees (told_at) where paid_at is null;

-- The order is stored, with its money held, before the card system is asked; `state` says what is known of it.
create table card_transfers (
  customer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- the hold, and the movement that it becomes
  movement_id uuid not null unique,
  -- whose card: of card_payees, or of cards, bound then
  payee_id uuid,
  card_id uuid,
  -- a bound card of this bank's own: the bank's core carries it out
  own boolean not null,
  amount bigint not null check (amount > 0),
  -- sealed JSON: number, holder's name, bank, note
  target_sealed bytea,
  -- the account whose counter holds this order's guess of a name; null: the name was known
  guess_account_id uuid,
  -- refused because the card's bank has no such card, or another name for it
  wrong_holder boolean not null default false,
  state text not null check (state in ('processing', 'unknown', 'done', 'refused')),
  reason_zh text,
  reason_en text,
  attempts integer not null,
  asked integer not null,
  next_ask_at bigint,
  created_at bigint not null,
  finished_at bigint,
  primary key (customer_id, id),
  check ((payee_id is null) <> (card_id is null))
);
create index card_transfers_due on card_transfers (next_ask_at) where next_ask_at is not null;
create index card_transfers_open on card_transfers (customer_id) where next_ask_at is not null;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Orders whose card's bank knew no such card of such a name, and those not decided yet: more would be guessing names.
  ('card-names.wrong.day', '', '2016-12-01',  5, 'count', 'own rule', 'B'),
  -- Cards told in a day.
  ('card-payees.day',      '', '2016-12-01', 30, 'count', 'own rule', 'B');
