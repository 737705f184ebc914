/** The promise that is due next, in words, with its tone beside them. */

import type { Said, Tone } from "../words/promises";
import { Icon, type IconName } from "./icons";

const ICONS: Record<Tone, IconName | null> = {
  calm: null,
  risk: "clock",
  breached: "alert",
  quiet: null,
  kept: "check",
};

export function PromiseLine({ said }: { said: Said }) {
  const icon = ICONS[said.tone];
  return (
    <span class={`promise tone-${said.tone}`}>
      {icon && <Icon name={icon} />}
      <span>
        {said.flag && <strong>{said.flag}: </strong>}
        {said.text}
        {said.beside && <span class="beside"> · {said.beside}</span>}
      </span>
    </span>
  );
}
