import { PlusOutlined } from "@ant-design/icons";
import { MerchantFilter } from "@/panorama/merchants/merchant-choice";
import { LinkButton } from "@/shared/form/link-button";
import { useT } from "@/shared/i18n";
import { DataList } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { TokenFilter } from "@/shared/list/token-filter";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { filterNames, listTerminals } from "./api";
import { terminalColumns } from "./columns";

const states = ["registered", "bound", "testing", "active", "suspended", "closed"];

export default function Terminals() {
  const t = useT();
  const filters = useFilters(filterNames);
  const list = useList(["terminals", filters.values], (cursor) =>
    listTerminals(filters.values, cursor),
  );
  const register = (
    <Can right="terminals_write">
      <LinkButton type="primary" icon={<PlusOutlined aria-hidden />} to="/terminals/new">
        {t("terminals.register")}
      </LinkButton>
    </Can>
  );
  return (
    <Page
      title={t("terminals.title")}
      lead={t("terminals.lead")}
      actions={
        <>
          <ExportButton path="terminals/export" query={filters.values} />
          {register}
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "terminals.q" },
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "terminal_state",
              words: states,
            },
            { type: "pick", name: "merchant", label: "payments.merchant", control: MerchantFilter },
            { type: "pick", name: "store", label: "terminals.store", control: TokenFilter },
          ]}
        />
        <DataList
          label={t("terminals.title")}
          list={list}
          columns={terminalColumns}
          rowKey={(row) => row.id}
          to={(row) => `/terminals/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{
            title: t("terminals.empty"),
            text: t("terminals.empty_text"),
            actions: register,
          }}
        />
      </Section>
    </Page>
  );
}
