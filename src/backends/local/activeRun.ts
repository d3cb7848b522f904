import type { DrivenRun, StopReason } from './driveRun.js';

/** A run from the moment this process takes it, before its lock is there, to its end. */
export interface ActiveRun {
  stop(why: StopReason): void;
  begin(driven: DrivenRun): void;
  settle(): void;
  /** Nothing is asked or written any more. */
  readonly finished: Promise<void>;
}

export function createActiveRun(): ActiveRun {
  let driven: DrivenRun | undefined;
  let stopped: StopReason | undefined;
  let settle = () => {};
  const finished = new Promise<void>((resolve) => (settle = resolve));
  return {
    stop(why) {
      stopped ??= why;
      driven?.stop(stopped);
    },
    begin(started) {
      driven = started;
      if (stopped) started.stop(stopped);
      void started.finished.then(settle);
    },
    settle: () => settle(),
    finished,
  };
}
