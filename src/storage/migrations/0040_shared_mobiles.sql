-- One number, one person; the old and the young may share that of family. 0: whose number it is, who is signed in by it and
-- found by it; from 1: who shares it. Of two who take the same place at the same moment, the second fails.
alter table customers add column mobile_place smallint not null default 0 check (mobile_place >= 0);
drop index customers_mobile;
create unique index customers_mobile on customers (mobile_index, stage, mobile_place);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('mobile-shared.from',  '', '2016-12-01', 65, 'years', '银发〔2016〕261号', 'S-'),
  ('mobile-shared.below', '', '2016-12-01', 18, 'years', '银发〔2016〕261号', 'S-'),
  -- How many may share a number beside the one whose it is.
  ('mobile-shared.max',   '', '2016-12-01',  2, 'count', 'own rule', 'B');
