/** Inverse of a symmetric positive definite matrix, by Gauss and Jordan; pivots need no search. */
export function invertPositive(
  matrix: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const k = matrix.length;
  const rows = matrix.map((row, index) =>
    Float64Array.from({ length: 2 * k }, (_, column) =>
      column < k ? (row[column] ?? 0) : Number(column - k === index),
    ),
  );
  rows.forEach((row, pivot) => {
    const scale = row[pivot] ?? 1;
    for (let column = 0; column < 2 * k; column += 1) row[column] = (row[column] ?? 0) / scale;
    for (const other of rows) {
      const factor = other[pivot] ?? 0;
      if (other === row || factor === 0) continue;
      for (let column = 0; column < 2 * k; column += 1) {
        other[column] = (other[column] ?? 0) - factor * (row[column] ?? 0);
      }
    }
  });
  return rows.map((row) => [...row.subarray(k)]);
}
