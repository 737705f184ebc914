/** An action that another part of the ticket's page asks the desk to turn to. */

import { Store } from "../store";
import type { Verb } from "../wire";
import type { Values } from "./drafts";

export interface Wanted {
  verb: Verb;
  /** What to fill in beforehand. */
  values?: Values;
}

export const wanted = new Store<Wanted | null>(null);

export const want = (verb: Verb, values?: Values): void => wanted.set({ verb, values });
