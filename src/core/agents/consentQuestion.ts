import { t } from '../../l10n/t.js';
import type { Preflight } from '../preflight/preflight.js';
import {
  costSentence,
  destinationText,
  estimatedCost,
  estimateSentence,
} from '../preflight/preflightTexts.js';
import { UserError } from '../userError.js';
import type { Proposal } from './agentCall.js';
import { shortText } from './foreignText.js';

/** What a person is asked before rows go out: a title, and a few plain lines. */
interface ConsentQuestion {
  readonly title: string;
  readonly lines: readonly string[];
}

export function consentQuestion({
  preflight,
  isDryRun,
  maxCostUsd,
}: Pick<Proposal, 'preflight' | 'isDryRun' | 'maxCostUsd'>): ConsentQuestion {
  const { plan, estimate, destinations, problems } = preflight;
  const isDemo = plan.backend === 'demo';
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    title: titleOf(shortText(plan.name, 80), { isDryRun, isDemo }),
    lines: [
      `${shortText(estimateSentence(preflight)).replace(/\.$/, '')}.`,
      ...(isDemo
        ? [
            t(
              'Demo: a scripted judge answers on this machine. It costs nothing, and its verdicts say nothing about a model.',
            ),
          ]
        : [
            ...(estimate ? [shortText(costSentence(estimate), 600)] : []),
            t(
              'Sent from this machine to: {0}.',
              destinations.map((each) => shortText(destinationText(each))).join('. '),
            ),
          ]),
      ...(maxCostUsd !== undefined && plan.backend === 'local'
        ? [t('It stops at ${0}.', maxCostUsd)]
        : []),
      ...errors.slice(0, 3).map(({ message }) => shortText(message)),
    ],
  };
}

function titleOf(
  name: string,
  { isDryRun, isDemo }: { readonly isDryRun: boolean; readonly isDemo: boolean },
): string {
  if (isDryRun) return isDemo ? t('Dry run {0} (demo)?', name) : t('Dry run {0}?', name);
  return isDemo ? t('Run {0} (demo)?', name) : t('Run {0}?', name);
}

/** What a person would have agreed to: the same text, the same run. */
export function proposalKey({ plan }: Pick<Preflight, 'plan'>): string {
  const { spec, backend, dataset, selectedRows, prices } = plan;
  const data = 'info' in dataset ? dataset.info.sha256 : dataset.fileId;
  return JSON.stringify([spec, backend, data, selectedRows ?? null, prices ?? null]);
}

/**
 * Throws where what the agent says was agreed to is less than the estimate; given nothing it passes:
 * whoever can ask a person does.
 */
export function checkAgreedCost({ preflight, maxCostUsd }: Proposal): void {
  const { estimate, plan } = preflight;
  if (maxCostUsd === undefined || plan.backend === 'demo' || !estimate) return;
  const { usd } = estimatedCost(estimate);
  if (usd === undefined || usd <= maxCostUsd) return;
  throw new UserError(
    'usage',
    `Not run: it is estimated to cost $${usd.toPrecision(2)}, more than max_cost_usd ($${maxCostUsd}); ask the person, or run fewer rows.`,
  );
}

/**
 * Consent where nobody can be asked: the arguments have to say it. Throws `UserError` with what is
 * missing.
 */
export function consentByArguments(proposal: Proposal): void {
  const { preflight, maxCostUsd, acceptsUnknownCost } = proposal;
  const { estimate, plan } = preflight;
  const isDemo = plan.backend === 'demo';
  const usd = isDemo ? 0 : estimate && estimatedCost(estimate).usd;
  const question = consentQuestion(proposal);
  const figures = question.lines.join(' ');
  if (maxCostUsd === undefined) {
    const least = usd === undefined ? '' : ` of at least ${usd === 0 ? '0' : usd.toPrecision(3)}`;
    throw new UserError(
      'usage',
      `Not run: nobody has agreed to it. Show the person this, and call again with max_cost_usd${least} once they agree. ${figures}`,
    );
  }
  checkAgreedCost(proposal);
  if (usd === undefined && !acceptsUnknownCost) {
    throw new UserError(
      'usage',
      `Not run: what it costs is not known. Show the person this, and call again with accept_unknown_cost true once they agree. ${figures}`,
    );
  }
}
