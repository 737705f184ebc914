/** Why did an inquiry come to a person? In a colleague's words; on record stands how the assistant judged it. */

import { humanWords } from "../words/labels";

const WORDS: Readonly<Record<string, string>> = {
  clear: "Asked for a person after a clear answer",
  "chosen by the shopper": "Asked for a person after an answer they had chosen",
  "nothing fits": "The assistant found no answer",
  "nothing to read": "The assistant found nothing to answer",
  "several entries may be meant": "The question could mean several things",
  "said yes to a person": "Said yes when a person was offered",
};

const GOES_TO_A_PERSON = / goes to a person$/;

/** Empty for an inquiry that came with no reason, as from the form. */
export function sayReason(reason: string): string {
  if (Object.hasOwn(WORDS, reason)) return WORDS[reason] ?? "";
  if (GOES_TO_A_PERSON.test(reason))
    return `A question for a person: ${humanWords(reason.replace(GOES_TO_A_PERSON, ""))}`;
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
