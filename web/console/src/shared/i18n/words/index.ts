import * as accept from "./accept";
import * as clearing from "./clearing";
import * as codes from "./codes";
import { common } from "./common";
import * as deeds from "./deeds";
import * as keys from "./keys";
import * as payments from "./payments";
import * as people from "./people";
import { problem } from "./problems";
import { right } from "./rights";
import * as reconciled from "./recon";
import * as road from "./road";
import * as rules from "./rules";
import * as sandbox from "./sandbox";
import { shell, sign_in } from "./shell";
import * as show from "./show";
import * as states from "./states";

/** Every text of the console by section. One place: nothing visible is written elsewhere. */
export const sections = {
  common,
  shell,
  sign_in,
  problem,
  right,
  ...states,
  ...deeds,
  ...payments,
  ...accept,
  ...codes,
  ...road,
  ...clearing,
  ...reconciled,
  ...rules,
  ...sandbox,
  ...keys,
  ...show,
  ...people,
} as const;
