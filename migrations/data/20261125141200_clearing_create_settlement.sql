insert into working_day (day, works, name, added_by, added_at)
values ('2027-01-01', false, '元旦', 'per_1', '2026-11-22T00:00:00Z');
insert into settlement_hold (institution_id, id, merchant_id, amount_fen, reason, state,
  placed_by, placed_at)
values (2, '01900000-0000-7000-8000-000000000711', '01900000-0000-7000-8000-000000000201', 1,
  '核查', 'active', 'per_1', '2026-11-22T00:00:00Z');
insert into settlement_batch (institution_id, id, settle_date, state, lines, payouts, gross_fen,
  fee_fen, payout_fen, carried_fen, made_at)
values (2, '01900000-0000-7000-8000-000000000712', '2026-11-23', 'made', 1, 1, 100000, 600, 99399,
  1, '2026-11-23T01:00:00Z');
insert into settlement_line (institution_id, batch_id, id, merchant_id, merchant_code,
  acquirer_id, items, gross_fen, fee_fen, carried_in_fen, held_fen, payout_fen, carried_out_fen,
  state, changed_at)
values (2, '01900000-0000-7000-8000-000000000712', '01900000-0000-7000-8000-000000000713',
  '01900000-0000-7000-8000-000000000201', '002653058120001', 2, 1, 100000, 600, 0, 1, 99399, 1,
  'payable', '2026-11-23T01:00:00Z');
insert into settlement_carry (institution_id, line_id, cause, merchant_id, merchant_code,
  acquirer_id, amount_fen, made_at)
values (2, '01900000-0000-7000-8000-000000000713', 'carried',
  '01900000-0000-7000-8000-000000000201', '002653058120001', 2, 1, '2026-11-23T01:00:00Z');
