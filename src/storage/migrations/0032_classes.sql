-- Class III beside Class II: opened by four elements, for small sums, and moved up when a product wants it.

-- Which of the accounts of its class that a person may hold it is, counted from 1: two openings at the same moment cannot
-- make one too many. Null for organisations, and for an account that has given its place back.
alter table accounts add column place integer check (place > 0);
update accounts a set place = n.place
from (
  select customer_id, id, row_number() over (partition by customer_id, class order by opened_at, id) as place
  from accounts where class in ('II', 'III')
) n
where a.customer_id = n.customer_id and a.id = n.id;
create unique index accounts_place on accounts (customer_id, class, place);

-- Which of the Class III accounts that may receive from others it is: given with the first money from its bound card.
alter table accounts add column receiving_place integer check (receiving_place > 0);
create unique index accounts_receiving_place on accounts (customer_id, receiving_place) where class = 'III';

-- Whether room under a balance cap is kept for the order until it ends: what the class asked for when it was made.
alter table topups add column room_kept boolean not null default false;
update topups t set room_kept = true from accounts a
where a.customer_id = t.customer_id and a.id = t.account_id and a.class = 'III';

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Name, ID number, mobile, card number; the fifth: that the bound account is Class I or a credit card.
  ('opening.elements', 'II',  '2016-12-01', 5, 'count',  '银发〔2016〕302号', 'S-'),
  ('opening.elements', 'III', '2018-01-12', 4, 'count',  '银发〔2018〕16号',  'S-'),
  -- Class III accounts of one person, opened from afar, that may receive from accounts that are not bound.
  ('receiving.max',    'III', '2018-01-12', 1, 'count',  '银发〔2018〕16号',  'M'),
  -- May the class buy deposits, funds and wealth products: 1 yes, 0 no.
  ('products',         'II',  '2016-12-01', 1, 'switch', '银发〔2016〕302号', 'S-'),
  ('products',         'III', '2016-12-01', 0, 'switch', '银发〔2016〕302号', 'S-');
