import { CalculatorOutlined, PlusOutlined } from "@ant-design/icons";
import type { FeeRule } from "@shancheng/api";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAsked } from "@/shared/form/use-asked";
import { useT } from "@/shared/i18n";
import { priced, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Money, State, Word } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { filterNames, listFeeRules, retireFeeRule } from "./api";
import { FeeForm } from "./fee-form";
import { FeePreviewPanel } from "./preview";

/** Dated fee rules, what they come to, and card ranges. */
export default function Fees() {
  const t = useT();
  const phone = usePhone();
  const { can, me } = useSession();
  const asked = useAsked();
  const name = useInstitutionName();
  const [editing, setEditing] = useState<FeeRule | "new">();
  const [trying, setTrying] = useState(false);
  const filters = useFilters(filterNames);
  const list = useList(["fee-rules", filters.values], (cursor) =>
    listFeeRules(filters.values, cursor),
  );
  const writes = can("fees_write");
  const columns: Column<FeeRule>[] = [
    {
      key: "name",
      title: "fees.name",
      card: "title",
      cell: (row) => row.name,
      value: (row) => row.name,
    },
    {
      key: "kind",
      title: "fees.kind",
      card: "sub",
      cell: (row) => <Word group="fee_kind" word={row.kind} />,
      ...worded("fee_kind", (row) => row.kind),
    },
    {
      key: "institution",
      title: "common.institution",
      cell: (row) => name(row.institution_id),
      value: (row) => name(row.institution_id),
    },
    {
      key: "card_class",
      title: "fees.card_class",
      cell: (row) =>
        row.card_class ? (
          <Word group="card_class" word={row.card_class} />
        ) : (
          <span className="quiet">—</span>
        ),
      ...worded("card_class", (row) => row.card_class),
    },
    {
      key: "contract",
      title: "fees.contract",
      wide: true,
      cell: (row) =>
        row.contract_id ? <CopyId id={row.contract_id} /> : <span className="quiet">—</span>,
      value: (row) => row.contract_id,
    },
    {
      key: "rate",
      title: "fees.rate",
      align: "right",
      card: "value",
      cell: (row) => (
        <span className="tabular">
          {row.rate_bp ? t("fees.rate_text", { rate: row.rate_bp }) : `MCC ${row.mccs.join(" ")}`}
        </span>
      ),
      value: (row) => row.rate_bp,
    },
    {
      key: "cap",
      title: "fees.cap",
      align: "right",
      cell: (row) =>
        row.cap_fen === null || row.cap_fen === undefined ? (
          <span className="quiet">—</span>
        ) : (
          <Money fen={row.cap_fen} />
        ),
      ...priced((row) => row.cap_fen),
    },
    {
      key: "from",
      title: "fees.from_day",
      cell: (row) => <span className="nowrap tabular">{row.from_day}</span>,
      value: (row) => row.from_day,
    },
    {
      key: "source",
      title: "fees.source",
      wide: true,
      cell: (row) => row.source,
      value: (row) => row.source,
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="route_state" word={row.state} />,
      ...worded("route_state", (row) => row.state),
    },
    {
      key: "retire",
      title: "common.actions",
      cell: (row) =>
        writes && row.state === "active" && row.institution_id === me.institution.id ? (
          <ConfirmButton
            type="text"
            danger
            fourEyes
            text={t("fees.retire")}
            title={t("fees.retire_title")}
            act={async () => asked((await retireFeeRule(row.id)).approval)}
          >
            <p>
              <strong>{row.name}</strong>
            </p>
            {t("fees.retire_text")}
          </ConfirmButton>
        ) : null,
    },
  ];
  return (
    <Page
      title={t("fees.title")}
      lead={t("fees.lead")}
      actions={
        <>
          <Button icon={<CalculatorOutlined aria-hidden />} onClick={() => setTrying(true)}>
            {t("fees.preview")}
          </Button>
          {writes && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setEditing("new")}
            >
              {t("fees.new")}
            </Button>
          )}
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "kind",
              label: "fees.kind",
              group: "fee_kind",
              words: ["merchant", "issuer", "network", "waiver"],
            },
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "route_state",
              words: ["draft", "active", "retired"],
            },
          ]}
        />
        <DataList
          label={t("fees.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={writes ? setEditing : undefined}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("fees.empty"), text: t("fees.empty_text") }}
        />
      </Section>
      <FeeForm rule={editing} onClose={() => setEditing(undefined)} />
      <Drawer
        open={trying}
        title={t("fees.preview")}
        size={phone ? "100%" : 560}
        onClose={() => setTrying(false)}
        destroyOnHidden
      >
        <FeePreviewPanel />
      </Drawer>
    </Page>
  );
}
