import type { SetupTable } from '../../../core/runs/setupFacts.js';
import type { RunSetup } from '../../../core/runs/runSetup.js';
import type { SetupView } from '../../../shared/results/setupProtocol.js';

/** The setup as it goes to the view; `files`: what of it can be opened. */
export function setupView(setup: RunSetup, files: readonly string[]): SetupView {
  return {
    run: [...setup.run],
    task: [...setup.task],
    models: table(setup.models),
    dataset: [...setup.dataset],
    templates: [...setup.templates],
    usage: setup.usage && table(setup.usage),
    usageFacts: [...setup.usageFacts],
    files: [...files],
  };
}

function table({ columns, rows }: SetupTable): SetupView['models'] {
  return { columns: [...columns], rows: rows.map((row) => [...row]) };
}
