import { PrinterOutlined } from "@ant-design/icons";
import type { PaymentCode } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, QRCode } from "antd";
import { useParams } from "react-router";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useT } from "@/shared/i18n";
import { Columns, Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { CopyId, Facts, Money, Mono, State, Time, Word } from "@/shared/show/show";
import { closeCode, readCode } from "./api";
import styles from "./codes.module.css";

/** One code: the sheet to print, and what it may. */
export default function CodePage() {
  const t = useT();
  const client = useQueryClient();
  const { digits = "" } = useParams();
  const query = useQuery({ queryKey: ["codes", digits], queryFn: () => readCode(digits) });
  const open = query.data?.state === "open";
  return (
    <Page
      title={query.data?.name ?? query.data?.order_reference ?? t("codes.title")}
      mark={query.data && <State group="code_state" word={query.data.state} />}
      back={{ to: "/codes", text: t("codes.title") }}
      actions={
        open && (
          <>
            <ConfirmButton
              text={t("codes.close")}
              title={t("codes.close_title")}
              danger
              act={async () => {
                await closeCode(digits);
                await client.invalidateQueries({ queryKey: ["codes"] });
              }}
            >
              {t("codes.close_text")}
            </ConfirmButton>
            <Button
              type="primary"
              icon={<PrinterOutlined aria-hidden />}
              onClick={() => window.print()}
            >
              {t("codes.print")}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>{(found) => <Content code={found} />}</Loaded>
    </Page>
  );
}

/** The sheet of a board: what is printed, and nothing else of the page is. */
function Sheet({ code }: { code: PaymentCode }) {
  const t = useT();
  return (
    <div className={styles.sheet} data-print>
      <p className={styles.scan}>{t("codes.scan_to_pay")}</p>
      <QRCode
        value={code.address}
        aria-label={t("codes.qr", { name: code.merchant_name })}
        size={240}
        errorLevel="Q"
        type="svg"
        bordered={false}
        color="#000000"
        bgColor="#ffffff"
      />
      <p className={styles.merchant}>{code.merchant_name}</p>
      {code.name && <p>{code.name}</p>}
      {code.amount_fen != null && (
        <p className={styles.merchant}>
          <Money fen={code.amount_fen} />
        </p>
      )}
      <p className={styles.digits}>{code.digits}</p>
    </div>
  );
}

function Content({ code }: { code: PaymentCode }) {
  const t = useT();
  const limit = (fen: number | null | undefined) =>
    fen == null ? t("codes.no_limit") : <Money fen={fen} />;
  return (
    <Columns
      main={
        <Section title={t("codes.sheet")}>
          <Sheet code={code} />
        </Section>
      }
      side={
        <Section title={t("codes.facts")}>
          <Facts
            facts={[
              { label: "common.kind", value: <Word group="code_kind" word={code.kind} /> },
              { label: "codes.paid", value: code.paid },
              {
                label: "codes.amount_max",
                value: limit(code.amount_max_fen),
                hide: code.kind !== "board",
              },
              {
                label: "codes.day_max",
                value: limit(code.day_max_fen),
                hide: code.kind !== "board",
              },
              {
                label: "codes.where",
                value: t(code.face_to_face ? "codes.face_to_face" : "codes.anywhere"),
                hide: code.kind !== "board",
              },
              { label: "codes.reason", value: code.remote_reason, hide: !code.remote_reason },
              { label: "codes.uses_max", value: code.uses_max, hide: code.uses_max == null },
              {
                label: "codes.expires",
                value: code.expires_at && <Time at={code.expires_at} />,
                hide: !code.expires_at,
              },
              { label: "common.time", value: <Time at={code.created_at} /> },
              { label: "codes.terminal", value: <CopyId id={code.terminal_id} /> },
              {
                label: "codes.page",
                value: (
                  <a href={code.page} target="_blank" rel="noreferrer">
                    <Mono>{code.page}</Mono>
                  </a>
                ),
                wide: true,
              },
              { label: "codes.address", value: <CopyId id={code.address} whole />, wide: true },
              {
                label: "codes.emvco",
                value: code.emvco && <CopyId id={code.emvco} whole />,
                hide: !code.emvco,
                wide: true,
              },
            ]}
          />
        </Section>
      }
    />
  );
}
