-- The shelf. A product's rate is a dated row: a new rate is a new row, and a running deposit keeps the rate it was made at.
create table products (
  id text primary key,
  kind text not null check (kind in ('time-deposit')),
  name text not null,
  name_en text not null,
  term_months integer not null check (term_months > 0),
  -- fen
  minimum bigint not null check (minimum > 0),
  insured boolean not null,
  on_sale boolean not null,
  -- place on the shelf
  position integer not null
);

create table product_rates (
  product_id text not null references products (id),
  -- business date, Asia/Shanghai
  effective_from text not null,
  -- percent a year, exact decimals
  rate_percent text not null,
  early_rate_percent text not null,
  primary key (product_id, effective_from)
);

insert into products (id, kind, name, name_en, term_months, minimum, insured, on_sale, position) values
  ('anxin-3m',  'time-deposit', '安心存 三个月', 'Steady Deposit, 3 months',   3, 5000, true, true, 1),
  ('anxin-6m',  'time-deposit', '安心存 六个月', 'Steady Deposit, 6 months',   6, 5000, true, true, 2),
  ('anxin-12m', 'time-deposit', '安心存 一年期', 'Steady Deposit, 12 months', 12, 5000, true, true, 3),
  ('anxin-36m', 'time-deposit', '安心存 三年期', 'Steady Deposit, 36 months', 36, 5000, true, true, 4);

insert into product_rates (product_id, effective_from, rate_percent, early_rate_percent) values
  ('anxin-3m',  '2025-01-01', '1.05', '0.05'),
  ('anxin-6m',  '2025-01-01', '1.25', '0.05'),
  ('anxin-12m', '2025-01-01', '1.85', '0.05'),
  ('anxin-36m', '2025-01-01', '1.95', '0.05');
