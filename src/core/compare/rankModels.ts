import { t } from '../../l10n/t.js';
import type { Estimate, RunManifest } from '../runs/manifest.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';
import { bradleyTerry } from '../stats/bradleyTerry.js';
import type { Match } from '../stats/bradleyTerry.js';
import { signedText } from '../stats/figures.js';
import { UserError } from '../userError.js';

/** A compare run and how its decided rows fell. */
export interface RankedRun {
  readonly manifest: RunManifest;
  readonly aWins: number;
  readonly bWins: number;
  readonly ties: number;
}

interface RankedModel {
  /** From 1; null where the models have no common scale. */
  readonly place: number | null;
  readonly name: string;
  /** Log-odds of winning against the mean of the models. */
  readonly strength: Estimate;
  /** Rows it was in. */
  readonly games: number;
  /** Of those rows, a tie counting as half a win. */
  readonly winShare: number;
}

export interface ModelRanking {
  /** The strongest first. */
  readonly models: readonly RankedModel[];
  /**
   * Whether each model won and lost against the others, if only by way of a third. Else strengths are
   * held together by one imaginary tie each.
   */
  readonly isConnected: boolean;
  /** Names that met, directly or by way of others; strengths of two groups can't be compared. */
  readonly groups: readonly (readonly string[])[];
  /** What to know before the ranking is believed, one sentence each. */
  readonly cautions: readonly string[];
}

/**
 * Ranks what several compare runs let compete: models by their names, finished responses by their
 * columns (Bradley and Terry 1952; ties are half a win each). Throws `UserError` of kind `usage` for
 * runs that can't be ranked.
 */
export function rankModels(runs: readonly RankedRun[]): ModelRanking {
  const matches = runs.map(matchOf).filter((match) => match.a !== match.b);
  if (matches.length === 0) {
    const message = t(
      'These runs let no two models compete; choose compare runs whose model_a and model_b differ.',
    );
    throw new UserError('usage', message);
  }
  const { players, isConnected } = bradleyTerry(matches);
  const groups = groupsOf(matches);
  return {
    models: players.map(({ name, strength, games, win_share }, index) => ({
      place: groups.length === 1 ? index + 1 : null,
      name,
      strength,
      games,
      winShare: win_share,
    })),
    isConnected,
    groups,
    cautions: cautionsOf(runs, { isConnected, groups }),
  };
}

function matchOf({ manifest, aWins, bWins, ties }: RankedRun): Match {
  const { spec } = manifest;
  if (spec.type !== 'compare') {
    const message = t(
      '{0} is of type {1}; only compare runs let models compete.',
      manifest.name,
      spec.type,
    );
    throw new UserError('usage', message);
  }
  const [a, b] = playersOf(spec);
  return { a, b, a_wins: aWins, b_wins: bWins, ties };
}

/** The names of both sides of a compare run. */
export function playersOf(
  spec: Extract<ResolvedSpec, { type: 'compare' }>,
): readonly [a: string, b: string] {
  return [playerName(spec.model_a), playerName(spec.model_b)];
}

function playerName(responder: Responder): string {
  return typeof responder === 'string' ? t('column {0}', responder) : responder.model;
}

/** Groups whose members met, each in order of appearance. */
function groupsOf(matches: readonly Match[]): string[][] {
  const groupOf = new Map<string, string[]>();
  for (const { a, b } of matches) {
    const [one, other] = [groupOf.get(a) ?? [a], groupOf.get(b) ?? [b]];
    const joined = one === other ? one : [...one, ...other];
    for (const name of joined) groupOf.set(name, joined);
  }
  return [...new Set(groupOf.values())];
}

function cautionsOf(
  runs: readonly RankedRun[],
  { isConnected, groups }: Pick<ModelRanking, 'isConnected' | 'groups'>,
): string[] {
  const manifests = runs.map(({ manifest }) => manifest);
  const judges = new Set(manifests.map(({ models }) => models.judge.model));
  const rubrics = new Set(manifests.map(({ spec }) => spec.judge.system_template));
  const withItself = runs.filter((run) => {
    const match = matchOf(run);
    return match.a === match.b;
  });
  return [
    ...(manifests.some(({ demo }) => demo)
      ? [t('demo: verdicts of these runs are scripted.')]
      : []),
    ...(judges.size > 1
      ? [
          t(
            '{0} judges gave these verdicts ({1}); they may not agree.',
            judges.size,
            [...judges].join(', '),
          ),
        ]
      : []),
    ...(rubrics.size > 1 ? [t('{0} different rubrics were used.', rubrics.size)] : []),
    ...connectionCaution(isConnected, groups),
    ...withItself.map(({ manifest }) =>
      t('{0} lets a model compete with itself and is left out.', manifest.name),
    ),
  ];
}

function connectionCaution(isConnected: boolean, groups: ModelRanking['groups']): string[] {
  if (groups.length > 1) {
    const names = groups.map((group) => group.join(', ')).join(' | ');
    return [
      t(
        'These models never met, even by way of a third ({0}): they have no common ranking.',
        names,
      ),
    ];
  }
  return isConnected
    ? []
    : [
        t(
          'A model won or lost every row against the rest, so how far it is from them is not known.',
        ),
      ];
}

/** `+0.42 (+0.10 to +0.74)` */
export function strengthText({ value, low, high }: Estimate): string {
  const text = (figure: number) => signedText(figure, 2);
  return t('{0} ({1} to {2})', text(value), text(low), text(high));
}
