insert into acquirer_cut_off (institution_id, from_day, cut_off, requested_by, approved_by,
  approval_id, at) values
  (2, '2026-11-24', '22:30', 'person:a', 'person:b', '01939000-0000-7000-8000-000000000c01',
   '2026-11-22 03:00:00+00'),
  (3, '2026-11-24', '02:00', 'person:c', 'person:d', '01939000-0000-7000-8000-000000000c02',
   '2026-11-22 03:00:00+00');
