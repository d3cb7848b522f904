import { isJsonObject } from '../../../core/json.js';
import type { Json } from '../../../core/json.js';
import { explainReason } from '../../../core/runs/explainReason.js';
import type { ServiceJob } from '../../../core/runs/serviceJobs.js';
import { serviceHeadline } from '../../../core/stats/serviceHeadline.js';
import { iso } from '../wire/jobs.js';
import type { WireJob } from '../wire/jobs.js';

/** A job as lists show it. */
export function toServiceJob(job: WireJob): ServiceJob {
  const { type, status, serviceStatus, outcome, parameters } = job;
  const created = iso(job.createdAt);
  const models = modelsOf(parameters);
  const { judge } = models;
  const figure = outcome.results && serviceHeadline(outcome.results, parameters);
  const file = parameters['input_data_file_path'];
  const reason =
    outcome.error && (explainReason(outcome.error, undefined)?.sentence ?? outcome.error);
  return {
    workflowId: job.workflowId,
    status,
    serviceStatus,
    ...(type !== undefined && { type }),
    ...(reason !== undefined && { reason }),
    ...(created !== undefined && { createdAt: created }),
    ...(judge !== undefined && { judge }),
    ...(Object.keys(models).length > 0 && { models }),
    ...(typeof file === 'string' && { datasetFile: file }),
    ...(figure !== undefined && { headline: figure }),
  };
}

function modelsOf(parameters: WireJob['parameters']): Readonly<Record<string, string>> {
  const fields = ['judge', 'model_to_evaluate', 'model_a', 'model_b'];
  const named = fields.flatMap((field) => {
    const model = modelOf(parameters[field]);
    return model === undefined ? [] : [[field, model] as const];
  });
  return Object.fromEntries(named);
}

/** A model's name (`model_name` in older documents), or the column that stands in its place. */
function modelOf(target: Json | undefined): string | undefined {
  if (typeof target === 'string') return target;
  if (!isJsonObject(target)) return undefined;
  const model = target['model'] ?? target['model_name'];
  return typeof model === 'string' ? model : undefined;
}
