import { DownloadOutlined, KeyOutlined } from "@ant-design/icons";
import { ProblemError, type Sandbox, type SandboxKey } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Tabs } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { BlankState, ErrorState, LoadingState } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { CopyId, Facts, Mono, Time } from "@/shared/show/show";
import { openSandbox, readSandbox } from "./api";
import { Requests } from "./requests";
import styles from "./sandbox.module.css";
import { TestAmounts, TestCodes } from "./tests";

/** What a vendor's developer needs to try payments, and what his programs asked. */
export default function SandboxPage() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const writes = can("sandbox_write");
  const [made, setMade] = useState<SandboxKey>();
  const query = useQuery({ queryKey: ["sandbox"], queryFn: readSandbox, retry: false });
  const open = useAction(
    async () => {
      setMade(await openSandbox());
      await client.invalidateQueries({ queryKey: ["sandbox"] });
    },
    { done: t("sandbox.key_made") },
  );
  const sandbox = query.data;
  const none =
    query.error instanceof ProblemError && query.error.problem.code === "sandbox_missing";
  return (
    <Page
      title={t("sandbox.title")}
      lead={t("sandbox.lead")}
      actions={
        writes &&
        sandbox && (
          <Button
            icon={<KeyOutlined aria-hidden />}
            loading={open.isPending}
            onClick={() => open.mutate(undefined)}
          >
            {t("sandbox.new_key")}
          </Button>
        )
      }
    >
      {query.isPending && <LoadingState />}
      {none && (
        <Section>
          <BlankState
            title={t("sandbox.none")}
            text={t("sandbox.none_text")}
            actions={
              writes && (
                <Button
                  type="primary"
                  loading={open.isPending}
                  onClick={() => open.mutate(undefined)}
                >
                  {t("sandbox.open")}
                </Button>
              )
            }
          />
        </Section>
      )}
      {query.error && !none && (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      )}
      {sandbox && <Known sandbox={sandbox} />}
      {made && <Made made={made} onClose={() => setMade(undefined)} />}
    </Page>
  );
}

function Known({ sandbox }: { sandbox: Sandbox }) {
  const t = useT();
  const [params, setParams] = useSearchParams();
  return (
    <>
      <Section title={t("sandbox.till")}>
        <Facts
          facts={[
            { label: "sandbox.terminal_id", value: <CopyId id={sandbox.terminal_id} /> },
            { label: "sandbox.serial", value: <CopyId id={sandbox.serial} whole /> },
            { label: "sandbox.terminal_code", value: <Mono>{sandbox.terminal_code}</Mono> },
            { label: "sandbox.merchant_id", value: <CopyId id={sandbox.merchant_id} /> },
            { label: "sandbox.merchant_code", value: <Mono>{sandbox.merchant_code}</Mono> },
            { label: "sandbox.opened_at", value: <Time at={sandbox.opened_at} /> },
          ]}
        />
      </Section>
      <Tabs
        activeKey={params.get("tab") ?? "requests"}
        onChange={(tab) => setParams(tab === "requests" ? {} : { tab }, { replace: true })}
        items={[
          { key: "requests", label: t("sandbox.requests"), children: <Requests /> },
          {
            key: "tests",
            label: t("sandbox.tests"),
            children: (
              <div className={styles.tests}>
                <Section title={t("sandbox.codes")}>
                  <TestCodes codes={sandbox.codes} />
                </Section>
                <Section title={t("sandbox.amounts")}>
                  <TestAmounts amounts={sandbox.amounts} />
                </Section>
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

/** The new key, once: as the file that the clients read. */
function Made({ made, onClose }: { made: SandboxKey; onClose: () => void }) {
  const t = useT();
  const file = {
    base_url: window.location.origin,
    key_id: made.key_id,
    private_key: made.private_key,
    terminal_id: made.terminal_id,
    serial: made.serial,
    merchant_id: made.merchant_id,
  };
  return (
    <Modal
      open
      title={t("sandbox.key_title")}
      onCancel={onClose}
      footer={[
        <Button
          key="save"
          type="primary"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => save("sandbox.json", JSON.stringify(file, null, 2))}
        >
          {t("sandbox.save")}
        </Button>,
        <Button key="close" onClick={onClose}>
          {t("common.close")}
        </Button>,
      ]}
    >
      <p className={styles.lead}>{t("sandbox.key_text")}</p>
      <Facts
        facts={[
          { label: "sandbox.key_id", wide: true, value: <CopyId id={made.key_id} whole /> },
          {
            label: "sandbox.private_key",
            wide: true,
            value: <CopyId id={made.private_key} what={t("sandbox.private_key")} />,
          },
        ]}
      />
    </Modal>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
