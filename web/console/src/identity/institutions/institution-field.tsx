import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useT } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { listInstitutions } from "./api";

/** All institutions (at most 1,000). */
export function useInstitutions() {
  const { can } = useSession();
  return useQuery({
    queryKey: ["institutions"],
    queryFn: async () => (await listInstitutions()).items,
    staleTime: 60_000,
    enabled: can("institutions_read"),
  });
}

/** Short name of an institution by its number; the number when it is not known. */
export function useInstitutionName(): (id: number) => string {
  const { data } = useInstitutions();
  return (id) => data?.find((row) => row.id === id)?.short_name ?? String(id);
}

/** Institutions as choices. */
export function useInstitutionChoices(): { value: number; label: string }[] {
  const { data } = useInstitutions();
  return (data ?? []).map((row) => ({ value: row.id, label: row.short_name }));
}

/** For which institution: asked of the network branch only, others work for their own. */
export function InstitutionField({ name = "institution_id" }: { name?: string }) {
  const t = useT();
  const { me } = useSession();
  const choices = useInstitutionChoices();
  if (!me.network) return null;
  return (
    <Form.Item
      name={name}
      label={t("common.institution")}
      rules={[{ required: true, message: t("common.required") }]}
    >
      <Select options={choices} showSearch={{ optionFilterProp: "label" }} />
    </Form.Item>
  );
}
