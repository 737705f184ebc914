import { expect, test } from "vitest";
import { sayReason } from "./reasons";

test.each([
  ["clear", "Asked for a person after a clear answer"],
  ["nothing fits", "The assistant found no answer"],
  ["products/medical goes to a person", "A question for a person: Products: medical"],
  ["asked for a person", "Asked for a person"],
  ["3 messages without an answer", "3 messages without an answer"],
  ["", ""],
])("%j is said so that a colleague understands it", (reason, said) => {
  expect(sayReason(reason)).toBe(said);
});
