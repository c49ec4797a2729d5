import { Findings, LOOKS, barriers } from "../axe.mjs";
import { signIn } from "../browser.mjs";
import { SCENES, become, play } from "../scenes.mjs";

export const title = "no form, question or refusal has a serious barrier either";
// Some scenes are about what is refused.
export const refused = [/^4\d\d /];

export async function run(world) {
  const all = new Findings();
  // Forms are the same in both languages; the walk over the pages looks at both.
  for (const [name, left] of [
    ["desk.en", 0],
    ["phone.zh", 1],
  ]) {
    const page = await world.page(LOOKS[name]);
    page.setDefaultTimeout(8_000);
    let signedIn = "admin@network";
    await signIn(page, signedIn);
    for (const [index, scene] of SCENES.entries()) {
      if (scene.phone ? name === "desk.en" : index % 2 !== left && name === "phone.zh") continue;
      const wanted = scene.who ?? "admin@network";
      if (wanted !== signedIn) await become(page, wanted);
      signedIn = wanted;
      try {
        await play(page, scene);
        for (const one of await barriers(page)) all.add(`${name} ${scene.name}`, one);
      } catch (error) {
        all.add(`${name} ${scene.name}`, error.message);
      }
    }
  }
  all.check();
}
