import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useLanguage } from "@/shared/i18n";
import { readCodes } from "./api";

/** Merchant categories (ISO 18245) and divisions (GB/T 2260). */
export type CodeList = "mccs" | "divisions";

function useCodes() {
  return useQuery({ queryKey: ["codes"], queryFn: readCodes, staleTime: Infinity });
}

/** Name of a code in the user's language; undefined while the names are not there. */
export function useCodeName(): (list: CodeList, code: string) => string | undefined {
  const { language } = useLanguage();
  const { data } = useCodes();
  return (list, code) => data?.[list].find((row) => row.code === code)?.[language];
}

interface TextProps {
  list: CodeList;
  code: string | null | undefined;
  /** In a table: on one line, its end cut off where there is no room. */
  line?: boolean;
}

/** A code by its name, with the code beside it. */
export function CodeText({ list, code, line }: TextProps) {
  const name = useCodeName();
  if (!code) return <span className="quiet">—</span>;
  const said = name(list, code);
  return (
    <span className={line ? "cut" : undefined} title={line ? said : undefined}>
      <span className="mono quiet">{code}</span> {said}
    </span>
  );
}

interface Props {
  list: CodeList;
  id?: string;
  value?: string | null;
  onChange?: (code: string | undefined) => void;
  /** What a screen reader and the empty control say; a form's label does both otherwise. */
  label?: string;
  width?: number | string;
}

function useOptions(list: CodeList) {
  const { language } = useLanguage();
  const { data } = useCodes();
  return (data?.[list] ?? []).map((row) => ({
    value: row.code,
    label: `${row.code} ${row[language]}`,
  }));
}

/** Finds a code by typing a part of it or of its name. */
export function CodeSelect({ list, id, value, onChange, label, width }: Props) {
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      aria-label={label}
      placeholder={label}
      value={value ?? undefined}
      options={useOptions(list)}
      onChange={onChange}
      popupMatchSelectWidth={320}
      style={{ width }}
    />
  );
}

/** Several codes. */
export function CodesSelect({
  list,
  id,
  value,
  onChange,
}: {
  list: CodeList;
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
}) {
  return (
    <Select
      id={id}
      mode="multiple"
      showSearch={{ optionFilterProp: "label" }}
      value={value}
      options={useOptions(list)}
      onChange={onChange}
    />
  );
}
