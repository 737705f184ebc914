/** What the console asks the server about e-mails. */

import { get, post, queryString } from "../api";
import type { Mail, MailList, MailState } from "./wire";

export const mailApi = {
  list: (state: MailState, cursor: string | null = null) =>
    get<MailList>(`/api/v1/mail${queryString({ state, cursor })}`),
  /** To the address its ticket has now. */
  retry: (id: string) => post<Mail>(`/api/v1/mail/${encodeURIComponent(id)}/retry`, {}),
  dismiss: (id: string, note: string) => post<Mail>(`/api/v1/mail/${encodeURIComponent(id)}/dismiss`, { note }),
};
