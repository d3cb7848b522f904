/** Fields that are drawn at once; each press for more draws as many again. */
const FIELDS = 60;

/** Which of a row's fields are drawn: a stretch with the current one in it. */
export function fieldWindow(
  count: number,
  current: number,
  more: { readonly before: number; readonly behind: number },
): { readonly from: number; readonly to: number } {
  // Stretches begin at multiples, so that a step to the next field moves nothing.
  const start = Math.floor(Math.max(0, current) / FIELDS) * FIELDS;
  return {
    from: Math.max(0, start - more.before * FIELDS),
    to: Math.min(count, start + FIELDS + more.behind * FIELDS),
  };
}
