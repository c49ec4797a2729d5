import { DatePicker, Input, TimePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { usePhone } from "@/shared/use-phone";

interface Props {
  id?: string;
  /** `2026-11-25`. */
  value?: string | null;
  onChange?: (day: string | undefined) => void;
  label?: string;
  placeholder?: string;
  /** Last day that may be chosen. */
  max?: string;
  width?: number | string;
  /** Whether it may be emptied. */
  clear?: boolean;
}

/** A day, written the same in every language; the phone's own picker on the phone. */
export function DateInput(props: Props) {
  const { id, value, onChange, label, placeholder, max, width = "100%", clear = true } = props;
  const phone = usePhone();
  if (phone) {
    return (
      <Input
        id={id}
        type="date"
        aria-label={label}
        style={{ width }}
        max={max}
        value={value ?? ""}
        onChange={(event) => {
          if (event.target.value || clear) onChange?.(event.target.value || undefined);
        }}
      />
    );
  }
  return (
    <DatePicker
      id={id}
      aria-label={label}
      placeholder={placeholder ?? ""}
      style={{ width }}
      format="YYYY-MM-DD"
      allowClear={clear}
      maxDate={max ? dayjs(max) : undefined}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format("YYYY-MM-DD") : undefined)}
    />
  );
}

/** A time of day, `08:30`, by the clock of 24 hours in every language. */
export function TimeInput({ id, value, onChange }: Pick<Props, "id" | "value" | "onChange">) {
  const phone = usePhone();
  if (phone) {
    return (
      <Input
        id={id}
        type="time"
        value={value ?? ""}
        onChange={(event) => onChange?.(event.target.value || undefined)}
      />
    );
  }
  return (
    <TimePicker
      id={id}
      format="HH:mm"
      placeholder=""
      needConfirm={false}
      style={{ width: "100%" }}
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      onChange={(time) => onChange?.(time ? time.format("HH:mm") : undefined)}
    />
  );
}
