/** What the keys do, on demand. */

import { SHORTCUTS } from "../keys";
import { Dialog } from "../parts/dialog";

export function KeysShown({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {SHORTCUTS.map(({ where, keys }) => (
        <section key={where} class="keys">
          <h3>{where}</h3>
          <dl>
            {keys.map(({ keys: names, does }) => (
              <div key={does}>
                <dt>
                  {names.map((name, index) => (
                    <>
                      {index > 0 && " or "}
                      <kbd key={name}>{name}</kbd>
                    </>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
