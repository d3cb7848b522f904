import { parseSpec } from '../../core/spec/parseSpec.js';
import { GATE_METRICS } from '../../core/stats/gateBounds.js';
import { boundsText } from '../../core/stats/gates.js';
import { t } from '../../l10n/t.js';
import { editorRange, type EditorRange } from '../spec/problemMarks.js';

/** A gate as it stands in a spec. */
interface SpecGate {
  readonly metric: string;
  /** `at least 0.8`, as the spec says; empty where its bounds can't be read. */
  readonly bounds: string;
  readonly range: EditorRange;
}

/** What the Test Explorer shows of a spec. */
interface GatedSpec {
  /** The name that the spec gives itself; undefined without one. */
  readonly name: string | undefined;
  /** None: the spec is no test. */
  readonly gates: readonly SpecGate[];
  /** Of `gates`. */
  readonly range: EditorRange | undefined;
  /** Why the spec can't be run as it is, in one sentence. */
  readonly fault: string | undefined;
}

/** Reads the gates of a spec's text; a broken spec has those that can be found. Never throws. */
export function specGates(text: string, path: string): GatedSpec {
  const parsed = parseSpec(text, path);
  const gates = GATE_METRICS.flatMap((metric): SpecGate[] => {
    const range = parsed.rangeOf(['gates', metric], 'key');
    if (!range) return [];
    const bounds = parsed.spec?.gates?.[metric];
    return [{ metric, bounds: bounds ? boundsText(bounds) : '', range: editorRange(range) }];
  });
  const all = parsed.rangeOf(['gates'], 'key');
  const errors = parsed.problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return {
    name: parsed.textAt(['name']),
    gates: gates.sort((a, b) => a.range.startLine - b.range.startLine),
    range: all && editorRange(all),
    fault:
      first &&
      t(
        'This spec can’t be run as it is, line {0} of it: {1}',
        first.range.start.line,
        first.message,
      ),
  };
}
