// The one place where colours, type and measures are set. Shancheng is Chongqing: a mountain city
// where the jade Jialing meets the ochre Yangtze. Jade acts, ochre accents, mist is the ground.

export type Mode = "light" | "dark";

export const palettes = {
  light: {
    ground: "#f3f6f4",
    surface: "#ffffff",
    sunk: "#edf2ef",
    line: "#dfe6e2",
    lineStrong: "#c2cdc8",
    ink: "#14211f",
    ink2: "#475652",
    ink3: "#5a6964",
    jade: "#12605a",
    jadeHover: "#0c4d48",
    jadeSoft: "#e0efeb",
    onJade: "#ffffff",
    ochre: "#a45712",
    ochreSoft: "#fbefdf",
    good: "#1b7346",
    goodSoft: "#e0f2e7",
    warn: "#8a5c00",
    warnSoft: "#fdf1cf",
    bad: "#b02a23",
    badSoft: "#fbe7e4",
    info: "#2b5a84",
    infoSoft: "#e3edf6",
    quiet: "#5c6b66",
    quietSoft: "#e9eeeb",
    side: "#0f2e2b",
    sideLine: "#1e4440",
    sideInk: "#c9dcd6",
    sideInk3: "#86a59d",
    sideOn: "#1b423d",
    shadow: "0 12px 32px rgba(16, 40, 36, 0.14)",
  },
  dark: {
    ground: "#0d1413",
    surface: "#141d1b",
    sunk: "#101917",
    line: "#25322f",
    lineStrong: "#3b4b46",
    ink: "#e6eeeb",
    ink2: "#adbcb6",
    ink3: "#8a9a94",
    jade: "#55bfab",
    jadeHover: "#74d0be",
    jadeSoft: "#16342f",
    onJade: "#05201b",
    ochre: "#e5a35c",
    ochreSoft: "#362716",
    good: "#5cc48e",
    goodSoft: "#13311f",
    warn: "#e0b34a",
    warnSoft: "#342910",
    bad: "#f2877f",
    badSoft: "#3b1b18",
    info: "#84b6e1",
    infoSoft: "#182b3d",
    quiet: "#9aaaa4",
    quietSoft: "#202b28",
    side: "#0a100f",
    sideLine: "#1a2422",
    sideInk: "#bccbc5",
    sideInk3: "#74857f",
    sideOn: "#17231f",
    shadow: "0 12px 32px rgba(0, 0, 0, 0.5)",
  },
} as const;

export type Palette = Record<keyof (typeof palettes)["light"], string>;

/** Tones that a state can have; each has a colour and a soft ground with a contrast of 4.5. */
export type Tone = "good" | "warn" | "bad" | "info" | "quiet" | "jade" | "ochre";

export const fontText =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Noto Sans SC", sans-serif';
export const fontMono =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, ' +
  '"DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

/** Width in pixels below which the phone's layout is shown. */
export const PHONE_MAX_PX = 768;

/** The palette as CSS custom properties: `--jade`, `--line-strong`, … */
export function cssVariables(palette: Palette): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(palette)) {
    variables[`--${name.replace(/([A-Z])/g, "-$1").toLowerCase()}`] = value;
  }
  variables["--font-text"] = fontText;
  variables["--font-mono"] = fontMono;
  return variables;
}
