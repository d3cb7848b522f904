let known: Uint16Array | undefined;

/**
 * The upper case of each UTF-16 unit as regular expressions with the flag `i` compare: only of one
 * unit, and never ASCII for a unit that is not.
 */
export function upperUnits(): Uint16Array {
  if (known) return known;
  known = new Uint16Array(65536);
  for (let unit = 0; unit < known.length; unit += 1) {
    const upper = String.fromCharCode(unit).toUpperCase();
    const code = upper.charCodeAt(0);
    known[unit] = upper.length !== 1 || (unit >= 128 && code < 128) ? unit : code;
  }
  return known;
}

/** The units that are equal to this one when case does not matter, itself among them. */
export function unitsLike(unit: number): readonly number[] {
  const upper = upperUnits();
  const units: number[] = [];
  for (let at = upper.indexOf(upper[unit] ?? unit); at >= 0;) {
    units.push(at);
    at = upper.indexOf(upper[unit] ?? unit, at + 1);
  }
  return units;
}
