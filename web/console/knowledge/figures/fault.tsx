/** What is wrong with a field, right at it. */

interface FaultProps {
  id: string;
  text: string | undefined;
}

export function Fault({ id, text }: FaultProps) {
  return text ? (
    <p class="fault" id={id}>
      {text}
    </p>
  ) : null;
}

/** What a field is described by: the ids of what is there. */
export const describedBy = (...ids: (string | false | undefined)[]): string | undefined =>
  ids.filter(Boolean).join(" ") || undefined;
