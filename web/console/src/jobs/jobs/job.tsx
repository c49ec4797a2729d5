import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useParams } from "react-router";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Can } from "@/shared/session/session";
import { Code, CopyId, Facts, Mono, State, Time } from "@/shared/show/show";
import { readJob, rerunJob } from "./api";

export default function JobPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({ queryKey: ["jobs", id], queryFn: () => readJob(id) });
  const rerun = useAction(() => rerunJob(id), { done: t("jobs.rerun_done"), renews: ["jobs"] });
  return (
    <Page
      title={query.data?.kind ?? t("jobs.title")}
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
      <Loaded query={query}>
        {(job) => (
          <>
            <Section>
              <Facts
                facts={[
                  { label: "jobs.key", value: <Mono>{job.key}</Mono> },
                  {
                    label: "jobs.tries",
                    value: <span className="tabular">{`${job.tries}/${job.tries_max}`}</span>,
                  },
                  { label: "jobs.run_at", value: <Time at={job.run_at} /> },
                  { label: "common.created_at", value: <Time at={job.created_at} /> },
                  { label: "jobs.finished", value: <Time at={job.finished_at} /> },
                ]}
              />
            </Section>
            {job.last_error && (
              <Section title={t("jobs.error")}>
                <Code value={job.last_error} label={t("jobs.error")} />
              </Section>
            )}
            <Section title={t("jobs.payload")}>
              <Code value={job.payload} label={t("jobs.payload")} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
