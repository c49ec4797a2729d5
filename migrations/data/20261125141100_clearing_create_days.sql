insert into clearing_day (institution_id, business_date, state, payments, amount_fen,
  merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, cut_at, booked_at,
  changed_at)
values (2, '2026-11-22', 'cut', 1, 100000, 600, 350, 33, 217, '2026-11-22T15:05:00Z',
  '2026-11-22T15:05:01Z', '2026-11-22T15:05:01Z');
