import { PauseCircleOutlined } from "@ant-design/icons";
import type { SettlementHold } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { MerchantName } from "@/ledger/accounts/names";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { FormDrawer, YuanInput } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT } from "@/shared/i18n";
import { priced, timed, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Money, State, Time } from "@/shared/show/show";
import { listHolds, placeHold, releaseHold } from "./api";

interface Draft {
  merchant_id: string;
  amount_fen?: number;
  reason: string;
}

/** Money of merchants that is kept back. */
export default function Holds() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const asked = useAsked();
  const [placing, setPlacing] = useState(false);
  const filters = useFilters(["state"]);
  const { state } = filters.values;
  const list = useList(["holds", state], (cursor) => listHolds(state, cursor));
  const settles = can("clearing_settle");
  const required = [{ required: true, message: t("common.required") }];
  const columns: Column<SettlementHold>[] = [
    {
      key: "merchant",
      title: "settlement.merchant",
      card: "title",
      cell: (row) => <MerchantName id={row.merchant_id} />,
      value: (row) => row.merchant_id,
    },
    {
      key: "amount",
      title: "common.amount",
      align: "right",
      card: "value",
      cell: (row) =>
        row.amount_fen === null || row.amount_fen === undefined ? (
          t("settlement.hold_all")
        ) : (
          <Money fen={row.amount_fen} />
        ),
      ...priced((row) => row.amount_fen),
    },
    {
      key: "reason",
      title: "settlement.reason",
      card: "sub",
      cell: (row) => row.reason,
      value: (row) => row.reason,
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => (
        <State
          group="hold_state"
          word={row.state}
          tone={row.state === "active" ? "warn" : undefined}
        />
      ),
      ...worded("hold_state", (row) => row.state),
    },
    {
      key: "placed",
      title: "common.time",
      cell: (row) => <Time at={row.placed_at} />,
      ...timed((row) => row.placed_at),
    },
    {
      key: "release",
      title: "common.actions",
      cell: (row) =>
        settles && row.state === "active" ? (
          <ConfirmButton
            type="text"
            fourEyes
            note="required"
            text={t("settlement.release")}
            title={t("settlement.release_title")}
            act={async (note) => asked((await releaseHold(row.id, note)).approval)}
          >
            {t("settlement.release_text")}
          </ConfirmButton>
        ) : null,
    },
  ];
  const send = async (draft: Draft) => {
    await placeHold(draft);
    await client.invalidateQueries({ queryKey: ["holds"] });
  };
  return (
    <Page
      title={t("settlement.holds")}
      lead={t("settlement.holds_lead")}
      actions={
        settles && (
          <Button
            type="primary"
            icon={<PauseCircleOutlined aria-hidden />}
            onClick={() => setPlacing(true)}
          >
            {t("settlement.hold")}
          </Button>
        )
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "hold_state",
              words: ["active", "released"],
            },
          ]}
        />
        <DataList
          label={t("settlement.holds")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("settlement.holds_empty"), text: t("settlement.holds_empty_text") }}
        />
      </Section>
      <FormDrawer<Draft>
        open={placing}
        title={t("settlement.hold")}
        submitText={t("settlement.hold")}
        send={send}
        onClose={() => setPlacing(false)}
      >
        <Form.Item name="merchant_id" label={t("settlement.merchant")} rules={required}>
          <MerchantChoice />
        </Form.Item>
        <Form.Item
          name="amount_fen"
          label={t("common.amount")}
          extra={t("settlement.hold_amount_rule")}
        >
          <YuanInput />
        </Form.Item>
        <Form.Item name="reason" label={t("settlement.reason")} rules={required}>
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </FormDrawer>
    </Page>
  );
}
