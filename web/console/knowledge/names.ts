/** Names of entries and their files. */

/** "Do you gift-wrap?" -> "do-you-gift-wrap": what may stand in a file's name. */
export function slug(words: string): string {
  const plain = words.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .split("-")
    .slice(0, 6)
    .join("-");
}

export const entryFile = (id: string): string => `answers/${id}.md`;

/** The id of the entry in a file, null for any other file. */
export function entryIdOf(file: string): string | null {
  return /^answers\/([^/]+\/[^/]+)\.md$/.exec(file)?.[1] ?? null;
}

/** What is wrong with a topic and a name for an entry, in words; null when it is free and fits. */
export function nameFault(topic: string, name: string, taken: readonly string[]): string | null {
  const fits = (part: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part);
  if (!fits(topic)) return "Write the topic in small letters, digits and hyphens.";
  if (!fits(name)) return "Write the name in small letters, digits and hyphens.";
  return taken.includes(`${topic}/${name}`) ? `There is an entry ${topic}/${name} already.` : null;
}
