import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, on the wall. */
  readonly ts: number;
  readonly dur?: number;
  /** Microseconds of the processor, whoever else wanted it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * What each frame kept the page's main thread busy with (scripts, style, layout, paint), in
 * milliseconds of the processor, while something is done with the page. A trace tells how long the main thread was at
 * work, by the processor's own clock: unlike the time between frames it says nothing of what else
 * the machine does.
 */
export async function frameCosts(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser.');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    // Else no other trace of this browser could begin.
    trace = await browser.stopTracing();
  }
  // Chromium's own format, of which the fields above are documented.
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  return costsOf(traceEvents);
}

function costsOf(events: readonly TraceEvent[]): number[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = new Set(
    events
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const ofMain = events.filter((event) => mains.has(threadOf(event)));
  const byTime = (a: TraceEvent, b: TraceEvent) => a.ts - b.ts;
  const renders = ofMain
    .filter(({ name, ph }) => name === 'AnimationFrame::Render' && ph === 'b')
    .sort(byTime);
  const tasks = ofMain.filter(({ name, ph }) => name === TASK && ph === 'X').sort(byTime);

  const costs: number[] = [];
  let [busy, next] = [0, 0];
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    busy += tdur;
    const render = renders[next];
    // The frame is drawn in this task: what was done since the last one was done before it.
    if (!render || render.ts > ts + dur) continue;
    costs.push(busy / 1000);
    [busy, next] = [0, next + 1];
  }
  return costs;
}

const TASK = 'ThreadControllerImpl::RunTask';
