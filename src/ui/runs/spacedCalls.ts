interface SpacedCalls {
  /** Does the work when the pause since the last time is over; many calls are one. */
  soon(): void;
  dispose(): void;
}

/** Work that many events ask for and that is done once in `pauseMs`, at its end. */
export function spacedCalls(work: () => void, pauseMs: number): SpacedCalls {
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    timer = undefined;
    work();
  };
  return {
    soon: () => {
      timer ??= setTimeout(run, pauseMs);
    },
    dispose: () => clearTimeout(timer),
  };
}
