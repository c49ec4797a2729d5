-- One institution with two accounts, one of them held above zero, and a transfer between them.
set local app.institution = '*';
select ledger_create_accounts(
  2, '2026-11-22T01:00:00Z',
  array['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002']::uuid[],
  array['clearing', 'merchant_payable'], array['2', 'mer_example'], array['清算', '示例商户'],
  array[false, true], array[false, false], array[false, false], '{}', '{}'
);
select ledger_append(
  2, 0, '2026-11-22T01:00:01Z', '0190a000-0000-7000-8000-000000000003', 1,
  array['0190a000-0000-7000-8000-000000000004']::uuid[], array['single'],
  array['0190a000-0000-7000-8000-000000000001']::uuid[],
  array['0190a000-0000-7000-8000-000000000002']::uuid[], array[100]::bigint[],
  '{}', '{}', '{}', array[false], array[1], array['0190a000-0000-7000-8000-000000000005']::uuid[],
  array[0]::bigint[], array[0]::bigint[],
  array['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002']::uuid[],
  array[1, 1]::bigint[], array[0, 0]::bigint[], array[100, 0]::bigint[], array[0, 0]::bigint[],
  array[0, 100]::bigint[]
);
