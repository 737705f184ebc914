// Whose chat this is and who answers in it.

import type { JSX } from "preact";
import type { Conversation } from "../shared/protocol";
import { texts } from "../shared/texts";
import type { Host } from "./host";
import { CloseIcon } from "./icons";

interface Props {
  shop: string;
  conversation: Conversation | null;
  host: Host;
}

export function Header({ shop, conversation, host }: Props): JSX.Element {
  return (
    <header class="head">
      <div class="head-names">
        <h1>{shop}</h1>
        <p role="status">{whoAnswers(conversation)}</p>
      </div>
      {host.closable && (
        <button class="icon-button" type="button" aria-label={texts.close} onClick={host.close}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}

function whoAnswers(conversation: Conversation | null): string {
  switch (conversation?.owner) {
    case "agent":
      return conversation.agent ? texts.fromTeam(conversation.agent) : texts.team;
    case "queue":
      return texts.inQueue;
    default:
      return texts.automated;
  }
}
