import assert from "node:assert/strict";
import { LOOKS, barriers } from "../axe.mjs";
import { signIn } from "../browser.mjs";
import { SCENES, become, play } from "../scenes.mjs";

export const title = "no form, question or refusal has a serious barrier either";
// Some scenes are about what is refused.
export const refused = [/^4\d\d /];

export async function run(world) {
  const all = [];
  for (const name of ["desk.en", "phone.zh"]) {
    const look = LOOKS[name];
    const page = await world.page(look);
    let signedIn = "admin@network";
    await signIn(page, signedIn);
    for (const scene of SCENES.filter((one) => !one.phone || look.isMobile)) {
      const wanted = scene.who ?? "admin@network";
      if (wanted !== signedIn) await become(page, wanted);
      signedIn = wanted;
      try {
        await play(page, scene);
        for (const one of await barriers(page)) all.push(`${name} ${scene.name}: ${one}`);
      } catch (error) {
        all.push(`${name} ${scene.name}: ${error.message}`);
      }
    }
  }
  assert.deepEqual(all, []);
}
