/** An action that another part of the ticket's page asks the desk to turn to. */

import { Store } from "../store";
import type { Verb } from "../wire";

export const wanted = new Store<Verb | null>(null);

export const want = (verb: Verb): void => wanted.set(verb);
