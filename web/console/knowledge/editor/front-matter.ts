/**
 * The settings between the two "---" of a file, read and changed line by line, so that an edit of one of them leaves
 * every other line as somebody wrote it: order, comments, quotes and all.
 *
 * Only what editors write is understood: texts on one line, and lists as `[a, b]` or as lines with dashes. What is
 * written otherwise makes `readFrontMatter` return why, and the file is then edited as text.
 */

import { matches } from "../diff";

export interface FrontMatter {
  /** Every line of the file. */
  lines: readonly string[];
  /** Where the closing "---" stands; the first stands in line 0. */
  end: number;
  blocks: readonly Block[];
}

/** A key with its value: the lines from `from` up to `to`, counted from 0. */
export interface Block {
  key: string;
  from: number;
  to: number;
  value: Value;
}

export type Value =
  | { shape: "empty"; comment: string }
  | { shape: "text"; text: string; comment: string }
  | { shape: "flow"; items: readonly string[]; comment: string }
  | { shape: "dashes"; items: readonly Item[] };

export interface Item {
  text: string;
  line: number;
}

export const FENCE = "---";

/** The parts of a file, or in words why they cannot be told. */
export function readFrontMatter(text: string): FrontMatter | string {
  const lines = text.split("\n");
  if (lines[0]?.trimEnd() !== FENCE) return 'It does not begin with a line "---".';
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === FENCE);
  if (end < 0) return 'There is no second line "---" after the settings.';
  const blocks: Block[] = [];
  for (let at = 1; at < end; ) {
    const line = lines[at] as string;
    if (isRemark(line)) {
      at += 1;
      continue;
    }
    const found = readBlock(lines, at, end);
    if (typeof found === "string") return found;
    if (blocks.some(({ key }) => key === found.key)) return `"${found.key}" stands there twice.`;
    blocks.push(found);
    at = found.to;
  }
  return { lines, end, blocks };
}

/** The text of a value of one line; empty where there is none. */
export const textOf = (value: Value | undefined): string => (value?.shape === "text" ? value.text : "");

/** The items of a list; a single text is not one. */
export function itemsOf(value: Value | undefined): readonly string[] {
  if (value?.shape === "flow") return value.items;
  return value?.shape === "dashes" ? value.items.map(({ text }) => text) : [];
}

export const blockOf = (front: FrontMatter, key: string): Block | undefined =>
  front.blocks.find((block) => block.key === key);

/** The file with a text for a key; an empty one takes the key away. `order` is where a new key goes. */
export function withText(front: FrontMatter, key: string, text: string, order: readonly string[]): string {
  const block = blockOf(front, key);
  if (!text) return block ? replaced(front, block.from, block.to, []) : front.lines.join("\n");
  const line = `${key}: ${written(text)}`;
  if (!block) return inserted(front, key, [line], order);
  return replaced(front, block.from, block.to, [line + commentOf(block.value)]);
}

/** The file with a list for a key, written as it was written before, else as `style` says. */
export function withItems(
  front: FrontMatter,
  key: string,
  items: readonly string[],
  style: "flow" | "dashes",
  order: readonly string[],
): string {
  const block = blockOf(front, key);
  if (items.length === 0 && style === "flow") {
    return block ? replaced(front, block.from, block.to, []) : front.lines.join("\n");
  }
  const before = block?.value.shape ?? style;
  if (before === "flow" || (before !== "dashes" && style === "flow")) {
    const line = `${key}: [${items.map((item) => written(item, true)).join(", ")}]`;
    if (!block) return inserted(front, key, [line], order);
    return replaced(front, block.from, block.to, [line + commentOf(block.value)]);
  }
  if (!block) return inserted(front, key, [`${key}:`, ...items.map((item) => `  - ${written(item)}`)], order);
  return replaced(front, block.from, block.to, dashed(front, block, items));
}

/** A text as YAML reads it back: in quotes only where it needs them. */
export function written(text: string, inFlow = false): string {
  const plain =
    text !== "" &&
    text === text.trim() &&
    !/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) &&
    !/: |:$| #|[\n\t\\]/.test(text) &&
    !/^(~|null|Null|NULL|\.\.\.|---)$/.test(text) &&
    !(inFlow && /[,[\]{}]/.test(text));
  if (plain) return text;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
}

const KEY = /^([A-Za-z_][A-Za-z0-9_-]*):(?:[ \t]+(.*?))?[ \t]*$/;
const DASH = /^([ \t]*)-[ \t]+(.*?)[ \t]*$/;

