import { PlusOutlined } from "@ant-design/icons";
import type { Merchant, Store, StoreDraft, StorePatch } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { CodeSelect, CodeText } from "@/shared/codes/codes";
import { FormDrawer, PlaceInput, Two } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { coded, plain } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Section } from "@/shared/page/page";
import { Can, useSession } from "@/shared/session/session";
import { PlaceText, State } from "@/shared/show/show";
import { changeStore, createStore, listStores } from "@/panorama/merchants/api";

const columns: Column<Store>[] = [
  {
    key: "name",
    title: "stores.name",
    card: "title",
    ...plain((row) => row.name),
  },
  {
    key: "code",
    title: "stores.code",
    width: 120,
    card: "sub",
    ...coded((row) => row.code),
  },
  {
    key: "state",
    title: "common.state",
    width: 100,
    card: "value",
    cell: (row) => <State group="merchant_state" word={row.state} />,
  },
  { key: "address", title: "common.address", cell: (row) => row.address },
  {
    key: "mcc",
    title: "common.mcc",
    card: "sub",
    cell: (row) => <CodeText list="mccs" code={row.mcc} line />,
    value: (row) => row.mcc,
  },
  {
    key: "place",
    title: "common.place",
    width: 210,
    wide: true,
    cell: (row) => <PlaceText place={row.place} />,
  },
];

/** Stores of a merchant, with their form. */
export function Stores({ merchant }: { merchant: Merchant }) {
  const t = useT();
  const { can } = useSession();
  const [open, setOpen] = useState<Store | "new">();
  const list = useList(["stores", merchant.id], (cursor) => listStores(merchant.id, cursor));
  const writes = can("merchants_write") && merchant.state !== "closed";
  const create = writes && (
    <Button icon={<PlusOutlined aria-hidden />} onClick={() => setOpen("new")}>
      {t("stores.new")}
    </Button>
  );
  return (
    <Section title={t("merchants.stores")} extra={list.rows?.length !== 0 && create} flush>
      <DataList
        label={t("merchants.stores")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={writes ? setOpen : undefined}
        blank={{
          title: t("stores.empty"),
          text: t("stores.empty_text"),
          actions: <Can right="merchants_write">{create}</Can>,
        }}
      />
      <StoreForm merchant={merchant} open={open} onClose={() => setOpen(undefined)} />
    </Section>
  );
}

type Values = StoreDraft & Pick<StorePatch, "state">;

function initialOf(merchant: Merchant, store: Store | undefined): Partial<Values> {
  const from = store ?? merchant;
  const place = from.place && {
    latitude_e6: from.place.latitude_e6,
    longitude_e6: from.place.longitude_e6,
  };
  return {
    name: store?.name,
    code: store?.code,
    state: store?.state,
    mcc: from.mcc,
    division_code: from.division_code,
    address: from.address,
    place: place ?? undefined,
  };
}

function StoreForm({
  merchant,
  open,
  onClose,
}: {
  merchant: Merchant;
  open?: Store | "new";
  onClose: () => void;
}) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const store = open === "new" ? undefined : open;
  const required = [{ required: true, whitespace: true, message: t("common.required") }];
  const send = async ({ state, ...values }: Values) => {
    const { code, ...rest } = values;
    if (store) await changeStore(store.id, { ...rest, state });
    else await createStore(merchant.id, { ...rest, code });
    await client.invalidateQueries({ queryKey: ["stores"] });
    await client.invalidateQueries({ queryKey: ["merchants"] });
  };
  return (
    <FormDrawer<Values>
      open={Boolean(open)}
      title={t(store ? "stores.edit" : "stores.new")}
      initial={initialOf(merchant, store)}
      send={send}
      onClose={onClose}
    >
      <Two>
        <Form.Item name="name" label={t("stores.name")} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="code" label={t("stores.code")} rules={required}>
          <Input className="mono" maxLength={16} disabled={Boolean(store)} />
        </Form.Item>
        <Form.Item name="mcc" label={t("common.mcc")} rules={required}>
          <CodeSelect list="mccs" />
        </Form.Item>
        <Form.Item name="division_code" label={t("common.division")} rules={required}>
          <CodeSelect list="divisions" />
        </Form.Item>
      </Two>
      <Form.Item name="address" label={t("common.address")} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="place"
        label={t("common.place")}
        extra={t("common.place_rule")}
        rules={[{ required: true, message: t("common.required") }]}
      >
        <PlaceInput />
      </Form.Item>
      {store && (
        <Form.Item name="state" label={t("common.state")} rules={required}>
          <Segmented
            options={["active", "closed"].map((value) => ({
              value,
              label: word("merchant_state", value),
            }))}
          />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
