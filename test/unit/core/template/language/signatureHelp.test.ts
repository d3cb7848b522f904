import assert from 'node:assert/strict';
import { signatureHelp } from '../../../../../src/core/template/language/signatureHelp.js';
import { marked } from './markedTemplate.js';

/** The signature with the active parameter in ‹ ›. */
function shown(text: string): string | undefined {
  const { parsed, offset } = marked(text);
  const help = signatureHelp(parsed, offset);
  if (!help) return undefined;
  const active = help.parameters[help.active]?.label;
  return active === undefined ? help.label : help.label.replace(active, `‹${active}›`);
}

describe('signatureHelp', () => {
  const truncate = (active: string) =>
    "truncate(length=255, killwords=False, end='...', leeway=None)".replace(active, `‹${active}›`);
  const macro = '{% macro hi(a, b="x") %}{% endmacro %}';
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['{{ q | truncate(▮', truncate('length=255')],
    ['{{ q | truncate(10, ▮) }}', truncate('killwords=False')],
    ['{{ q | truncate(10, end=▮', truncate("end='...'")],
    ['{{ q | truncate((1, 2), [3, 4], ▮', truncate("end='...'")],
    ['{{ q | truncate("a(, ▮', truncate('length=255')],
    ['{{ q is divisibleby(▮', 'divisibleby(‹num›)'],
    ['{{ q is not divisibleby(▮', 'divisibleby(‹num›)'],
    [`${macro}{{ hi(▮`, 'hi(‹a›, b="x")'],
    [`${macro}{{ hi(1, ▮) }}`, 'hi(a, ‹b="x"›)'],
    [`${macro}{{ hi(b=▮`, 'hi(a, ‹b="x"›)'],
    [`${macro}{{ hi(1, 2, ▮`, 'hi(a, b="x")'],
    ['{{ q.split(▮', 'split(‹sep=None›, maxsplit=-1)'],
    ['{{ range(1, ▮', 'range(start=0, ‹stop›, step=1)'],
    ['{{ cycler(1, 2, ▮', 'cycler(‹*items›)'],
    ['{% for t in x %}{{ loop.cycle("a", ▮', 'cycle(‹*items›)'],
    ['{{ q | truncate(nested(▮', undefined],
    ['{{ q | truncate(10) ▮', undefined],
    ['{{ (q, ▮', undefined],
    ['truncate(▮', undefined],
  ];
  for (const [text, expected] of cases) {
    it(text, () => assert.equal(shown(text), expected));
  }

  it('has the documentation of a filter', () => {
    const { parsed, offset } = marked('{{ q | join(▮');
    assert.match(signatureHelp(parsed, offset)?.doc ?? '', /^\S.*\.$/);
  });

  it('regression: a long name in front of a call takes no work by its square', () => {
    assert.equal(shown(`{{ ${'a'.repeat(1_000_000)}[0](▮`), undefined);
  });
});
