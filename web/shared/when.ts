// How a moment is said: "Thu 26 Nov, 17:00".

/** A promised date, in the shop's time zone; with the zone's name where the reader's clock shows another time. */
export function promised(iso: string, shopZone: string | undefined, readerZone?: string): string {
  const at = new Date(iso);
  const said = sayIn(at, shopZone);
  return !shopZone || said === sayIn(at, readerZone) ? said : `${said} ${zoneName(at, shopZone)}`;
}

/** The time of a message, on the reader's clock: the time alone today, with the day before that. */
export function timeOf(iso: string, now: Date): string {
  const at = new Date(iso);
  const said = sayIn(at, undefined);
  return said.split(",")[0] === sayIn(now, undefined).split(",")[0] ? (said.split(", ")[1] ?? said) : said;
}

function sayIn(at: Date, zone: string | undefined): string {
  const part = partsOf(at, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${part("weekday")} ${part("day")} ${part("month")}, ${part("hour")}:${part("minute")}`;
}

function zoneName(at: Date, zone: string): string {
  return partsOf(at, zone, { timeZoneName: "short" }, "en-US")("timeZoneName");
}

function partsOf(
  at: Date,
  zone: string | undefined,
  shape: Intl.DateTimeFormatOptions,
  locale = "en-GB",
): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat(locale, { ...shape, ...(zone ? { timeZone: zone } : {}) }).formatToParts(at);
  // British English writes "Sept"; every other month has three letters.
  return (type) => {
    const value = parts.find((part) => part.type === type)?.value ?? "";
    return type === "month" ? value.slice(0, 3) : value;
  };
}
