import { expect, test } from "vitest";
import { layoutOf, levelsUpTo } from "./columns";

const column = (label: string, kept: number, broken: number) => ({
  label,
  parts: [
    { value: kept, tone: "kept" as const },
    { value: broken, tone: "broken" as const },
  ],
});

test("levels are round, start at nothing and reach the highest column", () => {
  expect(levelsUpTo(1)).toEqual([0, 1]);
  expect(levelsUpTo(4)).toEqual([0, 1, 2, 3, 4]);
  expect(levelsUpTo(13)).toEqual([0, 5, 10, 15]);
  expect(levelsUpTo(730)).toEqual([0, 200, 400, 600, 800]);
});

test("what is broken stands on what is kept, and both fill the height they are worth", () => {
  const { bars, plot } = layoutOf([column("2 Nov", 3, 1)], { width: 300, height: 150 });
  expect(bars.map(({ tone }) => tone)).toEqual(["kept", "broken"]);
  const [kept, broken] = bars;
  const height = plot.bottom - plot.top;
  expect(kept).toMatchObject({ y: plot.bottom - height * 0.75, height: height * 0.75 });
  expect(broken).toMatchObject({ y: plot.top, height: height * 0.25 });
});

test("nothing is drawn for nothing, and an empty plot still has its levels", () => {
  const { bars, levels } = layoutOf([column("2 Nov", 0, 0)], { width: 300, height: 150 });
  expect(bars).toEqual([]);
  expect(levels.map(({ value }) => value)).toEqual([0, 1]);
});

test("where there is no room for every label the last one stays", () => {
  const weeks = Array.from({ length: 13 }, (_, index) => column(`${index + 10} Nov`, 1, 0));
  expect(layoutOf(weeks, { width: 800, height: 150 }).labels).toHaveLength(13);
  const { labels } = layoutOf(weeks, { width: 288, height: 150 });
  expect(labels.map(({ text }) => text)).toEqual(["10 Nov", "13 Nov", "16 Nov", "19 Nov", "22 Nov"]);
});

test("a mark stands between its column and the next, also at the edge of the plot", () => {
  const { edge, plot } = layoutOf([column("0", 1, 0), column("1", 1, 0)], { width: 300, height: 150 });
  expect(edge(0)).toBe((plot.left + plot.right) / 2);
  expect(edge(1)).toBe(plot.right);
});
