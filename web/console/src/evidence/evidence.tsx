import { DownloadOutlined } from "@ant-design/icons";
import { ProblemError } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Columns, Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Code, CopyId, Facts, Mono, State, Time, Word } from "@/shared/show/show";
import { listLeaves, readCheckpoint, readLogKey, type Leaf } from "./api";

const steps = ["evidence.step_1", "evidence.step_2", "evidence.step_3", "evidence.step_4"] as const;

export default function EvidencePage() {
  const t = useT();
  return (
    <Page title={t("evidence.title")} lead={t("evidence.lead")}>
      <Columns
        main={
          <>
            <CheckpointSection />
            <Leaves />
          </>
        }
        side={<HowTo />}
      />
    </Page>
  );
}

function CheckpointSection() {
  const t = useT();
  const query = useQuery({
    queryKey: ["checkpoint"],
    queryFn: readCheckpoint,
    refetchInterval: 10_000,
  });
  const key = useQuery({ queryKey: ["log-key"], queryFn: readLogKey, staleTime: Infinity });
  const none = query.error instanceof ProblemError && query.error.problem.status === 404;
  return (
    <Section title={t("evidence.checkpoint")}>
      {none ? (
        <BlankState title={t("evidence.empty")} text={t("evidence.empty_text")} />
      ) : (
        <Loaded query={query}>
          {(checkpoint) => (
            <>
              <Facts
                facts={[
                  { label: "evidence.origin", wide: true, value: <Mono>{checkpoint.origin}</Mono> },
                  {
                    label: "evidence.size",
                    value: <span className="tabular">{count(checkpoint.size)}</span>,
                  },
                  {
                    label: "evidence.root",
                    wide: true,
                    value: <CopyId id={checkpoint.root} whole />,
                  },
                  {
                    label: "evidence.key",
                    wide: true,
                    hide: !key.data,
                    value: <CopyId id={key.data?.trim()} whole />,
                  },
                  {
                    label: "evidence.note",
                    wide: true,
                    value: <Code value={checkpoint.note.trim()} label={t("evidence.note")} />,
                  },
                ]}
              />
            </>
          )}
        </Loaded>
      )}
    </Section>
  );
}

function HowTo() {
  const t = useT();
  return (
    <Section title={t("evidence.verify")}>
      <ol style={{ display: "grid", gap: 10 }}>
        {steps.map((step, index) => (
          <li key={step} style={{ display: "grid", gridTemplateColumns: "22px minmax(0, 1fr)" }}>
            <span className="quiet tabular">{index + 1}</span>
            <span>
              {t(step)}
              {index === 1 && (
                <div style={{ marginTop: 8 }}>
                  <Code value="shancheng verify evidence proof.json" label="shell" />
                </div>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const columns: Column<Leaf>[] = [
  {
    key: "kind",
    title: "evidence.kind",
    card: "title",
    cell: (row) => <Word group="evidence_kind" word={row.kind} />,
  },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.at} /> },
  {
    key: "index",
    title: "evidence.index",
    align: "right",
    cell: (row) => <span className="tabular">{row.index ?? "—"}</span>,
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => (
      <State group="proof_state" word={row.state === "pending" ? "pending" : "proven"} />
    ),
  },
  {
    key: "proof",
    title: "terminals.proof",
    cell: (row) =>
      row.state === "pending" ? null : (
        <a href={`/api/v1/evidence/leaves/${row.id}/proof`} download>
          <DownloadOutlined aria-hidden /> {row.id.slice(-6)}
        </a>
      ),
  },
];

/** Facts recorded about one thing, each with its proof. */
function Leaves() {
  const t = useT();
  const filters = useFilters(["subject"]);
  const { subject = "" } = filters.values;
  const [text, setText] = useState(subject);
  const list = useList(["leaves", subject], (cursor) => listLeaves(subject, cursor), {
    enabled: subject !== "",
  });
  return (
    <Section title={t("evidence.find")} flush>
      <form
        style={{ display: "flex", gap: 8, padding: "0 20px 14px" }}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          filters.set({ subject: text.trim() });
        }}
      >
        <Input
          className="mono"
          allowClear
          aria-label={t("evidence.subject")}
          placeholder={t("evidence.subject")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit">{t("common.search")}</Button>
      </form>
      {subject ? (
        <DataList
          label={t("evidence.find")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          blank={{ title: t("evidence.find_none") }}
        />
      ) : (
        <p className="quiet" style={{ padding: "0 20px 20px" }}>
          {t("evidence.find_text")}
        </p>
      )}
    </Section>
  );
}
