import type { RunManifest } from '../../core/runs/manifest.js';
import { gatesOfRun, type GateResult } from '../../core/stats/gates.js';
import { shortNumber, t } from '../../l10n/t.js';
import { boundsText } from '../../core/stats/gates.js';

/** What the Test Explorer says of a gate after a run. */
type GateVerdict =
  | { readonly kind: 'passed' }
  | {
      /**
       * `errored`: the gate is not settled. It must not look like one that went through, and a skipped
       * test could not say why: that takes more rows, and how many.
       */
      readonly kind: 'failed' | 'errored';
      /** One sentence. */
      readonly message: string;
      /** The bounds and the figure with its interval, where there is one. */
      readonly expected?: string;
      readonly actual?: string;
    }
  /** Nobody wanted to know: the run was cancelled, or is a dry run. */
  | { readonly kind: 'skipped'; readonly message: string };

/** The verdict on one gate of a run that has ended; by the figures that stand in its manifest. */
export function gateVerdict(manifest: RunManifest, metric: string): GateVerdict {
  const { status, reason } = manifest;
  if (status === 'cancelled') return { kind: 'skipped', message: t('The run was cancelled.') };
  if (manifest.dry_run) {
    const message = t('A dry run is some rows alone: it is held against no gate.');
    return { kind: 'skipped', message };
  }
  if (status !== 'completed') {
    return {
      kind: 'errored',
      message: t('The run is {0}{1}', status, reason ? `: ${reason}` : '.'),
    };
  }
  const gate = gatesOfRun(manifest, manifest.statistics).find((one) => one.metric === metric);
  if (!gate) {
    const message = t(
      'The run was not held against {0}: its spec had no such gate when it began.',
      metric,
    );
    return { kind: 'errored', message };
  }
  if (gate.outcome === 'passed') return { kind: 'passed' };
  return {
    kind: gate.outcome === 'failed' ? 'failed' : 'errored',
    message: gate.message,
    expected: `${gate.metric} ${boundsText(gate)}`,
    ...(gate.estimate && { actual: figureText(gate.metric, gate.estimate) }),
  };
}

function figureText(metric: string, { value, low, high }: NonNullable<GateResult['estimate']>) {
  return t(
    '{0} {1} (95 % interval {2} to {3})',
    metric,
    shortNumber(value),
    shortNumber(low),
    shortNumber(high),
  );
}