const isRemark = (line: string): boolean => /^[ \t]*(#|$)/.test(line);

function readBlock(lines: readonly string[], from: number, end: number): Block | string {
  const place = `line ${from + 1}`;
  const found = KEY.exec(lines[from] as string);
  if (!found) return `The form cannot read ${place}: "${(lines[from] as string).trim()}".`;
  const [, key, rest = ""] = found;
  let to = from + 1;
  while (to < end && (isRemark(lines[to] as string) || /^[ \t]|^-[ \t]/.test(lines[to] as string))) to += 1;
  // Remarks after the last value belong to what follows.
  while (to > from + 1 && isRemark(lines[to - 1] as string)) to -= 1;
  const value = to > from + 1 ? readDashes(lines, from, to, rest) : readLine(rest);
  if (value === null) return `The form cannot show how "${key}" is written in ${place}.`;
  return { key: key as string, from, to, value };
}

function readDashes(lines: readonly string[], from: number, to: number, rest: string): Value | null {
  if (rest && !rest.startsWith("#")) return null;
  const items: Item[] = [];
  let indent: string | null = null;
  for (let at = from + 1; at < to; at++) {
    const line = lines[at] as string;
    if (isRemark(line)) continue;
    const found = DASH.exec(line);
    if (!found) return null;
    indent ??= found[1] as string;
    const text = readScalar(found[2] as string);
    if (found[1] !== indent || !text || text.text === null) return null;
    items.push({ text: text.text, line: at });
  }
  return { shape: "dashes", items };
}

function readLine(rest: string): Value | null {
  if (!rest || rest.startsWith("#")) return { shape: "empty", comment: rest };
  if (rest.startsWith("[")) return readFlow(rest);
  const read = readScalar(rest);
  if (!read) return null;
  return read.text === null ? { shape: "empty", comment: read.comment } : { shape: "text", ...read, text: read.text };
}

/** One text with what stands behind it; its text is null for YAML's own nothing. */
function readScalar(rest: string): { text: string | null; comment: string } | null {
  if (rest.startsWith('"') || rest.startsWith("'")) {
    const quoted = readQuoted(rest);
    if (!quoted) return null;
    const behind = rest.slice(quoted.length);
    return /^[ \t]*$|^[ \t]+#/.test(behind) ? { text: quoted.text, comment: behind.trim() } : null;
  }
  if (/^[?:,[\]{}#&*!|>%@`]|^-([ \t]|$)/.test(rest)) return null;
  const remark = rest.search(/[ \t]#/);
  const text = (remark < 0 ? rest : rest.slice(0, remark)).trim();
  if (/:[ \t]|:$/.test(text)) return null;
  const comment = remark < 0 ? "" : rest.slice(remark).trim();
  return { text: /^(~|null|Null|NULL)$/.test(text) ? null : text, comment };
}

function readFlow(rest: string): Value | null {
  const items: string[] = [];
  let at = 1;
  const skip = (): void => {
    while (/[ \t]/.test(rest[at] ?? "")) at += 1;
  };
  for (skip(); rest[at] !== "]"; skip()) {
    const from = rest.slice(at);
    if (from.startsWith('"') || from.startsWith("'")) {
      const quoted = readQuoted(from);
      if (!quoted) return null;
      items.push(quoted.text);
      at += quoted.length;
    } else {
      const plain = /^[^,[\]{}#]*/.exec(from)?.[0] ?? "";
      if (!plain.trim() || readScalar(plain.trim())?.text == null) return null;
      items.push(plain.trim());
      at += plain.length;
    }
    skip();
    if (rest[at] === ",") at += 1;
    else if (rest[at] !== "]") return null;
  }
  const behind = rest.slice(at + 1);
  return /^[ \t]*$|^[ \t]+#/.test(behind) ? { shape: "flow", items, comment: behind.trim() } : null;
}

/** The text within quotes at the start, and how many characters that took. */
function readQuoted(from: string): { text: string; length: number } | null {
  if (from.startsWith("'")) {
    const found = /^'((?:[^']|'')*)'/.exec(from);
    return found && { text: (found[1] as string).replaceAll("''", "'"), length: found[0].length };
  }
  const found = /^"((?:[^"\\]|\\.)*)"/.exec(from);
  if (!found) return null;
  try {
    // JSON's escapes are YAML's, as far as anybody writes them here.
    return { text: JSON.parse(found[0].replaceAll("\t", "\\t")) as string, length: found[0].length };
  } catch {
    return null;
  }
}

/** A list of lines: what stays keeps its line and the remarks around it, what is new gets a line of its own. */
function dashed(front: FrontMatter, block: Block, items: readonly string[]): string[] {
  const old = block.value.shape === "dashes" ? block.value.items : [];
  const indent = /^[ \t]*/.exec(front.lines[old[0]?.line ?? -1] ?? "  ")?.[0] ?? "  ";
  const texts = old.map(({ text }) => text);
  const kept = new Map(matches(texts, items).map(([was, now]) => [now, was]));
  const stays = new Set(kept.values());
  const made: string[] = [front.lines[block.from] as string];
  let next = block.from + 1;
  let from = 0;
  for (const [at, item] of items.entries()) {
    const match = kept.get(at);
    if (match === undefined) {
      // In place of one that is gone from here: behind the remarks above that one.
      const gone = old[from];
      if (gone && !stays.has(from)) {
        made.push(...remarks(front, next, gone.line));
        next = gone.line + 1;
        from += 1;
      }
      made.push(`${indent}- ${written(item)}`);
      continue;
    }
    const line = (old[match] as Item).line;
    made.push(...remarks(front, next, line), front.lines[line] as string);
    next = line + 1;
    from = match + 1;
  }
  return [...made, ...remarks(front, next, block.to)];
}

const remarks = (front: FrontMatter, from: number, to: number): string[] =>
  front.lines.slice(from, to).filter((line) => isRemark(line));

const commentOf = (value: Value): string => ("comment" in value && value.comment ? `  ${value.comment}` : "");

const replaced = (front: FrontMatter, from: number, to: number, lines: readonly string[]): string =>
  [...front.lines.slice(0, from), ...lines, ...front.lines.slice(to)].join("\n");

/** Behind the last key that comes before it in `order`, so that files keep their usual shape. */
function inserted(front: FrontMatter, key: string, lines: readonly string[], order: readonly string[]): string {
  const before = order.slice(0, order.indexOf(key));
  const last = front.blocks.filter((block) => before.includes(block.key)).at(-1);
  const at = last?.to ?? 1;
  return replaced(front, at, at, lines);
}
