import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { PasswordForm } from "./password";

/** All that somebody with a first password sees until he has chosen his own. */
export function MustChangePassword() {
  const t = useT();
  return (
    <div style={{ maxWidth: 520, margin: "0 auto" }}>
      <Page title={t("account.must_change")} lead={t("account.must_change_text")}>
        <Section>
          <PasswordForm />
        </Section>
      </Page>
    </div>
  );
}
