/** What is waited for, or the signal's reason as a rejection, whichever is first. */
export async function orAborted<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  let give: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    // The reason of a signal may be anything.
    give = () => reject(signal.reason as Error);
  });
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([wait, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
