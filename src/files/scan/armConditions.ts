import { CONDITION_KINDS } from './conditions.js';
import type { Condition, Pattern } from './conditions.js';
import type { FieldForm, FieldModule } from './fieldModule.js';
import { encodeLoose } from './looseUtf8.js';
import { textAnchor } from './textAnchor.js';
import type { TextAnchor } from './textAnchor.js';
import { upperUnits } from './upperUnits.js';

/** Columns of assembly/fields/select.ts. */
const ANY = 0xffffffff;
const ABSENT = 0xfffffffe;

/** Puts what is looked for into the module's memory. Rows can be selected from then on. */
export function armConditions(
  module: FieldModule,
  form: FieldForm,
  {
    conditions,
    anchor,
  }: { readonly conditions: readonly Condition[]; readonly anchor: TextAnchor | undefined },
): void {
  if (conditions.some(({ pattern }) => pattern && needsUpper(pattern))) putUpper(module);
  const structures = conditions.map((condition, number) => {
    const bytes = Buffer.alloc(40);
    const numbers = [
      CONDITION_KINDS.indexOf(condition.kind),
      Number(condition.not),
      columnNumber(module, form, condition.column),
      condition.pattern ? putPattern(module, condition.pattern) : 0,
      condition.marks ?? 0,
      number,
    ];
    numbers.forEach((value, place) => bytes.writeUInt32LE(value, 4 * place));
    bytes.writeDoubleLE(condition.min ?? 0, 24);
    bytes.writeDoubleLE(condition.max ?? 0, 32);
    return bytes;
  });
  module.limitKeys();
  module.meet(module.put(Buffer.concat(structures)), structures.length);
  if (!anchor) return;
  const units = form.delimiter === undefined ? Uint16Array.from(anchor.units) : new Uint16Array();
  module.lookFor(putAnchor(module, anchor), module.put(bytesOf(units)), units.length);
}

/** The number of a column as the module knows it. */
export function columnNumber(module: FieldModule, form: FieldForm, column: string | null): number {
  if (column === null) return ANY;
  if (form.delimiter !== undefined) {
    const place = form.columns.indexOf(column);
    return place < 0 ? ABSENT : place;
  }
  const text = encodeLoose(column);
  // As it stands in most files, with the closing quote.
  const source = Buffer.from(JSON.stringify(column).slice(1));
  return module.keyNumber(module.put(text), text.length, module.put(source), source.length);
}

/** Capital letters beyond ASCII, for comparing without regard to case. */
export function putUpper(module: FieldModule): void {
  const at = module.takeUpper();
  const bytes = bytesOf(upperUnits());
  module.bytes(at, bytes.length).set(bytes);
}

function needsUpper({ text, matchCase }: Pattern): boolean {
  return !matchCase && /[^\0-\x7f]/.test(text);
}

/** A `Pattern` of assembly/fields/search.ts. */
function putPattern(module: FieldModule, { text, matchCase }: Pattern): number {
  const anchor = textAnchor(text, { matchCase, mayStand: () => true });
  const bytes = Buffer.from(text);
  const upper = upperUnits();
  const points = Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return upper[point] ?? point;
  });
  return putWords(module, [
    putAnchor(module, anchor),
    matchCase ? module.put(bytes) : 0,
    bytes.length,
    anchor?.bytesBefore ?? 0,
    matchCase ? 0 : module.put(bytesOf(Uint32Array.from(points))),
    points.length,
    anchor?.pointsBefore ?? 0,
  ]);
}

/** An `Anchor` of assembly/fields/search.ts. */
function putAnchor(module: FieldModule, anchor: TextAnchor | undefined): number {
  if (!anchor) return putWords(module, [0, 0, 0, 0]);
  const { choices, first, second } = anchor;
  return putWords(module, [module.put(choices), choices.length / 2, first, second]);
}

function putWords(module: FieldModule, words: readonly number[]): number {
  return module.put(bytesOf(Uint32Array.from(words)));
}

function bytesOf({ buffer, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, 0, byteLength);
}
