import { decimalText, t } from '../../../l10n/t.js';
import type { LabelFigures } from '../../../core/labels/labelFigures.js';
import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import { trustSentence } from '../../../core/reliability/trustSentence.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { JudgeNote, JudgeView, TruthView } from '../../../shared/results/judgeProtocol.js';
import type { Tone } from '../../../shared/protocol.js';
import { feedbackPanel, lengthPanel } from './judgePanels.js';
import { repeatsPanel } from './repeatsPanel.js';
import { orderPanel } from './orderPanel.js';
import { truthPanel } from './truthPanel.js';

/** The Judge page, worded: what the figures say, each with its interval and what it is over. */
export function judgeView(
  reliability: JudgeReliability,
  people: LabelFigures | null,
  spec: ResolvedSpec,
): JudgeView {
  const note = noteOf(spec);
  const panels = [
    orderPanel(reliability, spec),
    repeatsPanel(reliability),
    lengthPanel(reliability),
    truthPanel(reliability),
    feedbackPanel(reliability, note),
  ];
  // Of no verdict there is nothing to say, six times over.
  const isEmpty = reliability.evaluated === 0;
  return {
    trust: trustSentence(reliability, people),
    panels: isEmpty ? [] : panels.filter((panel) => panel !== undefined),
    truth: truthView(reliability),
    readFirst: reliability.read_first.map(({ id, verdict, reasons }) =>
      note(
        id,
        verdict,
        reasons.map(({ text }) => text),
      ),
    ),
  };
}

export type NoteOf = (id: number, verdict: string, texts: readonly string[]) => JudgeNote;

function noteOf(spec: ResolvedSpec): NoteOf {
  return (id, verdict, texts) => ({
    id,
    row: Math.abs(id),
    tone: toneOfVerdict(spec, verdict),
    verdict: verdictWords(spec, verdict),
    texts: [...texts],
  });
}

/** A label is the data's own; a choice and the point of a score are the reader's. */
function verdictWords({ type }: ResolvedSpec, verdict: string): string {
  if (type === 'score' && !Number.isNaN(Number(verdict))) return decimalText(verdict);
  return type === 'compare' && verdict === 'Tie' ? t('Tie') : verdict;
}

function toneOfVerdict(spec: ResolvedSpec, verdict: string): Tone {
  switch (spec.type) {
    case 'classify':
      return spec.pass_labels.includes(verdict)
        ? 'pass'
        : spec.labels.includes(verdict)
          ? 'fail'
          : 'warn';
    case 'score': {
      const score = Number(verdict);
      return Number.isNaN(score) ? 'warn' : score >= spec.pass_threshold ? 'pass' : 'fail';
    }
    case 'compare':
      return verdict === 'A' ? 'a' : verdict === 'B' ? 'b' : 'neutral';
  }
}

function truthView({ truth, truth_candidates: candidates }: JudgeReliability): TruthView {
  return {
    candidates: candidates.map(({ column, values, likely }) => ({ column, values, likely })),
    chosen: truth && {
      column: truth.column,
      targets: [...truth.targets],
      values: truth.kind === 'number' ? [] : truth.values.map((value) => ({ ...value })),
    },
  };
}
