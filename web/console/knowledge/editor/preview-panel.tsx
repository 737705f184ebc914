/** The file as shoppers will see it, with every figure, and as long as one is missing. */

import type { ApiError } from "../../api";
import type { Preview } from "../wire";
import { Bubble } from "./bubble";

interface PreviewPanelProps {
  preview: Preview | null;
  fault: ApiError | null;
  file: string;
}

export function PreviewPanel({ preview, fault, file }: PreviewPanelProps) {
  const isEntry = file.startsWith("answers/");
  // Words, questions and figures are nothing that a shopper sees.
  if (!fault && !preview?.html && !isEntry) return null;
  return (
    <section class="beside-part" aria-labelledby="preview-title">
      <h2 id="preview-title">{isEntry ? "As shoppers see it" : "As it reads"}</h2>
      {fault && (
        <p class="faint" role="status">
          {preview ? "This is how it was a moment ago." : ""} {fault.message}
        </p>
      )}
      {preview && !preview.html && <p class="faint">Nothing yet: it has no answer.</p>}
      {preview?.html && (
        <>
          <Bubble html={preview.html} source={preview.source} options={preview.options} />
          {preview.html_without_facts !== null && preview.html_without_facts !== preview.html && (
            <>
              <h3>While a figure is missing</h3>
              <Bubble html={preview.html_without_facts} source={preview.source} options={preview.options} />
            </>
          )}
        </>
      )}
    </section>
  );
}
