import { dirname, isAbsolute } from 'node:path';
import {
  gatedBaselines,
  gatedDatasets,
  gatedEngine,
  gatedTexts,
} from '../core/paths/gatedFiles.js';
import { gatedFigures, gatedLabels, gatedRows, gatedRuns } from '../core/paths/gatedRuns.js';
import type { PathPolicy } from '../core/paths/pathGate.js';
import type { GavelServices } from '../core/services.js';
import { UserError } from '../core/userError.js';
import { createBaselineFiles, BASELINES_FILE } from '../files/baselines/baselineFiles.js';
import { createDatasetFiles } from '../files/dataset/datasetFiles.js';
import { createDatasetEngine } from '../files/engine/datasetEngine.js';
import { inlineScanners } from '../files/engine/inlineScanners.js';
import { figuresHere } from '../files/figures/figuresHere.js';
import { createLabelFiles } from '../files/labels/labelFiles.js';
import { createPathGate } from '../files/paths/pathGate.js';
import { createRowsReader } from '../files/runs/openRunRows.js';
import { createRunFolders } from '../files/runs/runFolders.js';
import { createTextFiles } from '../files/textFiles.js';
import { t } from '../l10n/t.js';

/** What needs a machine: endpoints and files that are written. */
const refusal = () =>
  t(
    'Gavel in the browser reads specs, previews, datasets and results. To run, ask a service or write, open this folder in VS Code on a machine, over SSH or in a container.',
  );

interface WebServicesOptions {
  readonly paths: PathPolicy;
  /** Base URL of the evaluation service, which is named and never asked. */
  readonly baseUrl: string;
}

/**
 * The services where there is no Node: everything that reads, on the file systems that VS Code knows
 * there. What would send, run or write rejects with one sentence (`UserError` of kind `usage`).
 */
export function createWebServices({ paths: policy, baseUrl }: WebServicesOptions): GavelServices {
  const paths = createPathGate(policy);
  const datasets = gatedDatasets(createDatasetFiles(), paths);
  const runs = gatedRuns(createRunFolders(), paths, { dirname, isAbsolute });
  const engine = gatedEngine(createDatasetEngine(inlineScanners()), paths);
  const rows = gatedRows(createRowsReader(), paths);
  const figures = gatedFigures(figuresHere(), paths);
  const labels = gatedLabels(createLabelFiles(), paths);
  const join = (folder: string): string => `${folder.replace(/\/$/, '')}/${BASELINES_FILE}`;
  const baselines = gatedBaselines(createBaselineFiles(), paths, join);
  return {
    datasets,
    paths,
    serviceUrl: baseUrl,
    datasetEngine: () => Promise.resolve(engine),
    texts: gatedTexts(createTextFiles(), paths),
    runs,
    rowsReader: () => Promise.resolve(rows),
    runFigures: () => Promise.resolve(figures),
    labels: () => Promise.resolve(labels),
    baselines: () => Promise.resolve(baselines),
    demoHasStarted: () => false,
    saveFile: refused,
    createFile: refused,
    appendText: refused,
    backend: refused,
    completions: refused,
    planRetry: refused,
    importSource: refused,
    planImport: refused,
    importResults: refused,
    rejudgeRow: refused,
    serviceJobs: refused,
    serviceFiles: refused,
    filePreviews: refused,
    curlCommand: refused,
    account: refused,
    modelLists: refused,
    testModel: refused,
    startDemo: refused,
    async dispose() {
      await engine.dispose();
      await rows.dispose();
      await figures.dispose();
    },
  };
}

function refused(): Promise<never> {
  return Promise.reject(new UserError('usage', refusal()));
}
