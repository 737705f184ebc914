// Which pictures are taken: the same limits in the chat and in the form, said before and checked here and on the server.

import { texts } from "./texts";

export const MOST_FILES = 5;
export const MOST_MEGABYTES = 5;
export const TYPES = ["image/png", "image/jpeg", "image/webp"];

/** What speaks against this picture, in words; null when nothing does. */
export function faultOf(file: File, already: number, files = MOST_FILES, megabytes = MOST_MEGABYTES): string | null {
  if (!TYPES.includes(file.type)) return texts.wrongType(file.name);
  if (file.size > megabytes * 1_000_000) return texts.tooBig(file.name, megabytes);
  if (already >= files) return texts.tooMany(files);
  return null;
}
