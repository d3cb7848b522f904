/** Nobody's own folder, and nowhere to keep what is in between: sorting stays in memory. */
export function homedir(): string {
  return '/';
}

export function tmpdir(): string {
  return '/';
}

export function availableParallelism(): number {
  return 1;
}
