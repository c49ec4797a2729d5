import { RedoOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Code, CopyId, Facts, Mono, State, Time } from "@/shared/show/show";
import { readRequest, replayRequest } from "./api";
import { Replayed, Status } from "./requests";

/** One request of the sandbox: what came, how its signature was held, what was answered. */
export default function SandboxRequestPage() {
  const t = useT();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const { can } = useSession();
  const query = useQuery({ queryKey: ["sandbox-requests", id], queryFn: () => readRequest(id) });
  const again = useAction(
    async (key: "same" | "new") => {
      const made = await replayRequest(id, key);
      await navigate(`/sandbox/requests/${made.id}`);
    },
    { done: t("sandbox.replay_done"), renews: ["sandbox-requests"] },
  );
  const request = query.data;
  const write = request && request.method !== "GET";
  const offers = can("sandbox_write") && request?.repeatable;
  return (
    <Page
      title={request ? `${request.method} ${request.target.split("?")[0]}` : t("sandbox.request")}
      mark={request && <Status row={request} />}
      back={{ to: "/sandbox", text: t("sandbox.title") }}
      actions={
        offers && (
          <>
            {write && (
              <Button
                icon={<RedoOutlined aria-hidden />}
                disabled={again.isPending}
                onClick={() => again.mutate("same")}
              >
                {t("sandbox.replay_same")}
              </Button>
            )}
            <Button
              type="primary"
              icon={<RedoOutlined aria-hidden />}
              disabled={again.isPending}
              onClick={() => again.mutate("new")}
            >
              {t(write ? "sandbox.replay_new" : "sandbox.replay")}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>
        {(one) => (
          <>
            <Section>
              <Facts
                facts={[
                  { label: "common.time", value: <Time at={one.at} exact /> },
                  { label: "sandbox.duration", value: `${one.duration_ms} ms` },
                  { label: "sandbox.problem", value: <Mono>{one.problem_code}</Mono> },
                  {
                    label: "sandbox.signature",
                    value: (
                      <State
                        group="sandbox_signature"
                        word={one.signature}
                        tone={one.signature === "refused" ? "bad" : "good"}
                      />
                    ),
                  },
                  { label: "sandbox.idempotency", value: <Replayed row={one} /> },
                  {
                    label: "sandbox.idempotency_key",
                    value: <CopyId id={one.idempotency_key} whole />,
                  },
                  { label: "sandbox.request_id", value: <CopyId id={one.request_id} whole /> },
                  { label: "sandbox.key_id", value: <CopyId id={one.key_id} whole /> },
                  {
                    label: "sandbox.replay_of",
                    hide: !one.replay_of,
                    value: (
                      <Link to={`/sandbox/requests/${one.replay_of}`}>
                        {t("sandbox.first_one")}
                      </Link>
                    ),
                  },
                  {
                    label: "sandbox.query",
                    wide: true,
                    hide: !one.target.includes("?"),
                    value: <Mono>{one.target.split("?")[1]}</Mono>,
                  },
                ]}
              />
            </Section>
            {one.signature_base && (
              <Section title={t("sandbox.base")}>
                <p className="quiet">{t("sandbox.base_text")}</p>
                <Code value={one.signature_base} label={t("sandbox.base")} />
              </Section>
            )}
            {one.signature_input && (
              <Section title={t("sandbox.input")}>
                <Code value={one.signature_input} label={t("sandbox.input")} />
              </Section>
            )}
            {one.request_body && (
              <Section title={t("sandbox.request_body")}>
                <Code value={one.request_body} label={t("sandbox.request_body")} />
              </Section>
            )}
            <Section title={t("sandbox.response_body")}>
              <Code
                value={one.response_body || t("sandbox.body_none")}
                label={t("sandbox.response_body")}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
