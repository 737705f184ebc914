/** How a version is told: who wrote it, and how much it changed. */

import { counted } from "../../words/labels";
import type { Version } from "../wire";

export const whoWords = ({ kind, name }: Version["by"]): string =>
  kind === "file" ? "outside this console" : `by ${name ?? "somebody whose account is gone"}`;

/** "3 lines added, 1 removed". */
export function changeWords({ added, removed, deleted }: Pick<Version, "added" | "removed" | "deleted">): string {
  if (deleted) return "deleted";
  const said = [
    added > 0 && `${counted(added, "line")} added`,
    removed > 0 && (added > 0 ? `${removed} removed` : `${counted(removed, "line")} removed`),
  ].filter(Boolean);
  return said.length > 0 ? said.join(", ") : "no line changed";
}
