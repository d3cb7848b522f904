import { plural, t } from '../../../l10n/t.js';
import { formatCount } from '../wording.js';
import type { DiffPart, WordDiff } from './wordDiff.js';

interface DiffTextProps {
  readonly diff: WordDiff;
  /** Which of the two texts; `both`: one text with what went struck out and what came underlined. */
  readonly side: 'before' | 'after' | 'both';
}

/** One of two compared texts, with what it alone has marked by colour and line. */
export function DiffText({ diff, side }: DiffTextProps) {
  const shown = diff.parts.filter(({ kind }) => kind === 'same' || isOn(kind, side));
  return (
    <pre class={`text diff-text diff-${side}`}>
      {shown.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </pre>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }) {
  switch (kind) {
    case 'same':
      return <>{text}</>;
    case 'removed':
      return <del class="diff-removed">{text}</del>;
    case 'added':
      return <ins class="diff-added">{text}</ins>;
  }
}

function isOn(kind: 'removed' | 'added', side: DiffTextProps['side']): boolean {
  return side === 'both' || (kind === 'removed') === (side === 'before');
}

/** How much two texts differ, in words; also why nothing is marked. */
export function diffSentence(
  { by, removed, added }: WordDiff,
  [before, after]: readonly [before: string, after: string],
): string {
  if (by === 'none') {
    return t('These texts are too long and too different to compare here; they stand as they are.');
  }
  if (removed + added === 0) return t('Both texts are the same, word for word.');
  const words = plural(
    removed,
    '{0} word only in {1}, {2} only in {3}',
    '{0} words only in {1}, {2} only in {3}',
    before,
    formatted(added),
    after,
  );
  return by === 'lines'
    ? t('{0}; too long for single words: whole lines are marked.', words)
    : `${words}.`;
}

function formatted(count: number): string {
  return count === 0 ? t('none') : formatCount(count);
}
