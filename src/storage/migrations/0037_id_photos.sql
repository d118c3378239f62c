-- Photos of ID cards and bank cards, in place of typing. Nothing of a photo is stored: these are the rules alone.
insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Photos that one person may have read a day: enough for a shaky hand, too few to have strangers' cards read.
  ('photo.day',        '', '2016-12-01', 20, 'count',   'own rule', 'B'),
  -- A field of which the reader is less sure is not taken for read.
  ('photo.confidence', '', '2016-12-01', 80, 'percent', 'own rule', 'B');
