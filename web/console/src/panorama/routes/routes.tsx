import { ExperimentOutlined, PlusOutlined } from "@ant-design/icons";
import type { Route } from "@shancheng/api";
import { Button, Drawer } from "antd";
import { useState } from "react";
import {
  useAcquirerChoices,
  useAcquirerName,
  useLinkName,
} from "@/panorama/acquirers/use-acquirers";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAsked } from "@/shared/form/use-asked";
import { MerchantName } from "@/ledger/accounts/names";
import { useCodeName } from "@/shared/codes/codes";
import { useT, useWord } from "@/shared/i18n";
import { plain, stated } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Tag } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { filterNames, listRoutes, removeRoute } from "./api";
import { conditionLines, shareOf } from "./conditions";
import { DryRunPanel } from "./dry-run";
import { RouteForm } from "./route-form";

export default function Routes() {
  const t = useT();
  const phone = usePhone();
  const { can } = useSession();
  const asked = useAsked();
  const acquirer = useAcquirerName();
  const [editing, setEditing] = useState<Route | "new">();
  const [trying, setTrying] = useState(false);
  const filters = useFilters(filterNames);
  const choices = useAcquirerChoices();
  const list = useList(["routes", filters.values], (cursor) => listRoutes(filters.values, cursor));
  const writes = can("routes_write");
  const columns: Column<Route>[] = [
    {
      key: "priority",
      title: "routes.priority",
      width: 80,
      align: "right",
      card: "value",
      cell: (row) => <span className="tabular">{row.priority}</span>,
      value: (row) => row.priority,
    },
    {
      key: "name",
      title: "routes.name",
      card: "title",
      ...plain((row) => row.name),
    },
    { key: "conditions", title: "routes.conditions", cell: (row) => <Conditions route={row} /> },
    {
      key: "to",
      title: "routes.to",
      value: (row) => row.targets.map((target) => acquirer(target.acquirer_id)).join(" "),
      cell: (row) => <Targets route={row} />,
    },
    {
      key: "state",
      title: "common.state",
      width: 100,
      card: "mark",
      ...stated("route_state", (row) => row.state),
    },
    {
      key: "version",
      title: "routes.version",
      align: "right",
      width: 70,
      wide: true,
      card: "none",
      cell: (row) => <span className="tabular">v{row.version}</span>,
    },
    {
      key: "remove",
      title: "common.actions",
      width: 110,
      cell: (row) =>
        writes && row.state !== "retired" ? (
          <ConfirmButton
            type="text"
            danger
            fourEyes
            text={t("common.remove")}
            title={t("routes.remove_title")}
            act={async () => asked((await removeRoute(row.id)).approval)}
          >
            <p>
              <strong>{row.name}</strong>
            </p>
            {t("routes.remove_text")}
          </ConfirmButton>
        ) : null,
    },
  ];
  return (
    <Page
      title={t("routes.title")}
      lead={t("routes.lead")}
      actions={
        <>
          <Button icon={<ExperimentOutlined aria-hidden />} onClick={() => setTrying(true)}>
            {t("routes.dry")}
          </Button>
          {writes && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setEditing("new")}
            >
              {t("routes.new")}
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
              name: "state",
              label: "common.state",
              group: "route_state",
              words: ["draft", "active", "retired"],
            },
            { type: "choice", name: "acquirer", label: "routes.acquirer", options: choices },
          ]}
        />
        <DataList
          label={t("routes.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={writes ? setEditing : undefined}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("routes.empty"), text: t("routes.empty_text") }}
        />
      </Section>
      <RouteForm route={editing} onClose={() => setEditing(undefined)} />
      <Drawer
        open={trying}
        title={t("routes.dry")}
        size={phone ? "100%" : 560}
        onClose={() => setTrying(false)}
        destroyOnHidden
      >
        <DryRunPanel />
      </Drawer>
    </Page>
  );
}

/** Where a rule leads; with several targets how one is found, and what each may get. */
function Targets({ route }: { route: Route }) {
  const t = useT();
  const word = useWord();
  const acquirer = useAcquirerName();
  const link = useLinkName();
  const { targets, strategy } = route;
  return (
    <>
      {targets.length > 1 && <div className="quiet">{word("strategy", strategy)}</div>}
      {targets.map((target) => {
        const share = shareOf(target.weight ?? 0, targets);
        return (
          <div key={target.link_id}>
            {acquirer(target.acquirer_id)} <span className="quiet">· {link(target.link_id)}</span>
            {targets.length > 1 && strategy === "weight" && (
              <span className="tabular quiet"> · {share ?? t("routes.backup")}</span>
            )}
          </div>
        );
      })}
    </>
  );
}

function Conditions({ route }: { route: Route }) {
  const t = useT();
  const word = useWord();
  const name = useCodeName();
  const lines = conditionLines(route.conditions, word, (code) => name("mccs", code));
  const merchant = route.conditions.merchant_id;
  if (lines.length === 0 && !merchant)
    return <span className="quiet">{t("routes.conditions_none")}</span>;
  return (
    <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
      {merchant && (
        <Tag tone="quiet" plain>
          {t("routes.merchant")} <MerchantName id={merchant} />
        </Tag>
      )}
      {lines.map((line) => (
        <Tag key={line} tone="quiet" plain>
          {line}
        </Tag>
      ))}
    </span>
  );
}
