import type { JobDetail } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useParams } from "react-router";
import { useAction } from "@/shared/form/use-action";
import { useT, useWord } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Can } from "@/shared/session/session";
import { Code, CopyId, Facts, Mono, State, Time } from "@/shared/show/show";
import { readJob, rerunJob } from "./api";

type Try = JobDetail["tries_log"][number];

const columns: Column<Try>[] = [
  {
    key: "number",
    title: "jobs.tries",
    align: "right",
    width: 70,
    card: "value",
    cell: (row) => <span className="tabular">{row.number}</span>,
  },
  {
    key: "started",
    title: "jobs.started",
    width: 160,
    card: "title",
    cell: (row) => <Time at={row.started_at} />,
  },
  { key: "ended", title: "jobs.finished", width: 160, cell: (row) => <Time at={row.ended_at} /> },
  {
    key: "outcome",
    title: "common.state",
    width: 110,
    cell: (row) => <State group="try_outcome" word={row.outcome} />,
  },
  {
    key: "error",
    title: "jobs.error",
    cell: (row) => row.error ?? <span className="quiet">—</span>,
  },
];

const underWay = ["queued", "running"];

export default function JobPage() {
  const t = useT();
  const word = useWord();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["jobs", id],
    queryFn: () => readJob(id),
    refetchInterval: ({ state }) => (underWay.includes(state.data?.state ?? "") ? 2000 : false),
  });
  const rerun = useAction(() => rerunJob(id), { done: t("jobs.rerun_done"), renews: ["jobs"] });
  return (
    <Page
      title={query.data ? word("job_kind", query.data.kind) : t("jobs.title")}
      mark={query.data && <State group="job_state" word={query.data.state} />}
      lead={<CopyId id={id} whole />}
      back={{ to: "/jobs", text: t("jobs.title") }}
      actions={
        query.data?.state === "dead" && (
          <Can right="jobs_rerun">
            <Button
              type="primary"
              loading={rerun.isPending}
              onClick={() => rerun.mutate(undefined)}
            >
              {t("jobs.rerun")}
            </Button>
          </Can>
        )
      }
    >
      <Loaded query={query}>{(job) => <Content job={job} />}</Loaded>
    </Page>
  );
}

function Content({ job }: { job: JobDetail }) {
  const t = useT();
  const steps = job.steps_total ? `${job.steps_done} / ${job.steps_total}` : null;
  return (
    <>
      <Section>
        <Facts
          facts={[
            { label: "common.kind", value: <Mono>{job.kind}</Mono> },
            { label: "jobs.by_clock", hide: !job.scheduled, value: t("jobs.by_clock_text") },
            { label: "jobs.key", value: <Mono>{job.key}</Mono> },
            { label: "jobs.tries", value: <span className="tabular">{job.tries}</span> },
            {
              label: "jobs.steps",
              hide: !steps,
              value: (
                <>
                  <span className="tabular">{steps}</span>{" "}
                  <progress max={job.steps_total ?? 1} value={job.steps_done} />
                </>
              ),
            },
            { label: "jobs.run_at", value: <Time at={job.due_at} /> },
            { label: "common.created_at", value: <Time at={job.created_at} /> },
            { label: "jobs.finished", value: <Time at={job.finished_at} /> },
          ]}
        />
      </Section>
      {job.tries_log.length > 0 && (
        <Section title={t("jobs.tries_title")} flush>
          <Rows
            label={t("jobs.tries_title")}
            rows={job.tries_log}
            columns={columns}
            rowKey={(row) => String(row.number)}
          />
        </Section>
      )}
      <Section title={t("jobs.payload")}>
        <Code value={job.payload} label={t("jobs.payload")} />
      </Section>
      {job.result !== null && job.result !== undefined && (
        <Section title={t("jobs.result")}>
          <Code value={job.result} label={t("jobs.result")} />
        </Section>
      )}
    </>
  );
}
