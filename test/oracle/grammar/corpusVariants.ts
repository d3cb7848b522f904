import { readFileSync } from 'node:fs';
import { membersOf, valueOf } from '../jsonText.js';
import type { TemplateCase } from '../pythonJinja2.js';
import { between, chance, pick, type Draw } from './draw.js';
import { piecesOf } from './faults.js';

const CORPUS = new URL('../../fixtures/jinja/corpus.jsonl', import.meta.url);

interface Material {
  readonly cases: readonly {
    readonly pieces: readonly string[];
    readonly members: readonly string[];
  }[];
  /** Pieces of all templates by their role: a filter's name takes the place of a filter's name. */
  readonly byRole: ReadonlyMap<string, readonly string[]>;
  readonly values: readonly string[];
}

let known: Material | undefined;

function material(): Material {
  if (known !== undefined) return known;
  const lines = readFileSync(CORPUS, 'utf8').trim().split('\n');
  const cases = lines.map((line) => {
    // The corpus is ours and of one form.
    const row = JSON.parse(line) as { template: string; context_json: string };
    return { pieces: piecesOf(row.template), members: membersOf(row.context_json) };
  });
  const byRole = new Map<string, string[]>();
  for (const { pieces } of cases) {
    for (const [at, piece] of pieces.entries()) {
      const role = roleOf(pieces, at);
      if (role !== undefined) byRole.set(role, [...(byRole.get(role) ?? []), piece]);
    }
  }
  known = { cases, byRole, values: cases.flatMap(({ members }) => members.map(valueOf)) };
  return known;
}

function roleOf(pieces: readonly string[], at: number): string | undefined {
  const piece = pieces[at]!;
  const before = pieces.slice(0, at).findLast((other) => !/^\s+$/u.test(other));
  if (/^['"]./u.test(piece)) return 'text';
  if (/^\d/u.test(piece)) return 'number';
  if (/^(?:true|false|none)$/iu.test(piece)) return 'constant';
  if (/^[-+*/%<>~]$/u.test(piece)) return 'operator';
  if (!/^[\p{L}_]/u.test(piece)) return undefined;
  if (before === '|') return 'filter';
  if (before === '.') return 'part';
  if (before === 'is' || before === 'not') return 'test';
  return undefined;
}

/** A template of the corpus with some pieces or columns in the place of others of their kind. */
export function corpusVariant(draw: Draw): TemplateCase {
  const { cases, byRole, values } = material();
  const chosen = pick(draw, cases);
  const pieces = [...chosen.pieces];
  const places = pieces.flatMap((_, at) => (roleOf(pieces, at) === undefined ? [] : [at]));
  for (let turn = between(draw, 1, 2); turn > 0 && places.length > 0; turn -= 1) {
    const at = pick(draw, places);
    const role = roleOf(pieces, at);
    if (role !== undefined) pieces[at] = pick(draw, byRole.get(role)!);
  }
  const members = chosen.members.map((member) =>
    chance(draw, 25)
      ? `${member.slice(0, member.length - valueOf(member).length)}${pick(draw, values)}`
      : member,
  );
  return { template: pieces.join(''), context: `{${members.join(', ')}}` };
}
