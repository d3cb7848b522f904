/**
 * HyperLogLog: how many different values there are, from the most leading zeros of their hashes. The
 * first p bits of a hash choose one of 2^p registers.
 */

/** What a hash does to registers. */
export function register(registers: Uint8Array, hash: bigint): void {
  const precision = Math.log2(registers.length);
  const place = Number(hash >> BigInt(64 - precision));
  const rest = BigInt.asUintN(64 - precision, hash);
  const zeros = 64 - precision - rest.toString(2).length + (rest === 0n ? 1 : 0);
  if ((registers[place] ?? 0) <= zeros) registers[place] = zeros + 1;
}

/** The registers of all values of both, at the precision of the less precise. */
export function mergedRegisters(left: Uint8Array, right: Uint8Array): Uint8Array {
  const size = Math.min(left.length, right.length);
  const [one, other] = [reduced(left, size), reduced(right, size)];
  return one.map((zeros, place) => Math.max(zeros, other[place] ?? 0));
}

/** What the registers would be if there were fewer: bits that chose one lead the rest of the hash then. */
function reduced(registers: Uint8Array, size: number): Uint8Array {
  const each = registers.length / size;
  if (each === 1) return registers;
  const fewer = new Uint8Array(size);
  const moved = Math.log2(each);
  registers.forEach((zeros, place) => {
    if (zeros === 0) return;
    const bits = place % each;
    const most = bits === 0 ? zeros + moved : moved - Math.floor(Math.log2(bits));
    const at = Math.floor(place / each);
    if (most > (fewer[at] ?? 0)) fewer[at] = most;
  });
  return fewer;
}

/** Estimate of the number of values, without bias at any number (Ertl 2017, algorithm 6). */
export function distinctCount(registers: Uint8Array): number {
  const size = registers.length;
  const most = 64 - Math.log2(size);
  const counts = new Array<number>(most + 2).fill(0);
  for (const zeros of registers) counts[zeros] = (counts[zeros] ?? 0) + 1;
  let sum = size * tau(1 - (counts[most + 1] ?? 0) / size);
  for (let zeros = most; zeros >= 1; zeros -= 1) sum = (sum + (counts[zeros] ?? 0)) / 2;
  sum += size * sigma((counts[0] ?? 0) / size);
  return (size * size) / (2 * Math.LN2 * sum);
}

function sigma(share: number): number {
  if (share === 1) return Infinity;
  let sum = share;
  let power = share;
  for (let factor = 1, before = -1; sum !== before; factor *= 2) {
    before = sum;
    power *= power;
    sum += power * factor;
  }
  return sum;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let sum = 1 - share;
  let root = share;
  for (let factor = 0.5, before = -1; sum !== before; factor /= 2) {
    before = sum;
    root = Math.sqrt(root);
    sum -= (1 - root) ** 2 * factor;
  }
  return sum / 3;
}
