import { choose, settled, signIn } from "../browser.mjs";

export const title = "a new route takes two people, and a dry run says where a payment would go";

export async function run(world) {
  const asker = await world.page({ language: "en" });
  await signIn(asker, "ops@network");
  await asker.goto("/routes");
  await settled(asker);
  const name = `Story ${Date.now().toString(36)}`;
  const drawer = asker.getByRole("dialog");
  await asker.getByRole("button", { name: "New rule" }).click();
  await drawer.getByLabel("Name").fill(name);
  await drawer.getByLabel("Priority").fill("900");
  await choose(asker, "Acquirer", "嘉陵支付");
  await choose(asker, "Link");
  await drawer.getByLabel("BIN ranges").fill("622848-622849");
  await drawer.getByRole("button", { name: "Send for approval" }).click();
  await asker.getByText("Sent for approval").waitFor();
  await asker.getByRole("button", { name: "Open the request" }).click();
  await asker.getByText("You asked for this; another colleague must decide.").waitFor();

  const decider = await world.page({ language: "en" });
  await signIn(decider, "risk@network");
  await decider.goto(asker.url());
  await decider.getByText(name).first().waitFor();
  await decider.getByRole("button", { name: "Approve" }).click();
  await decider.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await decider.getByText("Approved", { exact: true }).first().waitFor();

  await asker.goto("/routes");
  await asker.getByRole("row", { name }).getByText("Active").waitFor();
  await asker.getByRole("button", { name: "Dry run" }).click();
  await choose(asker, "Merchant");
  await drawer.getByLabel("Card BIN").fill("622848");
  await drawer.getByLabel("Amount").fill("12.50");
  await drawer.getByRole("button", { name: "Run", exact: true }).click();
  await drawer.getByText(/^Chose /).waitFor();
  await drawer.getByRole("listitem").filter({ hasText: name }).waitFor();
}
