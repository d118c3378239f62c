-- Once so much has gone through a person's Class III accounts, both ways together, their valid ID is asked for.

-- Whether occupation, area and the ID card's validity were told: all that Class II asks, and what is asked for then.
alter table customers add column diligence_full boolean not null default false;
update customers c set diligence_full = true
  where exists (select from accounts a where a.customer_id = c.id and a.class = 'II') and credit_code_index is null;
-- Last business date (Asia/Shanghai) on which the ID is waited for; null: not asked for, or collected.
alter table customers add column id_due_on text;
create index customers_id_due on customers (id_due_on) where id_due_on is not null;

alter table restrictions drop constraint restrictions_kind_check;
alter table restrictions add constraint restrictions_kind_check check (kind in ('self', 'telephone', 'authority-freeze',
  'authority-stop', 'fraud-list', 'sanctions-list', 'dormant', 'id-expired', 'id-due'));

-- What went through each Class III account so far; what buys the bank's own products does not count.
insert into account_counters (owner, account_id, used)
  select a.customer_id, a.id, '{}' from accounts a where a.class = 'III'
  on conflict do nothing;
update account_counters k
  set used = (k.used::jsonb || jsonb_build_object('turnover open', through.amount))::json
  from (
    select p.owner, p.account_id, sum(abs(p.amount)) as amount
    from ledger_postings p join accounts a on a.customer_id = p.owner and a.id = p.account_id
    where a.class = 'III' and p.code in ('transfer', 'topup', 'payout')
    group by 1, 2
  ) as through
  where k.owner = through.owner and k.account_id = through.account_id;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('turnover.id',        'III', '2018-01-12', 5000000, 'fen',  '银发〔2018〕16号', 'S-'),
  ('turnover.id-within', 'III', '2018-01-12', 7,       'days', '银发〔2018〕16号', 'S-');
