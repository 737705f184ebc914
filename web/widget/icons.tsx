// Our own few icons, drawn on a grid of 24 with one line width. They decorate a text or a label and are silent themselves.

import type { JSX } from "preact";

const icon = (path: string) => (): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
);

export const CloseIcon = icon("M6 6l12 12M18 6L6 18");
export const SendIcon = icon("M12 19V5M6 11l6-6 6 6");
export const PersonIcon = icon("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5");
export const TicketIcon = icon("M4 7h16v3.500a1.5 1.5 0 0 0 0 3V17H4v-3.500a1.5 1.5 0 0 0 0-3ZM14 7v10");
export const PictureIcon = icon("M4 5h16v14H4ZM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15 9.500h.01");
export const DownIcon = icon("M6 9.500l6 6 6-6");
