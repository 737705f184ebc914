/** An entry's file as the fields of a form, and a change of one field as a change of the text. The text is the truth. */

import type { EntryKind, HandoffRule } from "../wire";
import { blockOf, type FrontMatter, itemsOf, readFrontMatter, textOf, withItems, withText } from "./front-matter";

export interface EntryFields {
  title: string;
  questions: readonly string[];
  source: string;
  kind: EntryKind;
  handoff: HandoffRule;
  related: readonly string[];
  asks: readonly string[];
  reviewBy: string;
  answer: string;
  /** What is said while a fact of the answer is missing; null without that part. */
  notStated: string | null;
}

export type FieldName = keyof EntryFields;

/** A file as the form sees it; `why` says in words what keeps it from being one. */
export type Read = { fields: EntryFields; front: FrontMatter; body: Body } | { why: string };

interface Body {
  /** Lines, counted from 0; `to` is the one behind. */
  answer: { from: number; to: number };
  mark: number | null;
}

const ORDER = ["title", "questions", "source", "kind", "handoff", "related", "asks", "review_by"] as const;
const NOT_STATED = /^[ \t]*<!--\s*not stated\s*-->[ \t]*$/i;
const NOT_STATED_LINE = "<!-- not stated -->";

const isKind = (text: string): text is EntryKind => ["general", "complex"].includes(text);
const isRule = (text: string): text is HandoffRule => ["never", "offer", "always"].includes(text);

export function readEntry(text: string): Read {
  const front = readFrontMatter(text);
  if (typeof front === "string") return { why: front };
  const value = (key: string) => blockOf(front, key)?.value;
  for (const key of ["title", "source", "kind", "handoff", "review_by"]) {
    if (["flow", "dashes"].includes(value(key)?.shape ?? "")) return { why: `"${key}" holds a list.` };
  }
  for (const key of ["questions", "related", "asks"]) {
    if (value(key)?.shape === "text") return { why: `"${key}" holds a text where a list belongs.` };
  }
  const kind = textOf(value("kind")) || "general";
  const handoff = textOf(value("handoff")) || "offer";
  if (!isKind(kind)) return { why: `"kind" is "${kind}"; the form knows general and complex.` };
  if (!isRule(handoff)) return { why: `"handoff" is "${handoff}"; the form knows never, offer and always.` };
  const body = bodyOf(front);
  return {
    front,
    body,
    fields: {
      title: textOf(value("title")),
      questions: itemsOf(value("questions")),
      source: textOf(value("source")),
      kind,
      handoff,
      related: itemsOf(value("related")),
      asks: itemsOf(value("asks")),
      reviewBy: textOf(value("review_by")),
      answer: linesBetween(front, body.answer.from, body.answer.to),
      notStated: body.mark === null ? null : linesBetween(front, body.mark + 1, front.lines.length),
    },
  };
}

/** The text with another value in one field; a file that the form cannot read stays as it is. */
export function withField<K extends FieldName>(text: string, name: K, value: EntryFields[K]): string {
  const read = readEntry(text);
  if ("why" in read) return text;
  const { front, body, fields } = read;
  if (same(fields[name], value)) return text;
  switch (name) {
    case "title":
    case "source":
    case "kind":
    case "handoff":
      return withText(front, name, tidy(value as string), ORDER);
    case "reviewBy":
      return withText(front, "review_by", tidy(value as string), ORDER);
    case "questions":
      return withItems(front, name, value as readonly string[], "dashes", ORDER);
    case "related":
    case "asks":
      return withItems(front, name, value as readonly string[], "flow", ORDER);
    case "answer":
      return withAnswer(front, body, value as string);
    default:
      return withNotStated(front, body, value as string | null);
  }
}

/** The text with one more question, unless it is there already, however it is written. */
export function withQuestion(text: string, question: string): string {
  const read = readEntry(text);
  if ("why" in read) return text;
  const { questions } = read.fields;
  const plain = (words: string): string => words.trim().toLowerCase();
  if (questions.some((known) => plain(known) === plain(question))) return text;
  return withField(text, "questions", [...questions, question.trim()]);
}

/** A new entry to begin with. */
export function freshEntry(title: string, questions: readonly string[], source: string): string {
  const lines = [
    "---",
    "title: ",
    "questions:",
    ...(source ? ["source: "] : []),
    "kind: general",
    "handoff: offer",
    "---",
    "",
  ];
  let text = withField(lines.join("\n"), "title", title);
  text = withField(text, "source", source);
  return withField(text, "questions", questions);
}

/** Which field a line belongs to, counted from 1 as findings are; `item` is the place within a list, from 0. */
export function fieldAt(read: Read, line: number): { name: FieldName; item?: number } | null {
  if ("why" in read) return null;
  const { front, body } = read;
  const at = line - 1;
  if (at > front.end) return { name: body.mark !== null && at >= body.mark ? "notStated" : "answer" };
  const block = front.blocks.find(({ from, to }) => at >= from && at < to);
  if (!block) return null;
  const key = block.key === "review_by" ? "reviewBy" : block.key;
  if (!(key in read.fields)) return null;
  const name = key as FieldName;
  if (block.value.shape !== "dashes") return { name };
  const item = block.value.items.findIndex((known) => known.line === at);
  return item < 0 ? { name } : { name, item };
}

function bodyOf(front: FrontMatter): Body {
  const from = front.end + 1;
  const mark = front.lines.findIndex((line, at) => at >= from && NOT_STATED.test(line));
  return { answer: { from, to: mark < 0 ? front.lines.length : mark }, mark: mark < 0 ? null : mark };
}

/** The written part of these lines, without empty lines around it. */
function linesBetween(front: FrontMatter, from: number, to: number): string {
  return front.lines
    .slice(from, to)
    .join("\n")
    .replace(/^([ \t]*\n)+/, "")
    .trimEnd();
}

function withAnswer(front: FrontMatter, body: Body, answer: string): string {
  const head = front.lines.slice(0, front.end + 1);
  const rest = body.mark === null ? [""] : ["", ...front.lines.slice(body.mark)];
  return [...head, ...shaped(answer), ...rest].join("\n");
}

function withNotStated(front: FrontMatter, body: Body, text: string | null): string {
  const answer = front.lines.slice(0, body.answer.to);
  while (answer.length > front.end + 1 && answer.at(-1)?.trim() === "") answer.pop();
  if (text === null) return [...answer, ""].join("\n");
  const mark = body.mark === null ? NOT_STATED_LINE : (front.lines[body.mark] as string);
  return [...answer, "", mark, ...shaped(text), ""].join("\n");
}

/** As lines of the file, without empty ones around: what is typed at the moment may end with one. */
const shaped = (text: string): string[] => {
  const trimmed = text.replace(/^([ \t]*\n)+/, "").trimEnd();
  return trimmed ? trimmed.split("\n") : [];
};

const tidy = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function same(one: unknown, other: unknown): boolean {
  return Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((item, at) => item === other[at])
    : one === other;
}
