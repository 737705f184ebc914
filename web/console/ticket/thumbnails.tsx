/** Attached pictures: small in place, large when opened; as links they also open in a new tab. */

import { useState } from "preact/hooks";
import { opensElsewhere } from "../navigation";
import { Dialog } from "../parts/dialog";
import type { Attachment } from "../wire";

export function Thumbnails({ attachments }: { attachments: readonly Attachment[] }) {
  const [open, setOpen] = useState<Attachment | null>(null);
  return (
    <>
      <ul class="thumbnails">
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <a
              href={attachment.url}
              target="_blank"
              rel="noopener"
              title={attachment.name}
              onClick={(event) => {
                if (opensElsewhere(event)) return;
                event.preventDefault();
                setOpen(attachment);
              }}
            >
              <img src={attachment.url} alt={`Attached: ${attachment.name}`} loading="lazy" width="96" height="72" />
            </a>
          </li>
        ))}
      </ul>
      {open && (
        <Dialog title={open.name} class="picture" onClose={() => setOpen(null)}>
          <img src={open.url} alt={`Attached: ${open.name}`} />
          <p class="picture-foot">
            <span class="faint">{[saidPixels(open), saidSize(open.size)].filter(Boolean).join(", ")}</span>
            <a href={open.url} target="_blank" rel="noopener">
              Open in a new tab
            </a>
          </p>
        </Dialog>
      )}
    </>
  );
}

const saidPixels = ({ width, height }: Attachment): string => (width && height ? `${width} × ${height} pixels` : "");

export function saidSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
