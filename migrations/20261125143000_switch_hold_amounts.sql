-- Holds (pre-authorisations), what is taken from them, and the undoing of either.
alter table payment drop constraint payment_kind_check;
alter table payment add constraint payment_kind_check check (kind in ('sale', 'void', 'refund',
  'balance_query', 'preauth', 'preauth_void', 'completion', 'completion_void'));
-- What follows a hold names it by merchant, card and authorisation code.
create index payment_hold on payment (institution_id, merchant_id, card_token)
  where kind = 'preauth';
