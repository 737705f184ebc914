/** Which days the report looks at: the last weeks, or days of one's own choice. All of it is in the address. */

import { useEffect, useState } from "preact/hooks";
import { go, Link } from "../navigation";
import { reportsPath } from "../routes";
import { faultOf, type Period } from "./period";

interface PickerProps {
  period: Period;
  /** The days it means. */
  days: { from: string; to: string };
  /** What the server found wrong with them. */
  fault: string;
}

export function PeriodPicker({ period, days, fault }: PickerProps) {
  const [own, setOwn] = useState(days);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    setOwn(days);
    setWrong("");
  }, [days.from, days.to]);
  const told = wrong || fault;
  const show = (): void => {
    const found = faultOf(own);
    setWrong(found);
    if (!found) go(reportsPath(own));
  };
  return (
    <div class="period-picker">
      <nav aria-label="Period">
        <ul>
          {([4, 13] as const).map((weeks) => (
            <li key={weeks}>
              <Link
                to={reportsPath({ weeks })}
                aria-current={"weeks" in period && period.weeks === weeks ? "page" : undefined}
              >
                Last {weeks} weeks
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <form
        aria-label="Days of your own choice"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <Day name="from" label="From" days={own} fault={told} onPick={setOwn} />
        <Day name="to" label="to" days={own} fault={told} onPick={setOwn} />
        <button type="submit" class="button button-small">
          Show
        </button>
      </form>
      <p class="fault" id="period-fault" role="status">
        {told}
      </p>
    </div>
  );
}

interface DayProps {
  name: "from" | "to";
  label: string;
  days: { from: string; to: string };
  fault: string;
  onPick: (days: { from: string; to: string }) => void;
}

const Day = ({ name, label, days, fault, onPick }: DayProps) => (
  <label>
    {label}{" "}
    <input
      class="input"
      type="date"
      value={days[name]}
      aria-invalid={fault !== ""}
      aria-describedby={fault ? "period-fault" : undefined}
      onInput={(event) => onPick({ ...days, [name]: event.currentTarget.value })}
    />
  </label>
);
