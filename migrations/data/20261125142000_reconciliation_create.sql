insert into recon_file (institution_id, id, source, acquirer_id, business_date, version, file_name,
  sha256, lines, amount_fen, fee_fen, taken_by, taken_name, taken_at)
values (2, '01900000-0000-7000-8000-000000001401', 'acquirer', 2, '2026-11-22', 1,
  'daily-20261122.csv', sha256('1'), 1, 100100, 600, 'system:test', '测试',
  '2026-11-23T00:00:00Z');
insert into recon_line (institution_id, file_id, line_no, merchant_code, terminal_code, batch_no,
  trace_no, reference_no, kind, amount_fen, fee_fen, card_mask, at, response_code)
values (2, '01900000-0000-7000-8000-000000001401', 2, '002653058120001', '00000001', 1, 1,
  '000000000001', 'sale', 100100, 600, '622202******0001', '2026-11-22T00:00:08Z', '00');
insert into recon_run (institution_id, id, file_id, tolerance_s, due_on, ours_lines, ours_fen, at)
values (2, '01900000-0000-7000-8000-000000001402', '01900000-0000-7000-8000-000000001401', 600,
  '2026-11-25', 1, 100000, '2026-11-23T00:00:00Z');
insert into recon_day (institution_id, id, source, acquirer_id, business_date, state, file_id, run_id,
  file_version, opened_at)
values (2, '01900000-0000-7000-8000-000000001404', 'acquirer', 2, '2026-11-22', 'open', '01900000-0000-7000-8000-000000001401',
  '01900000-0000-7000-8000-000000001402', 1, '2026-11-23T00:00:00Z');
insert into recon_pair (institution_id, run_id, line_no, item_id, rule, fields, amount_fen)
values (2, '01900000-0000-7000-8000-000000001402', 2, '01900000-0000-7000-8000-000000000465', 2, 1,
  100100);
insert into recon_result (institution_id, id, version, run_id, source, acquirer_id, business_date,
  status, item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen,
  actor, actor_name, note, at)
values (2, '01900000-0000-7000-8000-000000001403', 1, '01900000-0000-7000-8000-000000001402',
  'acquirer', 2, '2026-11-22', 'amount_over', '01900000-0000-7000-8000-000000000465', 2, 2, 1,
  100000, 100100, 600, 600, 'system:reconciliation', 'reconciliation', '',
  '2026-11-23T00:00:00Z');
