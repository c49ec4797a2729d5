import type { TestAmountView, TestCode } from "@shancheng/api";
import { QRCode } from "antd";
import { useResponseText } from "@/panorama/payments/time-line";
import { useT } from "@/shared/i18n";
import { CopyId, Word } from "@/shared/show/show";
import styles from "./sandbox.module.css";

/** Codes for a scanner, each also to be copied. */
export function TestCodes({ codes }: { codes: TestCode[] }) {
  const t = useT();
  return (
    <>
      <ul className={styles.codes}>
        {codes.map(({ wallet, code }) => (
          <li key={wallet}>
            <QRCode
              value={code}
              size={128}
              color="#16211f"
              bgColor="#ffffff"
              type="svg"
              aria-hidden
            />
            <strong>
              <Word group="sandbox_wallet" word={wallet} />
            </strong>
            <CopyId id={code} what={code} whole />
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t("sandbox.codes_text")}</p>
    </>
  );
}

/** Amounts that do not go well, by their last two digits. */
export function TestAmounts({ amounts }: { amounts: TestAmountView[] }) {
  const t = useT();
  const answer = useResponseText();
  return (
    <>
      <table className={styles.amounts}>
        <thead>
          <tr>
            <th scope="col">{t("sandbox.amount")}</th>
            <th scope="col">{t("sandbox.asked")}</th>
            <th scope="col">{t("sandbox.then")}</th>
          </tr>
        </thead>
        <tbody>
          {amounts.map((amount) => (
            <tr key={`${amount.asked}${amount.ends}`}>
              <td className="mono">….{amount.ends}</td>
              <td>
                <Word group="payment_kind" word={amount.asked} />
              </td>
              <td>
                {amount.response_code ? (
                  <>
                    <span className="mono">{amount.response_code}</span>{" "}
                    {answer(amount.response_code, amount.response_text)}
                  </>
                ) : (
                  <Word group="sandbox_deed" word={amount.then} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{t("sandbox.amounts_text")}</p>
    </>
  );
}
