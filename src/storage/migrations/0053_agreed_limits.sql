-- What a customer has agreed with the bank to pay to others at most, of an account or of the Class I account's stand-in. Each
-- change is a row; the last one holds, and stands among the account's counters ('agreed-…'), where orders see it under its lock.
create table limit_agreements (
  customer_id uuid not null,
  id uuid not null,
  number bigint generated always as identity,
  account_id uuid not null,
  -- fen; null: no limit of one's own
  day_amount bigint check (day_amount > 0),
  day_count integer check (day_count > 0),
  year_amount bigint check (year_amount > 0),
  at bigint not null,
  primary key (customer_id, id)
);
create index limit_agreements_of_account on limit_agreements (customer_id, account_id, number);

-- How many transfers left an account on a day counts from now on, and for the days that are still counted.
update account_counters k
  set used = (k.used::jsonb || made.counts)::json
  from (
    select owner, account_id, jsonb_object_agg('out-count ' || date, n) as counts
    from (
      select t.payer_id as owner, t.payer_account_id as account_id,
        to_char(timestamp 'epoch' + (t.at / 1000 + 28800) * interval '1 second', 'YYYY-MM-DD') as date, count(*) as n
      from (
        select payer_id, payer_account_id, at from transfers
        union all
        select customer_id, account_id, created_at from core_transfers where state in ('processing', 'unknown')
        union all
        select customer_id, account_id, created_at from card_transfers where payee_id is not null and state <> 'refused'
      ) as t group by 1, 2, 3
    ) as days
    join account_counters c using (owner, account_id)
    where c.used::jsonb ? ('out ' || date)
    group by 1, 2
  ) as made
  where made.owner = k.owner and made.account_id = k.account_id;
