import { DatePicker, Input } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useT } from "@/shared/i18n";
import { usePhone } from "@/shared/use-phone";

interface Props {
  label: string;
  from?: string;
  until?: string;
  onChange: (from: string | undefined, until: string | undefined) => void;
}

/** A span of time with the usual spans at hand; the phone's own pickers on the phone. */
export default function TimeRange({ label, from, until, onChange }: Props) {
  const t = useT();
  const phone = usePhone();
  if (phone) {
    const part = (name: string, value: string | undefined, set: (at?: string) => void) => (
      <Input
        type="datetime-local"
        aria-label={`${label} ${name}`}
        addonBefore={name}
        value={value ? dayjs(value).format("YYYY-MM-DDTHH:mm") : ""}
        onChange={(event) =>
          set(event.target.value ? dayjs(event.target.value).toISOString() : undefined)
        }
      />
    );
    return (
      <div style={{ display: "grid", gap: 8 }}>
        {part(t("common.from"), from, (at) => onChange(at, until))}
        {part(t("common.until"), until, (at) => onChange(from, at))}
      </div>
    );
  }
  const now = dayjs();
  return (
    <DatePicker.RangePicker
      showTime={{ format: "HH:mm" }}
      format="MM-DD HH:mm"
      allowEmpty={[true, true]}
      aria-label={label}
      placeholder={[t("common.time_from"), t("common.time_until")]}
      style={{ width: 292 }}
      value={[from ? dayjs(from) : null, until ? dayjs(until) : null]}
      presets={[
        { label: t("common.last_hour"), value: [now.subtract(1, "hour"), now] },
        { label: t("common.from_today"), value: [now.startOf("day"), now] },
        { label: t("common.last_day"), value: [now.subtract(1, "day"), now] },
        { label: t("common.last_week"), value: [now.subtract(7, "day"), now] },
      ]}
      onChange={(span) => onChange(span?.[0]?.toISOString(), span?.[1]?.toISOString())}
    />
  );
}
