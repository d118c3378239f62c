-- A request for money that is shared in the chat: a fixed amount from one person, or a total split among several. Who has
-- the link may pay one share; only its token's hash is kept, and the token follows from a key that is not in the database.
create table payment_requests (
  -- Who asks.
  customer_id uuid not null references customers (id),
  id uuid not null,
  -- Where the money goes.
  account_id uuid not null,
  -- SHA-256; null: its asker has left, and the link leads nowhere.
  token_hash bytea unique,
  title_sealed bytea,
  -- What is split, fen: all the shares and, where the asker counts among the people, what falls to them.
  total bigint not null check (total > 0),
  -- Among whom, with the asker where they count.
  people integer not null check (people > 0),
  asker_counts boolean not null,
  state text not null check (state in ('open', 'withdrawn')),
  created_at bigint not null,
  expires_at bigint not null,
  -- When something last happened to it.
  changed_at bigint not null,
  primary key (customer_id, id),
  check (people > 1 or not asker_counts)
);
create index payment_requests_newest on payment_requests (customer_id, created_at desc);

-- What each of the others pays. 'taken': paid from a Class I account, and the bank's core has not said so yet.
create table payment_request_shares (
  customer_id uuid not null,
  request_id uuid not null,
  nth integer not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('open', 'taken', 'paid', 'cash')),
  -- Whose transfer it is.
  payer_id uuid,
  transfer_id uuid,
  settled_at bigint,
  primary key (customer_id, request_id, nth),
  foreign key (customer_id, request_id) references payment_requests (customer_id, id),
  -- One share each, and a transfer pays one.
  constraint payment_request_payer unique (customer_id, request_id, payer_id),
  constraint payment_request_transfer unique (payer_id, transfer_id),
  check ((state in ('taken', 'paid')) = (payer_id is not null)),
  check ((payer_id is null) = (transfer_id is null)),
  check ((state = 'open') = (settled_at is null))
);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('payment-requests.people', '', '2016-12-01', 20, 'count', 'own rule', 'B'),
  ('payment-requests.life',   '', '2016-12-01',  7, 'days',  'own rule', 'B'),
  -- Made in a day by one customer: more is no dinner among friends.
  ('payment-requests.day',    '', '2016-12-01', 30, 'count', 'own rule', 'B');
