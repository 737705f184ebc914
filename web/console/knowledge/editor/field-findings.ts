/** Does a field hold an error, as against something worth a look? */

import type { Finding } from "../wire";

export const isFaulty = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === "error");
