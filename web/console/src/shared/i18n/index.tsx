import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { stored } from "@/shared/stored";
import { sections } from "./words";

export type Language = "zh" | "en";
type Sections = typeof sections;
/** Every text of the console: `section.name`. */
export type TextKey = {
  [S in keyof Sections]: `${S & string}.${keyof Sections[S] & string}`;
}[keyof Sections];
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

interface I18n {
  language: Language;
  choose: (language: Language) => void;
  t: Translate;
}

const Context = createContext<I18n | null>(null);

function look(language: Language, key: string): string | undefined {
  const dot = key.indexOf(".");
  const section = (sections as Record<string, Record<string, readonly [string, string]>>)[
    key.slice(0, dot)
  ];
  return section?.[key.slice(dot + 1)]?.[language === "zh" ? 0 : 1];
}

export function translate(language: Language, key: TextKey, values?: Values): string {
  const text = look(language, key) ?? key;
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function LanguageProvider({
  children,
  initial,
}: {
  children: ReactNode;
  initial?: Language;
}) {
  const [language, setLanguage] = useState<Language>(
    () => initial ?? stored.read("language", ["zh", "en"], "zh"),
  );
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choose = useCallback((next: Language) => {
    stored.write("language", next);
    setLanguage(next);
  }, []);
  const value = useMemo<I18n>(
    () => ({ language, choose, t: (key, values) => translate(language, key, values) }),
    [language, choose],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLanguage(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error("useLanguage outside LanguageProvider");
  return value;
}

export function useT(): Translate {
  return useLanguage().t;
}

/** What text that is no element is made with: sorted, written to a file. */
export interface Say {
  language: Language;
  t: Translate;
  word: (group: string, word: string | null | undefined) => string;
}

export function useSay(): Say {
  const { language, t } = useLanguage();
  const word = useWord();
  return useMemo(() => ({ language, t, word }), [language, t, word]);
}

/** Name of a server's word (`payment_state`, `approved`); the word itself when it is new to us. */
export function useWord(): (group: string, word: string | null | undefined) => string {
  const { language } = useLanguage();
  return useCallback(
    (group, word) => {
      if (!word) return "—";
      return look(language, `${group}.${word}`) ?? word.replaceAll("_", " ");
    },
    [language],
  );
}
