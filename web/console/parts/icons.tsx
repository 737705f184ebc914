/** Our own small icons. They only accompany words, so they are hidden from those who hear the page. */

const PATHS = {
  again: "M5 12a7 7 0 1 0 2.2-5.1L4.5 9.5m0-5v5h5",
  alert: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6v.1",
  attach: "m8 12.5 5.6-5.6a3 3 0 0 1 4.2 4.2L10 18.9a4.6 4.6 0 0 1-6.5-6.5L11 4.9",
  back: "M19 12H5m6-6-6 6 6 6",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 7.5V12l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  close: "m6 6 12 12M18 6 6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  down: "m6 9.5 6 6 6-6",
  external: "M14 5h5v5m0-5-8 8M10 6H5v13h13v-5",
  lines: "M5 7h14M5 12h14M5 17h8",
  lock: "M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3",
  pause: "M9 6v12m6-12v12",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  phone: "M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4Z",
  search: "m20 20-4.6-4.6M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
  speech: "M4 5h16v11h-8l-4.5 4v-4H4z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
