insert into terminal_batch (institution_id, terminal_id, batch_no, acquirer_id, merchant_id,
  merchant_code, terminal_code, state, terminal_sums, our_sums, created_at, changed_at)
values (2, '01900000-0000-7000-8000-000000000301', 1, 2, '01900000-0000-7000-8000-000000000201',
  '002653058120001', '00000001', 'uploading',
  '{"debit_fen":100,"debit_count":1,"credit_fen":0,"credit_count":0}',
  '{"debit_fen":0,"debit_count":0,"credit_fen":0,"credit_count":0}',
  '2026-11-22T14:00:00Z', '2026-11-22T14:00:00Z');
insert into terminal_batch_record (institution_id, terminal_id, batch_no, trace_no, amount_fen,
  card_token)
values (2, '01900000-0000-7000-8000-000000000301', 1, 1, 100, '\x00');
