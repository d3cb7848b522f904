import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TemplateContext } from '../../core/template/language/templateContext.js';
import type { GavelUi } from '../gavelUi.js';
import { createDatasetKnowledge, type DatasetKnowledge } from './datasetKnowledge.js';
import type { DocumentTemplate } from './documentTemplates.js';
import { createCheckStatus } from './checkStatus.js';
import { createTemplateUses, type TemplateUses } from './templateUses.js';

/** What every feature of templates shares. */
export interface TemplateService {
  readonly ui: GavelUi;
  readonly knowledge: DatasetKnowledge;
  readonly uses: TemplateUses;
  /** What is known of the data that a template is rendered on; of the first spec that has any. */
  context(template: DocumentTemplate): Promise<TemplateContext & { readonly dataset?: string }>;
  dispose(): void;
}

export function createTemplateService(ui: GavelUi): TemplateService {
  const uses = createTemplateUses(ui);
  const status = createCheckStatus();
  const knowledge = createDatasetKnowledge({
    datasets: () => ui.services.datasets,
    mayRead: (path) =>
      ui.services.paths.check(path).then(
        () => true,
        () => false,
      ),
    progress: (progress) => status.show(progress && { ...progress, name: basename(progress.path) }),
  });
  return {
    ui,
    knowledge,
    uses,
    async context(template) {
      // In Restricted Mode no file that a spec names is read.
      if (!vscode.workspace.isTrusted) return {};
      for (const { dataset } of await uses.of(template)) {
        const facts = await knowledge.facts(dataset);
        if (facts) return { facts, dataset };
      }
      return {};
    },
    dispose() {
      uses.dispose();
      status.dispose();
    },
  };
}
