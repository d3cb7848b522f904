import { compared, signatureOf, type Compared } from './comparison.js';
import { piecesOf } from './grammar/faults.js';
import { membersOf } from './jsonText.js';
import type { PythonJinja2, TemplateCase } from './pythonJinja2.js';

const MOST_ROUNDS = 60;

/** The smallest case found that still differs in the same way: parts of it are left out in turn. */
export async function shrunk(python: PythonJinja2, found: Compared): Promise<Compared> {
  const signature = signatureOf(found);
  let best = found;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const smaller = await smallest(python, candidates(best.asked), signature);
    if (smaller === undefined) break;
    best = smaller;
  }
  return best;
}

/** Larger cuts come first: the first that still differs is taken. */
async function smallest(
  python: PythonJinja2,
  cases: Iterable<TemplateCase>,
  signature: string,
): Promise<Compared | undefined> {
  let batch: TemplateCase[] = [];
  const firstOf = async () => {
    const answers = await compared(python, batch);
    batch = [];
    return answers.find((answer) => signatureOf(answer) === signature);
  };
  for (const asked of cases) {
    batch.push(asked);
    if (batch.length < 24) continue;
    const hit = await firstOf();
    if (hit !== undefined) return hit;
  }
  return firstOf();
}

function* candidates({ template, context }: TemplateCase): Generator<TemplateCase> {
  const pieces = piecesOf(template);
  for (
    let size = Math.ceil(pieces.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < pieces.length; at += size) {
      yield { context, template: [...pieces.slice(0, at), ...pieces.slice(at + size)].join('') };
    }
  }
  yield* withoutTags(template).map((shorter) => ({ context, template: shorter }));
  yield* pairsLeftOut(pieces).map((shorter) => ({ context, template: shorter }));
  const row = Object.entries(JSON.parse(context) as Record<string, unknown>);
  if (row.length > 1) yield { template, context: '{}' };
  for (const [name] of row) {
    const rest = rowWithout(context, name);
    if (rest !== undefined) yield { template, context: rest };
  }
}

/** A block's opening and closing tag, leaving what stands between. */
function withoutTags(template: string): string[] {
  const tags = [...template.matchAll(/\{%[-+]?\s*(\w+)[^]*?%\}/gu)];
  return tags.flatMap((opening, from) => {
    const closing = tags.slice(from + 1).filter((tag) => tag[1] === `end${opening[1]}`);
    return closing.map(
      (end) =>
        template.slice(0, opening.index) +
        template.slice(opening.index + opening[0].length, end.index) +
        template.slice(end.index + end[0].length),
    );
  });
}

/** Brackets without what stands between, or what stands between without its brackets. */
function pairsLeftOut(pieces: readonly string[]): string[] {
  const results: string[] = [];
  const open: number[] = [];
  for (const [at, piece] of pieces.entries()) {
    if ('([{'.includes(piece)) open.push(at);
    if (!')]}'.includes(piece)) continue;
    const from = open.pop();
    if (from === undefined) continue;
    results.push(
      [...pieces.slice(0, from), ...pieces.slice(from + 1, at), ...pieces.slice(at + 1)].join(''),
    );
    results.push([...pieces.slice(0, from), ...pieces.slice(at + 1)].join(''));
  }
  return results;
}

/** The row's JSON text without one column; numbers keep their text. */
function rowWithout(context: string, name: string): string | undefined {
  const columns = membersOf(context);
  const rest = columns.filter((column) => !column.startsWith(`${JSON.stringify(name)}:`));
  return rest.length === columns.length ? undefined : `{${rest.join(', ')}}`;
}
