-- Receipts that were issued: to whom, of which order, what they say, and by what a code leads to them. A code is a keyed
-- hash of what the receipt says, so a row that was changed has another; here stands only an index of it.
create table receipts (
  customer_id uuid not null,
  kind text not null check (kind in ('transfer', 'topup')),
  order_id uuid not null,
  -- The customer on the other side, whose name is in it too.
  other_id uuid,
  number text not null,
  code_index bytea not null unique,
  -- sealed JSON: the facts of receipts/facts.ts
  facts_sealed bytea not null,
  issued_at bigint not null,
  primary key (customer_id, kind, order_id)
);
create index receipts_of_other on receipts (other_id);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Checks of receipts by whoever holds one: from one address in an hour, and by all together in a minute.
  ('receipt-checks.address-hour', '', '2016-12-01',   30, 'count', 'own rule', 'B'),
  ('receipt-checks.minute',       '', '2016-12-01', 1200, 'count', 'own rule', 'B'),
  ('receipt-files.day',           '', '2016-12-01',   50, 'count', 'own rule', 'B');
