/** Where does everything in a plot of columns stand? Pure: pixels in, pixels out. */

export interface Column {
  /** "23 Nov", "3". */
  label: string;
  /** From the bottom up. */
  parts: readonly { value: number; tone: Tone }[];
}

export type Tone = "kept" | "risk" | "broken";

export interface Size {
  width: number;
  height: number;
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  tone: Tone;
}

export interface Layout {
  bars: readonly Bar[];
  /** Labels below the columns, as many as have room. */
  labels: readonly { x: number; text: string }[];
  /** Lines across, with what they stand for. */
  levels: readonly { y: number; value: number }[];
  /** The right edge of a column, where a mark stands. */
  edge: (column: number) => number;
  plot: { left: number; right: number; top: number; bottom: number };
}

const LEFT = 34;
const RIGHT = 6;
const TOP = 22;
const BOTTOM = 22;
/** Pixels: a character of a label, and the air beside it. */
const CHARACTER = 7;
const AIR = 8;
const WIDEST_BAR = 40;

export function layoutOf(columns: readonly Column[], { width, height }: Size): Layout {
  const plot = { left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM };
  const slot = (plot.right - plot.left) / Math.max(columns.length, 1);
  const bar = Math.min(slot * 0.7, WIDEST_BAR);
  const levels = levelsUpTo(Math.max(1, ...columns.map(total)));
  const top = levels.at(-1) ?? 1;
  const yOf = (value: number): number => plot.bottom - (value / top) * (plot.bottom - plot.top);
  const middle = (index: number): number => plot.left + (index + 0.5) * slot;
  const widest = AIR + CHARACTER * Math.max(0, ...columns.map(({ label }) => label.length));
  const every = Math.ceil(widest / slot);
  return {
    bars: columns.flatMap((column, index) => stacked(column, middle(index) - bar / 2, bar, yOf)),
    labels: columns
      .map(({ label }, index) => ({ x: middle(index), text: label }))
      .filter((_, index) => (columns.length - 1 - index) % every === 0),
    levels: levels.map((value) => ({ y: yOf(value), value })),
    edge: (column) => plot.left + (column + 1) * slot,
    plot,
  };
}

function stacked(column: Column, x: number, width: number, yOf: (value: number) => number): readonly Bar[] {
  let below = 0;
  return column.parts
    .filter(({ value }) => value > 0)
    .map(({ value, tone }) => {
      const y = yOf(below + value);
      const height = yOf(below) - y;
      below += value;
      return { x, y, width, height, tone };
    });
}

const total = ({ parts }: Column): number => parts.reduce((sum, { value }) => sum + value, 0);

/** A few round whole numbers from 0 to at least `most`. */
export function levelsUpTo(most: number): readonly number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough) ?? power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
