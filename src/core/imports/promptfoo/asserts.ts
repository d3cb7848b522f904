import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import type { ImportNotes } from '../importNotes.js';
import { fieldOf, listOf, numberOf, objectOf, saidText, shownValue } from '../jsonParts.js';
import { GRADED, NOT_CARRIED, type GradedType } from './assertTypes.js';

/** An assertion that a judge decides. */
export interface GradedAssert {
  readonly type: GradedType;
  /** `not-…`: what the judge passes fails. */
  readonly isNegated: boolean;
  /** What it asks for, as it stands there; empty where the type says it all. */
  readonly value: string;
  readonly threshold?: number;
  readonly metric?: string;
  /** Who judges. */
  readonly provider?: Json;
  readonly rubricPrompt?: string;
  /** What an export of Gavel left in it. */
  readonly gavel?: JsonObject;
}

/** Asserts within sets, and sets within sets: no deeper. */
const DEEPEST_SET = 5;

/**
 * The assertions of a test that a judge decides; all others are noted. `$ref`s to the config's own
 * `assertionTemplates` are followed once.
 */
export function gradedAsserts(
  value: Json | undefined,
  notes: ImportNotes,
  templates: JsonObject,
  level = 0,
): GradedAssert[] {
  return listOf(value).flatMap((item): GradedAssert[] => {
    const assert = resolved(item, templates);
    const written = saidText(fieldOf(assert, 'type'));
    if (written === undefined) return [];
    if (written === 'assert-set' && level < DEEPEST_SET) {
      if (fieldOf(assert, 'threshold') !== undefined) {
        notes.lost({
          what: t('threshold of an assert-set'),
          why: t(
            'Each assertion is a spec of its own with a pass rate of its own; none is summed up.',
          ),
          instead: t('Give each spec a gate.'),
        });
      }
      return gradedAsserts(fieldOf(assert, 'assert'), notes, templates, level + 1);
    }
    const isNegated = written.startsWith('not-');
    const name = isNegated ? written.slice('not-'.length) : written;
    const type = Object.hasOwn(GRADED, name) ? (name as keyof typeof GRADED) : undefined;
    if (!type) {
      noteOf(written, name, notes);
      return [];
    }
    return [gradedAssert(assert, { type: GRADED[type], isNegated }, notes)];
  });
}

function gradedAssert(
  assert: JsonObject,
  head: Pick<GradedAssert, 'type' | 'isNegated'>,
  notes: ImportNotes,
): GradedAssert {
  const value = fieldOf(assert, 'value');
  const threshold = Number(fieldOf(assert, 'threshold') ?? NaN);
  const metric = saidText(fieldOf(assert, 'metric'));
  const provider = fieldOf(assert, 'provider');
  const rubricPrompt = fieldOf(assert, 'rubricPrompt');
  const gavel = fieldOf(objectOf(fieldOf(assert, 'config')), 'gavel');
  const weight = numberOf(fieldOf(assert, 'weight'));
  if (weight !== undefined && weight !== 1) {
    notes.lost({
      what: t('weight of an assertion'),
      why: t(
        'Each assertion is a spec of its own with a pass rate of its own; nothing is weighed up.',
      ),
      instead: t('Give the specs gates of different height.'),
      where: metric,
    });
  }
  for (const field of ['transform', 'contextTransform']) {
    if (fieldOf(assert, field) === undefined) continue;
    notes.lost({
      what: t('{0} of an assertion', field),
      why: t('It is code, and none is run.'),
      where: metric,
    });
  }
  return {
    ...head,
    value:
      value === undefined
        ? ''
        : Array.isArray(value)
          ? listed(value as readonly Json[])
          : shownValue(value),
    ...(Number.isFinite(threshold) && { threshold }),
    ...(metric !== undefined && { metric }),
    ...(provider !== undefined && { provider }),
    ...(rubricPrompt !== undefined &&
      rubricPrompt !== null && { rubricPrompt: shownValue(rubricPrompt) }),
    ...(isJsonObject(gavel) && { gavel }),
  };
}

/** A list of criteria, one a line. */
function listed(values: readonly Json[]): string {
  return values.map((each) => `- ${shownValue(each)}`).join('\n');
}

function noteOf(written: string, name: string, notes: ImportNotes): void {
  const known = Object.hasOwn(NOT_CARRIED, name) ? NOT_CARRIED[name] : undefined;
  notes.lost({
    what: t('assert {0}', written),
    why: known?.why ?? t('Gavel has a judge, and no check of this kind.'),
    instead: known?.instead,
  });
}

function resolved(item: Json, templates: JsonObject): JsonObject {
  if (!isJsonObject(item)) return {};
  const ref = saidText(fieldOf(item, '$ref'));
  const name = ref === undefined ? undefined : /^#\/assertionTemplates\/(.+)$/.exec(ref)?.[1];
  return name === undefined ? item : objectOf(fieldOf(templates, name));
}
