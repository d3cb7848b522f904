import { shortDurationText } from '../../../core/durationText.js';
import type { Rejudgement } from '../../../core/judging/rejudgement.js';
import { serviceNote } from '../../../core/judging/serviceNote.js';
import type { Tokenizer } from '../../../core/judging/tokenizer.js';
import { costText } from '../../../core/runs/costText.js';
import { numberText, t } from '../../../l10n/t.js';
import type { RejudgementView } from '../../../shared/results/detailProtocol.js';
import { judgedRow, toneOf } from '../judgedRow.js';
import type { JudgedRow } from '../judgedRow.js';
import { resultDetail } from '../resultDetail.js';

/** Both results of a row that was judged again, as they are read. */
export function bothResults({ stored, again, row, spec }: Rejudgement): {
  readonly before: JudgedRow;
  readonly now: JudgedRow;
  readonly isSame: boolean;
} {
  const before = judgedRow(stored, row, spec);
  const now = judgedRow(again, row, spec);
  const isSame = before.outcome === now.outcome && before.verdict === now.verdict;
  return { before, now, isSame };
}

/** What asking again came to, for the row's details. */
export function rejudgementView(rejudgement: Rejudgement, tokenizer: Tokenizer): RejudgementView {
  const { again, spec, backend, note, isDemo } = rejudgement;
  const { now, isSame } = bothResults(rejudgement);
  const { explanation, feedback, raw, errors } = resultDetail(now, spec, {
    mayRender: false,
    backend,
    tokenizer,
  });
  const asService = serviceNote(backend);
  return {
    verdict: now.verdict,
    tone: toneOf(now.outcome),
    isSame,
    explanation,
    feedback,
    raw,
    errors,
    facts: factsOf(rejudgement),
    notes: [
      ...(isDemo
        ? [t('Demo: a scripted judge answered; its verdict says nothing of any model.')]
        : []),
      ...(note === undefined ? [] : [note]),
      ...(asService === undefined
        ? []
        : [t('Asked from this machine, not by a job. {0}', asService)]),
      ...(again.details?.judgements
        ? [t('The row was judged {0} times, as in the run.', again.details.judgements.length)]
        : []),
    ],
  };
}

function factsOf({ again, costUsd, durationMs }: Rejudgement): string[] {
  const usage = again.details?.usage;
  return [
    ...(usage
      ? [
          t(
            '{0} prompt, {1} completion tokens',
            tokens(usage.prompt_tokens),
            tokens(usage.completion_tokens),
          ),
        ]
      : []),
    ...(costUsd === undefined ? [] : [costText(costUsd)]),
    shortDurationText(durationMs),
  ];
}

function tokens(count: number): string {
  return numberText(count);
}
