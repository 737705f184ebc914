import { expect, test } from "vitest";
import { mail } from "./fixtures";
import { isToShopper, kindOf, reasonOf } from "./words";

test.each([
  ["550 5.1.1 <jane@shoper.example>: no such mailbox", "There is no such mailbox. The address may be mistyped."],
  ["Returned: 550 5.1.1 No such mailbox", "There is no such mailbox. The address may be mistyped."],
  ["550 unknown user", "There is no such mailbox. The address may be mistyped."],
  ["552 5.2.2 over quota", "The mailbox is full."],
  ["550 5.7.1 blocked", "The mail server refuses our e-mails. Please tell whoever runs this console."],
  ["451 4.3.0 Try again later", "The mail server asked us to try later, again and again."],
  ["ConnectionRefusedError", "The mail server could not be reached."],
  ["SMTPServerDisconnected", "The mail server could not be reached."],
  ["SMTPAuthenticationError", "Our mail server does not let us in. Please tell whoever runs this console."],
  ["Returned: ", "The mail server of the address gave it back."],
  ["the mail server takes no address with such letters", "Our mail server takes no address with such letters."],
  ["something new", "The mail server did not take it."],
])("%s is told as: %s", (error, told) => {
  expect(reasonOf({ error })).toBe(told);
});

test("a reason that was never given is said to be unknown", () => {
  expect(reasonOf({ error: null })).toBe("The reason is not known.");
});

test("letters to shoppers are told apart from alarms to colleagues", () => {
  expect([kindOf(mail()), isToShopper(mail())]).toEqual(["Reply", true]);
  expect(isToShopper(mail({ kind: "breached" }))).toBe(false);
});
