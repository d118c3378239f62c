-- This bank's own Class I accounts, bound by their cards: their money is in the bank's core, and the ledger holds none of it.
alter table cards add column own boolean not null default false;
-- A person has one Class I account at a bank.
create unique index cards_own on cards (customer_id) where own and unbound_at is null;

-- Codes that the bank sends to a number reserved at its own core, in the place of another bank's. Gone an hour after their time.
create table own_card_codes (
  -- of the agreement that the code signs
  id uuid primary key,
  card_index bytea not null,
  number_sealed bytea not null,
  code_hash bytea not null,
  sent_at bigint not null,
  expires_at bigint not null,
  tries_left integer not null,
  used_at bigint
);
create index own_card_codes_card on own_card_codes (card_index, sent_at);

-- Whether the bank's core carries the order out, and owes or is owed its money, in the place of the card system.
alter table topups add column own boolean not null default false;
alter table closures add column own boolean not null default false;
