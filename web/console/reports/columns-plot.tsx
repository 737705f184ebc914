/** Columns as a small drawing, as wide as there is room. Those who hear the page are told its sense, and have the numbers. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Column, type Layout, layoutOf, type Tone } from "./columns";

interface Mark {
  /** Stands after this column. */
  column: number;
  text: string;
  /** Of its line, so that the words of two marks do not meet. */
  side: "before" | "after";
}

interface PlotProps {
  columns: readonly Column[];
  marks?: readonly Mark[];
  /** What the drawing shows, in a sentence. */
  alternative: string;
  legend: readonly { tone: Tone; text: string }[];
}

const HEIGHT = 190;
const WIDTH_AT_FIRST = 560;

export function ColumnsPlot({ columns, marks = [], alternative, legend }: PlotProps) {
  const { figure, width } = useWidth();
  const hatch = useId();
  const layout = layoutOf(columns, { width, height: HEIGHT });
  return (
    <figure class="plot" ref={figure}>
      <svg class="columns" width={width} height={HEIGHT} role="img" aria-label={alternative}>
        <Hatch id={hatch} />
        {layout.levels.map(({ y, value }) => (
          <g key={value}>
            <line class="level" x1={layout.plot.left} x2={layout.plot.right} y1={y} y2={y} />
            <text class="level-value" x={layout.plot.left - 6} y={y + 4}>
              {value}
            </text>
          </g>
        ))}
        {layout.bars.map((bar) => (
          <rect
            key={`${bar.x} ${bar.y}`}
            class={`bar-${bar.tone}`}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            fill={bar.tone === "broken" ? `url(#${hatch})` : undefined}
          />
        ))}
        {layout.labels.map(({ x, text }) => (
          <text key={x} class="column-label" x={x} y={HEIGHT - 6}>
            {text}
          </text>
        ))}
        {marks.map((mark) => (
          <MarkLine key={mark.text} mark={mark} layout={layout} />
        ))}
      </svg>
      <figcaption class="legend">
        {legend.map(({ tone, text }) => (
          <span key={tone}>
            <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true">
              <rect
                class={`bar-${tone}`}
                width="12"
                height="12"
                fill={tone === "broken" ? `url(#${hatch})` : undefined}
              />
            </svg>
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Told apart without colour. */
const Hatch = ({ id }: { id: string }) => (
  <defs>
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="5" height="5" />
      <rect class="hatch-line" width="2.5" height="5" />
    </pattern>
  </defs>
);

function MarkLine({ mark, layout }: { mark: Mark; layout: Layout }) {
  const x = layout.edge(mark.column);
  const { top, bottom } = layout.plot;
  const before = mark.side === "before";
  return (
    <g class="mark">
      <line x1={x} x2={x} y1={top - 8} y2={bottom} />
      <text x={before ? x - 4 : x + 4} y={top - 8} text-anchor={before ? "end" : "start"}>
        {mark.text}
      </text>
    </g>
  );
}

function useWidth() {
  const figure = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(WIDTH_AT_FIRST);
  useEffect(() => {
    const element = figure.current;
    if (!element) return;
    const look = (): void => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { figure, width };
}
