/** How the promises were kept in a period, and what came of it for shoppers. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, get } from "../api";
import { useNow } from "../clock";
import { useSession } from "../session";
import { saidDate, todayAt } from "../words/times";
import { Outcomes } from "./outcomes";
import { daysOf, type Period } from "./period";
import { PeriodPicker } from "./period-picker";
import { Promises } from "./promises";
import { Waits } from "./waits";
import type { Report } from "./wire";

const EVERY_MS = 60_000;

export function ReportsPage({ period }: { period: Period }) {
  const { me } = useSession();
  const today = todayAt(useNow(EVERY_MS), me.shop.time_zone);
  const days = daysOf(period, today);
  const { report, fault, again } = useReport(days.from, days.to);
  const isThis = report?.from === days.from && report.to === days.to;
  return (
    <main id="main" class="reports" tabIndex={-1}>
      <div class="reports-head">
        <h1 tabIndex={-1}>Reports</h1>
        <PeriodPicker period={period} days={days} fault={fault?.status === 422 ? fault.message : ""} />
      </div>
      <p class="report-days" role="status">
        {report && `${saidDate(report.from, today)} to ${saidDate(report.to, today)}, both included.`}
        {!isThis && !fault && " Counting ..."}
      </p>
      {fault && fault.status !== 422 && (
        <div class="empty" role="alert">
          <p>The report could not be loaded.</p>
          <p>{fault.message}</p>
          <p>
            <button type="button" class="button" onClick={again}>
              Try again
            </button>
          </p>
        </div>
      )}
      {report && (
        <div class="report-parts">
          <Promises report={report} />
          <div class="report-side">
            <Waits report={report} />
            <Outcomes report={report} />
          </div>
        </div>
      )}
    </main>
  );
}

/** The report last counted; it stands until the next one has come. */
function useReport(from: string, to: string) {
  const [report, setReport] = useState<Report | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let current = true;
    setFault(null);
    loaded(from, to).then((found) => {
      // Somebody has gone on to other days meanwhile.
      if (!current) return;
      if (found instanceof ApiError) setFault(found);
      else setReport(found);
    });
    return () => {
      current = false;
    };
  }, [from, to, asked]);
  return { report, fault, again: () => setAsked((times) => times + 1) };
}

async function loaded(from: string, to: string): Promise<Report | ApiError> {
  try {
    return await get<Report>(`/api/v1/reports/sla?${new URLSearchParams({ from, to })}`);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
