/** A rename as one save: the file under its new name, the old one gone, and every mention of its id with it. */

import { entryFile } from "../names";
import { roomApi } from "../room-api";
import type { Change, Finding } from "../wire";

type Asks = Pick<typeof roomApi, "check" | "file">;

export interface Renamed {
  text: string;
  base: string;
}

/** The changes that rename an entry. The files that mention it are those the check would complain about otherwise. */
export async function renaming(from: string, to: string, entry: Renamed, ask: Asks = roomApi): Promise<Change[]> {
  const moved: Change[] = [
    { file: entryFile(from), text: null, base: entry.base },
    { file: entryFile(to), text: entry.text, base: null },
  ];
  const { findings } = await ask.check(moved);
  const files = [...new Set(findings.filter((finding) => mentions(finding, from)).map(({ file }) => file))];
  const others = await Promise.all(
    files
      .filter((file) => !moved.some((change) => change.file === file))
      .map(async (file) => {
        const { text, hash } = await ask.file(file);
        return { file, text: renamedIn(text, from, to), base: hash };
      }),
  );
  return [...moved, ...others];
}

/** The text with the id replaced where it stands by itself, and not as part of a longer one. */
export function renamedIn(text: string, from: string, to: string): string {
  const id = from.replaceAll(/[^a-z0-9/]/g, "\\$&");
  return text.replaceAll(new RegExp(`(?<![a-z0-9/-])${id}(?![a-z0-9/-])`, "g"), to);
}

const mentions = ({ level, message, mend }: Finding, id: string): boolean =>
  level === "error" && `${message} ${mend}`.includes(id);
