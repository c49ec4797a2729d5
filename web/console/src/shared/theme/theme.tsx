import { App as AntApp, ConfigProvider, theme as antTheme, type ThemeConfig } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { useLanguage } from "@/shared/i18n";
import { stored } from "@/shared/stored";
import { usePhone } from "@/shared/use-phone";
import { cssVariables, fontMono, fontText, palettes, type Mode, type Palette } from "./tokens";

export type Choice = Mode | "system";

interface Theme {
  mode: Mode;
  choice: Choice;
  palette: Palette;
  choose: (choice: Choice) => void;
}

const Context = createContext<Theme | null>(null);

export function useTheme(): Theme {
  const theme = useContext(Context);
  if (!theme) throw new Error("useTheme outside ThemeProvider");
  return theme;
}

const darkQuery = "(prefers-color-scheme: dark)";
const stillQuery = "(prefers-reduced-motion: reduce)";

function useMedia(query: string): boolean {
  const [on, setOn] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const follow = () => setOn(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query]);
  return on;
}

function antConfig(mode: Mode, p: Palette, look: { still: boolean; phone: boolean }): ThemeConfig {
  return {
    algorithm: mode === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: p.jade,
      colorInfo: p.info,
      colorSuccess: p.good,
      colorWarning: p.warn,
      colorError: p.bad,
      colorLink: p.jade,
      colorLinkHover: p.jadeHover,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextDescription: p.ink3,
      colorTextPlaceholder: p.ink3,
      colorBgLayout: p.ground,
      colorBgContainer: p.surface,
      colorBgElevated: p.surface,
      colorBorder: p.lineStrong,
      colorBorderSecondary: p.line,
      fontFamily: fontText,
      fontFamilyCode: fontMono,
      fontSize: 14,
      borderRadius: 8,
      // A thumb is wider than a pointer.
      controlHeight: look.phone ? 40 : 34,
      controlOutline: "transparent",
      // What the algorithm makes of a dark primary is a grey that nothing reads on.
      controlItemBgHover: p.sunk,
      controlItemBgActive: p.jadeSoft,
      controlItemBgActiveHover: p.jadeSoft,
      colorPrimaryBg: p.jadeSoft,
      colorPrimaryBgHover: p.jadeSoft,
      wireframe: false,
      motion: !look.still,
      motionDurationMid: "0.14s",
      motionDurationSlow: "0.2s",
    },
    components: {
      Button: { primaryColor: p.onJade, primaryShadow: "none", defaultShadow: "none" },
      Form: { labelColor: p.ink2, verticalLabelPadding: "0 0 4px", itemMarginBottom: 18 },
      Drawer: { paddingLG: 20 },
      Tabs: { horizontalItemPadding: "10px 0", titleFontSize: 14 },
      Segmented: { itemSelectedBg: p.surface, trackBg: p.sunk },
      Tooltip: { colorBgSpotlight: mode === "dark" ? "#2b3a36" : "#1d2b28" },
    },
  };
}

/** Sets the look once: palette as CSS variables, Ant Design tokens, language of Ant Design. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const system = useMedia(darkQuery) ? "dark" : "light";
  const still = useMedia(stillQuery);
  const phone = usePhone();
  const { language } = useLanguage();
  const [choice, setChoice] = useState<Choice>(() =>
    stored.read("theme", ["light", "dark", "system"], "system"),
  );
  const mode = choice === "system" ? system : choice;
  const palette = palettes[mode];

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset["theme"] = mode;
    root.style.colorScheme = mode;
    for (const [name, value] of Object.entries(cssVariables(palette))) {
      root.style.setProperty(name, value);
    }
  }, [mode, palette]);

  const theme = useMemo<Theme>(
    () => ({
      mode,
      choice,
      palette,
      choose: (next) => {
        stored.write("theme", next);
        setChoice(next);
      },
    }),
    [mode, choice, palette],
  );
  const config = useMemo(
    () => antConfig(mode, palette, { still, phone }),
    [mode, palette, still, phone],
  );
  return (
    <Context.Provider value={theme}>
      <ConfigProvider
        theme={config}
        locale={language === "zh" ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
      >
        <AntApp message={{ maxCount: 3 }}>{children}</AntApp>
      </ConfigProvider>
    </Context.Provider>
  );
}
