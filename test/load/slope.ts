/**
 * What a value comes to over a whole series, as a share of its mean, by the straight line of least
 * squares: 0.02 for one that ends 2 % higher than it began. Of fewer than two points it is 0.
 */
export function drift(points: readonly { readonly at: number; readonly value: number }[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(points.map((point) => point.at));
  const value = mean(points.map((point) => point.value));
  const spread = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  if (spread === 0) return 0;
  const together = points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0);
  const places = points.map((point) => point.at);
  return ((together / spread) * (Math.max(...places) - Math.min(...places))) / value;
}
