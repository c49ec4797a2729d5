import { PlusOutlined } from "@ant-design/icons";
import type { Contract, ContractDraft, Merchant } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { DateInput } from "@/shared/form/date-input";
import { FormDrawer, Two } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Mono, State, Word } from "@/shared/show/show";
import { createContract, endContract, listContracts } from "./api";

const products = Object.keys(sections.product);

/** Contracts of a merchant with acquirers. */
export function Contracts({ merchant }: { merchant: Merchant }) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const { can } = useSession();
  const [making, setMaking] = useState(false);
  const list = useList(["contracts", merchant.id], () => listContracts(merchant.id));
  const writes = can("merchants_write") && merchant.state !== "closed";
  const create = writes && (
    <Button icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
      {t("contracts.new")}
    </Button>
  );
  const columns: Column<Contract>[] = [
    {
      key: "acquirer",
      title: "contracts.acquirer",
      card: "title",
      cell: (row) => row.acquirer_name,
    },
    {
      key: "code",
      title: "contracts.acquirer_code",
      cell: (row) => <Mono>{row.acquirer_merchant_code}</Mono>,
    },
    {
      key: "mode",
      title: "contracts.mode",
      cell: (row) => <Word group="contract_mode" word={row.mode} />,
    },
    {
      key: "products",
      title: "contracts.products",
      cell: (row) => row.products.map((p) => word("product", p)).join(" · "),
    },
    {
      key: "from",
      title: "contracts.from",
      cell: (row) => <span className="tabular">{row.from}</span>,
    },
    {
      key: "until",
      title: "contracts.until",
      cell: (row) => <span className="tabular">{row.until ?? "—"}</span>,
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      cell: (row) => <State group="contract_state" word={row.state} />,
    },
    {
      key: "end",
      title: "common.actions",
      card: "line",
      cell: (row) =>
        writes && row.state === "active" ? (
          <ConfirmButton
            danger
            type="text"
            text={t("contracts.end")}
            title={t("contracts.end_title")}
            act={async () => {
              await endContract(row.id);
              await client.invalidateQueries({ queryKey: ["contracts"] });
            }}
          >
            {t("contracts.end_text")}
          </ConfirmButton>
        ) : null,
    },
  ];
  return (
    <Section title={t("merchants.contracts")} extra={list.rows?.length !== 0 && create} flush>
      <DataList
        label={t("merchants.contracts")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        blank={{ title: t("contracts.empty"), text: t("contracts.empty_text"), actions: create }}
      />
      <ContractForm merchant={merchant} open={making} onClose={() => setMaking(false)} />
    </Section>
  );
}

function ContractForm({
  merchant,
  open,
  onClose,
}: {
  merchant: Merchant;
  open: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const { data: acquirers } = useAcquirers();
  const required = [{ required: true, message: t("common.required") }];
  const send = async (values: ContractDraft) => {
    await createContract(merchant.id, {
      ...values,
      acquirer_merchant_code: values.acquirer_merchant_code || undefined,
      until: values.until || undefined,
    });
    await client.invalidateQueries({ queryKey: ["contracts"] });
  };
  return (
    <FormDrawer<ContractDraft>
      open={open}
      title={t("contracts.new")}
      initial={{ mode: "own", products: ["card"], from: new Date().toISOString().slice(0, 10) }}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="acquirer_id" label={t("contracts.acquirer")} rules={required}>
        <Select
          options={(acquirers ?? []).map((a) => ({ value: a.institution_id, label: a.short_name }))}
        />
      </Form.Item>
      <Form.Item
        name="acquirer_merchant_code"
        label={t("contracts.acquirer_code")}
        extra={t("contracts.acquirer_code_rule")}
      >
        <Input className="mono" maxLength={15} />
      </Form.Item>
      <Form.Item name="mode" label={t("contracts.mode")}>
        <Segmented
          options={["own", "joint"].map((value) => ({
            value,
            label: word("contract_mode", value),
          }))}
        />
      </Form.Item>
      <Form.Item name="products" label={t("contracts.products")} rules={required}>
        <Select
          mode="multiple"
          options={products.map((value) => ({ value, label: word("product", value) }))}
        />
      </Form.Item>
      <Two>
        <Form.Item name="from" label={t("contracts.from")} rules={required}>
          <DateInput clear={false} />
        </Form.Item>
        <Form.Item name="until" label={t("contracts.until")}>
          <DateInput />
        </Form.Item>
      </Two>
    </FormDrawer>
  );
}
