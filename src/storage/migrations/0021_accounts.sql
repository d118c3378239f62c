-- Customers' virtual accounts. The ledger account of (customer_id, id) has the same owner and id.
create table accounts (
  customer_id uuid not null references customers (id),
  id uuid not null,
  class text not null check (class in ('II', 'III')),
  -- 19 digits, a card number: sealed, found by its blind index
  number_sealed bytea not null,
  number_index bytea not null unique,
  last4 text not null,
  status text not null check (status in ('active', 'suspended')),
  -- the bound card it was opened with
  card_id uuid not null,
  -- the shared link that led to it
  link_id text,
  opened_at bigint not null,
  primary key (customer_id, id)
);

-- Cards at other banks, bound with a debit agreement that the card's bank signed with its own code.
create table cards (
  customer_id uuid not null references customers (id),
  id uuid not null,
  number_sealed bytea not null,
  number_index bytea not null unique,
  bank_code text not null,
  bank_name text not null,
  bank_name_en text not null,
  kind text not null check (kind in ('debit', 'credit')),
  last4 text not null,
  agreement_no_sealed bytea not null,
  bound_at bigint not null,
  primary key (customer_id, id)
);
