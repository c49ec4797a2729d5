insert into recon_result (institution_id, id, version, run_id, source, acquirer_id,
  business_date, status, item_id, fields, ours_fen, theirs_fen, way, explained_fen, other_id,
  actor, actor_name, note, at) values
  (2, '01939000-0000-7000-8000-000000000d01', 1, '01939000-0000-7000-8000-000000000d02',
   'acquirer', 2, '2026-11-22', 'matched', '01939000-0000-7000-8000-000000000d03', 0, 100, 0,
   'other_day', -100, '01939000-0000-7000-8000-000000000d04', 'system:reconciliation',
   'reconciliation', '', '2026-11-24 03:00:00+00');
