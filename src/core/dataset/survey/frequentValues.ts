import { mergedRegisters, register } from './distinctCount.js';
import type { FrequentValue, ValuesPart } from './surveyPart.js';

/** Of values that were not all kept, so many are enough to name the most frequent ones. */
const ENOUGH = 64;

/** The values of two parts together. */
export function mergedValues(left: ValuesPart, right: ValuesPart): ValuesPart {
  const others = new Map(right.values.map((value) => [value.hash, value]));
  const values = left.values.map((value) => {
    const other = others.get(value.hash);
    others.delete(value.hash);
    if (!other) return { ...value, slack: value.slack + right.error };
    return {
      ...value,
      count: value.count + other.count,
      slack: value.slack + other.slack,
      row: Math.min(value.row, other.row),
    };
  });
  for (const value of others.values()) {
    values.push({ ...value, slack: value.slack + left.error });
  }
  const error = left.error + right.error;
  if (!left.registers && !right.registers) return { values, error };
  return {
    values,
    error,
    registers: mergedRegisters(registersOf(left, right), registersOf(right, left)),
  };
}

/** Registers of values that are all there are made as they are made in the other part. */
function registersOf({ values, registers }: ValuesPart, other: ValuesPart): Uint8Array {
  if (registers) return registers;
  const made = new Uint8Array(other.registers?.length ?? 1);
  for (const { hash } of values) register(made, hash);
  return made;
}

/** Without the values that can't be among the most frequent ones: what passes between threads. */
export function trimmedValues({ values, error, registers }: ValuesPart): ValuesPart {
  if (!registers || values.length <= ENOUGH)
    return { values, error, ...(registers && { registers }) };
  const sorted = values.toSorted((one, other) => mostOf(other) - mostOf(one));
  const [dropped] = sorted.splice(ENOUGH);
  return { values: sorted, error: Math.max(error, dropped ? mostOf(dropped) : 0), registers };
}

function mostOf({ count, slack }: FrequentValue): number {
  return count + slack;
}
