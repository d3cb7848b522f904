import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { RefObject } from 'preact';
import { t } from '../../l10n/t.js';
import type {
  ComparedDetail as Detail,
  ComparedSide as Side,
} from '../../shared/compareProtocol.js';
import type { TitledText } from '../../shared/protocol.js';
import { DatasetFields } from '../common/datasetFields.js';
import { FailedNotice } from '../common/failedNotice.js';
import { Fault, ToneIcon } from '../common/icon.js';
import { Notice } from '../common/notice.js';
import { StepTools } from '../common/stepTools.js';
import { useFullRow } from '../common/useFullRow.js';
import { DiffText, diffSentence } from '../common/wordDiff/diffText.js';
import { wordDiff } from '../common/wordDiff/wordDiff.js';
import { formatCount } from '../common/wording.js';
import type { CompareHost } from './compareRuns.js';

interface ComparedDetailProps {
  readonly host: CompareHost;
  /** Null where no row is selected. */
  readonly id: string | null;
  /** Of the comparison: another one is read again. */
  readonly version: number;
  onStep(by: number): void;
  readonly canStep: { readonly back: boolean; readonly on: boolean };
  readonly root: RefObject<HTMLDivElement | null>;
}

/** One row in both runs: old verdict and new, why, and what the responses have apart. */
export function ComparedDetail({ host, id, version, onStep, canStep, root }: ComparedDetailProps) {
  const read = useCallback((row: string) => host.call('row', { id: row }), [host]);
  const { detail, error, retry } = useFullRow({ read, id, version });
  useEffect(() => root.current?.scrollTo(0, 0), [id]);

  if (id === null) {
    return <Notice icon="list-selection" title={t('Select a row to see it in both runs.')} />;
  }
  return (
    <section class="pane" aria-label={t('Details of the row')}>
      <header class="pane-head">
        <h2>{detail ? t('Row {0}', formatCount(detail.row)) : ' '}</h2>
        {detail && (
          <span class="clip">
            <ToneIcon tone={detail.tone} /> {detail.change}
          </span>
        )}
        <span class="spacer" />
        <StepTools onStep={onStep} canStep={canStep} />
      </header>
      <div
        class="pane-body"
        ref={root}
        tabIndex={0}
        role="region"
        aria-label={t('The row in both runs')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') document.querySelector<HTMLElement>('.grid')?.focus();
          if (event.key === 'j') onStep(1);
          if (event.key === 'k') onStep(-1);
        }}
      >
        {error !== null && <FailedNotice reason={error} onRetry={retry} />}
        {detail && <BothRuns detail={detail} />}
      </div>
    </section>
  );
}

function BothRuns({ detail }: { detail: Detail }) {
  const { a, b, inputs } = detail;
  const isMoved = a !== null && b !== null && a.row !== b.row;
  const titles = [
    ...new Set([a, b].flatMap((side) => side?.responses.map(({ title }) => title) ?? [])),
  ];
  return (
    <>
      <div class="pair">
        <SideVerdict letter="A" side={a} isMoved={isMoved} />
        <SideVerdict letter="B" side={b} isMoved={isMoved} />
      </div>
      {titles.map((title) => (
        <Responses key={title} title={title} a={named(a, title)} b={named(b, title)} />
      ))}
      <DatasetFields fields={inputs} />
    </>
  );
}

function named(side: Side | null, title: string): TitledText | null {
  return side?.responses.find((response) => response.title === title) ?? null;
}

interface SideVerdictProps {
  readonly letter: 'A' | 'B';
  readonly side: Side | null;
  /** The row has another number in the other run. */
  readonly isMoved: boolean;
}

function SideVerdict({ letter, side, isMoved }: SideVerdictProps) {
  return (
    <section class="block">
      <h3 class="block-title">
        <span class={`letter letter-${letter.toLowerCase()}`}>{letter}</span>
        {side ? (
          <span>
            <ToneIcon tone={side.tone} /> {side.verdict}
          </span>
        ) : (
          <span class="block-note">{t('has no such row')}</span>
        )}
        {side && isMoved && <span class="block-note">{t('row {0}', formatCount(side.row))}</span>}
      </h3>
      {side?.errors.map((error) => (
        <p key={error}>
          <Fault words={error} />
        </p>
      ))}
      {side?.feedback.map(({ title, note, text }) => (
        <div key={title}>
          {side.feedback.length > 1 && (
            <p class="block-note">
              {title}
              {note !== null && ` · ${note}`}
            </p>
          )}
          <PlainText text={text} none={t('no feedback')} />
        </div>
      ))}
    </section>
  );
}

interface ResponsesProps {
  readonly title: string;
  readonly a: TitledText | null;
  readonly b: TitledText | null;
}

/** One text where both runs have the same; else both, with what each has alone marked. */
function Responses({ title, a, b }: ResponsesProps) {
  const [before, after] = [a?.text ?? null, b?.text ?? null];
  const diff = useMemo(
    () => (before === null || after === null || before === after ? null : wordDiff(before, after)),
    [before, after],
  );
  const name = title.charAt(0).toUpperCase() + title.slice(1);
  if (before !== null && before === after) {
    return (
      <section class="block">
        <h3 class="block-title">
          {name} <span class="block-note">{t('the same in both runs')}</span>
        </h3>
        <PlainText text={before} none={t('none')} />
      </section>
    );
  }
  return (
    <section class="block">
      <h3 class="block-title">
        {name}
        {diff && <span class="block-note">{diffSentence(diff, ['A', 'B'])}</span>}
      </h3>
      <div class="pair">
        {[['A', a, 'before'] as const, ['B', b, 'after'] as const].map(
          ([letter, response, side]) => (
            <div key={letter}>
              <p class="block-note">
                <span class={`letter letter-${letter.toLowerCase()}`}>{letter}</span>{' '}
                {response?.note ?? ''}
              </p>
              {diff && diff.by !== 'none' ? (
                <DiffText diff={diff} side={side} />
              ) : (
                <PlainText text={response?.text ?? null} none={t('none')} />
              )}
            </div>
          ),
        )}
      </div>
    </section>
  );
}

function PlainText({ text, none }: { text: string | null; none: string }) {
  if (text === null) return <p class="muted">{none}</p>;
  return text === '' ? <p class="muted">{t('empty')}</p> : <pre class="text">{text}</pre>;
}
