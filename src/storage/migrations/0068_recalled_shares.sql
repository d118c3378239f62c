-- A share that a card's bank has been asked to pay when the payer takes back the rest of the card: refused, it returns.
alter table claimable_shares add column recalled_at bigint;
update claimable_shares s set recalled_at = b.ended_at
from (
  select customer_id, claimable_id, min(ended_at) as ended_at from claimable_shares where state = 'taken-back' group by 1, 2
) b
where s.state = 'taking' and s.customer_id = b.customer_id and s.claimable_id = b.claimable_id;
