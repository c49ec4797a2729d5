insert into payment (institution_id, id, node, kind, acquirer_id, link_id, amount_fen,
  merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id, terminal_code,
  serial, mcc, batch_no, trace_no, entry_mode, card_token, card_sealed, card_mask,
  content_token, decision, received_at)
values (2, '01900000-0000-7000-8000-000000000401', 1, 'sale', 2,
  '01900000-0000-7000-8000-000000000402', 100, '01900000-0000-7000-8000-000000000201',
  '002653058120001', '002653058120001', '01900000-0000-7000-8000-000000000202',
  '01900000-0000-7000-8000-000000000301', '00000001', 'SN00000000000001', '5812', 1, 1, '051',
  '\x00', '\x00', '622202******0001', '\x00', '{}', '2026-11-22T00:00:00Z');
insert into payment_outcome (institution_id, payment_id, acquirer_id, state, response_code,
  latency_us, hops, answered_at)
values (2, '01900000-0000-7000-8000-000000000401', 2, 'unknown', '98', 8000000, '[]',
  '2026-11-22T00:00:08Z');
insert into reversal (institution_id, payment_id, acquirer_id, link_id, reason, state,
  created_at)
values (2, '01900000-0000-7000-8000-000000000401', 2, '01900000-0000-7000-8000-000000000402',
  '98', 'pending', '2026-11-22T00:00:08Z');
insert into terminal_session (institution_id, terminal_id, batch_no, signed_in, changed_at)
values (2, '01900000-0000-7000-8000-000000000301', 1, true, '2026-11-22T00:00:00Z');
insert into switch_mark (node, settled_before) values (1, '2026-11-22T00:00:00Z');
