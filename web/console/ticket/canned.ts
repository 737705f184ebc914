/** Which canned replies fit, and how does one get into a text? */

import type { Canned } from "../wire";
import { GAP } from "./forms";

/** Those for the ticket's topic first, then the others; of these only what fits the words typed. */
export function fitting(canned: readonly Canned[], topic: string, words: string): { near: Canned[]; far: Canned[] } {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = canned.filter(({ title, text }) => {
    const all = `${title} ${text}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
  const isNear = ({ topics }: Canned): boolean => topics.length === 0 || topics.includes(topic.split("/")[0] ?? "");
  return { near: found.filter(isNear), far: found.filter((reply) => !isNear(reply)) };
}

export interface Inserted {
  text: string;
  /** What to select then: the first gap to fill in, or the end of what was inserted. */
  from: number;
  to: number;
}

/** Puts a canned reply where the cursor is, set apart from what stands around it. */
export function insert(into: string, at: { from: number; to: number }, reply: string): Inserted {
  const before = into.slice(0, at.from).trimEnd();
  const after = into.slice(at.to).trimStart();
  const start = before ? before.length + 2 : 0;
  const text = [before, reply, after].filter(Boolean).join("\n\n");
  const gap = new RegExp(GAP.source).exec(reply);
  const from = start + (gap ? gap.index : reply.length);
  return { text, from, to: from + (gap ? gap[0].length : 0) };
}
