insert into clearing_item (institution_id, business_date, id, booking, payment_id, kind,
  acquirer_id, merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
  terminal_code, mcc, batch_no, trace_no, reference_no, card_mask, card_class, amount_fen,
  merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at)
values (2, '2026-11-22', '01900000-0000-7000-8000-000000000465', 'payment',
  '01900000-0000-7000-8000-000000000401', 'sale', 2, '01900000-0000-7000-8000-000000000201',
  '002653058120001', '002653058120001', '01900000-0000-7000-8000-000000000202',
  '01900000-0000-7000-8000-000000000301', '00000001', '5812', 1, 1, '000000000001',
  '622202******0001', 'debit', 100000, 600, 350, 33, 217, '2026-11-22T00:00:08Z');
