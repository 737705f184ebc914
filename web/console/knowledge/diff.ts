/** What differs between two texts, line by line, and how two changes of one text come together. */

import type { DiffLine } from "./wire";

/** The lines of both texts in order: what both have, what only `before` has, what only `after` has. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const pairs = matches(old, now);
  const found: DiffLine[] = [];
  let [one, other] = [0, 0];
  for (const [inOld, inNow] of [...pairs, [old.length, now.length] as const]) {
    for (; one < inOld; one++) found.push({ kind: "removed", text: old[one] as string });
    for (; other < inNow; other++) found.push({ kind: "added", text: now[other] as string });
    if (inOld < old.length) found.push({ kind: "same", text: old[inOld] as string });
    one = inOld + 1;
    other = inNow + 1;
  }
  return found;
}

export interface Merged {
  text: string;
  /** Places where both changed the same lines; there, theirs stands before mine. */
  collisions: number;
}

/** Both changes of `before` in one text. */
export function merge(before: string, theirs: string, mine: string): Merged {
  const [base, one, other] = [linesOf(before), linesOf(theirs), linesOf(mine)];
  const inTheirs = new Map(matches(base, one));
  const inMine = new Map(matches(base, other));
  const made: string[] = [];
  let collisions = 0;
  let [atBase, atTheirs, atMine] = [0, 0, 0];
  const settle = (toBase: number, toTheirs: number, toMine: number): void => {
    const parts = [base.slice(atBase, toBase), one.slice(atTheirs, toTheirs), other.slice(atMine, toMine)] as const;
    const [was, their, my] = parts.map((lines) => lines.join("\n")) as [string, string, string];
    if (their === my || my === was) made.push(...parts[1]);
    else if (their === was) made.push(...parts[2]);
    else {
      collisions += 1;
      made.push(...parts[1], ...parts[2]);
    }
    [atBase, atTheirs, atMine] = [toBase, toTheirs, toMine];
  };
  for (let at = 0; at < base.length; at++) {
    const [their, my] = [inTheirs.get(at), inMine.get(at)];
    // A line that all three have ends a place where they may differ.
    if (their === undefined || my === undefined) continue;
    settle(at, their, my);
    made.push(base[at] as string);
    [atBase, atTheirs, atMine] = [at + 1, their + 1, my + 1];
  }
  settle(base.length, one.length, other.length);
  return { text: made.join("\n"), collisions };
}

const linesOf = (text: string): string[] => text.split("\n");

/** Pairs of equal lines, as places in both, in order: a longest common run after what both begin and end with. */
export function matches(old: readonly string[], now: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) found.push([start, start++]);
  let tail = 0;
  while (
    tail < old.length - start &&
    tail < now.length - start &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  found.push(...middle(old.slice(start, old.length - tail), now.slice(start, now.length - tail), start));
  for (let left = tail; left > 0; left--) found.push([old.length - left, now.length - left]);
  return found;
}

// The table below grows with the product; texts beyond it are shown as replaced as a whole.
const LARGEST_TABLE = 4_000_000;

function middle(old: readonly string[], now: readonly string[], offset: number): [number, number][] {
  const width = now.length + 1;
  if (old.length * now.length > LARGEST_TABLE) return [];
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (one: number, other: number): number => longest[one * width + other] as number;
  for (let one = old.length - 1; one >= 0; one--) {
    for (let other = now.length - 1; other >= 0; other--) {
      longest[one * width + other] =
        old[one] === now[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
    }
  }
  const found: [number, number][] = [];
  for (let one = 0, other = 0; one < old.length && other < now.length; ) {
    if (old[one] === now[other]) found.push([offset + one++, offset + other++]);
    else if (at(one + 1, other) >= at(one, other + 1)) one += 1;
    else other += 1;
  }
  return found;
}
