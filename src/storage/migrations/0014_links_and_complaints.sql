-- Shared product cards.
create table links (
  id text primary key,
  customer_id uuid not null references customers (id),
  product_id text not null,
  created_at bigint not null
);

create table complaints (
  customer_id uuid not null references customers (id),
  id uuid not null,
  -- To quote on the telephone.
  number text not null unique,
  topic text not null,
  text_sealed bytea not null,
  state text not null check (state in ('received', 'answered')),
  answer_by bigint not null,
  created_at bigint not null,
  primary key (customer_id, id)
);
