import { DownloadOutlined } from "@ant-design/icons";
import type { Terminal } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { TerminalKeys } from "@/panorama/keys/terminal-keys";
import { LinkButton } from "@/shared/form/link-button";
import { useT } from "@/shared/i18n";
import { Columns, Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { History } from "@/shared/show/history";
import { CopyId, Facts, Mono, PlaceText, State, Time, Word } from "@/shared/show/show";
import { proofPath, readTerminal, terminalHistory } from "./api";
import { TerminalActions } from "./terminal-actions";

export default function TerminalPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["terminals", id],
    queryFn: () => readTerminal(id),
    // A proof that is being written comes within about a second.
    refetchInterval: ({ state }) => (state.data?.binding?.proof_state === "pending" ? 1500 : false),
  });
  const terminal = query.data;
  return (
    <Page
      title={terminal?.serial ?? t("terminals.title")}
      mark={terminal && <State group="terminal_state" word={terminal.state} />}
      back={{ to: "/terminals", text: t("terminals.title") }}
      lead={<CopyId id={id} whole />}
      actions={terminal && <TerminalActions terminal={terminal} />}
    >
      <Loaded query={query} lines={10}>
        {(loaded) => (
          <Columns
            main={
              <>
                <Section title={t("terminals.facts")}>
                  <TerminalFacts terminal={loaded} />
                </Section>
                <Binding terminal={loaded} />
                <TerminalKeys terminal={loaded} />
              </>
            }
            side={
              <Section title={t("terminals.history")}>
                <History
                  of={["terminals", loaded.id, "history"]}
                  read={() => terminalHistory(loaded.id)}
                />
              </Section>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}

function TerminalFacts({ terminal }: { terminal: Terminal }) {
  return (
    <Facts
      facts={[
        { label: "terminals.code", value: <CopyId id={terminal.terminal_code} /> },
        {
          label: "terminals.device_type",
          value: <Word group="device_type" word={terminal.device_type} />,
        },
        { label: "terminals.maker", value: terminal.maker },
        { label: "terminals.model", value: terminal.model },
        {
          label: "terminals.merchant",
          value: terminal.merchant_id && (
            <Link to={`/merchants/${terminal.merchant_id}`}>
              {terminal.merchant_name ?? terminal.merchant_code}
            </Link>
          ),
        },
        {
          label: "terminals.store",
          value: terminal.store_name ?? (terminal.store_id && <CopyId id={terminal.store_id} />),
        },
        { label: "terminals.last_seen", value: <Time at={terminal.last_seen_at} ago /> },
        { label: "terminals.opened", value: <Time at={terminal.opened_at} /> },
        {
          label: "terminals.closed",
          hide: !terminal.closed_at,
          value: <Time at={terminal.closed_at} />,
        },
      ]}
    />
  );
}

function Binding({ terminal }: { terminal: Terminal }) {
  const t = useT();
  const { can } = useSession();
  const acquirer = useAcquirerName();
  const { binding } = terminal;
  if (!binding) {
    return (
      <Section title={t("terminals.binding")}>
        <BlankState
          title={t("terminals.binding_none")}
          text={t("terminals.binding_none_text")}
          actions={
            can("terminals_write") &&
            terminal.state === "registered" && (
              <LinkButton type="primary" to={`/terminals/new?terminal=${terminal.id}`}>
                {t("terminals.bind")}
              </LinkButton>
            )
          }
        />
      </Section>
    );
  }
  const proven = binding.proof_state === "proven";
  return (
    <Section
      title={t("terminals.binding")}
      extra={
        proven ? (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            href={proofPath(terminal.id, binding.id)}
            download={`${terminal.serial}.proof.json`}
          >
            {t("terminals.proof_download")}
          </Button>
        ) : (
          <State group="proof_state" word={binding.proof_state} />
        )
      }
    >
      <Facts
        facts={[
          {
            label: "element.acquirer_code",
            value: (
              <>
                {acquirer(binding.acquirer_id)}
                <div>
                  <CopyId id={binding.acquirer_code} />
                </div>
              </>
            ),
          },
          {
            label: "element.merchant_code",
            value: (
              <>
                {terminal.merchant_name}
                <div>
                  <CopyId id={binding.merchant_code} />
                </div>
              </>
            ),
          },
          { label: "element.credit_code", value: <Mono>{binding.credit_code}</Mono> },
          { label: "element.settlement_account", value: <Mono>{binding.settlement_account}</Mono> },
          { label: "element.place", value: <PlaceText place={binding.place} /> },
          { label: "terminals.bound_at", value: <Time at={binding.bound_at} /> },
          { label: "terminals.proof", wide: true, value: <CopyId id={binding.leaf_id} whole /> },
        ]}
      />
      <p className="quiet" style={{ marginTop: 14, fontSize: 12.5 }} aria-live="polite">
        {t(proven ? "terminals.proof_hint" : "terminals.proof_wait")}{" "}
        {proven && <CopyId id={`shancheng verify evidence ${terminal.serial}.proof.json`} whole />}
      </p>
    </Section>
  );
}
