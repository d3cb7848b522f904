import { strict as assert } from 'node:assert';
import type { Builtin } from '../../../../../src/core/template/builtins/builtin.js';
import { BUILTIN_DOCS, builtinDoc } from '../../../../../src/core/template/builtins/builtinDocs.js';
import { FILTERS, GLOBALS, TESTS } from '../../../../../src/core/template/builtins/builtinTable.js';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

/** Parameters behind the first as a signature writes them: `*args`, `width=…`, `old`. */
function shapeOf({ parameters }: Builtin): string[] {
  return parameters.slice(1).map((parameter) => {
    if (parameter.rest) return `${parameter.rest === 'named' ? '**' : '*'}${parameter.name}`;
    return 'otherwise' in parameter ? `${parameter.name}=` : parameter.name;
  });
}

function writtenShape(signature: string): string[] {
  const inner = /\((.*)\)$/.exec(signature)?.[1];
  // A quoted default may hold the comma that parts parameters.
  const parts = inner?.replace(/'[^']*'/g, "''").split(', ') ?? [];
  return parts.map((part) => part.replace(/=.*/, '='));
}

/** Written with the first of their arguments by name, which Jinja2 takes by place. */
const SPELLED_OUT = ['map', 'select', 'reject', 'selectattr', 'rejectattr'];

describe('builtinDocs', () => {
  it('documents every filter, test and global, and nothing else', () => {
    assert.deepEqual([...BUILTIN_DOCS.filter.keys()].sort(), [...FILTERS.keys()].sort());
    assert.deepEqual([...BUILTIN_DOCS.test.keys()].sort(), [...TESTS.keys()].sort());
    assert.deepEqual([...BUILTIN_DOCS.global.keys()].sort(), [...GLOBALS.keys()].sort());
  });

  it('writes the parameters that the filters and tests have', () => {
    const wrong = [...FILTERS, ...TESTS].flatMap(([name, builtin]) => {
      const kind = FILTERS.get(name) === builtin ? 'filter' : 'test';
      const written = writtenShape(builtinDoc(kind, name)?.signature ?? '');
      const shape = shapeOf(builtin);
      const isSame = written.join() === shape.join() || SPELLED_OUT.includes(name);
      return isSame ? [] : [{ name, written, shape }];
    });
    assert.deepEqual(wrong, []);
  });

  it('says each thing in one sentence', () => {
    const docs = Object.values(BUILTIN_DOCS).flatMap((kind) => [...kind.values()]);
    assert.deepEqual(
      docs.filter(({ doc }) => !/^[A-Z].*[.?`]$/.test(doc) || doc.length > 110),
      [],
    );
  });

  it('knows nothing of other names', () => {
    assert.equal(builtinDoc('filter', 'odd'), undefined);
    assert.equal(builtinDoc('loop', 'constructor'), undefined);
  });

  for (const [kind, docs] of Object.entries(BUILTIN_DOCS)) {
    for (const [name, { example, output }] of docs) {
      it(`shows what it says: ${kind} ${name}`, () => {
        assert.deepEqual(renderTemplate(example, { values: {} }), { ok: true, output });
      });
    }
  }
});
