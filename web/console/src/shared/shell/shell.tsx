import { MenuOutlined, SearchOutlined, TranslationOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Dropdown } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation, useNavigate } from "react-router";
import { DemoRibbon } from "@/shared/about/demo-ribbon";
import { useLanguage, useT, useWord } from "@/shared/i18n";
import { Catch, LoadingState } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { useTheme, type Choice } from "@/shared/theme/theme";
import { usePhone } from "@/shared/use-phone";
import { approvalsWaiting } from "./api";
import { Contours, Logo } from "./logo";
import { navigation } from "./nav";
import { CommandPalette } from "./palette";
import styles from "./shell.module.css";

/** Frame of every page behind sign-in: navigation, quick find, language, look, person. */
export function Shell() {
  const t = useT();
  const phone = usePhone();
  const location = useLocation();
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const content = useRef<HTMLElement>(null);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette(true);
      }
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  useEffect(() => {
    setDrawer(false);
    window.scrollTo(0, 0);
  }, [location.pathname]);

  return (
    <>
      <a
        className={styles.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          content.current?.focus();
        }}
      >
        {t("shell.skip")}
      </a>
      <div className={styles.shell}>
        {phone ? (
          <Drawer
            open={drawer}
            placement="left"
            size={272}
            closable={false}
            onClose={() => setDrawer(false)}
            styles={{ body: { padding: 0 } }}
            aria-label={t("shell.navigation")}
          >
            <div className={styles.drawerNav}>
              <Side />
            </div>
          </Drawer>
        ) : (
          <aside className={styles.side}>
            <Side />
          </aside>
        )}
        <div className={styles.main}>
          <DemoRibbon />
          <header className={styles.head}>
            {phone && (
              <>
                <Button
                  type="text"
                  icon={<MenuOutlined aria-hidden />}
                  aria-label={t("shell.open_navigation")}
                  aria-expanded={drawer}
                  onClick={() => setDrawer(true)}
                />
                <Logo size={26} />
                <span className={styles.headTitle}>{t("shell.product")}</span>
                <span className={styles.spring} />
                <Button
                  type="text"
                  icon={<SearchOutlined aria-hidden />}
                  aria-label={t("shell.palette")}
                  onClick={() => setPalette(true)}
                />
              </>
            )}
            {!phone && (
              <>
                <button type="button" className={styles.find} onClick={() => setPalette(true)}>
                  <SearchOutlined aria-hidden /> {t("shell.palette")} <kbd>Ctrl K</kbd>
                </button>
                <span className={styles.spring} />
              </>
            )}
            <HeadEnd phone={phone} />
          </header>
          <main id="content" ref={content} tabIndex={-1} className={styles.content}>
            <Catch at={location.pathname}>
              <Suspense fallback={<LoadingState lines={10} />}>
                <Outlet />
              </Suspense>
            </Catch>
          </main>
        </div>
      </div>
      <CommandPalette open={palette} onClose={() => setPalette(false)} />
    </>
  );
}

function Side() {
  const t = useT();
  const { can } = useSession();
  const waiting = useQuery({
    queryKey: ["approvals", "waiting"],
    queryFn: approvalsWaiting,
    enabled: can("approvals_decide"),
    refetchInterval: 30_000,
  });
  return (
    <>
      <Link to="/" className={styles.brand}>
        <Logo />
        <span>
          <span className={styles.brandName}>{t("shell.product")}</span>
          <span className={styles.brandLine}>{t("shell.product_line")}</span>
        </span>
      </Link>
      <nav className={styles.nav} aria-label={t("shell.navigation")}>
        {navigation.map((group) => {
          const items = group.items.filter((item) => can(item.right));
          if (items.length === 0) return null;
          return (
            <div key={group.text} className={styles.group} role="group" aria-label={t(group.text)}>
              <div className={styles.groupName} aria-hidden>
                {t(group.text)}
              </div>
              {items.map((item) => (
                <NavLink key={item.to} to={item.to} className={styles.item}>
                  <span aria-hidden>{item.icon}</span>
                  <span className={styles.itemText}>{t(item.text)}</span>
                  {item.to === "/approvals" && Boolean(waiting.data) && (
                    <span
                      className={styles.badge}
                      aria-label={t("shell.waiting", { count: waiting.data ?? 0 })}
                    >
                      {(waiting.data ?? 0) > 99 ? "99+" : waiting.data}
                    </span>
                  )}
                </NavLink>
              ))}
            </div>
          );
        })}
      </nav>
      <Contours className={styles.contours} />
    </>
  );
}

export function LanguageSwitch() {
  const { language, choose, t } = useLanguage();
  return (
    <Button
      type="text"
      icon={<TranslationOutlined aria-hidden />}
      // The name holds what is seen, so that it can be said aloud to the machine.
      aria-label={`${t("shell.language_label")} ${t("shell.language")}`}
      onClick={() => choose(language === "zh" ? "en" : "zh")}
    >
      <span lang={language === "zh" ? "en" : "zh-CN"}>{t("shell.language")}</span>
    </Button>
  );
}

function HeadEnd({ phone }: { phone: boolean }) {
  const t = useT();
  const word = useWord();
  const navigate = useNavigate();
  const { me, leave } = useSession();
  const { choice, choose } = useTheme();
  const looks: [Choice, string][] = [
    ["system", t("shell.theme_system")],
    ["light", t("shell.theme_light")],
    ["dark", t("shell.theme_dark")],
  ];
  return (
    <>
      {!phone && <span className={styles.where}>{me.institution.name}</span>}
      <LanguageSwitch />
      <Dropdown
        trigger={["click"]}
        menu={{
          selectedKeys: [choice],
          items: [
            {
              key: "who",
              type: "group",
              label: `${me.person.login} · ${me.roles.map((role) => word("role", role)).join(" · ")}`,
            },
            { key: "account", label: t("shell.account"), onClick: () => void navigate("/account") },
            {
              key: "look",
              type: "group",
              label: t("shell.theme_label"),
              children: looks.map(([key, label]) => ({ key, label, onClick: () => choose(key) })),
            },
            { type: "divider" },
            {
              key: "leave",
              label: t("shell.sign_out"),
              onClick: () => void leave().then(() => navigate("/sign-in?why=signed_out")),
            },
          ],
        }}
      >
        <button type="button" className={styles.person}>
          <span className={styles.face} aria-hidden>
            {me.person.name.slice(0, 1).toUpperCase()}
          </span>
          <span className={phone ? "hidden-visually" : undefined}>{me.person.name}</span>
          <span className="hidden-visually"> · {t("shell.account")}</span>
        </button>
      </Dropdown>
    </>
  );
}
