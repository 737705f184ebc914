import { expect, test } from "vitest";
import { sayLeaving } from "./leaving";

const tickets = (...numbers: number[]) => numbers.map((number) => ({ number: `${number}`, subject: "" }));

test("who signs out is told what goes back and what stays", () => {
  expect(sayLeaving({ elsewhere: false, goes_back: tickets(10006, 10014), stays: tickets(1, 2, 3) })).toBe(
    "10006 and 10014 go back into the queue, as you have done nothing on them. 3 tickets stay yours.",
  );
  expect(sayLeaving({ elsewhere: false, goes_back: tickets(10006), stays: tickets(1) })).toBe(
    "10006 goes back into the queue, as you have done nothing on it. 1 ticket stays yours.",
  );
  expect(sayLeaving({ elsewhere: false, goes_back: tickets(1, 2, 3, 4, 5, 6), stays: [] })).toBe(
    "6 tickets go back into the queue, as you have done nothing on them.",
  );
});

test("who works elsewhere too keeps everything, and who holds nothing is told nothing", () => {
  expect(sayLeaving({ elsewhere: true, goes_back: [], stays: tickets(1, 2) })).toBe(
    "2 tickets stay yours, as you are signed in elsewhere.",
  );
  expect(sayLeaving({ elsewhere: false, goes_back: [], stays: [] })).toBe("");
});
