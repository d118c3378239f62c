-- Who asks for a card takes one of its places, so that no more ask than may, however many do at the same moment.
alter table claimable_asks add column place int;
update claimable_asks a set place = n.place
from (
  select customer_id, claimable_id, claimant_id,
    row_number() over (partition by customer_id, claimable_id order by asked_at, id) as place
  from claimable_asks
) n
where a.customer_id = n.customer_id and a.claimable_id = n.claimable_id and a.claimant_id = n.claimant_id;
alter table claimable_asks alter column place set not null;
create unique index claimable_asks_place on claimable_asks (customer_id, claimable_id, place);
