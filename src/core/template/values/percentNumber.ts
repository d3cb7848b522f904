import { fail } from '../render/templateFailure.js';
import { digitsInBase } from './decimals.js';
import { floatDigits } from './floatDigits.js';
import { floatOf } from './integers.js';
import type { Int } from './integers.js';
import type { Conversion } from './percentFormat.js';
import { intText } from './pythonText.js';
import { Float, integer } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { isInt, typeNameOf } from './typeNames.js';

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

/** A number by one of the conversions `d i u o x X e E f F g G`. */
export function percentNumber(value: Value, conversion: Conversion): string {
  const { letter } = conversion;
  if ('diuoxX'.includes(letter)) {
    return intDigits(wholeNumber(value, letter), conversion);
  }
  return floatNumber(value, conversion);
}

function wholeNumber(value: Value, letter: string): Int {
  if (isInt(value)) return typeof value === 'boolean' ? Number(value) : value;
  if (!(value instanceof Float) || BASES[letter]) {
    return fail(`"%${letter}" wants a whole number, not ${typeNameOf(value)}`);
  }
  if (!Number.isFinite(value.value)) return fail(`"%${letter}" does not work with inf and nan`);
  return integer(BigInt(Math.trunc(value.value)));
}

function intDigits(value: Int, conversion: Conversion): string {
  const { letter, flags, precision } = conversion;
  const base = BASES[letter];
  const digits = base ? digitsInBase(value, base[0]) : intText(value).replace('-', '');
  const prefix = base && flags.includes('#') ? base[1] : '';
  const text = digits.padStart(precision ?? 0, '0');
  return laidOut(value < 0, prefix, letter === 'X' ? text.toUpperCase() : text, conversion);
}

function floatNumber(value: Value, conversion: Conversion): string {
  const { letter, flags } = conversion;
  const number = isInt(value)
    ? floatOf(typeof value === 'boolean' ? Number(value) : value)
    : value instanceof Float
      ? value.value
      : fail(`"%${letter}" wants a number, not ${typeNameOf(value)}`);
  const lower = letter.toLowerCase();
  const digits = floatDigits(number, {
    conversion: lower === 'e' || lower === 'g' ? lower : 'f',
    precision: conversion.precision ?? 6,
    isAlternate: flags.includes('#'),
  });
  const text = digits.whole + digits.rest;
  const cased = letter === lower ? text : text.toUpperCase();
  return laidOut(number < 0 || Object.is(number, -0), '', cased, conversion);
}

function laidOut(
  isNegative: boolean,
  prefix: string,
  digits: string,
  { flags, width }: Conversion,
): string {
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const head = sign + prefix;
  if (flags.includes('-')) return (head + digits).padEnd(width);
  if (flags.includes('0')) return head + digits.padStart(width - head.length, '0');
  return (head + digits).padStart(width);
}
