import { settled, signIn } from "../browser.mjs";

export const title =
  "a file is imported row by row, and a maker's report is held against the books";

const HEAD = "serial,device_type,maker,model,merchant_code,store_code,acquirer_code,terminal_code";
const stamp = Date.now().toString(36).toUpperCase();

const file = (name, lines) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(`${lines.join("\n")}\n`),
});

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "ops@shancheng");
  const send = async (...rows) => {
    await page.goto("/imports");
    await settled(page);
    await page.getByRole("main").getByText("Terminals", { exact: true }).first().click();
    await page.locator("input[type=file]").setInputFiles(file("terminals.csv", [HEAD, ...rows]));
    await page.waitForURL(/\/imports\/imp_/);
  };
  // One wrong row keeps all of them out, and is named by line, column and rule.
  await send(`SN${stamp}01,04,Example,P1,,,,`, "SHORT,04,Example,P1,,,,");
  await page.getByRole("heading", { name: "Rows with problems" }).waitFor();
  await page
    .getByRole("row", { name: /3 Serial serial .*8 to 50 letters and digits.* SHORT/ })
    .waitFor();
  await send(`SN${stamp}01,04,Example,P1,,,,`);
  await page.getByText("Rows imported: 1").waitFor();
  await page.goto(`/terminals?q=SN${stamp}01`);
  await page.getByRole("link", { name: `SN${stamp}01` }).waitFor();

  const maker = await world.page({ language: "en" });
  await signIn(maker, "vendor@cloudbridge");
  await maker.goto("/makers-reports");
  await settled(maker);
  await maker
    .locator("input[type=file]")
    .setInputFiles(
      file("report.csv", [
        "serial,maker,model,device_type,acquirer_code,reported_at",
        `SN${stamp}01,Other,P1,04,48026530,2026-11-22`,
        `AA${stamp}02,Example,P1,04,48026530,2026-11-22`,
      ]),
    );
  await maker.getByText("The report was taken; rows: 2").waitFor();

  const keeper = await world.page({ language: "en" });
  await signIn(keeper, "ops@network");
  await keeper.goto("/makers-reports");
  await keeper.getByRole("link", { name: "report.csv" }).first().click();
  await keeper
    .getByRole("row", { name: `AA${stamp}02` })
    .getByText("Reported, not registered")
    .waitFor();
}
