import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useT } from "@/shared/i18n";
import { Page } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { CopyId, State } from "@/shared/show/show";
import { readAcquirer } from "./api";
import { CutOffSection } from "./cut-off";
import { Links } from "./links";
import { PolicySection } from "./policy";

export default function AcquirerPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["acquirers", id],
    queryFn: () => readAcquirer(Number(id)),
  });
  const acquirer = query.data;
  return (
    <Page
      title={acquirer?.name ?? t("acquirers.title")}
      mark={acquirer && <State group="general_state" word={acquirer.state} />}
      lead={acquirer && <CopyId id={acquirer.code} whole />}
      back={{ to: "/acquirers", text: t("acquirers.title") }}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Links acquirer={loaded} />
            <CutOffSection acquirer={loaded} />
            {loaded.policy && <PolicySection acquirer={loaded} kept={loaded.policy} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
