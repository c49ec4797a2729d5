// Made from openapi.json by `npm run generate`; do not edit.

export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this installation is. */
        get: operations["about_about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acquirers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All acquirers, with the names of their links. */
        get: operations["acquirers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acquirers/{institution_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One acquirer. */
        get: operations["acquirers_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acquirers/{institution_id}/cut-offs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another end of the acquirer's business day from a day on. It holds once another
         *     person has approved.
         */
        post: operations["acquirers_set_cut_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/acquirers/{institution_id}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what the acquirer wants done about terminals that differ from their binding. */
        put: operations["acquirers_set_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests for a second pair of eyes, newest first. */
        get: operations["approvals_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request. */
        get: operations["approvals_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve: what was asked for is done in the same transaction. Not for him who asked. */
        post: operations["approvals_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject: nothing is done, and the request is kept. Not for him who asked. */
        post: operations["approvals_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done, newest first. */
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Walk a whole trail and say whether its chain is unbroken. */
        get: operations["audit_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/card-bins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which cards are debit and which credit cards, by their first digits. */
        get: operations["clearing_card_bins_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/card-bins/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take card ranges in by CSV or XLSX: all rows or none. The network branch alone does. */
        post: operations["clearing_card_bins_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/card-bins/unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** First digits of a day's lines that are in no card range, the most frequent first. */
        get: operations["clearing_card_bins_unknown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Business days, the latest first. */
        get: operations["clearing_clearing_days_list"];
        put?: never;
        /**
         * Cut a business day: its payments become lines. Repeated, it adds what has come since, and
         *     nothing once the day is cut for good, which happens by itself after its end.
         */
        post: operations["clearing_clearing_days_cut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/fee-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fee rules, newest first. */
        get: operations["clearing_fee_rules_list"];
        put?: never;
        /** Ask for a new fee rule. It holds nothing until another person has approved it. */
        post: operations["clearing_fee_rules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/fee-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One fee rule. */
        get: operations["clearing_fee_rules_read"];
        /** Ask for another text of a fee rule from a day on; the whole text is given. */
        put: operations["clearing_fee_rules_change"];
        post?: never;
        /** Ask for the end of a fee rule. */
        delete: operations["clearing_fee_rules_retire"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/fee-rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Split the fee of a payment that might be, and say by which rules. */
        post: operations["clearing_fee_rules_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds on merchants' money, newest first. */
        get: operations["clearing_holds_list"];
        put?: never;
        /** Keep money of a merchant back from the next batch on. */
        post: operations["clearing_holds_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for the release of a hold. It keeps money back until another person has approved. */
        post: operations["clearing_holds_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of a day. An acquirer sees what it acquired. */
        get: operations["clearing_clearing_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/items/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of a day as a file: CSV, or XLSX. */
        get: operations["clearing_clearing_items_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settlement batches, newest first. */
        get: operations["clearing_settlements_list"];
        put?: never;
        /**
         * Make the batch of a working day: it takes up every day that is cut and due. Repeated, it
         *     answers the batch that is there.
         */
        post: operations["clearing_settlements_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One settlement batch. */
        get: operations["clearing_settlements_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The payout file of a batch, with account numbers in clear. */
        get: operations["clearing_settlements_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of a settlement batch. An acquirer sees those of what it acquired. */
        get: operations["clearing_settlements_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the bank's results of a batch in: all rows or none. */
        post: operations["clearing_settlements_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/settlements/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the payout file of a batch; its payouts are with the bank from now on. Repeated, it
         *     changes nothing.
         */
        post: operations["clearing_settlements_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a merchant was settled, oldest first. */
        get: operations["clearing_statements_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/statements/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's statement as a file: CSV, or XLSX. */
        get: operations["clearing_statements_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/statements/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's statement as a paper, in Chinese: PDF, A4. */
        get: operations["clearing_statements_paper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a day comes to for each merchant at each acquirer. An acquirer sees what it acquired. */
        get: operations["clearing_clearing_sums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/sums/acquirers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a day comes to at each acquirer. An acquirer sees what it acquired. */
        get: operations["clearing_clearing_sums_acquirers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/sums/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A day's sums of merchants as a file: CSV, or XLSX. */
        get: operations["clearing_clearing_sums_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/working-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days that are not as their weekday says: holidays, and working days made up for them. */
        get: operations["clearing_working_days_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clearing/working-days/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take holidays and working days in by CSV or XLSX: all rows or none. The network branch alone
         *     does.
         */
        post: operations["clearing_working_days_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merchant categories and divisions, with their names. */
        get: operations["about_codes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a contract; the terminals under it must be closed or moved before. */
        post: operations["merchants_end_contract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parked events, by institution and position. */
        get: operations["jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/parked/{institution}/{subscriber}/{position}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a dead event to its subscriber again. Later events of its aggregate may have been given
         *     meanwhile.
         */
        post: operations["jobs_rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last signed checkpoint, a signed note. */
        get: operations["evidence_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That the log only grew between two sizes. */
        get: operations["evidence_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log's public key, as `name+id+key`. */
        get: operations["evidence_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/leaves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leaves about a thing, newest first. */
        get: operations["evidence_leaves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/leaves/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bundle that proves a leaf off line; 409 while it waits for its place, about a second. */
        get: operations["evidence_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of hashes (`0/x001/234`) or of entries (`entries/x001/234`), `.p/<width>` for a
         *     partial one. A full tile never changes.
         */
        get: operations["evidence_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk imports, newest first, without their faults. */
        get: operations["imports_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bulk import with its faults by row. */
        get: operations["imports_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All institutions, by number. There are at most 1,000, so there is one page. */
        get: operations["institutions_list"];
        put?: never;
        /** Add an institution. */
        post: operations["institutions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One institution. */
        get: operations["institutions_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change names or state. A suspended institution's people and partners are not answered. */
        patch: operations["institutions_change"];
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest first. */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job with its payload, result and tries. */
        get: operations["jobs_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a dead job again. */
        post: operations["post_jobs__id__rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts with their balances now. */
        get: operations["ledger_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account with its balance. */
        get: operations["ledger_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/accounts/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of an account, newest first, each with the balance after it. */
        get: operations["ledger_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transfer of the journal. */
        get: operations["ledger_transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The books of an institution at the end of a day in China. */
        get: operations["ledger_trial_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links that you may see, with their settings. */
        get: operations["acquirers_links"];
        put?: never;
        /** Add a link to an acquirer's host. */
        post: operations["acquirers_add_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a link's settings, pause it, take it up again, or retire it for good. */
        patch: operations["acquirers_change_link"];
        trace?: never;
    };
    "/api/v1/links/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a link is doing. */
        get: operations["acquirers_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of a link by their check values. */
        get: operations["acquirers_link_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/keys/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a key shared with an acquirer to be put in force, from two or three components.
         *     Another person must approve; the running switch then uses it within a second.
         */
        post: operations["acquirers_load_link_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/makers-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Makers' reports, newest first. */
        get: operations["makers_reports_list"];
        put?: never;
        /** Hand a maker's report in: all rows or none. */
        post: operations["makers_reports_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/makers-reports/{id}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What disagrees between a report and the register as it is now, by serial number. */
        get: operations["makers_reports_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am and what I may. */
        get: operations["session_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password; my other sessions end. */
        post: operations["session_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin with one-time codes: a secret for an authenticator, shown once. */
        post: operations["session_begin_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn one-time codes on with the first right one. Answers recovery codes, shown once. */
        post: operations["session_confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merchants, newest first. */
        get: operations["merchants_list"];
        put?: never;
        /** Sign a merchant. */
        post: operations["merchants_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One merchant. */
        get: operations["merchants_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a merchant's papers. What is absent stays. */
        patch: operations["merchants_change"];
        trace?: never;
    };
    "/api/v1/merchants/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a merchant for good; its terminals must be closed before. */
        post: operations["merchants_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's contracts that you may see, newest first. */
        get: operations["merchants_contracts"];
        put?: never;
        /** Record a contract with an acquirer, which may read the merchant from now on. */
        post: operations["merchants_add_contract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest 200 changes of a merchant, newest first. */
        get: operations["merchants_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a suspension. */
        post: operations["merchants_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's stores, oldest first. */
        get: operations["merchants_stores"];
        put?: never;
        /** Add a store. */
        post: operations["merchants_add_store"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold a merchant for a time; its terminals take no payment. */
        post: operations["merchants_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merchants as a file: CSV, or XLSX up to 100,000 rows. */
        get: operations["merchants_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import merchants with their stores: all rows or none. */
        post: operations["imports_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/merchants/import/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty file for importing merchants, with an example. */
        get: operations["imports_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the road is doing. */
        get: operations["payments_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Partners, in the order they were added. */
        get: operations["partners_list"];
        put?: never;
        /** Add a partner. */
        post: operations["partners_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One partner. */
        get: operations["partners_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, roles, state or limits. */
        patch: operations["partners_change"];
        trace?: never;
    };
    "/api/v1/partners/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A partner's keys, newest first, at most 100: there is one page. */
        get: operations["partners_keys"];
        put?: never;
        /** Register a public key. */
        post: operations["partners_add_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key: it is good for nothing from now on. Revoking twice is the same as once. */
        delete: operations["partners_revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{id}/keys/{key}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retire a key: it is good until a date while a newer one takes over. */
        post: operations["partners_retire_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Codes of the caller's institution, newest first. */
        get: operations["codes_list"];
        put?: never;
        /** Make a code to be printed and put up. */
        post: operations["codes_board"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment-codes/{digits}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One code. */
        get: operations["codes_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment-codes/{digits}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a code: nobody pays it any more. */
        post: operations["codes_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments, newest first. Cards are masked. */
        get: operations["payments_list"];
        put?: never;
        /**
         * Pay an order by the code that a consumer shows.
         * @description Answers when the acquirer has answered, with the payment as it stands: look at `state`. 503
         *     `payment_unknown` says that nobody knows yet: send the same again, or cancel the order.
         */
        post: operations["tills_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment with its time line, routing reasons, binding check, entries and reversals. */
        get: operations["payments_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a code for one order, to be shown on the till's screen.
         * @description Show `address` as a QR code. The order stands at `GET /payments/orders/{order_reference}`, and
         *     its payment comes as a webhook like any other.
         */
        post: operations["codes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments as a file: CSV, or XLSX up to 100,000 rows. */
        get: operations["payments_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders and refunds of the caller, newest first. */
        get: operations["tills_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/orders/{order_reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order or a refund as it stands. */
        get: operations["tills_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/orders/{order_reference}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a payment back, whole, on its business day. Repeated it changes nothing. */
        post: operations["tills_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/orders/{order_reference}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an order that nobody has paid: its code is worth nothing from then on. */
        post: operations["codes_close_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/orders/{order_reference}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back a payment, in whole or in part, several times, never more than was paid. */
        post: operations["tills_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments as they happen (event `payment`) and an overview every two seconds (event
         *     `overview`). A watcher that is too slow misses payments, never the overview.
         */
        get: operations["payments_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, in the order they were added. */
        get: operations["people_list"];
        put?: never;
        /** Add a person. Answers a first password, shown once. */
        post: operations["people_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person. */
        get: operations["people_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, roles or state of another person. */
        patch: operations["people_change"];
        trace?: never;
    };
    "/api/v1/people/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset another person: a new first password, one-time codes off, all sessions ended. */
        post: operations["people_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prepaid-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a prepaid card of one of your merchants. The same card again changes nothing. */
        post: operations["prepaid_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prepaid-cards/{card_no}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A prepaid card and what is on it. */
        get: operations["prepaid_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prepaid-cards/{card_no}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of a prepaid card, newest first. */
        get: operations["prepaid_entries"];
        put?: never;
        /**
         * Top a prepaid card up, take a payment from it, or give one back in whole or in part.
         * @description The same entry again is done once. 409 `prepaid_balance_short`: there is not enough on it; a
         *     new try is a new entry.
         */
        post: operations["prepaid_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Business days with a file, the newest first. */
        get: operations["reconciliation_days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/days/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sheet of a day: both sides by status, and what is not explained. */
        get: operations["reconciliation_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/days/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a day on which every fen is explained. */
        post: operations["reconciliation_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/days/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold the file of a day against our lines as they are now. */
        post: operations["reconciliation_compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a daily file in: all lines or none. */
        post: operations["reconciliation_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is not a plain match, as it stands, the newest day first. */
        get: operations["reconciliation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One result: both sides beside each other, and all its versions. */
        get: operations["reconciliation_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a result over. */
        post: operations["reconciliation_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a note to a result. */
        post: operations["reconciliation_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a way out of a result, or take the latest one back. 202: another person must approve. */
        post: operations["reconciliation_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation/results/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same list as a file: CSV, or XLSX up to 100,000 rows. */
        get: operations["reconciliation_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reversals, newest first. */
        get: operations["payments_reversals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a stuck reversal that was settled with the acquirer by other means. */
        post: operations["payments_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a stuck reversal back into the queue. */
        post: operations["payments_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Routing rules, by priority. */
        get: operations["routes_list"];
        put?: never;
        /** Ask for a new rule. It decides nothing until another person has approved it. */
        post: operations["routes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One routing rule. */
        get: operations["routes_read"];
        put?: never;
        post?: never;
        /** Ask for the end of a rule. */
        delete: operations["routes_retire"];
        options?: never;
        head?: never;
        /** Ask for a change of a rule. It stays as it is until another person has approved. */
        patch: operations["routes_change"];
        trace?: never;
    };
    "/api/v1/routes/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the rules on a payment that might be. */
        post: operations["routes_dry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/dry-run/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a change of the rules on payments of the past: what would have gone another way, and what
         *     it would have cost. Contracts, links and prices are today's, and every link counts as healthy.
         */
        post: operations["routes_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your sandbox: merchant, till, codes to scan, amounts that do not go well. */
        get: operations["sandbox_read"];
        put?: never;
        /**
         * Open your sandbox, if there is none yet, and get a new key for it.
         * @description The first call sets up a merchant, a store, an active till and a partner of your institution.
         *     Each call registers your public key or makes a pair, whose private key is in this answer and
         *     nowhere else. Of more than five keys the oldest is revoked.
         */
        post: operations["sandbox_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the sandbox's partners asked of the API in the last week, newest first. */
        get: operations["sandbox_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, with its bodies, and the signature base where the signature was refused. */
        get: operations["sandbox_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sandbox/requests/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one again as it was, and see what the API says now. */
        post: operations["sandbox_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scanned-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was scanned: UnionPay's address, or EMVCo's merchant-presented code. */
        get: operations["codes_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scanned-codes/{institution}/{digits}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a scanned code is for. */
        get: operations["codes_scanned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scanned-codes/{institution}/{digits}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay a scanned code with what the payer's wallet gave out. The same again is the same payment. */
        post: operations["codes_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My living sessions, newest first. */
        get: operations["session_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions. */
        delete: operations["session_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in.
         * @description Answers 401 with code `code_required` when the password is right and a one-time code is
         *     needed, and 429 with `Retry-After` after too many failures.
         */
        post: operations["session_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out: end this session. */
        post: operations["session_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or close a store. */
        patch: operations["merchants_change_store"];
        trace?: never;
    };
    "/api/v1/terminal-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settlements of terminals' batches, newest first. */
        get: operations["get_terminal_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminal-batches/{terminal}/{batch_no}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One settlement, with what differs. */
        get: operations["get_terminal_batches__terminal___batch_no"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminal-batches/{terminal}/{batch_no}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a batch that differs: the reason is found. */
        post: operations["post_terminal_batches__terminal___batch_no__resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminals, newest first. */
        get: operations["terminals_list"];
        put?: never;
        /** Register a terminal by its serial number. */
        post: operations["terminals_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One terminal. */
        get: operations["terminals_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a tried terminal take payments. */
        post: operations["terminals_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind a registered terminal by the five elements. */
        post: operations["terminals_bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a terminal for good; every node refuses it within a second. */
        post: operations["terminals_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The changes of a terminal and of those that had its serial number before, newest first; at
         *     most 500.
         */
        get: operations["terminals_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of a terminal by their check values, and whether it is signed in. */
        get: operations["terminals_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/keys/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load a terminal's master key that exists elsewhere, from two or three components. The
         *     terminal must sign in anew.
         */
        post: operations["terminals_load_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/keys/make": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new master key for a terminal. It is answered once, in two components; the terminal
         *     must load it and sign in anew.
         */
        post: operations["terminals_make_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that a binding stands in the evidence log: a file to keep and to check off line. */
        get: operations["terminals_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/rebind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a terminal to be moved: to another place, store, merchant or acquirer. Another person
         *     must approve.
         */
        post: operations["terminals_rebind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a suspension. */
        post: operations["terminals_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold a terminal for a time. */
        post: operations["terminals_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a terminal out, or say how the trial went. */
        post: operations["terminals_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminals as a file: CSV, or XLSX up to 100,000 rows. */
        get: operations["terminals_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import terminals: all rows or none. Rows with a merchant are bound as well. */
        post: operations["post_terminals_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/import/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty file for importing terminals, with an example. */
        get: operations["get_terminals_import_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks, newest first. */
        get: operations["webhooks_list"];
        put?: never;
        /** Add a webhook with a signing key of its own. */
        post: operations["webhooks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook. */
        get: operations["webhooks_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change address, events or state. */
        patch: operations["webhooks_change"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries of a webhook, newest first. */
        get: operations["webhooks_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new signing key; from now on deliveries are signed under it. */
        post: operations["webhooks_rotate_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with its body and tries. */
        get: operations["webhooks_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the event of a delivery once more. */
        post: operations["webhooks_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description This installation. */
        About: {
            /** @description All that is shown is made up: merchants, people, cards, positions. */
            demo: boolean;
            /** @description Version of the program. */
            version: string;
        };
        /** @description An account with its balance 账户. */
        Account: {
            /** @description Its counters. */
            balance: components["schemas"]["Balance"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Id. */
            id: components["schemas"]["AccountId"];
            /** @description Whose books. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What it is for. */
            kind: components["schemas"]["AccountKind"];
            /** @description Name for people. */
            name: string;
            /** @description Written id of whose money it is. */
            owner: string;
            /** @description What it allows. */
            rules: components["schemas"]["Rules"];
        };
        AccountId: string;
        /** @enum {string} */
        AccountKind: "merchant_payable" | "acquirer_receivable" | "clearing" | "fee_income" | "suspense" | "loss" | "supervised" | "bank" | "tax_payable" | "worker_payable";
        /** @description An institution that acquires. */
        Acquirer: {
            /** @description Eight digits. */
            code: string;
            /** @description When its business day ends now, in China. */
            cut_off: components["schemas"]["CutOff"];
            /** @description What was set of that, the latest day first; absent where you may not see it. */
            cut_offs?: components["schemas"]["CutOffSet"][] | null;
            institution_id: components["schemas"]["InstitutionId"];
            kind: components["schemas"]["InstitutionKind"];
            /** @description Its links, by age. */
            links: components["schemas"]["LinkName"][];
            name: string;
            policy?: components["schemas"]["PolicyVersion"] | null;
            short_name: string;
            state: components["schemas"]["InstitutionState"];
        };
        /** @description How an acquirer is doing. */
        AcquirerHealth: {
            /**
             * Format: int32
             * @description Approved of answered, thousandths.
             */
            approval_rate_permille: number;
            /** @description The acquirer. */
            id: components["schemas"]["InstitutionId"];
            /** @description State of its links: the best of them; `none` when this node has no link to it. */
            link_state: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description 95th percentile, milliseconds.
             */
            p95_ms: number;
            /**
             * Format: double
             * @description Payments a second over the last 10 seconds.
             */
            rate_per_s: number;
            /**
             * Format: int64
             * @description Reversals that wait for it.
             */
            saf_depth: number;
        };
        /** @description What a day's lines come to at one acquirer. */
        AcquirerSum: {
            /**
             * Format: int64
             * @description Fen.
             */
            acquirer_fee_fen: number;
            /** @description Who acquired. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: int64
             * @description Fen.
             */
            issuer_fee_fen: number;
            /**
             * Format: int64
             * @description Lines.
             */
            lines: number;
            /**
             * Format: int64
             * @description Fen.
             */
            merchant_fee_fen: number;
            /**
             * Format: int64
             * @description Merchants with a line.
             */
            merchants: number;
            /**
             * Format: int64
             * @description Fen.
             */
            network_fee_fen: number;
        };
        /** @enum {string} */
        Algorithm: "ed25519" | "rsa-pss-sha512" | "rsa-v1_5-sha256" | "sm2-sm3";
        /** @description A request for a second pair of eyes 复核单. */
        Approval: {
            /**
             * Format: date-time
             * @description When he decided.
             */
            decided_at?: string | null;
            /** @description Written id of who decided. */
            decided_by?: string | null;
            /** @description His name. */
            decided_name?: string | null;
            /**
             * Format: date-time
             * @description Not decided after this.
             */
            expires_at: string;
            /** @description Its id. */
            id: components["schemas"]["ApprovalId"];
            /** @description Whose. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Dotted verb, e.g. `route.change`. */
            kind: string;
            /** @description Why. */
            note: string;
            /** @description What is asked for, without what is sealed in it. */
            payload: Record<string, unknown>;
            /**
             * Format: date-time
             * @description When he asked.
             */
            requested_at: string;
            /** @description Written id of who asked. */
            requested_by: string;
            /** @description His name. */
            requested_name: string;
            /** @description Where it stands. */
            state: components["schemas"]["ApprovalState"];
            /** @description Written id of what it is about. */
            target: string;
        };
        ApprovalId: string;
        /** @description What the second person says. */
        ApprovalNote: {
            /** @description Why, at most 500 characters. */
            note?: string;
        };
        /** @enum {string} */
        ApprovalState: "pending" | "approved" | "rejected" | "expired";
        /** @description Which version was read. */
        AssignBody: {
            /**
             * Format: int32
             * @description The version that you have read.
             */
            version: number;
        };
        /** @description Where a chain is broken. */
        AuditBreak: {
            /**
             * Format: int64
             * @description Number of the entry.
             */
            number: number;
            /** @description What is wrong with it. */
            why: string;
        };
        /** @description One deed 审计记录. */
        AuditEntry: {
            /** @description Dotted verb, e.g. `terminal.close`. */
            action: string;
            /** @description Written id of who did it, or `system:…`. */
            actor: string;
            /** @description His name at that time. */
            actor_name: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What else is worth knowing; no secrets. */
            detail: Record<string, unknown>;
            /** @description Its id. */
            id: components["schemas"]["AuditId"];
            /** @description Whose trail. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Place in the trail, from 1, without gaps.
             */
            number: number;
            /** @description Written id of what it was done to. */
            target: string;
        };
        AuditId: string;
        /** @description Outcome of a walk. */
        AuditVerified: {
            broken?: components["schemas"]["AuditBreak"] | null;
            /**
             * Format: int64
             * @description Entries that fit together.
             */
            entries: number;
            /** @description Whose trail. */
            institution_id: components["schemas"]["InstitutionId"];
        };
        /** @description Counters of an account at a time 余额. */
        Balance: components["schemas"]["Counters"] & {
            /** @description Posted credits less posted debits. */
            net_fen: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Place in the journal up to which it counts.
             */
            seq: number;
        };
        /** @example 60 */
        BasisPoints: string;
        /** @description Something that differs. */
        BatchDifference: {
            /** @description How it differs. */
            kind: components["schemas"]["BatchDifferenceKind"];
            /**
             * Format: int64
             * @description What we have, fen.
             */
            ours_fen?: number | null;
            /**
             * Format: int64
             * @description What the terminal says, fen.
             */
            terminal_fen?: number | null;
            /**
             * Format: int32
             * @description Trace number of the payment.
             */
            trace_no: number;
        };
        /** @enum {string} */
        BatchDifferenceKind: "missing_here" | "missing_there" | "amount" | "card";
        BatchResolution: {
            /** @description Why it differs and what was done, 1 to 500 characters. */
            note: string;
        };
        /** @enum {string} */
        BatchState: "made" | "sent" | "done";
        /**
         * @description Sums of a batch. Debit 借记 is what pays the merchant (sale, completion), credit 贷记 what gives
         *     back (void, completion void, refund): a voided sale counts on both sides. What was reversed
         *     counts on neither.
         */
        BatchSums: {
            /**
             * Format: int64
             * @description Payments.
             */
            credit_count: number;
            /**
             * Format: int64
             * @description Fen.
             */
            credit_fen: number;
            /**
             * Format: int64
             * @description Payments.
             */
            debit_count: number;
            /**
             * Format: int64
             * @description Fen.
             */
            debit_fen: number;
        };
        /** @description The five elements that a terminal is bound by 绑定关系. */
        Binding: {
            /** @description Element 1. */
            acquirer_code: string;
            acquirer_id: components["schemas"]["InstitutionId"];
            /** Format: date-time */
            bound_at: string;
            /** @description Element 3: credit code, or the responsible person's id number, masked. */
            credit_code: string;
            /** Format: date-time */
            ended_at?: string | null;
            id: components["schemas"]["BindingId"];
            /** @description Leaf of the evidence log. */
            leaf_id: components["schemas"]["LeafId"];
            /** @description Element 2. */
            merchant_code: components["schemas"]["MerchantCode"];
            /** @description Element 5. */
            place: components["schemas"]["KeptPlace"];
            proof_state?: components["schemas"]["LeafState"] | null;
            /** @description Element 4, masked. */
            settlement_account: string;
            store_id: components["schemas"]["StoreId"];
            terminal_code: components["schemas"]["TerminalCode"];
        };
        /** @description The terminal of a payment held against its binding. */
        BindingCheck: {
            /**
             * Format: int32
             * @description How far from its place the terminal was, in metres, when it sent where it was.
             */
            distance_m?: number | null;
            /** @description Element by element; empty when there was nothing to hold the payment against. */
            elements: components["schemas"]["CheckedElement"][];
            /** @description In one word. */
            verdict: components["schemas"]["CheckVerdict"];
        };
        /**
         * @description What a terminal shall be bound to. The merchant's papers give the elements; those that are
         *     stated here too must agree with them. Has no `Debug`: it may hold clear values.
         */
        BindingDraft: {
            /**
             * @description Element 1: the acquirer's institution code, eight digits.
             * @default null
             */
            acquirer_code?: string | null;
            /** @default null */
            acquirer_id?: components["schemas"]["InstitutionId"] | null;
            /**
             * @description Element 3, to be compared: credit code, or the responsible person's id number.
             * @default null
             */
            credit_code?: string | null;
            /**
             * @description Element 2: the merchant's number.
             * @default null
             */
            merchant_code?: string | null;
            /** @default null */
            merchant_id?: components["schemas"]["MerchantId"] | null;
            /**
             * @description Why, at most 500 characters are kept.
             * @default
             */
            note?: string;
            /** @default null */
            place?: components["schemas"]["GivenPlace"] | null;
            /**
             * @description Element 4, to be compared: settlement account.
             * @default null
             */
            settlement_account?: string | null;
            /**
             * @description Code of the store, unique within the merchant.
             * @default null
             */
            store_code?: string | null;
            /** @default null */
            store_id?: components["schemas"]["StoreId"] | null;
            /** @default null */
            terminal_code?: components["schemas"]["TerminalCode"] | null;
        };
        BindingId: string;
        /**
         * @description Cards from `low` to `high`, first digits of the card number 卡号段. Both have the same number
         *     of digits; the more, the more exact is the range.
         */
        BinRange: {
            /** @description First digits of the highest card, as many. */
            high: string;
            /** @description First digits of the lowest card, 2 to 12. */
            low: string;
        };
        /** @enum {string} */
        Booking: "payment" | "reversal";
        /** @enum {string} */
        Brand: "unionpay" | "visa" | "mastercard" | "jcb" | "amex" | "diners" | "discover";
        /** @enum {string} */
        BreakerState: "closed" | "open" | "half_open";
        /** @description Cards from `low` to `high` 卡BIN. */
        CardBin: {
            /**
             * Format: date-time
             * @description When.
             */
            added_at: string;
            /** @description Who added it. */
            added_by: string;
            /** @description What the cards are. */
            card_class: components["schemas"]["CardClass"];
            /**
             * Format: date
             * @description Holds from this day on, until the same range has a later one.
             */
            from_day: string;
            /** @description First digits of the highest card, as many. */
            high: string;
            /** @description Whose. */
            issuer: string;
            /** @description First digits of the lowest card, 2 to 6. */
            low: string;
        };
        /** @description What came of an import of card ranges: all rows, or the faults and nothing kept. */
        CardBinsTaken: {
            /**
             * Format: int64
             * @description Ranges that are new.
             */
            added: number;
            /** @description Faults by row, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /** @description All faults. */
            errors_total: number;
        };
        /** @enum {string} */
        CardClass: "debit" | "credit";
        /** @enum {string} */
        Change: "registered" | "bound" | "test_started" | "test_passed" | "test_failed" | "activated" | "moved" | "rebound" | "suspended" | "resumed" | "closed";
        /** @description One element of the binding. */
        CheckedElement: {
            /** @description As bound when the payment came; identity and account masked. */
            bound?: string | null;
            /** @description Which. */
            element: components["schemas"]["Element"];
            /** @description What came of it. */
            outcome: components["schemas"]["ElementOutcome"];
            /**
             * @description As sent. Credit code and settlement account are never sent: the merchant's papers are
             *     held against the binding in their place.
             */
            sent?: string | null;
        };
        /** @enum {string} */
        CheckVerdict: "matched" | "flagged" | "refused" | "unchecked";
        /** @description A business day of an institution 清算日. */
        ClearingDay: {
            /**
             * Format: int64
             * @description What of it stays with acquirers, fen.
             */
            acquirer_fee_fen: number;
            /**
             * Format: int64
             * @description Sum of the lines, fen.
             */
            amount_fen: number;
            /**
             * Format: int64
             * @description Lines that cost their acquirer more than the merchant pays.
             */
            below_cost: number;
            /**
             * Format: date-time
             * @description When its fees were in the ledger.
             */
            booked_at?: string | null;
            /**
             * Format: date
             * @description Which day.
             */
            business_date: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            changed_at: string;
            /**
             * Format: date-time
             * @description When it was cut.
             */
            cut_at?: string | null;
            /** @description Whose merchants. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description What of it issuers get, fen.
             */
            issuer_fee_fen: number;
            /**
             * Format: int64
             * @description What merchants pay, fen.
             */
            merchant_fee_fen: number;
            /**
             * Format: int64
             * @description What of it the network gets, fen.
             */
            network_fee_fen: number;
            /**
             * Format: int64
             * @description Their sum, fen.
             */
            open_fen: number;
            /**
             * Format: int64
             * @description Payments of the day that are no line of it, for their reversal had not ended.
             */
            open_payments: number;
            /**
             * Format: int64
             * @description Lines of payments.
             */
            payments: number;
            /**
             * Format: int64
             * @description Lines of their undoing.
             */
            reversals: number;
            /** @description How far it has got. */
            state: components["schemas"]["DayState"];
            /**
             * Format: int64
             * @description Lines whose card is in no range; they count as credit cards.
             */
            unknown_cards: number;
        };
        /**
         * @description One entry of one payment on one business day 清算明细. Amounts and fees are fen, above zero in
         *     favour of the merchant, below zero what is taken back;
         *     `merchant_fee = issuer_fee + network_fee + acquirer_fee`.
         */
        ClearingItem: {
            /** Format: int64 */
            acquirer_fee_fen: number;
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description The merchant's number with the acquirer. */
            acquirer_merchant_code: string;
            /** Format: int64 */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When the payment was answered, or its reversal acknowledged.
             */
            at: string;
            /** Format: int32 */
            batch_no: number;
            booking: components["schemas"]["Booking"];
            /** Format: date */
            business_date: string;
            card_class: components["schemas"]["CardClass"];
            card_mask: string;
            /** @description The transfer that the line stands for. */
            id: components["schemas"]["TransferId"];
            institution_id: components["schemas"]["InstitutionId"];
            /** Format: int64 */
            issuer_fee_fen: number;
            kind: components["schemas"]["PaymentKind"];
            mcc: string;
            merchant_code: string;
            /** Format: int64 */
            merchant_fee_fen: number;
            merchant_id: components["schemas"]["MerchantId"];
            /** Format: int64 */
            network_fee_fen: number;
            payment_id: components["schemas"]["PaymentId"];
            reference_no?: string | null;
            store_id: components["schemas"]["StoreId"];
            terminal_code: string;
            terminal_id: components["schemas"]["TerminalId"];
            /** Format: int32 */
            trace_no: number;
        };
        /** @description Which code a scanned text is. */
        CodeAddress: {
            /** @description The code. */
            digits: string;
            /** @description Number of the acquirer, 8 digits. */
            institution: string;
        };
        /** @enum {string} */
        CodeKind: "dynamic" | "board";
        /** @description The codes that merchants are described by, each list in the order of its codes. */
        Codes: {
            /** @description Divisions (GB/T 2260): provinces, and the districts and counties of Chongqing. */
            divisions: components["schemas"]["NamedCode"][];
            /** @description Merchant categories (ISO 18245) that are known here. */
            mccs: components["schemas"]["NamedCode"][];
        };
        /** @enum {string} */
        CodeState: "open" | "busy" | "paid" | "expired" | "closed";
        /**
         * @description What a payment must be for the rule to fit; what is absent or empty fits all. That the
         *     merchant has a contract with the acquirer is always asked.
         */
        Conditions: {
            /**
             * Format: int64
             * @description Up to this amount, fen.
             * @default null
             */
            amount_max_fen?: number | null;
            /**
             * Format: int64
             * @description From this amount, fen.
             * @default null
             */
            amount_min_fen?: number | null;
            /**
             * @description Only these cards. The longest range that fits a card wins over shorter ones.
             * @default []
             */
            bin_ranges?: components["schemas"]["BinRange"][];
            /**
             * @description Only cards of these brands, by their first digits.
             * @default []
             */
            brands?: components["schemas"]["Brand"][];
            /**
             * @description Only cards of these classes, by the network's card ranges; a card in no range fits none.
             * @default []
             */
            card_classes?: components["schemas"]["CardClass"][];
            /**
             * @description From this time of day in China.
             * @default null
             */
            from_time?: string | null;
            /**
             * @description Only these kinds.
             * @default []
             */
            kinds?: components["schemas"]["RoutedKind"][];
            /**
             * @description Only these merchant categories.
             * @default []
             */
            mccs?: string[];
            /** @default null */
            merchant_id?: components["schemas"]["MerchantId"] | null;
            /**
             * @description Only these products.
             * @default []
             */
            products?: components["schemas"]["RoutedProduct"][];
            /**
             * @description Before this time of day; earlier than `from_time` means the next morning.
             * @default null
             */
            until_time?: string | null;
            /**
             * @description Only on these days of the week in China; Monday is 1, Sunday 7.
             * @default []
             */
            weekdays?: number[];
        };
        /** @description What became of one rule. */
        Considered: {
            acquirer: components["schemas"]["InstitutionId"];
            /** @description Its name. */
            name: string;
            outcome: components["schemas"]["Verdict"];
            reason: components["schemas"]["Reason"];
            route?: components["schemas"]["RouteId"] | null;
            target?: components["schemas"]["ConsideredTarget"] | null;
        };
        /** @description One of a rule's several targets, as it was considered. */
        ConsideredTarget: {
            /**
             * Format: int64
             * @description What the merchant would pay, fen; where the rule compares fees.
             */
            fee_fen?: number | null;
            link: components["schemas"]["LinkId"];
            reason?: components["schemas"]["TargetReason"] | null;
            /**
             * Format: int32
             * @description Its weight in the rule.
             */
            weight: number;
        };
        /** @description One of a rule's several targets, as it was considered then. */
        ConsideredTargetThen: {
            /**
             * Format: int64
             * @description What the merchant would pay, fen; where the rule compared fees.
             */
            fee_fen?: number | null;
            /** @description The link. */
            link: components["schemas"]["LinkId"];
            /** @description Why it was taken or not; absent where it could not be used. */
            reason?: string | null;
            /**
             * Format: int32
             * @description Its weight in the rule at that time.
             */
            weight: number;
        };
        /** @description What became of one rule. */
        ConsideredThen: {
            /** @description Where it leads. */
            acquirer: components["schemas"]["InstitutionId"];
            /** @description Short name of that acquirer. */
            acquirer_name?: string | null;
            /** @description Its name at that time. */
            name: string;
            /** @description What became of it: chosen, outranked, not eligible, not matching. */
            outcome: string;
            /** @description Why. */
            reason: string;
            route?: components["schemas"]["RouteId"] | null;
            target?: components["schemas"]["ConsideredTargetThen"] | null;
        };
        /** @description That the log of `second` leaves begins with that of `first`. */
        ConsistencyProof: {
            /**
             * Format: int64
             * @description Size of the earlier tree, at least 1.
             */
            first: number;
            /** @description Hashes in base 64, RFC 6962 §2.1.2. */
            proof: string[];
            /**
             * Format: int64
             * @description Size of the later tree.
             */
            second: number;
        };
        /** @description A contract with an acquirer 受理协议. */
        Contract: {
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description The merchant's number with the acquirer. */
            acquirer_merchant_code: string;
            acquirer_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date */
            from: string;
            id: components["schemas"]["ContractId"];
            merchant_id: components["schemas"]["MerchantId"];
            mode: components["schemas"]["ContractMode"];
            products: string[];
            state: components["schemas"]["ContractState"];
            /** Format: date */
            until?: string | null;
        };
        /** @description A contract as it is handed in. */
        ContractDraft: {
            /** @description The acquirer. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description The merchant's number with the acquirer; the merchant's own when absent. */
            acquirer_merchant_code?: string | null;
            /**
             * Format: date
             * @description First day; today when absent.
             */
            from?: string | null;
            /** @description How the work is shared. */
            mode: components["schemas"]["ContractMode"];
            /** @description Products: card, qr, face, instalment, points. At least one. */
            products: string[];
            /**
             * Format: date
             * @description Last day.
             */
            until?: string | null;
        };
        ContractId: string;
        /** @enum {string} */
        ContractMode: "joint" | "own";
        /** @enum {string} */
        ContractState: "active" | "ended";
        /** @description The four counters of an account 四项计数, in fen. They only grow, save the pending ones. */
        Counters: {
            /** @description Credits reserved. */
            credits_pending_fen: components["schemas"]["Money"];
            /** @description Credits moved. */
            credits_posted_fen: components["schemas"]["Money"];
            /** @description Debits reserved. */
            debits_pending_fen: components["schemas"]["Money"];
            /** @description Debits moved. */
            debits_posted_fen: components["schemas"]["Money"];
        };
        /** @description Where a page begins: the id after which it goes on. Opaque to callers. */
        Cursor: string;
        /** @example 23:00 */
        CutOff: string;
        /** @description What was asked for waits for a second person. */
        CutOffAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
        };
        /** @description Another cut-off. */
        CutOffRequest: {
            /** @description When, in China: HH:MM from 18:00 to 05:59, what is before noon on the day after. */
            cut_off: components["schemas"]["CutOff"];
            /**
             * Format: date
             * @description The first business day that ends by it; one that has not begun.
             */
            from_day: string;
        };
        /** @description A cut-off of an acquirer from a business day on. */
        CutOffSet: {
            /** @description Who approved. */
            approved_by: string;
            /**
             * Format: date-time
             * @description When it was approved.
             */
            at: string;
            /** @description When, in China. */
            cut_off: components["schemas"]["CutOff"];
            /**
             * Format: date
             * @description The first business day that ends by it.
             */
            from_day: string;
            /** @description The acquirer. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Who asked for it. */
            requested_by: string;
        };
        /** @description Which day to cut. */
        CutRequest: {
            /**
             * Format: date
             * @description The business day; one that runs is cut as far as it has got.
             */
            business_date: string;
            institution_id?: components["schemas"]["InstitutionId"] | null;
        };
        /** @enum {string} */
        Datum: "wgs84" | "gcj02" | "bd09";
        /** @enum {string} */
        DayState: "open" | "cut" | "settled" | "closed";
        /** @description What a day's lines come to for one merchant at one acquirer. */
        DaySum: {
            /**
             * Format: int64
             * @description Fen.
             */
            acquirer_fee_fen: number;
            /** @description Who acquired. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /** @description Home institution of the merchant. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Fen.
             */
            issuer_fee_fen: number;
            /**
             * Format: int64
             * @description Lines.
             */
            lines: number;
            /** @description Its number. */
            merchant_code: string;
            /**
             * Format: int64
             * @description Fen.
             */
            merchant_fee_fen: number;
            /** @description The merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /**
             * Format: int64
             * @description Fen.
             */
            network_fee_fen: number;
        };
        /** @description An event on its way to a webhook 投递. */
        Delivery: {
            /** @description What the event is about. */
            aggregate: string;
            /**
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the next try is due.
             */
            due_at: string;
            /** @description What is sent; header `webhook-id`. */
            event_id: components["schemas"]["EventId"];
            /** @description Name of the event. */
            event_name: string;
            /**
             * Format: date-time
             * @description When it came to an end.
             */
            finished_at?: string | null;
            /** @description Its id. */
            id: components["schemas"]["DeliveryId"];
            /** @description Whose it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Why the last try failed. */
            last_error?: string | null;
            /**
             * Format: int32
             * @description HTTP status of the last answer.
             */
            last_status?: number | null;
            /**
             * Format: int32
             * @description 0 for the first delivery of the event, then counts replays.
             */
            replay: number;
            /** @description Where it stands. */
            state: components["schemas"]["DeliveryState"];
            /**
             * Format: int32
             * @description Tries begun so far.
             */
            tries: number;
            /** @description Where it goes. */
            webhook_id: components["schemas"]["WebhookId"];
        };
        /** @description A delivery with everything that is known of it. */
        DeliveryDetail: components["schemas"]["Delivery"] & {
            /** @description The body as it is sent: the event as JSON. */
            body: string;
            /** @description Its tries, oldest first. */
            tries: components["schemas"]["DeliveryTry"][];
        };
        DeliveryId: string;
        /** @enum {string} */
        DeliveryState: "pending" | "delivered" | "failed";
        /** @description One try of a delivery. */
        DeliveryTry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int32
             * @description How long it took, in milliseconds.
             */
            duration_ms: number;
            /** @description Why it failed. */
            error?: string | null;
            /**
             * Format: int32
             * @description 1 is the first.
             */
            number: number;
            /** @description Beginning of the answer's body, at most 1,000 characters. */
            response?: string | null;
            /**
             * Format: int32
             * @description HTTP status, when there was an answer.
             */
            status?: number | null;
        };
        /** @enum {string} */
        DeviceType: "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13";
        /** @enum {string} */
        Dialect: "pos" | "ascii";
        /** @enum {string} */
        DifferenceKind: "not_registered" | "not_reported" | "acquirer_differs" | "model_differs" | "maker_differs";
        Division: string;
        /** @description A payment that might be. */
        DryRun: {
            /**
             * Format: int64
             * @description Amount, fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            at?: string | null;
            /** @description First digits of the card, 2 to 19; or else `pan`. */
            card_bin?: string | null;
            kind?: components["schemas"]["RoutedKind"] | null;
            /** @description Merchant category; the store's or merchant's own when absent. */
            mcc?: string | null;
            merchant?: components["schemas"]["MerchantId"] | null;
            /** @description The card number; never kept. */
            pan?: string | null;
            product?: components["schemas"]["RoutedProduct"] | null;
            terminal?: components["schemas"]["TerminalId"] | null;
        };
        /** @description Where the payment would go, and what became of every rule. */
        DryRunAnswer: {
            acquirer?: components["schemas"]["InstitutionId"] | null;
            /** @description The merchant's number with the acquirer. */
            acquirer_merchant_code?: string | null;
            /** @description Its short name. */
            acquirer_name?: string | null;
            /** @description Every rule and contract, in the order in which they were looked at. */
            considered: components["schemas"]["Considered"][];
            contract?: components["schemas"]["ContractId"] | null;
            link?: components["schemas"]["LinkId"] | null;
            obstacle?: components["schemas"]["Reason"] | null;
            route?: components["schemas"]["RouteId"] | null;
        };
        /** @enum {string} */
        Element: "serial" | "acquirer_code" | "merchant_code" | "terminal_code" | "credit_code" | "settlement_account" | "place" | "device_type";
        /** @enum {string} */
        ElementOutcome: "same" | "flagged" | "refused" | "ignored" | "not_sent";
        /** @enum {string} */
        EntryKind: "top_up" | "payment" | "refund";
        /** @description One side of a transfer. */
        EntrySide: {
            /** @description The account. */
            account: components["schemas"]["AccountId"];
            /** @description What it is for. */
            kind: components["schemas"]["AccountKind"];
            /** @description Whose it is: number of an institution, or id of a merchant. */
            owner: string;
            /** @description Name of the owner. */
            owner_name?: string | null;
        };
        /** @enum {string} */
        EntryState: "begun" | "done" | "refused";
        /** @description A transfer in the ledger. */
        EntryView: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When it was posted.
             */
            at: string;
            /** @description Account credited. */
            credit: components["schemas"]["EntrySide"];
            /** @description Account debited. */
            debit: components["schemas"]["EntrySide"];
            /** @description What for: sale, void, refund, reversal. */
            reason: string;
            /** @description The transfer. */
            transfer_id: components["schemas"]["TransferId"];
        };
        EventId: string;
        /** @enum {string} */
        FeeChange: "create" | "change" | "retire";
        /** @enum {string} */
        FeeKind: "issuer" | "network" | "waiver" | "merchant";
        /** @description What the fees come to, and why. The parts sum to `merchant_fee_fen`. */
        FeePreview: {
            /**
             * Format: int64
             * @description Fen, what stays with the acquirer.
             */
            acquirer_fee_fen: number;
            /** @description The payment costs its acquirer more than the merchant pays. */
            below_cost: boolean;
            /** @description What the card counts as. */
            card_class: components["schemas"]["CardClass"];
            /** @description The card is in a range, or its class was given; another counts as a credit card. */
            card_known: boolean;
            /** @description What the issuer gets. */
            issuer: components["schemas"]["FeePrice"];
            /**
             * Format: int64
             * @description Fen, from the acquirer's side.
             */
            issuer_fee_fen: number;
            /**
             * Format: int64
             * @description Fen, what the issuer hands on to the network out of its fee.
             */
            issuer_network_fee_fen: number;
            /** @description What the merchant pays. */
            merchant: components["schemas"]["FeePrice"];
            /**
             * Format: int64
             * @description Fen.
             */
            merchant_fee_fen: number;
            /** @description What the network gets from each side. */
            network: components["schemas"]["FeePrice"];
            /**
             * Format: int64
             * @description Fen, from the acquirer's side.
             */
            network_fee_fen: number;
            waiver_id?: components["schemas"]["FeeRuleId"] | null;
        };
        /** @description A price and where it comes from. */
        FeePrice: {
            /**
             * Format: int64
             * @description The most that one payment costs, fen.
             */
            cap_fen?: number | null;
            /** @description Basis points. */
            rate_bp: components["schemas"]["BasisPoints"];
            rule_id?: components["schemas"]["FeeRuleId"] | null;
            /** @description Where it is published or agreed. */
            source: string;
        };
        /** @description A dated fee rule 费率规则. */
        FeeRule: {
            /** @description Who approved it. */
            approved_by?: string | null;
            /**
             * Format: int64
             * @description The most that one payment costs, fen.
             */
            cap_fen?: number | null;
            card_class?: components["schemas"]["CardClass"] | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            changed_at: string;
            contract_id?: components["schemas"]["ContractId"] | null;
            /**
             * Format: date-time
             * @description When it was first asked for.
             */
            created_at: string;
            /** @description Who asked for the present version. */
            created_by: string;
            /**
             * Format: date
             * @description The first day on which the present text holds, or does not any more.
             */
            from_day: string;
            /** @description Id. */
            id: components["schemas"]["FeeRuleId"];
            /** @description Whose rule it is: the acquirer's, or the network branch's (1), which holds for all. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What it sets. */
            kind: components["schemas"]["FeeKind"];
            /** @description Categories that a waiver is for. */
            mccs: string[];
            /** @description Name, for people. */
            name: string;
            rate_bp?: components["schemas"]["BasisPoints"] | null;
            /** @description Where it is published or agreed. */
            source: string;
            /** @description Where it stands. */
            state: components["schemas"]["FeeState"];
            /**
             * Format: int32
             * @description Published changes; 0 as long as it is a draft.
             */
            version: number;
        };
        /** @description What was asked for waits for a second person. */
        FeeRuleAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
            /** @description The rule as it is until then. */
            rule: components["schemas"]["FeeRule"];
        };
        /** @description A fee rule with every version that was published. */
        FeeRuleDetail: {
            /** @description As it was last published or asked for. */
            rule: components["schemas"]["FeeRule"];
            /** @description The newest first. */
            versions: components["schemas"]["FeeVersion"][];
        };
        /** @description A rule as somebody wants it. */
        FeeRuleDraft: {
            /**
             * Format: int64
             * @description The most that one payment costs, fen.
             */
            cap_fen?: number | null;
            card_class?: components["schemas"]["CardClass"] | null;
            contract_id?: components["schemas"]["ContractId"] | null;
            /**
             * Format: date
             * @description The first day on which it holds.
             */
            from_day: string;
            /** @description What it sets; never changes. */
            kind: components["schemas"]["FeeKind"];
            /** @description Categories that a waiver is for. */
            mccs?: string[];
            /** @description Name, 1 to 60 characters. */
            name: string;
            rate_bp?: components["schemas"]["BasisPoints"] | null;
            /** @description Where it is published or agreed, 1 to 200 characters. */
            source: string;
        };
        FeeRuleId: string;
        /** @enum {string} */
        FeeState: "draft" | "active" | "retired";
        /** @description A payment that might be. */
        FeeTrial: {
            /** @description Who acquires it. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Amount, fen; below zero for a refund.
             */
            amount_fen: number;
            /** @description First digits of the card; they are looked up when no class is given. */
            card_bin?: string | null;
            card_class?: components["schemas"]["CardClass"] | null;
            /**
             * Format: date
             * @description The business day; the running one when absent.
             */
            day?: string | null;
            /** @description Merchant category, where no merchant is named. */
            mcc?: string | null;
            merchant_id?: components["schemas"]["MerchantId"] | null;
        };
        /** @description A published version of a rule. */
        FeeVersion: {
            /** @description Who approved. */
            approved_by: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description Cap, fen.
             */
            cap_fen?: number | null;
            card_class?: components["schemas"]["CardClass"] | null;
            /** @description What was done. */
            change: components["schemas"]["FeeChange"];
            contract_id?: components["schemas"]["ContractId"] | null;
            /**
             * Format: date
             * @description From this day on.
             */
            from_day: string;
            /** @description Whose. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What it sets. */
            kind: components["schemas"]["FeeKind"];
            /** @description Categories of a waiver. */
            mccs: string[];
            /** @description Name. */
            name: string;
            rate_bp?: components["schemas"]["BasisPoints"] | null;
            /** @description Who asked. */
            requested_by: string;
            /** @description Of which rule. */
            rule_id: components["schemas"]["FeeRuleId"];
            /** @description Where it is published or agreed. */
            source: string;
            /**
             * Format: int32
             * @description Counts from 1.
             */
            version: number;
        };
        /** @description What came of handing a file in: a file, or the faults of its lines and nothing kept. */
        FileTaken: {
            /** @description It was there already: this is the first answer. */
            already: boolean;
            /** @description Pairs and what is left over, by status. */
            counts: components["schemas"]["StatusCount"][];
            /** @description Faults by line, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /** @description All faults. */
            errors_total: number;
            file?: components["schemas"]["ReconFile"] | null;
        };
        /** @description A new or reset person, with the password to hand over. */
        FirstSignIn: {
            /** @description Shown once; to be changed at the first sign-in. */
            first_password: string;
            person: components["schemas"]["Person"];
        };
        /** @enum {string} */
        Format: "csv" | "xlsx";
        /** @description A coordinate as somebody gives it, in the datum of his map. */
        GivenPlace: {
            /** @description Datum of the two numbers; WGS-84 when absent. */
            datum?: components["schemas"]["Datum"];
            /**
             * Format: int32
             * @description Latitude in millionths of a degree.
             */
            latitude_e6: number;
            /**
             * Format: int32
             * @description Longitude in millionths of a degree.
             */
            longitude_e6: number;
        };
        /** @description How a link is doing, as each node of the switch sees it. */
        Health: {
            link_id: components["schemas"]["LinkId"];
            name: string;
            nodes: components["schemas"]["NodeHealth"][];
            standing?: components["schemas"]["Standing"] | null;
            /** @description Whether it is used. */
            state: components["schemas"]["LinkState"];
            /** @description Whether payments may pass on some node that was heard within 30 s. */
            up: boolean;
        };
        /** @description What was asked for waits for a second person. */
        HoldAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
            /** @description The hold as it is until then. */
            hold: components["schemas"]["SettlementHold"];
        };
        /** @description A hold as somebody wants it. */
        HoldDraft: {
            /**
             * Format: int64
             * @description So much of it, fen; all when absent.
             */
            amount_fen?: number | null;
            /** @description Whose money. */
            merchant_id: components["schemas"]["MerchantId"];
            /** @description Why, 1 to 500 characters. */
            reason: string;
        };
        HoldId: string;
        /** @description Why a hold is to end. */
        HoldRelease: {
            /** @description 1 to 500 characters. */
            reason: string;
        };
        /** @enum {string} */
        HoldState: "active" | "released";
        /** @description One step on the way of a payment. */
        HopView: {
            /**
             * Format: date-time
             * @description When it was passed.
             */
            at: string;
            /** @description What there is to say. */
            detail: string;
            /** @description Which step. */
            hop: string;
            /**
             * Format: int64
             * @description Milliseconds since the step before.
             */
            ms: number;
            /**
             * Format: int64
             * @description Microseconds since the step before.
             */
            us: number;
        };
        /** @description The record of an import 批量导入. */
        Import: {
            /**
             * Format: date-time
             * @description When it was handed in.
             */
            created_at: string;
            /** @description Nothing is left in the end. */
            dry_run: boolean;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Faults by row, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /**
             * Format: int32
             * @description All faults.
             */
            errors_total: number;
            /** @description Name of the file. */
            file_name: string;
            /** @description Form of the file. */
            format: components["schemas"]["Format"];
            /** @description Id. */
            id: components["schemas"]["ImportId"];
            /** @description Whose. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What is imported. */
            kind: components["schemas"]["ImportKind"];
            /** @description Written id of who handed it in. */
            requested_by: string;
            /** @description His name. */
            requested_name: string;
            /**
             * Format: int32
             * @description Rows worked through.
             */
            rows_done: number;
            /**
             * Format: int32
             * @description Rows of the file.
             */
            rows_total: number;
            /** @description Where it stands. */
            state: components["schemas"]["ImportState"];
        };
        /** Format: binary */
        ImportFile: string;
        ImportId: string;
        /** @enum {string} */
        ImportKind: "merchants" | "terminals";
        /** @enum {string} */
        ImportState: "queued" | "running" | "done" | "refused";
        /** @description An institution 机构. */
        Institution: {
            /** @description Institution code, 8 digits. */
            code: string;
            /**
             * Format: date-time
             * @description Since when it is known.
             */
            created_at: string;
            /** @description Its number. */
            id: components["schemas"]["InstitutionId"];
            /** @description What it is. */
            kind: components["schemas"]["InstitutionKind"];
            /** @description Full name. */
            name: string;
            /** @description Whether it has a sandbox: what its partners ask of the API is kept for it to see. */
            sandbox?: boolean;
            /** @description Short name. */
            short_name: string;
            /** @description Where it stands. */
            state: components["schemas"]["InstitutionState"];
        };
        /** @description What to change; absent fields stay. */
        InstitutionChange: {
            /** @description Full name, 1 to 100 characters. */
            name?: string | null;
            /** @description Short name, 1 to 40 characters. */
            short_name?: string | null;
            state?: components["schemas"]["InstitutionState"] | null;
        };
        /**
         * Format: int32
         * @description An institution 机构: the network branch, an acquirer, a bank, a payment institution or a
         *     system vendor. First column of every key of what grows.
         */
        InstitutionId: number;
        /** @enum {string} */
        InstitutionKind: "network_branch" | "acquirer" | "bank" | "payment_institution" | "system_vendor";
        /** @enum {string} */
        InstitutionState: "active" | "suspended" | "closed";
        /** @description A job as lists show it. */
        Job: {
            /**
             * Format: date-time
             * @description When it was queued.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is due; while it runs, when its lease ends.
             */
            due_at: string;
            /** @description What the last failed try said. */
            error?: string | null;
            /**
             * Format: date-time
             * @description When it came to an end.
             */
            finished_at?: string | null;
            /** @description Its id. */
            id: components["schemas"]["JobId"];
            /** @description Whose work it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Its key, where it has one. */
            key?: string | null;
            /** @description Which handler runs it. */
            kind: string;
            /** @description The clock queued it. A run that found nothing to do leaves no job behind. */
            scheduled: boolean;
            /**
             * Format: date-time
             * @description When the last try began.
             */
            started_at?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["JobState"];
            /**
             * Format: int64
             * @description Steps done, as its handler tells.
             */
            steps_done: number;
            /**
             * Format: int64
             * @description Steps in all, as its handler tells.
             */
            steps_total?: number | null;
            /**
             * Format: int32
             * @description Tries begun so far.
             */
            tries: number;
        };
        /** @description A job with everything that is known of it. */
        JobDetail: components["schemas"]["Job"] & {
            /** @description What the handler was given. */
            payload: Record<string, unknown>;
            /** @description What the handler gave back. */
            result: Record<string, unknown>;
            /** @description Its tries, oldest first, at most the last 100. */
            tries_log: components["schemas"]["Try"][];
        };
        JobId: string;
        /** @enum {string} */
        JobState: "queued" | "running" | "done" | "dead" | "superseded";
        /** @description A place as it is kept: always WGS-84, with the datum in which it was given. */
        KeptPlace: {
            /** @description Datum of the two numbers: always `wgs84`. */
            datum: components["schemas"]["Datum"];
            /** @description Datum in which the place was given. */
            given_in: components["schemas"]["Datum"];
            /**
             * Format: int32
             * @description Latitude in millionths of a degree.
             */
            latitude_e6: number;
            /**
             * Format: int32
             * @description Longitude in millionths of a degree.
             */
            longitude_e6: number;
        };
        /**
         * @description One component of a key 密钥分量: what one custodian holds. All components XORed are the key.
         *     `Debug` does not show it, and it is wiped when it is dropped.
         */
        KeyComponent: {
            /** @description Check value of the component: zeros under it, the first 6 or 8 hex digits. */
            check_value: string;
            /** @description 32 or 48 hex digits; spaces between them are no matter. */
            value: string;
        };
        KeyId: string;
        /** @description A key as it may be shown 密钥校验值. */
        KeyMark: {
            /** @description Key check value 校验值: the first 8 hex digits of zeros under the key. */
            check_value: string;
            /**
             * Format: date-time
             * @description When it was made or loaded.
             */
            made_at: string;
            /** @description What it is for. */
            purpose: components["schemas"]["KeyPurpose"];
        };
        /** @enum {string} */
        KeyPurpose: "tmk" | "pik" | "mak" | "tdk" | "zpk" | "zak";
        /** @description A key as its custodians enter it. */
        KeySheet: {
            /** @description Check value of the whole key, where the papers tell it: 6 or 8 hex digits. */
            check_value?: string | null;
            /** @description Two or three components of one length. */
            components: components["schemas"]["KeyComponent"][];
        };
        /** @enum {string} */
        KeyState: "active" | "retired" | "revoked";
        /** @description A leaf as the console shows it. */
        Leaf: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The whole entry. */
            content: Record<string, unknown>;
            /** @description Its id. */
            id: components["schemas"]["LeafId"];
            /**
             * Format: int64
             * @description Its place, once it has one.
             */
            index?: number | null;
            /** @description Whose fact it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What happened. */
            kind: string;
            /** @description Whether it can be proven yet. */
            state: components["schemas"]["LeafState"];
            /** @description To what. */
            subject: string;
        };
        LeafId: string;
        /** @enum {string} */
        LeafState: "pending" | "proven";
        /** @enum {string} */
        LineState: "none" | "payable" | "sent" | "paid" | "rejected" | "returned";
        /** @description A link to an acquirer's host 通道. */
        Link: components["schemas"]["LinkSettings"] & {
            /**
             * Format: date-time
             * @description When it last changed.
             */
            changed_at: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /** @description Id. */
            id: components["schemas"]["LinkId"];
            /** @description The acquirer. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Whether it is used. */
            state: components["schemas"]["LinkState"];
            /**
             * Format: int32
             * @description Counts the changes.
             */
            version: number;
        };
        /** @description When a link is left alone 通道健康参数. No public rule sets these numbers; the defaults are ours. */
        LinkHealthSettings: {
            /**
             * Format: int32
             * @description Payments in the window before it is judged, 1 to 10,000.
             * @default 20
             */
            calls_min?: number;
            /**
             * Format: int32
             * @description How long it is left out, seconds, 10 to 86,400.
             * @default 300
             */
            cooling_s?: number;
            /**
             * Format: int32
             * @description Succeeded of all below which the link is eliminated, thousandths, 0 to 1,000; 0 is never.
             * @default 900
             */
            eliminate_below_permille?: number;
            /**
             * Format: int32
             * @description Payments in that window before it is judged, 1 to 100,000.
             * @default 100
             */
            eliminate_calls_min?: number;
            /**
             * Format: int32
             * @description Length of the window for that, seconds, 60 to 86,400.
             * @default 600
             */
            eliminate_window_s?: number;
            /**
             * Format: int32
             * @description Failed of all in the window at which the breaker opens, thousandths, 1 to 1,000.
             * @default 500
             */
            failure_permille?: number;
            /**
             * Format: int32
             * @description How long it stays open the first time, seconds, 1 to 3,600.
             * @default 30
             */
            open_s?: number;
            /**
             * Format: int32
             * @description Payments that must come back well before it closes, 1 to 100.
             * @default 3
             */
            probes?: number;
            /**
             * Format: int32
             * @description Length of the window that the breaker looks at, seconds, 10 to 3,600.
             * @default 60
             */
            window_s?: number;
        };
        LinkId: string;
        /** @description A link's key that waits for a second pair of eyes. */
        LinkKeyAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
            /** @description Check value of the key, for whoever decides. */
            check_value: string;
        };
        /** @enum {string} */
        LinkKeyPurpose: "zpk" | "zak";
        /** @description A key shared with an acquirer, as its custodians enter it. */
        LinkKeySheet: {
            /** @description Check value of the whole key, where the papers tell it: 6 or 8 hex digits. */
            check_value?: string | null;
            /** @description Two or three components of one length. */
            components: components["schemas"]["KeyComponent"][];
            purpose: components["schemas"]["LinkKeyPurpose"];
        };
        /** @description A link by its name. */
        LinkName: {
            id: components["schemas"]["LinkId"];
            name: string;
            state: components["schemas"]["LinkState"];
        };
        /** @description A change of a link; what is absent stays. */
        LinkPatch: {
            /** @default null */
            address?: string | null;
            /**
             * Format: int32
             * @default null
             */
            connect_timeout_ms?: number | null;
            /** @default null */
            dialect?: components["schemas"]["Dialect"] | null;
            /**
             * Format: int32
             * @default null
             */
            echo_after_ms?: number | null;
            /** @default null */
            health?: components["schemas"]["LinkHealthSettings"] | null;
            /**
             * Format: int32
             * @default null
             */
            in_flight_max?: number | null;
            /** @default null */
            mac_profile?: components["schemas"]["MacProfile"] | null;
            /** @default null */
            merchant_code?: string | null;
            /** @default null */
            name?: string | null;
            /**
             * Format: int32
             * @default null
             */
            reply_timeout_ms?: number | null;
            /** @default null */
            state?: components["schemas"]["LinkState"] | null;
            /** @default null */
            terminal_code?: string | null;
            /**
             * Format: int32
             * @description The version that the change was made on; another is refused.
             * @default null
             */
            version?: number | null;
        };
        /** @enum {string} */
        LinkPhase: "down" | "connecting" | "signing_on" | "up" | "draining";
        /** @description How to reach and speak to a host 通道参数. */
        LinkSettings: {
            /**
             * @description `host:port`.
             * @example 10.0.0.8:8583
             */
            address: string;
            /**
             * Format: int32
             * @description How long a connection may take, 100 to 60,000.
             */
            connect_timeout_ms?: number;
            /** @description Dialect. */
            dialect?: components["schemas"]["Dialect"];
            /**
             * Format: int32
             * @description An echo is sent after so long without traffic, 1,000 to 600,000.
             */
            echo_after_ms?: number;
            /** @description When it is left alone because payments fail. */
            health?: components["schemas"]["LinkHealthSettings"];
            /**
             * Format: int32
             * @description Requests without an answer at most, 1 to 65,536.
             */
            in_flight_max?: number;
            /** @description MAC of the messages. */
            mac_profile?: components["schemas"]["MacProfile"];
            /** @description Field 42 of sign-on, echo and sign-off: 15 letters and digits. */
            merchant_code?: string;
            /** @description Name, unique among the acquirer's links in use. */
            name: string;
            /**
             * Format: int32
             * @description How long an answer is awaited, 100 to 60,000.
             */
            reply_timeout_ms?: number;
            /** @description Field 41 of sign-on, echo and sign-off: 8 letters and digits. */
            terminal_code?: string;
        };
        /** @enum {string} */
        LinkState: "active" | "paused" | "retired";
        /** @enum {string} */
        MacProfile: "none" | "cup_ecb" | "x9_19";
        /** @description A new master key, told once. */
        MadeMasterKey: {
            /** @description Check value of the whole key. */
            check_value: string;
            /**
             * @description One for each of two custodians. Their XOR is the key; the lowest bit of each byte is
             *     parity and counts for nothing.
             */
            components: components["schemas"]["KeyComponent"][];
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
        };
        Mcc: string;
        /** @description The signed-in person. */
        Me: {
            institution: components["schemas"]["Institution"];
            /** @description Of the network branch, which sees all institutions. */
            network: boolean;
            person: components["schemas"]["Person"];
            /** @description All that the roles allow. */
            rights: components["schemas"]["Right"][];
            roles: components["schemas"]["Role"][];
            session: components["schemas"]["Session"];
        };
        /** @description A merchant 特约商户. */
        Merchant: {
            address: string;
            /** @description Merchant number, 15 digits. */
            code: components["schemas"]["MerchantCode"];
            /** @description Those that you may see, newest first. */
            contracts: components["schemas"]["Contract"][];
            /** Format: date-time */
            created_at: string;
            division_code: components["schemas"]["Division"];
            id: components["schemas"]["MerchantId"];
            /** @description Home institution, which alone may change it. */
            institution_id: components["schemas"]["InstitutionId"];
            kind: components["schemas"]["MerchantKind"];
            mcc: components["schemas"]["Mcc"];
            name: string;
            /** @description Masked. */
            phone: string;
            place?: components["schemas"]["KeptPlace"] | null;
            /** @description Responsible person's id number, masked; of a micro merchant. */
            responsible_id?: string | null;
            /** @description Masked. */
            settlement_account: string;
            settlement_bank: string;
            short_name: string;
            state: components["schemas"]["MerchantState"];
            /**
             * Format: int64
             * @description Open stores.
             */
            stores_count: number;
            /**
             * Format: int64
             * @description Terminals that are not closed.
             */
            terminals_count: number;
            /** @description Credit code; absent for a micro merchant. */
            uscc?: string | null;
            /**
             * Format: int32
             * @description Counts the changes.
             */
            version: number;
        };
        /** @enum {string} */
        MerchantChange: "created" | "changed" | "store_added" | "store_changed" | "contract_added" | "contract_ended" | "suspended" | "resumed" | "closed";
        MerchantCode: string;
        /** @description A merchant as it is handed in. Has no `Debug`: it holds clear values. */
        MerchantDraft: {
            /** @description Address, 1 to 200 characters. */
            address: string;
            /** @description Merchant number of 15 digits; made when absent. */
            code?: string | null;
            /** @description District or county, six digits. */
            division_code: string;
            /** @description Kind. */
            kind: components["schemas"]["MerchantKind"];
            /** @description Category, four digits. */
            mcc: string;
            /** @description Name in the register, 1 to 100 characters. */
            name: string;
            /** @description Mobile number of the contact. */
            phone: string;
            place?: components["schemas"]["GivenPlace"] | null;
            /** @description Responsible person's id number; required when the kind is micro. */
            responsible_id?: string | null;
            /** @description Account that is paid, 8 to 32 digits. */
            settlement_account: string;
            /** @description Bank that keeps the account. */
            settlement_bank: string;
            /** @description Name on the slip, at most 40 characters; the beginning of the name when absent. */
            short_name?: string | null;
            /** @description Credit code; required unless the kind is micro. */
            uscc?: string | null;
        };
        /** @description A change of a merchant. */
        MerchantHistory: {
            /** @description Written id of who did it. */
            actor: string;
            actor_name: string;
            /** Format: date-time */
            at: string;
            change: components["schemas"]["MerchantChange"];
            detail: Record<string, unknown>;
            from_state?: components["schemas"]["MerchantState"] | null;
            note: string;
            to_state: components["schemas"]["MerchantState"];
            /** Format: int32 */
            version: number;
        };
        MerchantId: string;
        /** @enum {string} */
        MerchantKind: "enterprise" | "sole_trader" | "micro";
        /** @description A change of a merchant's papers. What is absent stays. Has no `Debug`. */
        MerchantPatch: {
            /**
             * @description Address.
             * @default null
             */
            address?: string | null;
            /**
             * @description District or county.
             * @default null
             */
            division_code?: string | null;
            /**
             * @description Category.
             * @default null
             */
            mcc?: string | null;
            /**
             * @description Name in the register.
             * @default null
             */
            name?: string | null;
            /**
             * @description Mobile number of the contact.
             * @default null
             */
            phone?: string | null;
            /** @default null */
            place?: components["schemas"]["GivenPlace"] | null;
            /**
             * @description Account that is paid. Terminals bound to the old one are marked until they are rebound.
             * @default null
             */
            settlement_account?: string | null;
            /**
             * @description Bank that keeps the account.
             * @default null
             */
            settlement_bank?: string | null;
            /**
             * @description Name on the slip.
             * @default null
             */
            short_name?: string | null;
        };
        /** @enum {string} */
        MerchantState: "active" | "suspended" | "closed";
        /**
         * Format: int64
         * @description An amount in fen 分.
         */
        Money: number;
        /** @description A code with its names. */
        NamedCode: {
            /** @description The code. */
            code: string;
            /** @description English name. */
            en: string;
            /** @description Chinese name. */
            zh: string;
        };
        /** @description A board to be printed and put up 静态收款码牌. Its terminal is an auxiliary one, device type 11. */
        NewBoard: {
            /**
             * Format: int64
             * @description Most fen of one payment.
             */
            amount_max_fen?: number | null;
            /**
             * Format: int64
             * @description Most fen of a calendar day in China.
             */
            day_max_fen?: number | null;
            /** @description What the shop calls it, 1 to 64 characters. */
            name: string;
            remote?: components["schemas"]["Remote"] | null;
            /** @description The board: an active terminal of device type 11. */
            terminal_id: components["schemas"]["TerminalId"];
        };
        /** @description A code for one order, to be shown on a till's screen 动态收款码. */
        NewCode: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: int32
             * @description Seconds that it may be paid, 30 to 86400; 300 when absent.
             */
            good_for_s?: number | null;
            /** @description What the shop writes on its bill, 1 to 64 characters. Several orders may have the same. */
            merchant_reference?: string | null;
            /**
             * @description The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
             *     another. The same order again is the same code.
             */
            order_reference: string;
            place?: components["schemas"]["GivenPlace"] | null;
            /** @description Its serial number, as the device says itself; held against the register. */
            serial: string;
            /** @description The till: an active terminal. */
            terminal_id: components["schemas"]["TerminalId"];
        };
        /** @description An institution to add. */
        NewInstitution: {
            /** @description Institution code, 8 digits. */
            code: string;
            /** @description What it is. */
            kind: components["schemas"]["InstitutionKind"];
            /** @description Full name, 1 to 100 characters. */
            name: string;
            /** @description Short name, 1 to 40 characters. */
            short_name: string;
        };
        /** @description A public key to register. */
        NewKey: {
            /** @description How it signs. */
            algorithm: components["schemas"]["Algorithm"];
            /** @description 1 to 60 characters. */
            label: string;
            /** @description `SubjectPublicKeyInfo` in PEM; for `ed25519` and `sm2-sm3` also the bare key in base 64. */
            public_key: string;
            /**
             * Format: date-time
             * @description Not good from then on; always when absent.
             */
            valid_until?: string | null;
        };
        /** @description A link to add. */
        NewLink: components["schemas"]["LinkSettings"] & {
            institution_id?: components["schemas"]["InstitutionId"] | null;
        };
        /** @description A merchant to be signed, with its first stores and contracts. */
        NewMerchantBody: components["schemas"]["MerchantDraft"] & {
            /** @description First contracts, at most 100. */
            contracts?: components["schemas"]["ContractDraft"][];
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /** @description First stores, at most 100. */
            stores?: components["schemas"]["StoreDraft"][];
        };
        /** @description A payment to be made by what the till has scanned 付款码收款. */
        NewOrder: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * @description What the consumer shows: 19 digits of UnionPay beginning with 62, 18 of WeChat beginning
             *     with 10 to 15, 16 to 24 of Alipay beginning with 25 to 30.
             */
            code: string;
            /** @description What the shop writes on its bill, 1 to 64 characters. Several orders may have the same. */
            merchant_reference?: string | null;
            /**
             * @description The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
             *     another. The same order again is the same payment.
             */
            order_reference: string;
            place?: components["schemas"]["GivenPlace"] | null;
            /** @description Its serial number, as the device says itself; held against the register. */
            serial: string;
            /** @description The till: an active terminal. */
            terminal_id: components["schemas"]["TerminalId"];
        };
        /** @description A partner to add. */
        NewPartner: {
            /**
             * Format: int32
             * @description Requests at once, 1 to 100,000; twice the rate when absent.
             */
            burst?: number | null;
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /** @description 1 to 60 characters. */
            name: string;
            /**
             * Format: int32
             * @description Requests a second, 1 to 10,000; 20 when absent.
             */
            rate_per_s?: number | null;
            /** @description Jobs it does. */
            roles: components["schemas"]["Role"][];
        };
        /** @description A person to add. */
        NewPerson: {
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /** @description 3 to 64 of `a-z 0-9 . _ - @`. */
            login: string;
            /** @description 1 to 60 characters. */
            name: string;
            /** @description Jobs he does, 1 to 8. */
            roles: components["schemas"]["Role"][];
        };
        /** @description A card to be issued 开卡. */
        NewPrepaidCard: {
            /** @description The issuer's own number of the card: 1 to 32 letters, digits, `_` or `-`. */
            card_no: string;
            /** @description Whose it is, 1 to 60 characters. */
            holder: string;
            /** @description The merchant that issues it and where alone it pays. */
            merchant_id: components["schemas"]["MerchantId"];
        };
        /** @description A top-up, a payment or a refund to be made. */
        NewPrepaidEntry: {
            /**
             * Format: int64
             * @description Fen, at most 1,000,000.
             */
            amount_fen: number;
            /** @description What it does. */
            kind: components["schemas"]["EntryKind"];
            /** @description Of a refund: the payment it gives back. */
            original_reference?: string | null;
            /**
             * @description The till's own name for it, of this card: 1 to 32 letters, digits, `_` or `-`. The same
             *     again is done once.
             */
            reference: string;
        };
        /** @description Money to be given back 退款. */
        NewRefund: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /** @description The till's own name for this refund, as of an order. */
            order_reference: string;
        };
        /** @description How one node sees a link. */
        NodeHealth: {
            /** Format: int64 */
            answered: number;
            /** Format: int32 */
            approval_rate_permille: number;
            /** @description State of the breaker. */
            breaker: components["schemas"]["BreakerState"];
            /** @description State of its connection. */
            connection: components["schemas"]["LinkPhase"];
            /**
             * Format: date-time
             * @description Until when it is left out because too few payments succeed.
             */
            eliminated_until?: string | null;
            /**
             * Format: int64
             * @description Sent and not answered yet.
             */
            in_flight: number;
            last_error?: string | null;
            /**
             * Format: int64
             * @description Answers to what was given up before.
             */
            late: number;
            /** Format: int32 */
            node: number;
            /**
             * Format: date-time
             * @description When the next payment may try the link; while the breaker is open.
             */
            open_until?: string | null;
            /** Format: int64 */
            p50_ms: number;
            /** Format: int64 */
            p95_ms: number;
            /**
             * Format: int64
             * @description Answers a second within the last minute, in thousandths.
             */
            rate_milli: number;
            /** Format: date-time */
            reported_at: string;
            /**
             * Format: int64
             * @description Reversals that wait for the link.
             */
            saf_depth: number;
            /** Format: int64 */
            sent: number;
            /** Format: int64 */
            unanswered: number;
            /**
             * Format: int64
             * @description Answers to nothing that was asked.
             */
            unmatched: number;
            /**
             * Format: int64
             * @description Payments in the breaker's window.
             */
            window_calls: number;
            /**
             * Format: int64
             * @description Of those, failed for technical reasons.
             */
            window_failures: number;
        };
        /** @description In the words of whoever commands it. The body may be left out. */
        Note: {
            /**
             * @description Why, at most 500 characters are kept.
             * @default
             */
            note?: string;
        };
        /** @description A salted field shown in clear by whoever holds value and salt. */
        Opening: {
            /** @description Where in the entry the salted hash stands: a JSON pointer such as `/body/credit_code`. */
            pointer: string;
            /** @description Its salt, 64 hex digits. */
            salt: string;
            /** @description The clear value. */
            value: string;
        };
        /** @description How a sandbox is opened. */
        OpenSandbox: {
            /** @description Your Ed25519 public key, PEM or 32 bytes in base 64; a pair is made when absent. */
            public_key?: string | null;
        };
        /** @enum {string} */
        OrderKind: "sale" | "refund";
        /** @description How the road is doing 运行概览. */
        Overview: {
            /** @description By acquirer. */
            acquirers: components["schemas"]["AcquirerHealth"][];
            /**
             * Format: int32
             * @description Approved of answered, thousandths.
             */
            approval_rate_permille: number;
            /**
             * Format: int64
             * @description Of these, approved.
             */
            approved: number;
            /**
             * Format: int64
             * @description Payments ended within the minutes asked for: the sum of the series.
             */
            count: number;
            /**
             * Format: int64
             * @description Of these, declined.
             */
            declined: number;
            /**
             * Format: int64
             * @description Median time from receipt to ending, milliseconds.
             */
            p50_ms: number;
            /**
             * Format: int64
             * @description 95th percentile.
             */
            p95_ms: number;
            /**
             * Format: int64
             * @description 99th percentile.
             */
            p99_ms: number;
            /**
             * Format: double
             * @description Payments a second over the last 10 seconds.
             */
            rate_per_s: number;
            /** @description The last payments, newest first. */
            recent: components["schemas"]["PaymentSummary"][];
            /** @description At most 90 points over the time asked for, on round times; the last is still running. */
            series: components["schemas"]["SeriesPoint"][];
            /**
             * Format: date-time
             * @description From when on payments were counted: the beginning of the minutes asked for, or later when
             *     this node was started later.
             */
            since: string;
            /**
             * Format: int64
             * @description Seconds that one point of the series covers: 10, 20, 30 or 60.
             */
            step_s: number;
            /**
             * Format: int64
             * @description Of these, without an answer.
             */
            unknown: number;
        };
        /** @description One page of a list. */
        Page_Account: {
            /** @description The rows. */
            items: {
                /** @description Its counters. */
                balance: components["schemas"]["Balance"];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /** @description Id. */
                id: components["schemas"]["AccountId"];
                /** @description Whose books. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What it is for. */
                kind: components["schemas"]["AccountKind"];
                /** @description Name for people. */
                name: string;
                /** @description Written id of whose money it is. */
                owner: string;
                /** @description What it allows. */
                rules: components["schemas"]["Rules"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Acquirer: {
            /** @description The rows. */
            items: {
                /** @description Eight digits. */
                code: string;
                /** @description When its business day ends now, in China. */
                cut_off: components["schemas"]["CutOff"];
                /** @description What was set of that, the latest day first; absent where you may not see it. */
                cut_offs?: components["schemas"]["CutOffSet"][] | null;
                institution_id: components["schemas"]["InstitutionId"];
                kind: components["schemas"]["InstitutionKind"];
                /** @description Its links, by age. */
                links: components["schemas"]["LinkName"][];
                name: string;
                policy?: components["schemas"]["PolicyVersion"] | null;
                short_name: string;
                state: components["schemas"]["InstitutionState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Approval: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When he decided.
                 */
                decided_at?: string | null;
                /** @description Written id of who decided. */
                decided_by?: string | null;
                /** @description His name. */
                decided_name?: string | null;
                /**
                 * Format: date-time
                 * @description Not decided after this.
                 */
                expires_at: string;
                /** @description Its id. */
                id: components["schemas"]["ApprovalId"];
                /** @description Whose. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Dotted verb, e.g. `route.change`. */
                kind: string;
                /** @description Why. */
                note: string;
                /** @description What is asked for, without what is sealed in it. */
                payload: Record<string, unknown>;
                /**
                 * Format: date-time
                 * @description When he asked.
                 */
                requested_at: string;
                /** @description Written id of who asked. */
                requested_by: string;
                /** @description His name. */
                requested_name: string;
                /** @description Where it stands. */
                state: components["schemas"]["ApprovalState"];
                /** @description Written id of what it is about. */
                target: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_AuditEntry: {
            /** @description The rows. */
            items: {
                /** @description Dotted verb, e.g. `terminal.close`. */
                action: string;
                /** @description Written id of who did it, or `system:…`. */
                actor: string;
                /** @description His name at that time. */
                actor_name: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description What else is worth knowing; no secrets. */
                detail: Record<string, unknown>;
                /** @description Its id. */
                id: components["schemas"]["AuditId"];
                /** @description Whose trail. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description Place in the trail, from 1, without gaps.
                 */
                number: number;
                /** @description Written id of what it was done to. */
                target: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_CardBin: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                added_at: string;
                /** @description Who added it. */
                added_by: string;
                /** @description What the cards are. */
                card_class: components["schemas"]["CardClass"];
                /**
                 * Format: date
                 * @description Holds from this day on, until the same range has a later one.
                 */
                from_day: string;
                /** @description First digits of the highest card, as many. */
                high: string;
                /** @description Whose. */
                issuer: string;
                /** @description First digits of the lowest card, 2 to 6. */
                low: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ClearingDay: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description What of it stays with acquirers, fen.
                 */
                acquirer_fee_fen: number;
                /**
                 * Format: int64
                 * @description Sum of the lines, fen.
                 */
                amount_fen: number;
                /**
                 * Format: int64
                 * @description Lines that cost their acquirer more than the merchant pays.
                 */
                below_cost: number;
                /**
                 * Format: date-time
                 * @description When its fees were in the ledger.
                 */
                booked_at?: string | null;
                /**
                 * Format: date
                 * @description Which day.
                 */
                business_date: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                changed_at: string;
                /**
                 * Format: date-time
                 * @description When it was cut.
                 */
                cut_at?: string | null;
                /** @description Whose merchants. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description What of it issuers get, fen.
                 */
                issuer_fee_fen: number;
                /**
                 * Format: int64
                 * @description What merchants pay, fen.
                 */
                merchant_fee_fen: number;
                /**
                 * Format: int64
                 * @description What of it the network gets, fen.
                 */
                network_fee_fen: number;
                /**
                 * Format: int64
                 * @description Their sum, fen.
                 */
                open_fen: number;
                /**
                 * Format: int64
                 * @description Payments of the day that are no line of it, for their reversal had not ended.
                 */
                open_payments: number;
                /**
                 * Format: int64
                 * @description Lines of payments.
                 */
                payments: number;
                /**
                 * Format: int64
                 * @description Lines of their undoing.
                 */
                reversals: number;
                /** @description How far it has got. */
                state: components["schemas"]["DayState"];
                /**
                 * Format: int64
                 * @description Lines whose card is in no range; they count as credit cards.
                 */
                unknown_cards: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ClearingItem: {
            /** @description The rows. */
            items: {
                /** Format: int64 */
                acquirer_fee_fen: number;
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description The merchant's number with the acquirer. */
                acquirer_merchant_code: string;
                /** Format: int64 */
                amount_fen: number;
                /**
                 * Format: date-time
                 * @description When the payment was answered, or its reversal acknowledged.
                 */
                at: string;
                /** Format: int32 */
                batch_no: number;
                booking: components["schemas"]["Booking"];
                /** Format: date */
                business_date: string;
                card_class: components["schemas"]["CardClass"];
                card_mask: string;
                /** @description The transfer that the line stands for. */
                id: components["schemas"]["TransferId"];
                institution_id: components["schemas"]["InstitutionId"];
                /** Format: int64 */
                issuer_fee_fen: number;
                kind: components["schemas"]["PaymentKind"];
                mcc: string;
                merchant_code: string;
                /** Format: int64 */
                merchant_fee_fen: number;
                merchant_id: components["schemas"]["MerchantId"];
                /** Format: int64 */
                network_fee_fen: number;
                payment_id: components["schemas"]["PaymentId"];
                reference_no?: string | null;
                store_id: components["schemas"]["StoreId"];
                terminal_code: string;
                terminal_id: components["schemas"]["TerminalId"];
                /** Format: int32 */
                trace_no: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Contract: {
            /** @description The rows. */
            items: {
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description The merchant's number with the acquirer. */
                acquirer_merchant_code: string;
                acquirer_name: string;
                /** Format: date-time */
                created_at: string;
                /** Format: date */
                from: string;
                id: components["schemas"]["ContractId"];
                merchant_id: components["schemas"]["MerchantId"];
                mode: components["schemas"]["ContractMode"];
                products: string[];
                state: components["schemas"]["ContractState"];
                /** Format: date */
                until?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_DaySum: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description Fen.
                 */
                acquirer_fee_fen: number;
                /** @description Who acquired. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description Fen.
                 */
                amount_fen: number;
                /** @description Home institution of the merchant. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description Fen.
                 */
                issuer_fee_fen: number;
                /**
                 * Format: int64
                 * @description Lines.
                 */
                lines: number;
                /** @description Its number. */
                merchant_code: string;
                /**
                 * Format: int64
                 * @description Fen.
                 */
                merchant_fee_fen: number;
                /** @description The merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /**
                 * Format: int64
                 * @description Fen.
                 */
                network_fee_fen: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Delivery: {
            /** @description The rows. */
            items: {
                /** @description What the event is about. */
                aggregate: string;
                /**
                 * Format: date-time
                 * @description When it was written.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When the next try is due.
                 */
                due_at: string;
                /** @description What is sent; header `webhook-id`. */
                event_id: components["schemas"]["EventId"];
                /** @description Name of the event. */
                event_name: string;
                /**
                 * Format: date-time
                 * @description When it came to an end.
                 */
                finished_at?: string | null;
                /** @description Its id. */
                id: components["schemas"]["DeliveryId"];
                /** @description Whose it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Why the last try failed. */
                last_error?: string | null;
                /**
                 * Format: int32
                 * @description HTTP status of the last answer.
                 */
                last_status?: number | null;
                /**
                 * Format: int32
                 * @description 0 for the first delivery of the event, then counts replays.
                 */
                replay: number;
                /** @description Where it stands. */
                state: components["schemas"]["DeliveryState"];
                /**
                 * Format: int32
                 * @description Tries begun so far.
                 */
                tries: number;
                /** @description Where it goes. */
                webhook_id: components["schemas"]["WebhookId"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_FeeRule: {
            /** @description The rows. */
            items: {
                /** @description Who approved it. */
                approved_by?: string | null;
                /**
                 * Format: int64
                 * @description The most that one payment costs, fen.
                 */
                cap_fen?: number | null;
                card_class?: components["schemas"]["CardClass"] | null;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                changed_at: string;
                contract_id?: components["schemas"]["ContractId"] | null;
                /**
                 * Format: date-time
                 * @description When it was first asked for.
                 */
                created_at: string;
                /** @description Who asked for the present version. */
                created_by: string;
                /**
                 * Format: date
                 * @description The first day on which the present text holds, or does not any more.
                 */
                from_day: string;
                /** @description Id. */
                id: components["schemas"]["FeeRuleId"];
                /** @description Whose rule it is: the acquirer's, or the network branch's (1), which holds for all. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What it sets. */
                kind: components["schemas"]["FeeKind"];
                /** @description Categories that a waiver is for. */
                mccs: string[];
                /** @description Name, for people. */
                name: string;
                rate_bp?: components["schemas"]["BasisPoints"] | null;
                /** @description Where it is published or agreed. */
                source: string;
                /** @description Where it stands. */
                state: components["schemas"]["FeeState"];
                /**
                 * Format: int32
                 * @description Published changes; 0 as long as it is a draft.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Import: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was handed in.
                 */
                created_at: string;
                /** @description Nothing is left in the end. */
                dry_run: boolean;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Faults by row, the first 1,000. */
                errors: components["schemas"]["RowError"][];
                /**
                 * Format: int32
                 * @description All faults.
                 */
                errors_total: number;
                /** @description Name of the file. */
                file_name: string;
                /** @description Form of the file. */
                format: components["schemas"]["Format"];
                /** @description Id. */
                id: components["schemas"]["ImportId"];
                /** @description Whose. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What is imported. */
                kind: components["schemas"]["ImportKind"];
                /** @description Written id of who handed it in. */
                requested_by: string;
                /** @description His name. */
                requested_name: string;
                /**
                 * Format: int32
                 * @description Rows worked through.
                 */
                rows_done: number;
                /**
                 * Format: int32
                 * @description Rows of the file.
                 */
                rows_total: number;
                /** @description Where it stands. */
                state: components["schemas"]["ImportState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Institution: {
            /** @description The rows. */
            items: {
                /** @description Institution code, 8 digits. */
                code: string;
                /**
                 * Format: date-time
                 * @description Since when it is known.
                 */
                created_at: string;
                /** @description Its number. */
                id: components["schemas"]["InstitutionId"];
                /** @description What it is. */
                kind: components["schemas"]["InstitutionKind"];
                /** @description Full name. */
                name: string;
                /** @description Whether it has a sandbox: what its partners ask of the API is kept for it to see. */
                sandbox?: boolean;
                /** @description Short name. */
                short_name: string;
                /** @description Where it stands. */
                state: components["schemas"]["InstitutionState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Job: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was queued.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it is due; while it runs, when its lease ends.
                 */
                due_at: string;
                /** @description What the last failed try said. */
                error?: string | null;
                /**
                 * Format: date-time
                 * @description When it came to an end.
                 */
                finished_at?: string | null;
                /** @description Its id. */
                id: components["schemas"]["JobId"];
                /** @description Whose work it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Its key, where it has one. */
                key?: string | null;
                /** @description Which handler runs it. */
                kind: string;
                /** @description The clock queued it. A run that found nothing to do leaves no job behind. */
                scheduled: boolean;
                /**
                 * Format: date-time
                 * @description When the last try began.
                 */
                started_at?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["JobState"];
                /**
                 * Format: int64
                 * @description Steps done, as its handler tells.
                 */
                steps_done: number;
                /**
                 * Format: int64
                 * @description Steps in all, as its handler tells.
                 */
                steps_total?: number | null;
                /**
                 * Format: int32
                 * @description Tries begun so far.
                 */
                tries: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_KeyMark: {
            /** @description The rows. */
            items: {
                /** @description Key check value 校验值: the first 8 hex digits of zeros under the key. */
                check_value: string;
                /**
                 * Format: date-time
                 * @description When it was made or loaded.
                 */
                made_at: string;
                /** @description What it is for. */
                purpose: components["schemas"]["KeyPurpose"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Leaf: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description The whole entry. */
                content: Record<string, unknown>;
                /** @description Its id. */
                id: components["schemas"]["LeafId"];
                /**
                 * Format: int64
                 * @description Its place, once it has one.
                 */
                index?: number | null;
                /** @description Whose fact it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What happened. */
                kind: string;
                /** @description Whether it can be proven yet. */
                state: components["schemas"]["LeafState"];
                /** @description To what. */
                subject: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Link: {
            /** @description The rows. */
            items: (components["schemas"]["LinkSettings"] & {
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                changed_at: string;
                /**
                 * Format: date-time
                 * @description When it was added.
                 */
                created_at: string;
                /** @description Id. */
                id: components["schemas"]["LinkId"];
                /** @description The acquirer. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Whether it is used. */
                state: components["schemas"]["LinkState"];
                /**
                 * Format: int32
                 * @description Counts the changes.
                 */
                version: number;
            })[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Merchant: {
            /** @description The rows. */
            items: {
                address: string;
                /** @description Merchant number, 15 digits. */
                code: components["schemas"]["MerchantCode"];
                /** @description Those that you may see, newest first. */
                contracts: components["schemas"]["Contract"][];
                /** Format: date-time */
                created_at: string;
                division_code: components["schemas"]["Division"];
                id: components["schemas"]["MerchantId"];
                /** @description Home institution, which alone may change it. */
                institution_id: components["schemas"]["InstitutionId"];
                kind: components["schemas"]["MerchantKind"];
                mcc: components["schemas"]["Mcc"];
                name: string;
                /** @description Masked. */
                phone: string;
                place?: components["schemas"]["KeptPlace"] | null;
                /** @description Responsible person's id number, masked; of a micro merchant. */
                responsible_id?: string | null;
                /** @description Masked. */
                settlement_account: string;
                settlement_bank: string;
                short_name: string;
                state: components["schemas"]["MerchantState"];
                /**
                 * Format: int64
                 * @description Open stores.
                 */
                stores_count: number;
                /**
                 * Format: int64
                 * @description Terminals that are not closed.
                 */
                terminals_count: number;
                /** @description Credit code; absent for a micro merchant. */
                uscc?: string | null;
                /**
                 * Format: int32
                 * @description Counts the changes.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_MerchantHistory: {
            /** @description The rows. */
            items: {
                /** @description Written id of who did it. */
                actor: string;
                actor_name: string;
                /** Format: date-time */
                at: string;
                change: components["schemas"]["MerchantChange"];
                detail: Record<string, unknown>;
                from_state?: components["schemas"]["MerchantState"] | null;
                note: string;
                to_state: components["schemas"]["MerchantState"];
                /** Format: int32 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Parked: {
            /** @description The rows. */
            items: {
                /** @description What it is about. */
                aggregate: string;
                /**
                 * Format: date-time
                 * @description When it is tried again.
                 */
                due_at: string;
                /** @description What the last try said. */
                error?: string | null;
                /** @description The event. */
                event_id: components["schemas"]["EventId"];
                /** @description Whose event it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: date-time
                 * @description Since when it is parked.
                 */
                parked_at: string;
                /**
                 * Format: int64
                 * @description Its position in the institution's log.
                 */
                position: number;
                /** @description Where it stands. */
                state: components["schemas"]["ParkedState"];
                /** @description Who could not take it. */
                subscriber: string;
                /**
                 * Format: int32
                 * @description Tries made; none for one that waits behind another.
                 */
                tries: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Partner: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int32
                 * @description Requests at once after a pause.
                 */
                burst: number;
                /**
                 * Format: date-time
                 * @description Since when it is known.
                 */
                created_at: string;
                /** @description Its id. */
                id: components["schemas"]["PartnerId"];
                /** @description For which institution it acts. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Name to show. */
                name: string;
                /**
                 * Format: int32
                 * @description Requests a second, on each node.
                 */
                rate_per_s: number;
                /** @description Jobs it does. */
                roles: components["schemas"]["Role"][];
                /** @description Whether it is answered. */
                state: components["schemas"]["PartnerState"];
                /**
                 * Format: int32
                 * @description Rises by one with each change.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PartnerKey: {
            /** @description The rows. */
            items: {
                /** @description How it signs. */
                algorithm: components["schemas"]["Algorithm"];
                /**
                 * Format: date-time
                 * @description Since when it is known.
                 */
                created_at: string;
                /** @description SHA-256 of the key as it was registered, hexadecimal. */
                fingerprint: string;
                /** @description What a signature names as `keyid`. */
                id: components["schemas"]["KeyId"];
                /** @description Of which institution. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What people call it. */
                label: string;
                /** @description Of which partner. */
                partner_id: components["schemas"]["PartnerId"];
                /** @description The key as it was registered. */
                public_key: string;
                /**
                 * Format: date-time
                 * @description When it was retired.
                 */
                retired_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it was revoked.
                 */
                revoked_at?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["KeyState"];
                /**
                 * Format: date-time
                 * @description Not good from then on.
                 */
                valid_until?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PaymentCode: {
            /** @description The rows. */
            items: {
                /** @description The text to show as a QR code: `https://qr.95516.com/<acquirer>/<digits>`. */
                address: string;
                /**
                 * Format: int64
                 * @description Fen, where it is fixed.
                 */
                amount_fen?: number | null;
                /**
                 * Format: int64
                 * @description Most fen of one payment.
                 */
                amount_max_fen?: number | null;
                /**
                 * Format: date-time
                 * @description When it was closed.
                 */
                closed_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description Most fen of a day.
                 */
                day_max_fen?: number | null;
                /** @description 26 digits; they name it. */
                digits: string;
                /** @description The same as EMVCo's merchant-presented code, for wallets of other countries. */
                emvco?: string | null;
                /**
                 * Format: date-time
                 * @description When it ends.
                 */
                expires_at?: string | null;
                /** @description The payer must stand before it. */
                face_to_face: boolean;
                /** @description What it is for. */
                kind: components["schemas"]["CodeKind"];
                /** @description Its merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description The merchant's name on the slip. */
                merchant_name: string;
                /** @description What the shop calls it, or writes on its bill. */
                name?: string | null;
                /** @description Of a dynamic code: the order. */
                order_reference?: string | null;
                /** @description The page that payers see, on this server. */
                page: string;
                /**
                 * Format: int64
                 * @description Payments so far, those taken back not counted.
                 */
                paid: number;
                /** @description By which criterion it may be paid from afar. */
                remote_reason?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["CodeState"];
                /** @description The till or board. */
                terminal_id: components["schemas"]["TerminalId"];
                /**
                 * Format: int32
                 * @description Payments that it takes at most.
                 */
                uses_max?: number | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PaymentSummary: {
            /** @description The rows. */
            items: {
                /** @description To whom it was sent. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description Name of the acquirer. */
                acquirer_name: string;
                /**
                 * Format: int64
                 * @description Amount in fen.
                 */
                amount_fen: number;
                /**
                 * Format: date-time
                 * @description When the ending was decided.
                 */
                answered_at?: string | null;
                /** @description Field 38, from the acquirer. */
                authorization_code?: string | null;
                /** @description Field 60.2. */
                batch_no: string;
                /** @description Masked card number: the first six and the last four digits. */
                card: string;
                /** @description First six digits of the card. */
                card_bin: string;
                /** @description Always CNY. */
                currency: string;
                /** @description Its id; made from the time, so later payments sort after earlier ones. */
                id: components["schemas"]["PaymentId"];
                /** @description Whose merchant it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description What was asked. */
                kind: components["schemas"]["PaymentKind"];
                /**
                 * Format: int64
                 * @description Milliseconds between the two.
                 */
                latency_ms?: number | null;
                /** @description Over which link. */
                link_id: components["schemas"]["LinkId"];
                /** @description Merchant category. */
                mcc: string;
                /** @description Its number, field 42. */
                merchant_code: string;
                /** @description Merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description Its name. */
                merchant_name: string;
                /**
                 * Format: date-time
                 * @description When the last byte of the request was there.
                 */
                received_at: string;
                /** @description Field 37, from the acquirer. */
                reference_no?: string | null;
                /** @description Field 39 as the terminal was told. */
                response_code?: string | null;
                /** @description What it means. */
                response_text?: string | null;
                /** @description Its serial number. */
                serial: string;
                /** @description Where it stands. */
                state: components["schemas"]["PaymentState"];
                /** @description Store. */
                store_id: components["schemas"]["StoreId"];
                /** @description Its number, field 41. */
                terminal_code: string;
                /** @description Terminal. */
                terminal_id: components["schemas"]["TerminalId"];
                /** @description Field 11. */
                trace_no: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Person: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when he is known.
                 */
                created_at: string;
                /** @description Its id. */
                id: components["schemas"]["PersonId"];
                /** @description For which institution he works. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Name to sign in with, of the whole system. */
                login: string;
                /** @description Has to choose a password of his own first. */
                must_change_password: boolean;
                /** @description Name to show. */
                name: string;
                /** @description Jobs he does. */
                roles: components["schemas"]["Role"][];
                /** @description Whether he may sign in. */
                state: components["schemas"]["PersonState"];
                /** @description Asked for a one-time code when he signs in. */
                totp: boolean;
                /**
                 * Format: int32
                 * @description Rises by one with each change.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PrepaidEntry: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description Fen.
                 */
                amount_fen: number;
                /**
                 * Format: int64
                 * @description What was on the card when it had ended, fen.
                 */
                balance_fen?: number | null;
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                created_at: string;
                /** @description What it does. */
                kind: components["schemas"]["EntryKind"];
                /** @description Of a refund: the payment it gives back. */
                original_reference?: string | null;
                /** @description The till's name for it. */
                reference: string;
                /** @description How it stands. */
                state: components["schemas"]["EntryState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ReconDay: {
            /** @description The rows. */
            items: {
                /** @description The acquirer whose payments they are. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: date
                 * @description The business day.
                 */
                business_date: string;
                /**
                 * Format: date-time
                 * @description When it was closed.
                 */
                closed_at?: string | null;
                /** @description Written id of who closed it. */
                closed_by?: string | null;
                /** @description The file that counts. */
                file_id: components["schemas"]["ReconFileId"];
                /**
                 * Format: int32
                 * @description Number of that file.
                 */
                file_version: number;
                /** @description Id. */
                id: components["schemas"]["ReconDayId"];
                /** @description Whose books. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description Results that wait for staff.
                 */
                open_lines: number;
                /**
                 * Format: int64
                 * @description Sum of ours, fen.
                 */
                ours_fen: number;
                /**
                 * Format: int32
                 * @description Lines of ours when it was held against them.
                 */
                ours_lines: number;
                /** @description Whose file. */
                source: components["schemas"]["ReconSource"];
                /** @description Where it stands. */
                state: components["schemas"]["ReconDayState"];
                /**
                 * Format: int64
                 * @description Sum of theirs, fen.
                 */
                theirs_fen: number;
                /**
                 * Format: int32
                 * @description Lines of theirs.
                 */
                theirs_lines: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ReconResult: {
            /** @description The rows. */
            items: {
                /** @description The acquirer. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description Written id of who made this version. */
                actor: string;
                /** @description His name. */
                actor_name: string;
                /** @description His name. */
                assigned_name?: string | null;
                /** @description Written id of who works on it. */
                assigned_to?: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /**
                 * Format: date
                 * @description The business day.
                 */
                business_date: string;
                /**
                 * Format: int64
                 * @description Theirs less ours, net of fees where a pair tells both, fen.
                 */
                difference_fen: number;
                /** @description What differs. */
                fields: components["schemas"]["ReconField"][];
                /** @description Id. */
                id: components["schemas"]["ReconResultId"];
                /** @description Whose. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int32
                 * @description Line of their file.
                 */
                line_no?: number | null;
                /** @description In his words. */
                note: string;
                /**
                 * Format: int64
                 * @description What no decision explains yet, fen.
                 */
                open_fen: number;
                other_id?: components["schemas"]["ReconResultId"] | null;
                /**
                 * Format: int64
                 * @description Our fee, fen.
                 */
                ours_fee_fen?: number | null;
                /**
                 * Format: int64
                 * @description Our amount, fen; 0 without a line of ours.
                 */
                ours_fen: number;
                /**
                 * Format: int32
                 * @description The rule that made the pair, 1 to 3.
                 */
                rule?: number | null;
                /** @description Whose file. */
                source: components["schemas"]["ReconSource"];
                /** @description What it is. */
                status: components["schemas"]["ReconStatus"];
                /**
                 * Format: int64
                 * @description Their fee, fen, where they tell it.
                 */
                theirs_fee_fen?: number | null;
                /**
                 * Format: int64
                 * @description Their amount, fen.
                 */
                theirs_fen: number;
                transfer_id?: components["schemas"]["TransferId"] | null;
                /**
                 * Format: int32
                 * @description Counts the versions; give it with a decision.
                 */
                version: number;
                /**
                 * Format: date
                 * @description Until when it may still come.
                 */
                wait_until?: string | null;
                way?: components["schemas"]["ReconWay"] | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Report: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                created_at: string;
                /** @description Who handed it in. */
                created_by: string;
                /** @description Name of the file. */
                file_name: string;
                /** @description Id. */
                id: components["schemas"]["ReportId"];
                /** @description Who took it in. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int32
                 * @description Terminals reported.
                 */
                rows_total: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ReportDifference: {
            /** @description The rows. */
            items: {
                /** @description How they disagree; the first of the kinds that holds. */
                kind: components["schemas"]["DifferenceKind"];
                registered?: components["schemas"]["Registered"] | null;
                reported?: components["schemas"]["Reported"] | null;
                /** @description Serial number. */
                serial: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ReversalView: {
            /** @description The rows. */
            items: {
                /** @description To whom it is sent. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int64
                 * @description Amount of the payment, fen.
                 */
                amount_fen: number;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was acknowledged or settled by staff.
                 */
                ended_at?: string | null;
                /** @description Its id. */
                id: components["schemas"]["ReversalId"];
                /** @description Whose it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: date-time
                 * @description When the payment itself was answered after it was given up.
                 */
                late_at?: string | null;
                /** @description With what. */
                late_code?: string | null;
                /** @description Over which link. */
                link_id: components["schemas"]["LinkId"];
                /** @description Merchant of the payment, by name. */
                merchant_name: string;
                /** @description What staff wrote. */
                note: string;
                /** @description The payment reversed. */
                payment_id: components["schemas"]["PaymentId"];
                /** @description Why. */
                reason: components["schemas"]["ReversalReason"];
                /** @description Field 39 of the last answer. */
                response_code?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["ReversalState"];
                /** @description What was done about it, oldest first, the first 100 times. */
                steps: components["schemas"]["ReversalStep"][];
                /** @description Terminal of the payment. */
                terminal_code: string;
                /** @description Trace number of the payment. */
                trace_no: string;
                /**
                 * Format: date-time
                 * @description When it was sent last.
                 */
                tried_at?: string | null;
                /**
                 * Format: int32
                 * @description How often it was sent, since staff last put it back.
                 */
                tries: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Route: {
            /** @description The rows. */
            items: {
                approved_by?: string | null;
                /** Format: date-time */
                changed_at: string;
                conditions: components["schemas"]["Conditions"];
                /** Format: date-time */
                created_at: string;
                created_by: string;
                id: components["schemas"]["RouteId"];
                /** @description Whose rule it is; the network branch's (1) hold for all merchants. */
                institution_id: components["schemas"]["InstitutionId"];
                name: string;
                /**
                 * Format: int32
                 * @description The smaller number goes first, among rules with card ranges of the same length.
                 */
                priority: number;
                state: components["schemas"]["RouteState"];
                /** @description How one of several targets is found. */
                strategy: components["schemas"]["Strategy"];
                /** @description Where it leads. */
                targets: components["schemas"]["RouteTarget"][];
                /**
                 * Format: int32
                 * @description Published changes; 0 as long as it is a draft.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_SandboxRequestRow: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                at: string;
                /**
                 * Format: int32
                 * @description How long the answer took, in milliseconds.
                 */
                duration_ms: number;
                /** @description Its id here. */
                id: string;
                /** @description The idempotency key that came with it. */
                idempotency_key?: string | null;
                /** @description Whose it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Under which key. */
                key_id: components["schemas"]["KeyId"];
                /** @description `POST` etc. */
                method: string;
                /** @description Which partner asked. */
                partner_id: components["schemas"]["PartnerId"];
                /** @description Code of the problem, where it was one. */
                problem_code?: string | null;
                /** @description The request that this one repeats. */
                replay_of?: string | null;
                /** @description The answer was that of an earlier request under the key. */
                replayed: boolean;
                /** @description The id that the answer carried. */
                request_id: string;
                /** @description How the signature was held. */
                signature: components["schemas"]["SignatureResult"];
                /**
                 * Format: int32
                 * @description HTTP status of the answer.
                 */
                status: number;
                /** @description Path and query. */
                target: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_SettlementBatch: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description Left to the next batch, fen; below zero where merchants owe.
                 */
                carried_fen: number;
                /**
                 * Format: date-time
                 * @description When the last result had come.
                 */
                done_at?: string | null;
                /**
                 * Format: int64
                 * @description Sum of fees, fen.
                 */
                fee_fen: number;
                /** @description SHA-256 of the payout file, once it is sent. */
                file_sha256?: string | null;
                /**
                 * Format: int64
                 * @description Sum of payments less refunds, fen.
                 */
                gross_fen: number;
                /** @description Id. */
                id: components["schemas"]["SettlementId"];
                /** @description Home institution of the merchants. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int32
                 * @description Merchants at acquirers.
                 */
                lines: number;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                made_at: string;
                /**
                 * Format: int64
                 * @description To be paid out, fen.
                 */
                payout_fen: number;
                /**
                 * Format: int32
                 * @description Lines with a payout.
                 */
                payouts: number;
                /**
                 * Format: date-time
                 * @description When its file was made.
                 */
                sent_at?: string | null;
                /**
                 * Format: date
                 * @description The working day on which it is paid.
                 */
                settle_date: string;
                /** @description How far it has got. */
                state: components["schemas"]["BatchState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_SettlementHold: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description So much of it, fen; all when absent.
                 */
                amount_fen?: number | null;
                /** @description Id. */
                id: components["schemas"]["HoldId"];
                /** @description Home institution of the merchant. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Whose money. */
                merchant_id: components["schemas"]["MerchantId"];
                /**
                 * Format: date-time
                 * @description When.
                 */
                placed_at: string;
                /** @description Who placed it. */
                placed_by: string;
                /** @description Why. */
                reason: string;
                /**
                 * Format: date-time
                 * @description When it was released.
                 */
                released_at?: string | null;
                /** @description Who asked for its release. */
                released_by?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["HoldState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_SettlementLine: {
            /** @description The rows. */
            items: {
                /** @description The acquirer. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description The bank's number for it. */
                bank_reference?: string | null;
                /** @description Its batch. */
                batch_id: components["schemas"]["SettlementId"];
                /**
                 * Format: int64
                 * @description What batches before left, fen.
                 */
                carried_in_fen: number;
                /**
                 * Format: int64
                 * @description Left to the next batch, fen.
                 */
                carried_out_fen: number;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                changed_at: string;
                /**
                 * Format: int64
                 * @description Fees, fen.
                 */
                fee_fen: number;
                /**
                 * Format: int64
                 * @description Payments less refunds, fen.
                 */
                gross_fen: number;
                /**
                 * Format: int64
                 * @description Kept back by holds, fen; part of `carried_out_fen`.
                 */
                held_fen: number;
                /** @description Id; the bank's results name it. */
                id: components["schemas"]["SettlementLineId"];
                /** @description Home institution of the merchant. */
                institution_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int32
                 * @description Lines of clearing in it.
                 */
                items: number;
                /** @description Its number. */
                merchant_code: string;
                /** @description The merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /**
                 * Format: int64
                 * @description To be paid out, fen.
                 */
                payout_fen: number;
                /** @description Why the bank refused it or sent it back. */
                reason: string;
                /** @description What has become of the payout. */
                state: components["schemas"]["LineState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StatementEntry: {
            /** @description The rows. */
            items: {
                /** @description The acquirer. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /** @description The batch. */
                batch_id: components["schemas"]["SettlementId"];
                /**
                 * Format: int64
                 * @description What batches before left, fen.
                 */
                carried_in_fen: number;
                /**
                 * Format: int64
                 * @description Left to the next batch, fen.
                 */
                carried_out_fen: number;
                /**
                 * Format: int64
                 * @description Fees, fen.
                 */
                fee_fen: number;
                /**
                 * Format: int64
                 * @description Payments less refunds, fen.
                 */
                gross_fen: number;
                /**
                 * Format: int64
                 * @description Kept back by holds, fen.
                 */
                held_fen: number;
                /**
                 * Format: int32
                 * @description Lines of clearing in it.
                 */
                items: number;
                /** @description The line. */
                line_id: components["schemas"]["SettlementLineId"];
                /**
                 * Format: int64
                 * @description Paid out, fen.
                 */
                payout_fen: number;
                /** @description Why the bank refused it or sent it back. */
                reason: string;
                /**
                 * Format: date
                 * @description The working day on which it was settled.
                 */
                settle_date: string;
                /** @description What has become of the payout. */
                state: components["schemas"]["LineState"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StatementLine: {
            /** @description The rows. */
            items: {
                /** @description Counters after it. */
                after: components["schemas"]["Balance"];
                /** @description Moved, reserved or freed. */
                amount_fen: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was booked.
                 */
                at: string;
                /**
                 * Format: int32
                 * @description Why.
                 */
                code: number;
                /** @description What it does. */
                kind: components["schemas"]["TransferKind"];
                /** @description The account on the other side. */
                other: components["schemas"]["AccountId"];
                pending_fen?: components["schemas"]["Money"] | null;
                /** @description Why, as a word. */
                reason: string;
                /**
                 * Format: uuid
                 * @description What it is about.
                 */
                reference: string;
                /**
                 * Format: int64
                 * @description Its place in the journal.
                 */
                seq: number;
                /** @description Side on which this account stands. */
                side: components["schemas"]["Side"];
                /** @description The transfer. */
                transfer_id: components["schemas"]["TransferId"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Store: {
            /** @description The rows. */
            items: {
                address: string;
                /** @description Store code, unique within the merchant. */
                code: string;
                /** Format: date-time */
                created_at: string;
                division_code: components["schemas"]["Division"];
                id: components["schemas"]["StoreId"];
                mcc: components["schemas"]["Mcc"];
                merchant_id: components["schemas"]["MerchantId"];
                name: string;
                place: components["schemas"]["KeptPlace"];
                state: components["schemas"]["StoreState"];
                /** Format: int32 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Terminal: {
            /** @description The rows. */
            items: {
                binding?: components["schemas"]["Binding"] | null;
                /** Format: date-time */
                closed_at?: string | null;
                device_type: components["schemas"]["DeviceType"];
                id: components["schemas"]["TerminalId"];
                /** @description Home institution, which alone may change it. */
                institution_id: components["schemas"]["InstitutionId"];
                /** Format: date-time */
                last_seen_at?: string | null;
                maker: string;
                merchant_code?: components["schemas"]["MerchantCode"] | null;
                merchant_id?: components["schemas"]["MerchantId"] | null;
                merchant_name?: string | null;
                model: string;
                /** Format: date-time */
                opened_at: string;
                serial: components["schemas"]["Serial"];
                state: components["schemas"]["TerminalState"];
                store_id?: components["schemas"]["StoreId"] | null;
                store_name?: string | null;
                terminal_code?: components["schemas"]["TerminalCode"] | null;
                /** @description The last trial was good. */
                tested: boolean;
                /**
                 * Format: int32
                 * @description Counts the changes.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_TerminalBatch: {
            /** @description The rows. */
            items: {
                /** @description The acquirer it is bound to. */
                acquirer_id: components["schemas"]["InstitutionId"];
                /**
                 * Format: int32
                 * @description Its batch number.
                 */
                batch_no: number;
                /**
                 * Format: date-time
                 * @description When it changed last.
                 */
                changed_at: string;
                /**
                 * Format: date-time
                 * @description When the terminal asked for it.
                 */
                created_at: string;
                /** @description What differs, by trace number, once all is uploaded. */
                differences: components["schemas"]["BatchDifference"][];
                /** @description Home institution. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description Number of the merchant. */
                merchant_code: string;
                /** @description Its merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description How it was resolved. */
                note: string;
                /** @description What we have. */
                our_sums: components["schemas"]["BatchSums"];
                /** @description Who resolved it. */
                resolved_by?: string | null;
                /** @description Where it stands. */
                state: components["schemas"]["TerminalBatchState"];
                /** @description Number of the terminal. */
                terminal_code: string;
                /** @description The terminal. */
                terminal_id: components["schemas"]["TerminalId"];
                /** @description What the terminal says. */
                terminal_sums: components["schemas"]["BatchSums"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_TerminalHistory: {
            /** @description The rows. */
            items: {
                /** @description Written id of who did it. */
                actor: string;
                actor_name: string;
                /** Format: date-time */
                at: string;
                binding?: components["schemas"]["Binding"] | null;
                change: components["schemas"]["Change"];
                detail: Record<string, unknown>;
                from_state?: components["schemas"]["TerminalState"] | null;
                note: string;
                terminal_id: components["schemas"]["TerminalId"];
                to_state: components["schemas"]["TerminalState"];
                /** Format: int32 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_TillPayment: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description Fen.
                 */
                amount_fen: number;
                /**
                 * Format: date-time
                 * @description When the payment was answered.
                 */
                answered_at?: string | null;
                /**
                 * Format: date-time
                 * @description When the code that was shown for it was closed.
                 */
                closed_at?: string | null;
                /**
                 * Format: date-time
                 * @description When the order came.
                 */
                created_at: string;
                /** @description Always CNY. */
                currency: string;
                /** @description A payment or a refund. */
                kind: components["schemas"]["OrderKind"];
                /** @description What the shop wrote on its bill. */
                merchant_reference?: string | null;
                /** @description The till's own name for it. */
                order_reference: string;
                /** @description Of a refund: the order it gives back. */
                original_reference?: string | null;
                payment_id?: components["schemas"]["PaymentId"] | null;
                /** @description The acquirer's reference number, for the slip. */
                reference_no?: string | null;
                /**
                 * Format: int64
                 * @description Given back so far, fen.
                 */
                refunded_fen: number;
                /** @description The acquirer's answer, field 39. */
                response_code?: string | null;
                /** @description The same for people. */
                response_text?: string | null;
                /** @description Where it stands; `received` without a payment. */
                state: components["schemas"]["PaymentState"];
                /** @description The till. */
                terminal_id: components["schemas"]["TerminalId"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Webhook: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was added.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was disabled.
                 */
                disabled_at?: string | null;
                /** @description Why it was disabled. */
                disabled_why?: string | null;
                /** @description Names of events: `payment.approved`, `payment.*` or `*`. */
                events: string[];
                /** @description Its id. */
                id: components["schemas"]["WebhookId"];
                /** @description Whose it is. */
                institution_id: components["schemas"]["InstitutionId"];
                /** @description `keyid` of its signatures. */
                key_id: string;
                /** @description Ed25519 public key to check them with, base 64. */
                public_key: string;
                /** @description Where it stands. */
                state: components["schemas"]["WebhookState"];
                /** @description Where events are posted. */
                url: string;
                /**
                 * Format: int32
                 * @description Counts changes.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_WorkingDay: {
            /** @description The rows. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                added_at: string;
                /** @description Who added it. */
                added_by: string;
                /**
                 * Format: date
                 * @description Which day.
                 */
                day: string;
                /** @description What it is called. */
                name: string;
                /** @description Whether banks work. */
                works: boolean;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description An event that a subscriber could not take. */
        Parked: {
            /** @description What it is about. */
            aggregate: string;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            due_at: string;
            /** @description What the last try said. */
            error?: string | null;
            /** @description The event. */
            event_id: components["schemas"]["EventId"];
            /** @description Whose event it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: date-time
             * @description Since when it is parked.
             */
            parked_at: string;
            /**
             * Format: int64
             * @description Its position in the institution's log.
             */
            position: number;
            /** @description Where it stands. */
            state: components["schemas"]["ParkedState"];
            /** @description Who could not take it. */
            subscriber: string;
            /**
             * Format: int32
             * @description Tries made; none for one that waits behind another.
             */
            tries: number;
        };
        /** @enum {string} */
        ParkedState: "waiting" | "dead";
        /** @description A partner 合作方. */
        Partner: {
            /**
             * Format: int32
             * @description Requests at once after a pause.
             */
            burst: number;
            /**
             * Format: date-time
             * @description Since when it is known.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["PartnerId"];
            /** @description For which institution it acts. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Name to show. */
            name: string;
            /**
             * Format: int32
             * @description Requests a second, on each node.
             */
            rate_per_s: number;
            /** @description Jobs it does. */
            roles: components["schemas"]["Role"][];
            /** @description Whether it is answered. */
            state: components["schemas"]["PartnerState"];
            /**
             * Format: int32
             * @description Rises by one with each change.
             */
            version: number;
        };
        /** @description What to change; absent fields stay. */
        PartnerChange: {
            /**
             * Format: int32
             * @description Requests at once.
             */
            burst?: number | null;
            /** @description 1 to 60 characters. */
            name?: string | null;
            /**
             * Format: int32
             * @description Requests a second.
             */
            rate_per_s?: number | null;
            /** @description Jobs it does. */
            roles?: components["schemas"]["Role"][] | null;
            state?: components["schemas"]["PartnerState"] | null;
            /**
             * Format: int32
             * @description Refuse when the partner has changed since.
             */
            version?: number | null;
        };
        PartnerId: string;
        /** @description A public key of a partner 公钥. */
        PartnerKey: {
            /** @description How it signs. */
            algorithm: components["schemas"]["Algorithm"];
            /**
             * Format: date-time
             * @description Since when it is known.
             */
            created_at: string;
            /** @description SHA-256 of the key as it was registered, hexadecimal. */
            fingerprint: string;
            /** @description What a signature names as `keyid`. */
            id: components["schemas"]["KeyId"];
            /** @description Of which institution. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What people call it. */
            label: string;
            /** @description Of which partner. */
            partner_id: components["schemas"]["PartnerId"];
            /** @description The key as it was registered. */
            public_key: string;
            /**
             * Format: date-time
             * @description When it was retired.
             */
            retired_at?: string | null;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revoked_at?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["KeyState"];
            /**
             * Format: date-time
             * @description Not good from then on.
             */
            valid_until?: string | null;
        };
        /** @enum {string} */
        PartnerState: "active" | "suspended";
        /** @description A change of password. */
        PasswordChange: {
            /** @description The password so far. */
            current: string;
            /** @description The new one: 10 to 128 characters, not one that everybody tries. */
            new: string;
        };
        /** @description A code as its maker sees it 收款码. */
        PaymentCode: {
            /** @description The text to show as a QR code: `https://qr.95516.com/<acquirer>/<digits>`. */
            address: string;
            /**
             * Format: int64
             * @description Fen, where it is fixed.
             */
            amount_fen?: number | null;
            /**
             * Format: int64
             * @description Most fen of one payment.
             */
            amount_max_fen?: number | null;
            /**
             * Format: date-time
             * @description When it was closed.
             */
            closed_at?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Most fen of a day.
             */
            day_max_fen?: number | null;
            /** @description 26 digits; they name it. */
            digits: string;
            /** @description The same as EMVCo's merchant-presented code, for wallets of other countries. */
            emvco?: string | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at?: string | null;
            /** @description The payer must stand before it. */
            face_to_face: boolean;
            /** @description What it is for. */
            kind: components["schemas"]["CodeKind"];
            /** @description Its merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /** @description The merchant's name on the slip. */
            merchant_name: string;
            /** @description What the shop calls it, or writes on its bill. */
            name?: string | null;
            /** @description Of a dynamic code: the order. */
            order_reference?: string | null;
            /** @description The page that payers see, on this server. */
            page: string;
            /**
             * Format: int64
             * @description Payments so far, those taken back not counted.
             */
            paid: number;
            /** @description By which criterion it may be paid from afar. */
            remote_reason?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["CodeState"];
            /** @description The till or board. */
            terminal_id: components["schemas"]["TerminalId"];
            /**
             * Format: int32
             * @description Payments that it takes at most.
             */
            uses_max?: number | null;
        };
        /** @description A payment with all that is known of it. */
        PaymentDetail: components["schemas"]["PaymentSummary"] & {
            /** @description The terminal held against its binding 一致性核验. */
            binding_check: components["schemas"]["BindingCheck"];
            /** @description Its entries in the ledger. */
            entries: components["schemas"]["EntryView"][];
            /** @description Field 22: how the card was read, and whether a PIN could be entered. */
            entry_mode: string;
            /** @description The time line. */
            hops: components["schemas"]["HopView"][];
            original_payment_id?: components["schemas"]["PaymentId"] | null;
            /** @description Its reversal, where there is one. */
            reversals: components["schemas"]["ReversalView"][];
            /** @description Where it was sent, and what else was considered 路由. */
            routing: components["schemas"]["Routing"];
            /** @description Name of the store. */
            store_name?: string | null;
            /** @description Voids and refunds of this one, newest first, at most 100. */
            undone_by: components["schemas"]["Undoing"][];
        };
        PaymentId: string;
        /** @enum {string} */
        PaymentKind: "sale" | "void" | "refund" | "preauth" | "preauth_void" | "completion" | "completion_void" | "balance_query";
        /** @enum {string} */
        PaymentState: "received" | "sent" | "approved" | "declined" | "unknown" | "reversal_pending" | "reversed" | "failed";
        /** @description A payment in a list 交易. */
        PaymentSummary: {
            /** @description To whom it was sent. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description Name of the acquirer. */
            acquirer_name: string;
            /**
             * Format: int64
             * @description Amount in fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When the ending was decided.
             */
            answered_at?: string | null;
            /** @description Field 38, from the acquirer. */
            authorization_code?: string | null;
            /** @description Field 60.2. */
            batch_no: string;
            /** @description Masked card number: the first six and the last four digits. */
            card: string;
            /** @description First six digits of the card. */
            card_bin: string;
            /** @description Always CNY. */
            currency: string;
            /** @description Its id; made from the time, so later payments sort after earlier ones. */
            id: components["schemas"]["PaymentId"];
            /** @description Whose merchant it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What was asked. */
            kind: components["schemas"]["PaymentKind"];
            /**
             * Format: int64
             * @description Milliseconds between the two.
             */
            latency_ms?: number | null;
            /** @description Over which link. */
            link_id: components["schemas"]["LinkId"];
            /** @description Merchant category. */
            mcc: string;
            /** @description Its number, field 42. */
            merchant_code: string;
            /** @description Merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /** @description Its name. */
            merchant_name: string;
            /**
             * Format: date-time
             * @description When the last byte of the request was there.
             */
            received_at: string;
            /** @description Field 37, from the acquirer. */
            reference_no?: string | null;
            /** @description Field 39 as the terminal was told. */
            response_code?: string | null;
            /** @description What it means. */
            response_text?: string | null;
            /** @description Its serial number. */
            serial: string;
            /** @description Where it stands. */
            state: components["schemas"]["PaymentState"];
            /** @description Store. */
            store_id: components["schemas"]["StoreId"];
            /** @description Its number, field 41. */
            terminal_code: string;
            /** @description Terminal. */
            terminal_id: components["schemas"]["TerminalId"];
            /** @description Field 11. */
            trace_no: string;
        };
        /** @enum {string} */
        PendingState: "open" | "posted" | "voided" | "expired";
        /** @description A person who signs in 人员. */
        Person: {
            /**
             * Format: date-time
             * @description Since when he is known.
             */
            created_at: string;
            /** @description Its id. */
            id: components["schemas"]["PersonId"];
            /** @description For which institution he works. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Name to sign in with, of the whole system. */
            login: string;
            /** @description Has to choose a password of his own first. */
            must_change_password: boolean;
            /** @description Name to show. */
            name: string;
            /** @description Jobs he does. */
            roles: components["schemas"]["Role"][];
            /** @description Whether he may sign in. */
            state: components["schemas"]["PersonState"];
            /** @description Asked for a one-time code when he signs in. */
            totp: boolean;
            /**
             * Format: int32
             * @description Rises by one with each change.
             */
            version: number;
        };
        /** @description What to change; absent fields stay. */
        PersonChange: {
            /** @description 1 to 60 characters. */
            name?: string | null;
            /** @description Jobs he does, 1 to 8. */
            roles?: components["schemas"]["Role"][] | null;
            state?: components["schemas"]["PersonState"] | null;
            /**
             * Format: int32
             * @description Refuse when the person has changed since; absent to change whatever is there.
             */
            version?: number | null;
        };
        PersonId: string;
        /** @enum {string} */
        PersonState: "active" | "suspended";
        /** @description What an acquirer wants done about differences 核验策略. Every field has a default. */
        Policy: {
            /**
             * @description Another acquirer code is sent.
             * @default refuse
             */
            acquirer_code?: components["schemas"]["Reaction"];
            /**
             * @description The merchant's credit code or responsible person has changed since the binding.
             * @default flag
             */
            credit_code?: components["schemas"]["Reaction"];
            /**
             * @description Another kind of device is sent.
             * @default flag
             */
            device_type?: components["schemas"]["Reaction"];
            /**
             * Format: int32
             * @description How far from its bound place a terminal may be, in metres.
             * @default 1000
             */
            distance_max_m?: number;
            /**
             * @description Another merchant number is sent.
             * @default refuse
             */
            merchant_code?: components["schemas"]["Reaction"];
            /**
             * @description The place sent is further away than `distance_max_m`.
             * @default flag
             */
            place?: components["schemas"]["Reaction"];
            /**
             * @description Datum that the acquirer's terminals measure in.
             * @default wgs84
             */
            place_datum?: components["schemas"]["Datum"];
            /**
             * @description No place is sent by a kind of terminal that must send one (04, 09, 10).
             * @default ignore
             */
            place_missing?: components["schemas"]["Reaction"];
            /**
             * @description The serial number sent is another.
             * @default refuse
             */
            serial?: components["schemas"]["Reaction"];
            /**
             * @description No serial number is sent.
             * @default flag
             */
            serial_missing?: components["schemas"]["Reaction"];
            /**
             * @description The merchant's settlement account has changed since the binding.
             * @default flag
             */
            settlement_account?: components["schemas"]["Reaction"];
            /**
             * @description Another terminal number is sent.
             * @default refuse
             */
            terminal_code?: components["schemas"]["Reaction"];
        };
        /** @description A version of an acquirer's policy. */
        PolicyVersion: {
            /**
             * Format: date-time
             * @description When.
             */
            changed_at?: string | null;
            /** @description Who set it. */
            changed_by: string;
            /** @description What it says. */
            policy: components["schemas"]["Policy"];
            /**
             * Format: int32
             * @description Counts the changes; 0 is the default that nobody has changed.
             */
            version: number;
        };
        /** @description A prepaid card 预付卡. */
        PrepaidCard: {
            /**
             * Format: int64
             * @description What is on it, fen.
             */
            balance_fen: number;
            /** @description Its number. */
            card_no: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Always CNY. */
            currency: string;
            /** @description Whose it is. */
            holder: string;
            /** @description The merchant that issued it. */
            merchant_id: components["schemas"]["MerchantId"];
        };
        /** @description An entry of a card 预付卡交易. */
        PrepaidEntry: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: int64
             * @description What was on the card when it had ended, fen.
             */
            balance_fen?: number | null;
            /**
             * Format: date-time
             * @description When it came.
             */
            created_at: string;
            /** @description What it does. */
            kind: components["schemas"]["EntryKind"];
            /** @description Of a refund: the payment it gives back. */
            original_reference?: string | null;
            /** @description The till's name for it. */
            reference: string;
            /** @description How it stands. */
            state: components["schemas"]["EntryState"];
        };
        /** @description A problem document (RFC 9457) 错误说明. */
        Problem: {
            /** @description Stable word to switch on. */
            code: string;
            /** @description What is wrong, in English. */
            detail: string;
            /** @description The input field at fault, where there is one; parts of a path are parted by points. */
            field?: string | null;
            /** @description The request's id, also in the log. */
            request_id: string;
            rule?: components["schemas"]["Rule"] | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description What the status means. */
            title: string;
            /** @description Kind of problem: this server's documentation with the code as fragment. */
            type: string;
        };
        /** @description Everything needed to check that a leaf is in the log: a JSON file. */
        ProofBundle: {
            /** @description Checkpoint: a signed note. */
            checkpoint: string;
            /** @description The entry, byte for byte: canonical JSON. */
            entry: string;
            /** @description `shancheng.evidence/1`. */
            format: string;
            /** @description Inclusion proof, from the leaf to the root: hashes in base 64. */
            inclusion: string[];
            /**
             * Format: int64
             * @description Place of the leaf, 0 is the first.
             */
            index: number;
            /** @description The leaf's id; also inside the entry. */
            leaf_id: components["schemas"]["LeafId"];
            /** @description The log's verifier key: `name+id+key`. */
            log_key: string;
            /** @description Salted fields in clear. */
            openings?: components["schemas"]["Opening"][];
            /**
             * Format: int64
             * @description Leaves of the tree that the checkpoint speaks of.
             */
            tree_size: number;
        };
        /** @enum {string} */
        Reaction: "refuse" | "flag" | "ignore";
        /** @enum {string} */
        Reason: "longest_bin" | "first_matching" | "default_home" | "default_contract" | "outranked" | "no_contract" | "contract_not_in_force" | "product_not_contracted" | "link_missing" | "link_inactive" | "link_down" | "link_broken" | "link_eliminated" | "last_resort" | "other_target" | "other_kind" | "other_merchant" | "other_bin" | "other_mcc" | "amount_too_low" | "amount_too_high" | "other_product" | "other_brand" | "other_card_class" | "other_day" | "other_time";
        /** @description A business day of another party 对账日. */
        ReconDay: {
            /** @description The acquirer whose payments they are. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: date
             * @description The business day.
             */
            business_date: string;
            /**
             * Format: date-time
             * @description When it was closed.
             */
            closed_at?: string | null;
            /** @description Written id of who closed it. */
            closed_by?: string | null;
            /** @description The file that counts. */
            file_id: components["schemas"]["ReconFileId"];
            /**
             * Format: int32
             * @description Number of that file.
             */
            file_version: number;
            /** @description Id. */
            id: components["schemas"]["ReconDayId"];
            /** @description Whose books. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Results that wait for staff.
             */
            open_lines: number;
            /**
             * Format: int64
             * @description Sum of ours, fen.
             */
            ours_fen: number;
            /**
             * Format: int32
             * @description Lines of ours when it was held against them.
             */
            ours_lines: number;
            /** @description Whose file. */
            source: components["schemas"]["ReconSource"];
            /** @description Where it stands. */
            state: components["schemas"]["ReconDayState"];
            /**
             * Format: int64
             * @description Sum of theirs, fen.
             */
            theirs_fen: number;
            /**
             * Format: int32
             * @description Lines of theirs.
             */
            theirs_lines: number;
        };
        ReconDayId: string;
        /** @enum {string} */
        ReconDayState: "open" | "closed";
        /** @description A result with both sides and all its versions. */
        ReconDetail: {
            ours?: components["schemas"]["ReconSide"] | null;
            /** @description As it stands. */
            result: components["schemas"]["ReconResult"];
            theirs?: components["schemas"]["ReconSide"] | null;
            /** @description The newest first, at most 500. */
            versions: components["schemas"]["ReconResult"][];
        };
        /** @enum {string} */
        ReconField: "amount" | "terminal" | "batch" | "trace" | "reference" | "kind" | "card" | "time" | "fee";
        /** @description A file that was taken in 对账文件. */
        ReconFile: {
            /** @description The acquirer whose payments they are. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Sum of amounts, fen.
             */
            amount_fen: number;
            /**
             * Format: date
             * @description The business day.
             */
            business_date: string;
            /**
             * Format: int64
             * @description Sum of fees, fen; none when the file tells none.
             */
            fee_fen?: number | null;
            /** @description Its name. */
            file_name: string;
            /** @description Id. */
            id: components["schemas"]["ReconFileId"];
            /** @description Whose books it was held against. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Lines between head and end.
             */
            lines: number;
            /** @description SHA-256 of all that stands before the last line, in hex. */
            sha256: string;
            /** @description Whose file it is. */
            source: components["schemas"]["ReconSource"];
            /**
             * Format: date-time
             * @description When.
             */
            taken_at: string;
            /** @description Written id of who handed it in. */
            taken_by: string;
            /** @description His name. */
            taken_name: string;
            /**
             * Format: int32
             * @description Counts the files of the day; the latest one counts.
             */
            version: number;
        };
        ReconFileId: string;
        /** @description A note on a result. */
        ReconNoteBody: {
            /** @description 1 to 500 characters. */
            note: string;
            /**
             * Format: int32
             * @description The version that you have read.
             */
            version: number;
        };
        /** @description What reconciliation has found, as it stands or stood 对账差异. */
        ReconResult: {
            /** @description The acquirer. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description Written id of who made this version. */
            actor: string;
            /** @description His name. */
            actor_name: string;
            /** @description His name. */
            assigned_name?: string | null;
            /** @description Written id of who works on it. */
            assigned_to?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: date
             * @description The business day.
             */
            business_date: string;
            /**
             * Format: int64
             * @description Theirs less ours, net of fees where a pair tells both, fen.
             */
            difference_fen: number;
            /** @description What differs. */
            fields: components["schemas"]["ReconField"][];
            /** @description Id. */
            id: components["schemas"]["ReconResultId"];
            /** @description Whose. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Line of their file.
             */
            line_no?: number | null;
            /** @description In his words. */
            note: string;
            /**
             * Format: int64
             * @description What no decision explains yet, fen.
             */
            open_fen: number;
            other_id?: components["schemas"]["ReconResultId"] | null;
            /**
             * Format: int64
             * @description Our fee, fen.
             */
            ours_fee_fen?: number | null;
            /**
             * Format: int64
             * @description Our amount, fen; 0 without a line of ours.
             */
            ours_fen: number;
            /**
             * Format: int32
             * @description The rule that made the pair, 1 to 3.
             */
            rule?: number | null;
            /** @description Whose file. */
            source: components["schemas"]["ReconSource"];
            /** @description What it is. */
            status: components["schemas"]["ReconStatus"];
            /**
             * Format: int64
             * @description Their fee, fen, where they tell it.
             */
            theirs_fee_fen?: number | null;
            /**
             * Format: int64
             * @description Their amount, fen.
             */
            theirs_fen: number;
            transfer_id?: components["schemas"]["TransferId"] | null;
            /**
             * Format: int32
             * @description Counts the versions; give it with a decision.
             */
            version: number;
            /**
             * Format: date
             * @description Until when it may still come.
             */
            wait_until?: string | null;
            way?: components["schemas"]["ReconWay"] | null;
        };
        ReconResultId: string;
        /** @description The sheet of a day 对账单: what both sides come to, by status, and what is not explained. */
        ReconSheet: {
            /** @description Our lines have changed since. */
            behind: boolean;
            /** @description By status: lines, ours, theirs. */
            counts: components["schemas"]["StatusCount"][];
            /** @description The day. */
            day: components["schemas"]["ReconDay"];
            /**
             * Format: int64
             * @description Theirs less ours, fen.
             */
            difference_fen: number;
            /**
             * Format: int64
             * @description Of it, what no result carries; always 0.
             */
            unbalanced_fen: number;
            /**
             * Format: int64
             * @description Differences of the results that wait for staff, each without its sign, fen.
             */
            unexplained_fen: number;
        };
        /** @description A line of ours or theirs, side by side with the other. */
        ReconSide: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int32
             * @description Batch.
             */
            batch_no: number;
            /** @description Masked card. */
            card_mask: string;
            /**
             * Format: int64
             * @description Fee, fen.
             */
            fee_fen?: number | null;
            /** @description What it was. */
            kind: string;
            /** @description The merchant's number with the acquirer. */
            merchant_code: string;
            payment_id?: components["schemas"]["PaymentId"] | null;
            /** @description Reference number. */
            reference_no?: string | null;
            /** @description Terminal number. */
            terminal_code: string;
            /**
             * Format: int32
             * @description Trace number.
             */
            trace_no: number;
        };
        /** @enum {string} */
        ReconSource: "acquirer" | "network";
        /** @enum {string} */
        ReconStatus: "expected" | "missing" | "unexpected" | "amount_over" | "amount_under" | "data_mismatch" | "fee_mismatch" | "duplicate" | "void" | "partially_reconciled" | "matched" | "archived";
        /** @enum {string} */
        ReconWay: "accept_theirs" | "accept_ours" | "write_off" | "by_hand" | "other_day" | "wait" | "undo";
        /** @description Recovery codes, shown once. */
        RecoveryCodes: {
            /** @description Each signs in once in place of a one-time code. */
            recovery_codes: string[];
        };
        /** @description A terminal as it is registered. */
        Registered: {
            /** @description Acquirer it is bound to; none when it is bound to nothing yet. */
            acquirer_code?: string | null;
            /** @description Kind. */
            device_type: components["schemas"]["DeviceType"];
            /** @description Who made it. */
            maker: string;
            /** @description Model. */
            model: string;
            /** @description Serial number. */
            serial: components["schemas"]["Serial"];
        };
        /** @description A terminal to be registered. */
        Registration: {
            /** @description 01 to 13. */
            device_type: components["schemas"]["DeviceType"];
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /** @description 1 to 64 characters. */
            maker: string;
            /** @description 1 to 64 characters. */
            model: string;
            /** @description 8 to 50 letters and digits. */
            serial: string;
        };
        /**
         * @description Why and how far a micro merchant's board may be paid from afar 白名单: 银发〔2021〕259号 allows it
         *     by exception, with criteria of admission, a term, a number of payments and limits of amount.
         */
        Remote: {
            /**
             * Format: date-time
             * @description When the board ends.
             */
            expires_at: string;
            /** @description By which criterion, 1 to 200 characters. */
            reason: string;
            /**
             * Format: int32
             * @description After so many payments it ends.
             */
            uses_max: number;
        };
        /** @description What a change of the rules would have done. */
        ReplayAnswer: {
            /** @description All payments, with the fees by the rules as they are. */
            all: components["schemas"]["ReplaySum"];
            /** @description Those that would go another way; the fee is the difference, above zero is dearer. */
            changed: components["schemas"]["ReplaySum"];
            /** @description Some of those that would go another way, the newest first. */
            examples: components["schemas"]["ReplayExample"][];
            /** @description The ways from one target to another, the most frequent first. */
            moves: components["schemas"]["ReplayMove"][];
            /**
             * Format: date-time
             * @description When the newest was received.
             */
            newest?: string | null;
            /**
             * Format: int64
             * @description Payments that go nowhere now.
             */
            nowhere_now: number;
            /**
             * Format: int64
             * @description Payments that would go nowhere.
             */
            nowhere_then: number;
            /**
             * Format: date-time
             * @description When the oldest of them was received.
             */
            oldest?: string | null;
            /** @description Each target's part, by acquirer. */
            shares: components["schemas"]["ReplayShare"][];
            /**
             * Format: int64
             * @description Payments whose card can no longer be opened and which are left out.
             */
            unreadable: number;
        };
        /** @description A change of the rules, to be tried on payments of the past. */
        ReplayBody: {
            draft?: components["schemas"]["RouteDraft"] | null;
            /**
             * Format: date-time
             * @description Received from this moment on.
             */
            from?: string | null;
            merchant?: components["schemas"]["MerchantId"] | null;
            /**
             * Format: int64
             * @description The newest so many, 1 to 20,000; 5,000 when absent.
             */
            payments?: number | null;
            route?: components["schemas"]["RouteId"] | null;
            /**
             * Format: date-time
             * @description Received before this moment.
             */
            until?: string | null;
        };
        /** @description A payment that would go another way. */
        ReplayExample: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When it was received.
             */
            at: string;
            from?: components["schemas"]["ReplayPlace"] | null;
            from_route?: components["schemas"]["RouteId"] | null;
            /** @description The payment. */
            payment: components["schemas"]["PaymentId"];
            to?: components["schemas"]["ReplayPlace"] | null;
            to_route?: components["schemas"]["RouteId"] | null;
        };
        /** @enum {string} */
        ReplayKey: "same" | "new";
        /** @description Payments that would go another way. */
        ReplayMove: components["schemas"]["ReplaySum"] & {
            from?: components["schemas"]["ReplayPlace"] | null;
            to?: components["schemas"]["ReplayPlace"] | null;
        };
        /** @description Where a payment would go. */
        ReplayPlace: {
            /** @description The acquirer. */
            acquirer: components["schemas"]["InstitutionId"];
            /** @description Over this link. */
            link: components["schemas"]["LinkId"];
        };
        /** @description What a target has by both sets of rules. */
        ReplayShare: components["schemas"]["ReplayPlace"] & {
            /** @description By the rules as they are. */
            now: components["schemas"]["ReplaySum"];
            /** @description By the rules as they would be. */
            then: components["schemas"]["ReplaySum"];
        };
        /** @description Payments and what they came to. */
        ReplaySum: {
            /**
             * Format: int64
             * @description Their amounts, fen.
             */
            amount_fen: number;
            /**
             * Format: int64
             * @description What the merchants would pay for the sales among them, fen, by today's prices.
             */
            fee_fen: number;
            /**
             * Format: int64
             * @description Payments.
             */
            payments: number;
        };
        /** @description A report of a maker 厂商报备. */
        Report: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            /** @description Who handed it in. */
            created_by: string;
            /** @description Name of the file. */
            file_name: string;
            /** @description Id. */
            id: components["schemas"]["ReportId"];
            /** @description Who took it in. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Terminals reported.
             */
            rows_total: number;
        };
        /** @description Something on which report and register disagree. */
        ReportDifference: {
            /** @description How they disagree; the first of the kinds that holds. */
            kind: components["schemas"]["DifferenceKind"];
            registered?: components["schemas"]["Registered"] | null;
            reported?: components["schemas"]["Reported"] | null;
            /** @description Serial number. */
            serial: string;
        };
        /** @description A terminal as its maker reported it. */
        Reported: {
            /** @description Acquirer it was delivered for. */
            acquirer_code: string;
            /** @description Kind. */
            device_type: components["schemas"]["DeviceType"];
            /** @description Who made it. */
            maker: string;
            /** @description Model. */
            model: string;
            /**
             * Format: date-time
             * @description When the maker reported it.
             */
            reported_at: string;
            /** @description Serial number. */
            serial: components["schemas"]["Serial"];
        };
        ReportId: string;
        Resolution: {
            /** @description How it was settled, 1 to 500 characters. */
            note: string;
        };
        /** @description What came of taking results in: all rows, or the faults and nothing kept. */
        ResultsTaken: {
            /** @description Faults by row, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /** @description All faults. */
            errors_total: number;
            /** @description Payouts whose result is new. */
            taken: number;
        };
        /** @description Until when a retired key is good. */
        Retire: {
            /**
             * Format: date-time
             * @description Not good from then on.
             */
            valid_until: string;
        };
        /** @enum {string} */
        ReversalDeed: "sent" | "retried" | "resolved";
        ReversalId: string;
        /** @enum {string} */
        ReversalReason: "98" | "96" | "A0" | "06";
        /** @enum {string} */
        ReversalState: "pending" | "acknowledged" | "staff" | "resolved";
        /** @description What was done about a reversal, once. */
        ReversalStep: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who of the staff. */
            by?: string | null;
            /** @description Field 39 of the answer to it; absent when there was none. */
            code?: string | null;
            /** @description What. */
            step: components["schemas"]["ReversalDeed"];
        };
        /** @description A reversal 冲正. */
        ReversalView: {
            /** @description To whom it is sent. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int64
             * @description Amount of the payment, fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was acknowledged or settled by staff.
             */
            ended_at?: string | null;
            /** @description Its id. */
            id: components["schemas"]["ReversalId"];
            /** @description Whose it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: date-time
             * @description When the payment itself was answered after it was given up.
             */
            late_at?: string | null;
            /** @description With what. */
            late_code?: string | null;
            /** @description Over which link. */
            link_id: components["schemas"]["LinkId"];
            /** @description Merchant of the payment, by name. */
            merchant_name: string;
            /** @description What staff wrote. */
            note: string;
            /** @description The payment reversed. */
            payment_id: components["schemas"]["PaymentId"];
            /** @description Why. */
            reason: components["schemas"]["ReversalReason"];
            /** @description Field 39 of the last answer. */
            response_code?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["ReversalState"];
            /** @description What was done about it, oldest first, the first 100 times. */
            steps: components["schemas"]["ReversalStep"][];
            /** @description Terminal of the payment. */
            terminal_code: string;
            /** @description Trace number of the payment. */
            trace_no: string;
            /**
             * Format: date-time
             * @description When it was sent last.
             */
            tried_at?: string | null;
            /**
             * Format: int32
             * @description How often it was sent, since staff last put it back.
             */
            tries: number;
        };
        /** @enum {string} */
        Right: "acquirers_read" | "acquirers_write" | "approvals_decide" | "approvals_read" | "audit_read" | "clearing_read" | "clearing_settle" | "evidence_read" | "fees_write" | "institutions_read" | "institutions_write" | "jobs_read" | "jobs_rerun" | "ledger_read" | "makers_reports_read" | "makers_reports_write" | "merchants_read" | "merchants_write" | "partners_read" | "partners_write" | "payments_export" | "payments_make" | "payments_read" | "people_read" | "people_write" | "reconciliation_read" | "reconciliation_settle" | "reversals_write" | "routes_read" | "routes_write" | "sandbox_read" | "sandbox_write" | "terminals_read" | "terminals_write" | "webhooks_read" | "webhooks_write";
        /** @enum {string} */
        Role: "network_admin" | "operations" | "risk_officer" | "merchant_manager" | "terminal_manager" | "auditor" | "institution_admin" | "vendor" | "till";
        /** @description A routing rule. */
        Route: {
            approved_by?: string | null;
            /** Format: date-time */
            changed_at: string;
            conditions: components["schemas"]["Conditions"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            id: components["schemas"]["RouteId"];
            /** @description Whose rule it is; the network branch's (1) hold for all merchants. */
            institution_id: components["schemas"]["InstitutionId"];
            name: string;
            /**
             * Format: int32
             * @description The smaller number goes first, among rules with card ranges of the same length.
             */
            priority: number;
            state: components["schemas"]["RouteState"];
            /** @description How one of several targets is found. */
            strategy: components["schemas"]["Strategy"];
            /** @description Where it leads. */
            targets: components["schemas"]["RouteTarget"][];
            /**
             * Format: int32
             * @description Published changes; 0 as long as it is a draft.
             */
            version: number;
        };
        /** @description What was asked for waits for a second person. */
        RouteAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
            /** @description The rule as it is until then. */
            route: components["schemas"]["Route"];
        };
        /** @enum {string} */
        RoutedKind: "sale" | "preauth" | "balance_query";
        /** @enum {string} */
        RoutedProduct: "card" | "qr";
        /** @description A rule as somebody wants it. */
        RouteDraft: {
            /** @description When it fits. */
            conditions?: components["schemas"]["Conditions"];
            /** @description Name, 1 to 60 characters. */
            name: string;
            /**
             * Format: int32
             * @description 1 to 999; the smaller number goes first.
             */
            priority: number;
            /** @description How one of several targets is found; by weight when absent. */
            strategy?: components["schemas"]["Strategy"];
            /** @description Where it leads, 1 to 8 targets. */
            targets: components["schemas"]["RouteTarget"][];
        };
        RouteId: string;
        /** @description A change of a rule; what is absent stays. `conditions` are replaced as a whole. */
        RoutePatch: {
            conditions?: components["schemas"]["Conditions"] | null;
            name?: string | null;
            /** Format: int32 */
            priority?: number | null;
            strategy?: components["schemas"]["Strategy"] | null;
            /** @description Replaced as a whole. */
            targets?: components["schemas"]["RouteTarget"][] | null;
        };
        /** @enum {string} */
        RouteState: "draft" | "active" | "retired";
        /** @description A target of a rule 路由目标. */
        RouteTarget: {
            /** @description The acquirer. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description Over which of the acquirer's links. */
            link_id: components["schemas"]["LinkId"];
            /**
             * Format: int32
             * @description Its share among the weights of the rule, 0 to 1,000. One of weight 0 is used only when
             *     no other can be.
             */
            weight?: number;
        };
        /** @description Where a payment was sent, and why. */
        Routing: {
            acquirer?: components["schemas"]["InstitutionId"] | null;
            /** @description Its short name. */
            acquirer_name?: string | null;
            /** @description Every rule and contract, in the order in which they were looked at. */
            considered: components["schemas"]["ConsideredThen"][];
            link?: components["schemas"]["LinkId"] | null;
        };
        /** @description A fault of one row. */
        RowError: {
            /**
             * @description The same as a stable word: of a rule (see `RuleWord`), or the code of the problem that a
             *     single request would meet.
             */
            code: string;
            /** @description Name of the column; empty when it is the row as a whole. */
            column: string;
            /** @description What the rule counts with, by name. */
            params: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description Row as a spreadsheet counts: the head is row 1.
             */
            row: number;
            /** @description The rule that is broken, in English. */
            rule: string;
            /** @description What stands there, at most 64 characters; masked when it is sensitive. */
            value: string;
        };
        /** @description A rule that an input breaks. */
        Rule: {
            /** @description What the rule counts with, by name. */
            params: {
                [key: string]: string;
            };
            /** @description Which. */
            word: components["schemas"]["RuleWord"];
        };
        /** @description What an account allows 记账规则. Set when it is made, never widened. */
        Rules: {
            /** @description Credits, pending ones too, never exceed posted debits. */
            credits_must_not_exceed_debits: boolean;
            /** @description Only credits are allowed. */
            credits_only: boolean;
            /** @description Debits, pending ones too, never exceed posted credits: not below zero. */
            debits_must_not_exceed_credits: boolean;
            /** @description When not empty, a debit may only go to one of these accounts. */
            only_to: components["schemas"]["AccountId"][];
        };
        /** @enum {string} */
        RuleWord: "account_number" | "acquirer_unknown" | "address" | "at_most" | "between" | "board_terminal" | "card_number" | "closed_stays" | "cursor_foreign" | "day" | "degrees" | "digits" | "division_unknown" | "each_once" | "event_names" | "future" | "given_with" | "id" | "latitude" | "letters_digits" | "link_of_another" | "link_retired" | "link_unknown" | "login" | "longitude" | "mcc_unknown" | "merchant_code" | "merchant_unknown" | "micro_has_none" | "micro_needs_one" | "micro_only" | "merchants_code" | "mobile" | "named_twice" | "not_before" | "not_below" | "not_both" | "not_negative" | "not_same_as" | "organisation_needs_one" | "payment_code" | "place_form" | "required" | "resident_birth" | "resident_check" | "resident_length" | "resident_letter" | "resident_region" | "roles_fit" | "roles_once" | "row_repeated" | "same_length_as" | "store_repeated" | "text_length" | "text_trimmed" | "time" | "url_extra" | "url_form" | "url_long" | "url_private" | "url_scheme" | "uscc_check" | "uscc_department" | "uscc_division" | "uscc_length" | "uscc_letter" | "word_unknown";
        /** @description A sandbox 沙箱. */
        Sandbox: {
            /** @description Amounts that are not simply approved. */
            amounts: components["schemas"]["TestAmountView"][];
            /** @description Codes to scan. */
            codes: components["schemas"]["TestCode"][];
            /** @description Whose it is, and in whose books its payments are. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description The merchant's number. */
            merchant_code: string;
            /** @description Its merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /**
             * Format: date-time
             * @description Since when it is there.
             */
            opened_at: string;
            /** @description The partner that its keys belong to. */
            partner_id: components["schemas"]["PartnerId"];
            /** @description The till's serial number: what orders name as `serial`. */
            serial: string;
            /** @description The till's number. */
            terminal_code: string;
            /** @description Its till: what orders name as `terminal_id`. */
            terminal_id: components["schemas"]["TerminalId"];
        };
        /** @description A sandbox and a new key for it. */
        SandboxKey: components["schemas"]["Sandbox"] & {
            /** @description What signatures name as `keyid`. */
            key_id: components["schemas"]["KeyId"];
            /** @description The private key that was made, PEM (PKCS#8). It is shown once and kept nowhere. */
            private_key?: string | null;
        };
        /** @description How to send it again. */
        SandboxReplay: {
            /** @description Under the idempotency key it had, or a new one. */
            key: components["schemas"]["ReplayKey"];
        };
        /** @description A request with its bodies. */
        SandboxRequest: components["schemas"]["SandboxRequestRow"] & {
            /** @description Whether it can be sent again: its body was not too large. */
            repeatable: boolean;
            /** @description The body as it came, masked, cut to 16 KiB. */
            request_body: string;
            /** @description The answer's body, masked, cut to 16 KiB. */
            response_body: string;
            /**
             * @description The signature base that the server made, where the signature was refused: compare it with
             *     yours line by line.
             */
            signature_base?: string | null;
            /** @description The header `signature-input`, where the signature was refused. */
            signature_input?: string | null;
        };
        /** @description A request of a sandbox's partner, as a list shows it 沙箱请求. */
        SandboxRequestRow: {
            /**
             * Format: date-time
             * @description When it came.
             */
            at: string;
            /**
             * Format: int32
             * @description How long the answer took, in milliseconds.
             */
            duration_ms: number;
            /** @description Its id here. */
            id: string;
            /** @description The idempotency key that came with it. */
            idempotency_key?: string | null;
            /** @description Whose it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Under which key. */
            key_id: components["schemas"]["KeyId"];
            /** @description `POST` etc. */
            method: string;
            /** @description Which partner asked. */
            partner_id: components["schemas"]["PartnerId"];
            /** @description Code of the problem, where it was one. */
            problem_code?: string | null;
            /** @description The request that this one repeats. */
            replay_of?: string | null;
            /** @description The answer was that of an earlier request under the key. */
            replayed: boolean;
            /** @description The id that the answer carried. */
            request_id: string;
            /** @description How the signature was held. */
            signature: components["schemas"]["SignatureResult"];
            /**
             * Format: int32
             * @description HTTP status of the answer.
             */
            status: number;
            /** @description Path and query. */
            target: string;
        };
        /** @description What whoever scans a code is told. */
        ScannedCode: {
            /**
             * Format: int64
             * @description Fen; where absent, the payer enters it.
             */
            amount_fen?: number | null;
            /**
             * Format: int64
             * @description Most fen that may be entered.
             */
            amount_max_fen?: number | null;
            /** @description The code, 26 digits. */
            digits: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at?: string | null;
            /** @description Number of the acquirer, 8 digits. */
            institution: string;
            /** @description What it is for. */
            kind: components["schemas"]["CodeKind"];
            /** @description Who is paid. */
            merchant_name: string;
            /** @description What the shop calls it. */
            name?: string | null;
            /** @description The payer must say where he is. */
            place_needed: boolean;
            /** @description Whether it may be paid. */
            state: components["schemas"]["CodeState"];
            /** @description The wallet's page that gives out a code for one payment; it comes back to `redirectUrl`. */
            wallet: string;
        };
        /** @description A payment of a scanned code, as the payer sees it. */
        ScanPaid: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            answered_at?: string | null;
            /** @description Always CNY. */
            currency: string;
            /** @description Who was paid. */
            merchant_name: string;
            /** @description The acquirer's reference number. */
            reference_no?: string | null;
            /** @description The acquirer's answer, field 39. */
            response_code?: string | null;
            /** @description The same for people. */
            response_text?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["PaymentState"];
        };
        /** @description A payment by whoever scanned a code. */
        ScanPayment: {
            /**
             * Format: int64
             * @description Fen, where the code does not fix it.
             */
            amount_fen?: number | null;
            /**
             * @description What the payer's wallet gives out for one payment: 19 digits beginning with 62. The same
             *     again is the same payment.
             */
            auth_code: string;
            place?: components["schemas"]["GivenPlace"] | null;
        };
        Serial: string;
        /** @description One point of the series. */
        SeriesPoint: {
            /**
             * Format: int64
             * @description Of these, approved.
             */
            approved: number;
            /**
             * Format: date-time
             * @description Its beginning.
             */
            at: string;
            /**
             * Format: int64
             * @description Payments ended.
             */
            count: number;
            /**
             * Format: int64
             * @description 95th percentile of the times of the answered ones, milliseconds; absent when none was.
             */
            p95_ms?: number | null;
        };
        /** @description A session 会话. */
        Session: {
            /** @description Address it began from. */
            address: string;
            /** @description Program it began from. */
            agent: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Ends then.
             */
            expires_at: string;
            /** @description Its id, which is not its token. */
            id: components["schemas"]["SessionId"];
            /**
             * Format: date-time
             * @description Ends then unless used.
             */
            idle_until: string;
            /** @description Of which institution. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: date-time
             * @description Last use, to the minute.
             */
            last_seen_at: string;
            /** @description Of whom. */
            person_id: components["schemas"]["PersonId"];
            /**
             * Format: date-time
             * @description When it was ended before its time.
             */
            revoked_at?: string | null;
        };
        SessionId: string;
        /** @description Living sessions. */
        Sessions: {
            /** @description The one that asks. */
            current: components["schemas"]["SessionId"];
            items: components["schemas"]["Session"][];
        };
        /** @description What came of a decision: one of the two. */
        SettleAnswer: {
            approval?: components["schemas"]["ApprovalId"] | null;
            result?: components["schemas"]["ReconResult"] | null;
        };
        /** @description A way out of a result. */
        SettleBody: {
            /**
             * Format: int64
             * @description How much is written off, fen; all of it when absent.
             */
            amount_fen?: number | null;
            /** @description Why, at most 500 characters. */
            note?: string;
            other?: components["schemas"]["ReconResultId"] | null;
            /**
             * Format: date
             * @description Until when it waits.
             */
            until?: string | null;
            /**
             * Format: int32
             * @description The version that you have read.
             */
            version: number;
            /** @description Which way. */
            way: components["schemas"]["ReconWay"];
        };
        /** @description A settlement day's payouts of an institution's merchants 结算批次. */
        SettlementBatch: {
            /**
             * Format: int64
             * @description Left to the next batch, fen; below zero where merchants owe.
             */
            carried_fen: number;
            /**
             * Format: date-time
             * @description When the last result had come.
             */
            done_at?: string | null;
            /**
             * Format: int64
             * @description Sum of fees, fen.
             */
            fee_fen: number;
            /** @description SHA-256 of the payout file, once it is sent. */
            file_sha256?: string | null;
            /**
             * Format: int64
             * @description Sum of payments less refunds, fen.
             */
            gross_fen: number;
            /** @description Id. */
            id: components["schemas"]["SettlementId"];
            /** @description Home institution of the merchants. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Merchants at acquirers.
             */
            lines: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /**
             * Format: int64
             * @description To be paid out, fen.
             */
            payout_fen: number;
            /**
             * Format: int32
             * @description Lines with a payout.
             */
            payouts: number;
            /**
             * Format: date-time
             * @description When its file was made.
             */
            sent_at?: string | null;
            /**
             * Format: date
             * @description The working day on which it is paid.
             */
            settle_date: string;
            /** @description How far it has got. */
            state: components["schemas"]["BatchState"];
        };
        /** @description Money of a merchant that is kept back 暂缓结算. */
        SettlementHold: {
            /**
             * Format: int64
             * @description So much of it, fen; all when absent.
             */
            amount_fen?: number | null;
            /** @description Id. */
            id: components["schemas"]["HoldId"];
            /** @description Home institution of the merchant. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Whose money. */
            merchant_id: components["schemas"]["MerchantId"];
            /**
             * Format: date-time
             * @description When.
             */
            placed_at: string;
            /** @description Who placed it. */
            placed_by: string;
            /** @description Why. */
            reason: string;
            /**
             * Format: date-time
             * @description When it was released.
             */
            released_at?: string | null;
            /** @description Who asked for its release. */
            released_by?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["HoldState"];
        };
        SettlementId: string;
        /**
         * @description One merchant at one acquirer in a batch 结算明细:
         *     `gross - fee + carried_in = payout + carried_out`.
         */
        SettlementLine: {
            /** @description The acquirer. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description The bank's number for it. */
            bank_reference?: string | null;
            /** @description Its batch. */
            batch_id: components["schemas"]["SettlementId"];
            /**
             * Format: int64
             * @description What batches before left, fen.
             */
            carried_in_fen: number;
            /**
             * Format: int64
             * @description Left to the next batch, fen.
             */
            carried_out_fen: number;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            changed_at: string;
            /**
             * Format: int64
             * @description Fees, fen.
             */
            fee_fen: number;
            /**
             * Format: int64
             * @description Payments less refunds, fen.
             */
            gross_fen: number;
            /**
             * Format: int64
             * @description Kept back by holds, fen; part of `carried_out_fen`.
             */
            held_fen: number;
            /** @description Id; the bank's results name it. */
            id: components["schemas"]["SettlementLineId"];
            /** @description Home institution of the merchant. */
            institution_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Lines of clearing in it.
             */
            items: number;
            /** @description Its number. */
            merchant_code: string;
            /** @description The merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /**
             * Format: int64
             * @description To be paid out, fen.
             */
            payout_fen: number;
            /** @description Why the bank refused it or sent it back. */
            reason: string;
            /** @description What has become of the payout. */
            state: components["schemas"]["LineState"];
        };
        SettlementLineId: string;
        /** @description Which batch to make. */
        SettlementRequest: {
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /**
             * Format: date
             * @description The working day on which it is paid.
             */
            settle_date: string;
        };
        /** @enum {string} */
        Side: "debit" | "credit";
        /** @enum {string} */
        SignatureResult: "good" | "refused" | "console";
        /** @description What signs in. */
        SignIn: {
            /** @description One-time or recovery code, once asked for. */
            code?: string | null;
            /** @description Login name. */
            login: string;
            /** @description Password. */
            password: string;
        };
        /** @enum {string} */
        Standing: "up" | "probing" | "eliminated" | "broken" | "down";
        /** @description One settlement of a merchant at one acquirer. */
        StatementEntry: {
            /** @description The acquirer. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /** @description The batch. */
            batch_id: components["schemas"]["SettlementId"];
            /**
             * Format: int64
             * @description What batches before left, fen.
             */
            carried_in_fen: number;
            /**
             * Format: int64
             * @description Left to the next batch, fen.
             */
            carried_out_fen: number;
            /**
             * Format: int64
             * @description Fees, fen.
             */
            fee_fen: number;
            /**
             * Format: int64
             * @description Payments less refunds, fen.
             */
            gross_fen: number;
            /**
             * Format: int64
             * @description Kept back by holds, fen.
             */
            held_fen: number;
            /**
             * Format: int32
             * @description Lines of clearing in it.
             */
            items: number;
            /** @description The line. */
            line_id: components["schemas"]["SettlementLineId"];
            /**
             * Format: int64
             * @description Paid out, fen.
             */
            payout_fen: number;
            /** @description Why the bank refused it or sent it back. */
            reason: string;
            /**
             * Format: date
             * @description The working day on which it was settled.
             */
            settle_date: string;
            /** @description What has become of the payout. */
            state: components["schemas"]["LineState"];
        };
        /** @description One entry of an account 明细, with the counters right after it. */
        StatementLine: {
            /** @description Counters after it. */
            after: components["schemas"]["Balance"];
            /** @description Moved, reserved or freed. */
            amount_fen: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was booked.
             */
            at: string;
            /**
             * Format: int32
             * @description Why.
             */
            code: number;
            /** @description What it does. */
            kind: components["schemas"]["TransferKind"];
            /** @description The account on the other side. */
            other: components["schemas"]["AccountId"];
            pending_fen?: components["schemas"]["Money"] | null;
            /** @description Why, as a word. */
            reason: string;
            /**
             * Format: uuid
             * @description What it is about.
             */
            reference: string;
            /**
             * Format: int64
             * @description Its place in the journal.
             */
            seq: number;
            /** @description Side on which this account stands. */
            side: components["schemas"]["Side"];
            /** @description The transfer. */
            transfer_id: components["schemas"]["TransferId"];
        };
        /** @description How many lines have a status, and what they come to. */
        StatusCount: {
            /**
             * Format: int64
             * @description How many.
             */
            lines: number;
            /**
             * Format: int64
             * @description Sum of ours, fen.
             */
            ours_fen: number;
            /** @description The status. */
            status: components["schemas"]["ReconStatus"];
            /**
             * Format: int64
             * @description Sum of theirs, fen.
             */
            theirs_fen: number;
        };
        /** @description A store 门店. */
        Store: {
            address: string;
            /** @description Store code, unique within the merchant. */
            code: string;
            /** Format: date-time */
            created_at: string;
            division_code: components["schemas"]["Division"];
            id: components["schemas"]["StoreId"];
            mcc: components["schemas"]["Mcc"];
            merchant_id: components["schemas"]["MerchantId"];
            name: string;
            place: components["schemas"]["KeptPlace"];
            state: components["schemas"]["StoreState"];
            /** Format: int32 */
            version: number;
        };
        /** @description A store as it is handed in. */
        StoreDraft: {
            /** @description Address. */
            address: string;
            /** @description Store code, 1 to 16 letters and digits, unique within the merchant. */
            code: string;
            /** @description District or county. */
            division_code: string;
            /** @description Category; the merchant's when absent. */
            mcc?: string | null;
            /** @description Name. */
            name: string;
            /** @description Where it is. */
            place: components["schemas"]["GivenPlace"];
        };
        StoreId: string;
        /** @description A change of a store. What is absent stays. */
        StorePatch: {
            /**
             * @description Address.
             * @default null
             */
            address?: string | null;
            /**
             * @description District or county.
             * @default null
             */
            division_code?: string | null;
            /**
             * @description Category.
             * @default null
             */
            mcc?: string | null;
            /**
             * @description Name.
             * @default null
             */
            name?: string | null;
            /** @default null */
            place?: components["schemas"]["GivenPlace"] | null;
            /** @default null */
            state?: components["schemas"]["StoreState"] | null;
        };
        /** @enum {string} */
        StoreState: "active" | "closed";
        /** @enum {string} */
        Strategy: "in_order" | "weight" | "cost";
        /** @description What came of handing a report in: a report, or the faults of its rows and nothing kept. */
        Taken: {
            /** @description Faults by row, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /** @description All faults. */
            errors_total: number;
            report?: components["schemas"]["Report"] | null;
        };
        /** @enum {string} */
        TargetReason: "first_in_order" | "later_in_order" | "share" | "other_share" | "backup" | "least_fee" | "higher_fee" | "same_fee_share";
        /** @description A terminal 受理终端. */
        Terminal: {
            binding?: components["schemas"]["Binding"] | null;
            /** Format: date-time */
            closed_at?: string | null;
            device_type: components["schemas"]["DeviceType"];
            id: components["schemas"]["TerminalId"];
            /** @description Home institution, which alone may change it. */
            institution_id: components["schemas"]["InstitutionId"];
            /** Format: date-time */
            last_seen_at?: string | null;
            maker: string;
            merchant_code?: components["schemas"]["MerchantCode"] | null;
            merchant_id?: components["schemas"]["MerchantId"] | null;
            merchant_name?: string | null;
            model: string;
            /** Format: date-time */
            opened_at: string;
            serial: components["schemas"]["Serial"];
            state: components["schemas"]["TerminalState"];
            store_id?: components["schemas"]["StoreId"] | null;
            store_name?: string | null;
            terminal_code?: components["schemas"]["TerminalCode"] | null;
            /** @description The last trial was good. */
            tested: boolean;
            /**
             * Format: int32
             * @description Counts the changes.
             */
            version: number;
        };
        /** @description What waits for a second pair of eyes. */
        TerminalAsked: {
            /** @description The approval to be decided. */
            approval: components["schemas"]["ApprovalId"];
        };
        /** @description The settlement of a batch as it is stored and shown. */
        TerminalBatch: {
            /** @description The acquirer it is bound to. */
            acquirer_id: components["schemas"]["InstitutionId"];
            /**
             * Format: int32
             * @description Its batch number.
             */
            batch_no: number;
            /**
             * Format: date-time
             * @description When it changed last.
             */
            changed_at: string;
            /**
             * Format: date-time
             * @description When the terminal asked for it.
             */
            created_at: string;
            /** @description What differs, by trace number, once all is uploaded. */
            differences: components["schemas"]["BatchDifference"][];
            /** @description Home institution. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description Number of the merchant. */
            merchant_code: string;
            /** @description Its merchant. */
            merchant_id: components["schemas"]["MerchantId"];
            /** @description How it was resolved. */
            note: string;
            /** @description What we have. */
            our_sums: components["schemas"]["BatchSums"];
            /** @description Who resolved it. */
            resolved_by?: string | null;
            /** @description Where it stands. */
            state: components["schemas"]["TerminalBatchState"];
            /** @description Number of the terminal. */
            terminal_code: string;
            /** @description The terminal. */
            terminal_id: components["schemas"]["TerminalId"];
            /** @description What the terminal says. */
            terminal_sums: components["schemas"]["BatchSums"];
        };
        /** @enum {string} */
        TerminalBatchState: "balanced" | "uploading" | "differing" | "resolved";
        TerminalCode: string;
        /** @description A change of a terminal, or of one that had its serial number before. */
        TerminalHistory: {
            /** @description Written id of who did it. */
            actor: string;
            actor_name: string;
            /** Format: date-time */
            at: string;
            binding?: components["schemas"]["Binding"] | null;
            change: components["schemas"]["Change"];
            detail: Record<string, unknown>;
            from_state?: components["schemas"]["TerminalState"] | null;
            note: string;
            terminal_id: components["schemas"]["TerminalId"];
            to_state: components["schemas"]["TerminalState"];
            /** Format: int32 */
            version: number;
        };
        TerminalId: string;
        /** @description Keys of a terminal as they may be shown, and its session. */
        TerminalKeys: {
            /** @description The master key first, then the working keys of the last sign-in. */
            items: components["schemas"]["KeyMark"][];
            /**
             * Format: date-time
             * @description When it last signed in or its session ended; absent before the first sign-in.
             */
            session_at?: string | null;
            /** @description The terminal is signed in and may pay. */
            signed_in: boolean;
        };
        /** @enum {string} */
        TerminalState: "registered" | "bound" | "testing" | "active" | "suspended" | "closed";
        /** @description An amount and what the acquirer's host does with it 测试金额. */
        TestAmountView: {
            /** @description `sale` or `refund`. */
            asked: string;
            /** @description Last two digits of the amount in fen. */
            ends: string;
            /** @description The response code of a refusal. */
            response_code?: string | null;
            /** @description The same for people. */
            response_text?: string | null;
            /** @description `decline`, `silent` or `late`. */
            then: string;
        };
        /** @description How a trial went. The body may be left out: then it was good. */
        TestBody: {
            /** @description In the words of whoever tried it. */
            note?: string;
            /** @description `started`, `passed` or `failed`. */
            result?: components["schemas"]["TestResult"];
        };
        /** @description A code to scan 测试付款码. */
        TestCode: {
            /** @description What the scanner reads. */
            code: string;
            /** @description Whose wallet it is from: `unionpay`, `wechat`, `alipay`. */
            wallet: string;
        };
        /** @enum {string} */
        TestResult: "started" | "passed" | "failed";
        /** @description An order and its payment as they stand 订单. */
        TillPayment: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /**
             * Format: date-time
             * @description When the payment was answered.
             */
            answered_at?: string | null;
            /**
             * Format: date-time
             * @description When the code that was shown for it was closed.
             */
            closed_at?: string | null;
            /**
             * Format: date-time
             * @description When the order came.
             */
            created_at: string;
            /** @description Always CNY. */
            currency: string;
            /** @description A payment or a refund. */
            kind: components["schemas"]["OrderKind"];
            /** @description What the shop wrote on its bill. */
            merchant_reference?: string | null;
            /** @description The till's own name for it. */
            order_reference: string;
            /** @description Of a refund: the order it gives back. */
            original_reference?: string | null;
            payment_id?: components["schemas"]["PaymentId"] | null;
            /** @description The acquirer's reference number, for the slip. */
            reference_no?: string | null;
            /**
             * Format: int64
             * @description Given back so far, fen.
             */
            refunded_fen: number;
            /** @description The acquirer's answer, field 39. */
            response_code?: string | null;
            /** @description The same for people. */
            response_text?: string | null;
            /** @description Where it stands; `received` without a payment. */
            state: components["schemas"]["PaymentState"];
            /** @description The till. */
            terminal_id: components["schemas"]["TerminalId"];
        };
        /** @description What a person needs to set up an authenticator, shown once. */
        TotpBegun: {
            /** @description The same as an address for a QR code. */
            otpauth_url: string;
            /** @description The secret in base 32, to type. */
            secret: string;
        };
        /** @description A one-time code. */
        TotpConfirm: {
            /** @description Six digits. */
            code: string;
        };
        TransferId: string;
        /** @enum {string} */
        TransferKind: "single" | "pending" | "post" | "void" | "expire";
        /** @description A transfer of the journal 记账分录. */
        TransferView: {
            /** @description Moved, reserved or freed. */
            amount_fen: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was booked.
             */
            at: string;
            /**
             * Format: int32
             * @description Why.
             */
            code: number;
            /** @description Account credited. */
            credit: components["schemas"]["AccountId"];
            /** @description Account debited. */
            debit: components["schemas"]["AccountId"];
            /** @description Whose books. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description What it does. */
            kind: components["schemas"]["TransferKind"];
            /** @description Linked with the next. */
            linked: boolean;
            pending_fen?: components["schemas"]["Money"] | null;
            pending_id?: components["schemas"]["TransferId"] | null;
            pending_state?: components["schemas"]["PendingState"] | null;
            /** @description Why, as a word. */
            reason: string;
            /**
             * Format: uuid
             * @description What it is about.
             */
            reference: string;
            resolved_by?: components["schemas"]["TransferId"] | null;
            /**
             * Format: int64
             * @description Place in the journal.
             */
            seq: number;
            /** @description Id. */
            transfer_id: components["schemas"]["TransferId"];
        };
        /** @description All accounts of an institution at the end of a day 试算平衡表. */
        TrialBalance: {
            /** @description Debits equal credits, pending and posted. */
            balanced: boolean;
            /**
             * Format: date
             * @description Day in China (UTC+8).
             */
            day: string;
            /** @description Whose books. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description By kind. */
            lines: components["schemas"]["TrialLine"][];
            /**
             * Format: int64
             * @description Place in the journal at its end.
             */
            seq: number;
            /** @description Sums of all. */
            total: components["schemas"]["Counters"];
        };
        /** @description One kind of account in a trial balance. */
        TrialLine: components["schemas"]["Counters"] & {
            /**
             * Format: int64
             * @description How many there are.
             */
            accounts: number;
            /** @description Kind of the accounts. */
            kind: components["schemas"]["AccountKind"];
            /** @description Posted credits less posted debits. */
            net_fen: components["schemas"]["Money"];
        };
        /** @description One try of a job. */
        Try: {
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description What it said. */
            error?: string | null;
            /**
             * Format: int32
             * @description 1 is the first.
             */
            number: number;
            /** @description How. */
            outcome: components["schemas"]["TryOutcome"];
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
        };
        /** @enum {string} */
        TryOutcome: "running" | "done" | "failed" | "lost";
        /** @description A void or refund of a payment. */
        Undoing: {
            /**
             * Format: int64
             * @description Fen.
             */
            amount_fen: number;
            /** @description Its id. */
            id: components["schemas"]["PaymentId"];
            /** @description What it is. */
            kind: components["schemas"]["PaymentKind"];
            /**
             * Format: date-time
             * @description When it came.
             */
            received_at: string;
            /** @description Where it stands. */
            state: components["schemas"]["PaymentState"];
        };
        /** @description First digits in no range, and what a day has of them. */
        UnknownBin: {
            /**
             * Format: int64
             * @description Their sum, fen.
             */
            amount_fen: number;
            /** @description First six digits. */
            digits: string;
            /**
             * Format: int64
             * @description Lines of the day.
             */
            lines: number;
        };
        /** @enum {string} */
        Verdict: "chosen" | "outranked" | "not_eligible" | "not_matching";
        /** @description A webhook 回调. */
        Webhook: {
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was disabled.
             */
            disabled_at?: string | null;
            /** @description Why it was disabled. */
            disabled_why?: string | null;
            /** @description Names of events: `payment.approved`, `payment.*` or `*`. */
            events: string[];
            /** @description Its id. */
            id: components["schemas"]["WebhookId"];
            /** @description Whose it is. */
            institution_id: components["schemas"]["InstitutionId"];
            /** @description `keyid` of its signatures. */
            key_id: string;
            /** @description Ed25519 public key to check them with, base 64. */
            public_key: string;
            /** @description Where it stands. */
            state: components["schemas"]["WebhookState"];
            /** @description Where events are posted. */
            url: string;
            /**
             * Format: int32
             * @description Counts changes.
             */
            version: number;
        };
        /** @description What to change; absent fields stay. */
        WebhookChange: {
            /** @description Names of events. */
            events?: string[] | null;
            state?: components["schemas"]["WebhookState"] | null;
            /** @description Where to post. */
            url?: string | null;
            /**
             * Format: int32
             * @description Refuse when it has changed since.
             */
            version?: number | null;
        };
        /** @description A webhook to add. */
        WebhookCreate: {
            /** @description Names of events, 1 to 50: `payment.approved`, `payment.*` or `*`. */
            events: string[];
            institution_id?: components["schemas"]["InstitutionId"] | null;
            /** @description Where to post. */
            url: string;
        };
        WebhookId: string;
        /** @enum {string} */
        WebhookState: "active" | "paused" | "disabled";
        /** @description A day that is not as its weekday says: a holiday, or a working day made up for one 调休. */
        WorkingDay: {
            /**
             * Format: date-time
             * @description When.
             */
            added_at: string;
            /** @description Who added it. */
            added_by: string;
            /**
             * Format: date
             * @description Which day.
             */
            day: string;
            /** @description What it is called. */
            name: string;
            /** @description Whether banks work. */
            works: boolean;
        };
        /** @description What came of an import of days: all rows, or the faults and nothing kept. */
        WorkingDaysTaken: {
            /** @description Faults by row, the first 1,000. */
            errors: components["schemas"]["RowError"][];
            /** @description All faults. */
            errors_total: number;
            /** @description Days taken in. */
            taken: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    about_about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Acquirer"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution_id: components["schemas"]["InstitutionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acquirer"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_set_cut_off: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                institution_id: components["schemas"]["InstitutionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutOffRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutOffAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_set_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                institution_id: components["schemas"]["InstitutionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Policy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_list: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Of this kind, e.g. `route.change`. */
                kind?: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description In this state. */
                state?: components["schemas"]["ApprovalState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Approval"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_list: {
        parameters: {
            query?: {
                /** @description Start of the action's name, e.g. `terminal.`. */
                action?: string;
                /** @description Written id of an actor. */
                actor?: string;
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Not before. */
                from?: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Written id of what it was done to. */
                target?: string;
                /** @description Before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_verify: {
        parameters: {
            query?: {
                /** @description Whose trail; that of the caller when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerified"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_card_bins_list: {
        parameters: {
            query?: {
                /** @description Only of this class. */
                card_class?: components["schemas"]["CardClass"];
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Part of the issuer's name, or first digits of a card. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CardBin"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_card_bins_import: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardBinsTaken"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_card_bins_unknown: {
        parameters: {
            query?: {
                /** @description The business day; the running one when absent. */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnknownBin"][];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_days_list: {
        parameters: {
            query?: {
                /** @description Only this day. */
                business_date?: string;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only this institution's. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only days that have got so far. */
                state?: components["schemas"]["DayState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ClearingDay"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_days_cut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearingDay"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_list: {
        parameters: {
            query?: {
                /** @description Only those for this contract. */
                contract_id?: components["schemas"]["ContractId"];
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only this institution's. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Only rules that set this. */
                kind?: components["schemas"]["FeeKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only rules in this state. */
                state?: components["schemas"]["FeeState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FeeRule"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeeRuleDraft"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeRuleAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FeeRuleId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeRuleDetail"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["FeeRuleId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeeRuleDraft"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeRuleAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_retire: {
        parameters: {
            query?: {
                /** @description The first day on which it does not hold; tomorrow's business day when absent. */
                from_day?: string;
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["FeeRuleId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeeRuleAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_fee_rules_preview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeeTrial"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeePreview"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_holds_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only this merchant's. */
                merchant_id?: components["schemas"]["MerchantId"];
                /** @description Only holds in this state. */
                state?: components["schemas"]["HoldState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SettlementHold"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_holds_place: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementHold"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_holds_release: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldRelease"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_items: {
        parameters: {
            query: {
                /** @description Only what this one acquired. */
                acquirer_id?: components["schemas"]["InstitutionId"];
                /** @description Only payments, or only their undoing. */
                booking?: components["schemas"]["Booking"];
                /** @description The business day. */
                business_date: string;
                /** @description Only of this class of card. */
                card_class?: components["schemas"]["CardClass"];
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Home institution of the merchants; the caller's own when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["PaymentKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only this merchant's. */
                merchant_id?: components["schemas"]["MerchantId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ClearingItem"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_items_export: {
        parameters: {
            query: {
                /** @description Only what this one acquired. */
                acquirer_id?: components["schemas"]["InstitutionId"];
                /** @description Only payments, or only their undoing. */
                booking?: components["schemas"]["Booking"];
                /** @description The business day. */
                business_date: string;
                /** @description Only of this class of card. */
                card_class?: components["schemas"]["CardClass"];
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Home institution of the merchants; the caller's own when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["PaymentKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only this merchant's. */
                merchant_id?: components["schemas"]["MerchantId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only this institution's. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only batches in this state. */
                state?: components["schemas"]["BatchState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SettlementBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_make: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["SettlementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["SettlementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_lines: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only lines in this state. */
                state?: components["schemas"]["LineState"];
            };
            header?: never;
            path: {
                id: components["schemas"]["SettlementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SettlementLine"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_results: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["SettlementId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsTaken"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_settlements_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["SettlementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_statements_list: {
        parameters: {
            query: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Settlement days from this one. */
                from: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description The merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description To this one. */
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementEntry"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_statements_export: {
        parameters: {
            query: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Settlement days from this one. */
                from: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description The merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description To this one. */
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_statements_paper: {
        parameters: {
            query: {
                /** @description Settlement days from this one. */
                from: string;
                /** @description The merchant. */
                merchant_id: components["schemas"]["MerchantId"];
                /** @description To this one; at most 2,000 settlements. */
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The paper */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": number[];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_sums: {
        parameters: {
            query: {
                /** @description The business day. */
                business_date: string;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Home institution of the merchants; the caller's own when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Rows, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DaySum"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_sums_acquirers: {
        parameters: {
            query: {
                /** @description The business day. */
                business_date: string;
                /** @description Home institution of the merchants; the caller's own when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcquirerSum"][];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_clearing_sums_export: {
        parameters: {
            query: {
                /** @description The business day. */
                business_date: string;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Home institution of the merchants; the caller's own when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Rows, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_working_days_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WorkingDay"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearing_working_days_import: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingDaysTaken"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    about_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codes"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_end_contract: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ContractId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description In this state. */
                state?: components["schemas"]["ParkedState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Parked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_rerun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Whose event it is. */
                institution: components["schemas"]["InstitutionId"];
                /** @description Its position in the institution's log. */
                position: number;
                /** @description Who could not take it. */
                subscriber: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Parked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_consistency: {
        parameters: {
            query: {
                /** @description Size of the earlier tree, at least 1. */
                first: number;
                /** @description Size of the later tree. */
                second: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_leaves: {
        parameters: {
            query: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Written id of the thing. */
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Leaf"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LeafId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofBundle"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evidence_tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Import"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    institutions_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Institution"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    institutions_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInstitution"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Institution"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    institutions_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["InstitutionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Institution"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    institutions_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["InstitutionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstitutionChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Institution"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Of this kind. */
                kind?: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description False leaves out what the clock queued, unless something went wrong with it. */
                routine?: boolean;
                /** @description In this state. */
                state?: components["schemas"]["JobState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs__id__rerun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger_accounts: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Of this institution. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Of this kind. */
                kind?: components["schemas"]["AccountKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Written id of whose money it is. */
                owner?: string;
                /** @description Part of name or owner. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Account"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger_account: {
        parameters: {
            query?: {
                /** @description As it was then; now when absent. */
                at?: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger_statement: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Not before. */
                from?: string;
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Not after. */
                to?: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementLine"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TransferId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledger_trial_balance: {
        parameters: {
            query?: {
                /** @description Day in China, e.g. `2026-03-02`; today when absent. */
                day?: string;
                /** @description Whose books; those of the caller's institution when absent. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_links: {
        parameters: {
            query?: {
                /** @description Only links of this acquirer. */
                acquirer?: components["schemas"]["InstitutionId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Link"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_add_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_change_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_health: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_link_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_KeyMark"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acquirers_load_link_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["LinkId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkKeySheet"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkKeyAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makers_reports_list: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Report"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makers_reports_take: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makers_reports_differences: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ReportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReportDifference"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_begin_totp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpBegun"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_confirm_totp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpConfirm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_list: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description In this district or county, six digits. */
                division?: components["schemas"]["Division"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Of this category, four digits. */
                mcc?: components["schemas"]["Mcc"];
                /** @description Part of a name; or a whole merchant number, credit code, phone, account or id number. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["MerchantState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMerchantBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_contracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Contract"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_add_contract: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MerchantHistory"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_stores: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Store"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_add_store: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_suspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MerchantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_export: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description In this district or county, six digits. */
                division?: components["schemas"]["Division"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Of this category, four digits. */
                mcc?: components["schemas"]["Mcc"];
                /** @description Part of a name; or a whole merchant number, credit code, phone, account or id number. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["MerchantState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_import: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_template: {
        parameters: {
            query?: {
                /** @description `csv` when absent. */
                format?: components["schemas"]["Format"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_overview: {
        parameters: {
            query?: {
                /** @description Minutes covered, 1 to 60. */
                minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_list: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Part of the name. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["PartnerState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Partner"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPartner"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PartnerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PartnerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartnerChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PartnerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PartnerKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_add_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PartnerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PartnerId"];
                key: components["schemas"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    partners_retire_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PartnerId"];
                key: components["schemas"]["KeyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Retire"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only these. */
                kind?: components["schemas"]["CodeKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Digits, order reference, or a part of the name. */
                q?: string;
                /** @description Only this terminal's. */
                terminal?: components["schemas"]["TerminalId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PaymentCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_board: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBoard"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code's 26 digits. */
                digits: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The code's 26 digits. */
                digits: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_list: {
        parameters: {
            query?: {
                /** @description Only those sent to this acquirer. */
                acquirer?: components["schemas"]["InstitutionId"];
                /** @description At most so many fen. */
                amount_max?: number;
                /** @description At least so many fen. */
                amount_min?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Received at this time or later. */
                from?: string;
                /** @description Only this kind. */
                kind?: components["schemas"]["PaymentKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only this merchant's. */
                merchant?: components["schemas"]["MerchantId"];
                /**
                 * @description A terminal, merchant, serial, trace or reference number, a whole card number, or its last
                 *     four digits.
                 */
                q?: string;
                /** @description Only payments that stand so. */
                state?: components["schemas"]["PaymentState"];
                /** @description Only this terminal's. */
                terminal?: components["schemas"]["TerminalId"];
                /** @description Received before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PaymentSummary"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tills_pay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDetail"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCode"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_download: {
        parameters: {
            query?: {
                /** @description Only those sent to this acquirer. */
                acquirer?: components["schemas"]["InstitutionId"];
                /** @description At most so many fen. */
                amount_max?: number;
                /** @description At least so many fen. */
                amount_min?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Kind of file, in an export. */
                format?: components["schemas"]["Format"];
                /** @description Received at this time or later. */
                from?: string;
                /** @description Only this kind. */
                kind?: components["schemas"]["PaymentKind"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only this merchant's. */
                merchant?: components["schemas"]["MerchantId"];
                /**
                 * @description A terminal, merchant, serial, trace or reference number, a whole card number, or its last
                 *     four digits.
                 */
                q?: string;
                /** @description Only payments that stand so. */
                state?: components["schemas"]["PaymentState"];
                /** @description Only this terminal's. */
                terminal?: components["schemas"]["TerminalId"];
                /** @description Received before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tills_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only orders under this reference of the shop's. */
                merchant_reference?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tills_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference of the order. */
                order_reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tills_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The caller's own reference of the order. */
                order_reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_close_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The caller's own reference of the order. */
                order_reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tills_refund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The caller's own reference of the order. */
                order_reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TillPayment"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_list: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Of this institution. */
                institution_id?: components["schemas"]["InstitutionId"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Part of login or name. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["PersonState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Person"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstSignIn"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstSignIn"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepaid_issue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPrepaidCard"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrepaidCard"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepaid_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the card. */
                card_no: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrepaidCard"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepaid_entries: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Number of the card. */
                card_no: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PrepaidEntry"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepaid_enter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Number of the card. */
                card_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPrepaidEntry"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrepaidEntry"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_days: {
        parameters: {
            query?: {
                /** @description Only of one acquirer. */
                acquirer_id?: components["schemas"]["InstitutionId"];
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Only open or closed ones. */
                state?: components["schemas"]["ReconDayState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReconDay"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_sheet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ReconDayId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconSheet"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReconDayId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconSheet"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_compare: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReconDayId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconSheet"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_take: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileTaken"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileTaken"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_list: {
        parameters: {
            query?: {
                /** @description Only of one acquirer. */
                acquirer_id?: components["schemas"]["InstitutionId"];
                /** @description Only of business days at least so many days ago. */
                age_days?: number;
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only of one day. */
                day_id?: components["schemas"]["ReconDayId"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Only what you work on. */
                mine?: boolean;
                /** @description Only what waits for staff. */
                open?: boolean;
                /** @description Only of one status. */
                status?: components["schemas"]["ReconStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReconResult"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ReconResultId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconDetail"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReconResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconResult"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReconResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReconNoteBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconResult"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReconResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettleAnswer"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettleAnswer"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconciliation_download: {
        parameters: {
            query?: {
                /** @description Only of one acquirer. */
                acquirer_id?: components["schemas"]["InstitutionId"];
                /** @description Only of business days at least so many days ago. */
                age_days?: number;
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Only of one day. */
                day_id?: components["schemas"]["ReconDayId"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Only what you work on. */
                mine?: boolean;
                /** @description Only what waits for staff. */
                open?: boolean;
                /** @description Only of one status. */
                status?: components["schemas"]["ReconStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_reversals: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only reversals that stand so. */
                state?: components["schemas"]["ReversalState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReversalView"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReversalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReversalView"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ReversalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReversalView"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_list: {
        parameters: {
            query?: {
                /** @description Only rules that lead to this acquirer. */
                acquirer?: components["schemas"]["InstitutionId"];
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only rules in this state. */
                state?: components["schemas"]["RouteState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Route"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteDraft"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["RouteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_retire: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["RouteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["RouteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoutePatch"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_dry_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRun"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunAnswer"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    routes_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayAnswer"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandbox_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandbox_open: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenSandbox"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandbox_requests: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Part of the address; or a whole request id, idempotency key or problem code. */
                q?: string;
                /** @description Only those answered with a problem, or only the others. */
                refused?: boolean;
                /** @description Only those whose signature was held so. */
                signature?: components["schemas"]["SignatureResult"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SandboxRequestRow"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandbox_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id in the list. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRequest"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandbox_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its id in the list. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxReplay"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRequest"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_text: {
        parameters: {
            query: {
                /** @description What was scanned. */
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAddress"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_scanned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code's 26 digits. */
                digits: string;
                /** @description Number of the acquirer, 8 digits. */
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScannedCode"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    codes_pay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code's 26 digits. */
                digits: string;
                /** @description Number of the acquirer, 8 digits. */
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanPayment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanPaid"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session_sign_out: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchants_change_store: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["StoreId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorePatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_terminal_batches: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description Only those that stand so. */
                state?: components["schemas"]["TerminalBatchState"];
                /** @description Only this terminal's. */
                terminal?: components["schemas"]["TerminalId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TerminalBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_terminal_batches__terminal___batch_no: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its batch number, 1 to 999999. */
                batch_no: number;
                /** @description The terminal. */
                terminal: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_terminal_batches__terminal___batch_no__resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Its batch number, 1 to 999999. */
                batch_no: number;
                /** @description The terminal. */
                terminal: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchResolution"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalBatch"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_list: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Of this merchant. */
                merchant?: components["schemas"]["MerchantId"];
                /** @description A whole terminal or merchant number, or the beginning of a serial number. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["TerminalState"];
                /** @description In this store. */
                store?: components["schemas"]["StoreId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_activate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_bind: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TerminalHistory"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalKeys"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_load_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeySheet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalKeys"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_make_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeMasterKey"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_proof: {
        parameters: {
            query?: {
                /** @description Which binding; the current one when absent. */
                binding?: components["schemas"]["BindingId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_rebind: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingDraft"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalAsked"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_suspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    terminals_export: {
        parameters: {
            query?: {
                /** @description Give back what `next` held. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Form of an export; `csv` when absent. */
                format?: components["schemas"]["Format"];
                /** @description Rows of the page, 1 to 200. */
                limit?: number;
                /** @description Of this merchant. */
                merchant?: components["schemas"]["MerchantId"];
                /** @description A whole terminal or merchant number, or the beginning of a serial number. */
                q?: string;
                /** @description In this state. */
                state?: components["schemas"]["TerminalState"];
                /** @description In this store. */
                store?: components["schemas"]["StoreId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_terminals_import: {
        parameters: {
            query?: {
                /** @description Only look for faults. */
                dry_run?: boolean;
                /** @description Name of the file, when the body is the file itself. */
                file_name?: string;
                /** @description Form of the file; by its name or media type when absent. */
                format?: components["schemas"]["Format"];
                /** @description For which institution; the caller's own when absent. The network branch must say. */
                institution_id?: components["schemas"]["InstitutionId"];
            };
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_terminals_import_template: {
        parameters: {
            query?: {
                /** @description `csv` when absent. */
                format?: components["schemas"]["Format"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_list: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Webhook"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_deliveries: {
        parameters: {
            query?: {
                /** @description Go on after. */
                cursor?: components["schemas"]["Cursor"];
                /** @description Rows, 1 to 200. */
                limit?: number;
                /** @description In this state. */
                state?: components["schemas"]["DeliveryState"];
            };
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Delivery"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_rotate_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required of partners: the same write sent twice is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description A problem document (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
