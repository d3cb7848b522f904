import { UserError } from '../userError.js';
import type { EvalSpec } from './evalSpec.js';
import type { SpecPorts } from './problems/inspectSpec.js';
import { templateFields, type TemplateField } from './specTemplates.js';

/** A template of a spec with its text. */
export interface TemplateText {
  /** `['judge', 'system_template']` */
  readonly path: TemplateField['path'];
  readonly source: string;
  /** Absolute; absent where the template stands in the spec. */
  readonly file?: string;
}

/** The templates of a spec that can be read. */
export async function templateTexts(
  spec: EvalSpec,
  at: { readonly specPath: string; readonly ports: Pick<SpecPorts, 'texts'> },
): Promise<TemplateText[]> {
  const { texts } = at.ports;
  const found: TemplateText[] = [];
  for (const { path, source } of templateFields(spec)) {
    if (typeof source === 'string') {
      found.push({ path, source });
      continue;
    }
    const file = texts.resolve(at.specPath, source.file);
    try {
      found.push({ path, source: await texts.read(file), file });
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    }
  }
  return found;
}
