import { expect, test } from "vitest";
import { unmarked } from "./unmarked";

test.each([
  ["We send **a new mist** today.", "We send a new mist today."],
  ["It is *free* and __quick__, _really_.", "It is free and quick, really."],
  ["See [our policy](https://shop.example/p).", "See our policy (https://shop.example/p)."],
  ["## Next\nHello Jane,  \nAnna", "Next\nHello Jane,\nAnna"],
  ["2 * 3 * 4, snake_case_name and **open", "2 * 3 * 4, snake_case_name and **open"],
  ["- one\n- two", "- one\n- two"],
])("%j reads as %j", (marked, plain) => {
  expect(unmarked(marked)).toBe(plain);
});
