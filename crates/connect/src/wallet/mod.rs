//! Payers' wallets 钱包: the page that tells a merchant's page who pays.
//!
//! A payer who has scanned a merchant's code in a browser is sent to his wallet's address,
//! `…/userAuth?version=1.0.0&redirectUrl=<page>`; the wallet asks him and sends him back to the
//! page with `respCode` and, when he agrees (`00`), a `userAuthCode`. The form of the address is
//! UnionPay's (see `emvqr::unionpay`); what `userAuthCode` is good for differs between wallets.
//! Here it is a payment code for one payment: 19 digits that begin with 62.

pub mod standin;
