/** What every part of the page is given. */

import type { FiguresState, OpenFigures } from "./open-figures";
import type { Figures } from "./wire";

export interface PartProps {
  state: FiguresState;
  stored: Figures;
  open: OpenFigures;
}
