-- How often a day somebody may tell their ID number to change their mobile number.
insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('mobile-changes.id-day', '', '2016-12-01', 5, 'count', 'own rule', 'B');
