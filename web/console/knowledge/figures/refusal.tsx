/** What is wrong with a save as a whole; what is wrong with a field stands there. */

import { FindingList } from "../findings";
import type { FiguresState } from "./open-figures";

export function Refusal({ refused }: Pick<FiguresState, "refused">) {
  if (!refused) return null;
  return (
    <div class="notice notice-danger">
      <p>{refused.message}</p>
      {refused.findings.length > 0 && <FindingList findings={refused.findings} />}
    </div>
  );
}
