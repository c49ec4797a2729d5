insert into payment (institution_id, id, node, kind, acquirer_id, link_id, amount_fen,
  merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id, terminal_code,
  serial, mcc, batch_no, trace_no, entry_mode, card_token, card_sealed, card_mask,
  content_token, decision, received_at)
values (2, '01900000-0000-7000-8000-000000000403', 1, 'preauth', 2,
  '01900000-0000-7000-8000-000000000402', 100, '01900000-0000-7000-8000-000000000201',
  '002653058120001', '002653058120001', '01900000-0000-7000-8000-000000000202',
  '01900000-0000-7000-8000-000000000301', '00000001', 'SN00000000000001', '7011', 1, 2, '051',
  '\x00', '\x00', '622202******0001', '\x00', '{}', '2026-11-22T00:00:00Z');
insert into payment_outcome (institution_id, payment_id, acquirer_id, state, response_code,
  authorization_code, latency_us, hops, answered_at)
values (2, '01900000-0000-7000-8000-000000000403', 2, 'approved', '00', '000001', 80000, '[]',
  '2026-11-22T00:00:01Z');
