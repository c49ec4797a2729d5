insert into route (institution_id, id, name, priority, state, conditions, acquirer_id, link_id,
  version, created_by, approved_by, created_at, changed_at) values
  (1, '01939000-0000-7000-8000-000000000101', '夜间大额', 10, 'active',
   '{"amount_min_fen": 500000, "from_time": "22:00", "until_time": "06:00"}',
   2, '01939000-0000-7000-8000-000000000201', 1, 'system:demo', 'system:demo',
   '2026-11-01 00:00:00+00', '2026-11-01 00:00:00+00'),
  (2, '01939000-0000-7000-8000-000000000102', '本行卡', 20, 'draft',
   '{"bin_ranges": [{"low": "622202", "high": "622203"}]}',
   2, '01939000-0000-7000-8000-000000000201', 0, 'system:demo', null,
   '2026-11-01 00:00:00+00', '2026-11-01 00:00:00+00');
insert into route_version (institution_id, route_id, version, change, name, priority, conditions,
  acquirer_id, link_id, requested_by, approved_by, approval_id, leaf_id, at) values
  (1, '01939000-0000-7000-8000-000000000101', 1, 'create', '夜间大额', 10,
   '{"amount_min_fen": 500000, "from_time": "22:00", "until_time": "06:00"}',
   2, '01939000-0000-7000-8000-000000000201', 'system:demo', 'system:demo',
   '01939000-0000-7000-8000-000000000901', '01939000-0000-7000-8000-000000000902',
   '2026-11-01 00:00:00+00');
