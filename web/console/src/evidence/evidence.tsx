import { DownloadOutlined } from "@ant-design/icons";
import { http, ProblemError, type Checkpoint } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { Columns, Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Code, CopyId, Facts, Time } from "@/shared/show/show";

const steps = ["evidence.step_1", "evidence.step_2", "evidence.step_3", "evidence.step_4"] as const;

export default function EvidencePage() {
  const t = useT();
  const [leaf, setLeaf] = useState("");
  const query = useQuery({
    queryKey: ["checkpoint"],
    queryFn: () => http.get<Checkpoint>("evidence/checkpoint"),
    refetchInterval: 10_000,
  });
  const none = query.error instanceof ProblemError && query.error.problem.status === 404;
  return (
    <Page title={t("evidence.title")} lead={t("evidence.lead")}>
      <Columns
        main={
          <Section title={t("evidence.checkpoint")}>
            {none ? (
              <BlankState title={t("evidence.empty")} text={t("evidence.empty_text")} />
            ) : (
              <Loaded query={query}>
                {(checkpoint) => (
                  <>
                    <Facts
                      facts={[
                        { label: "evidence.origin", value: checkpoint.origin },
                        {
                          label: "evidence.size",
                          value: <span className="tabular">{count(checkpoint.size)}</span>,
                        },
                        { label: "common.time", value: <Time at={checkpoint.at} /> },
                        {
                          label: "evidence.root",
                          wide: true,
                          value: <CopyId id={checkpoint.root} whole />,
                        },
                      ]}
                    />
                    <h3
                      style={{
                        margin: "18px 0 8px",
                        fontSize: 13,
                        color: "var(--ink3)",
                        fontWeight: 500,
                      }}
                    >
                      {t("evidence.note")}
                    </h3>
                    <Code value={checkpoint.note} label={t("evidence.note")} />
                  </>
                )}
              </Loaded>
            )}
          </Section>
        }
        side={
          <>
            <Section title={t("evidence.verify")}>
              <ol style={{ display: "grid", gap: 10 }}>
                {steps.map((step, index) => (
                  <li key={step} style={{ display: "grid", gridTemplateColumns: "22px 1fr" }}>
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
            <Section title={t("evidence.find")}>
              <div style={{ display: "flex", gap: 8 }}>
                <Input
                  className="mono"
                  aria-label={t("evidence.leaf")}
                  placeholder={t("evidence.leaf")}
                  value={leaf}
                  onChange={(event) => setLeaf(event.target.value.trim())}
                />
                <Button
                  icon={<DownloadOutlined />}
                  disabled={!leaf}
                  href={
                    leaf ? `/api/v1/evidence/leaves/${encodeURIComponent(leaf)}/proof` : undefined
                  }
                  download={`${leaf}.proof.json`}
                >
                  {t("evidence.find_button")}
                </Button>
              </div>
            </Section>
          </>
        }
      />
    </Page>
  );
}
