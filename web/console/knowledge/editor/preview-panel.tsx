/** The file as shoppers will see it, with every figure, and as long as one is missing. */

import type { ApiError } from "../../api";
import { Link } from "../../navigation";
import { figuresPath } from "../../routes";
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
          <WithoutFigure preview={preview} />
        </>
      )}
    </section>
  );
}

function WithoutFigure({ preview }: { preview: Preview }) {
  const { html, html_without_facts: without } = preview;
  if (without === null) return null;
  if (without === html) {
    return (
      <p class="hint">
        A figure it quotes is not stated yet, so this is what is said for now. <Link to={figuresPath}>Fill it in</Link>
      </p>
    );
  }
  return (
    <>
      <h3>While a figure is missing</h3>
      <Bubble html={without} source={null} options={[]} />
    </>
  );
}
