import type { Json, JsonObject } from '../../../core/json.js';
import { isJsonObject } from '../../../core/json.js';
import type { JobList, ServiceJobs } from '../../../core/runs/serviceJobs.js';
import { importJob } from './importJob.js';
import { createJobReader } from './jobReader.js';
import { jobSegment } from './jobSegment.js';
import { createJobPoller } from './jobPoller.js';
import type { JobPage, JobPoller } from './jobPoller.js';
import { unnamedResponders } from '../readableSpec.js';
import type { ServiceOptions } from '../serviceOptions.js';
import { serviceUrl } from '../serviceUrl.js';
import { toServiceJob } from './toServiceJob.js';

/** The jobs of the evaluation service, launched here or elsewhere; `poller` reads them. */
export function createServiceJobs(
  options: ServiceOptions,
  poller: JobPoller = createJobPoller(options),
): ServiceJobs {
  const context = { ...options, client: poller.client };
  const { origin } = serviceUrl(options.baseUrl);
  const reader = createJobReader(poller.client);
  return {
    list: async (signal, maxAgeMs) => toJobList(await poller.list(signal, maxAgeMs)),
    follow: ({ read, failed }) => poller.follow({ read: (page) => read(toJobList(page)), failed }),
    import: (workflowId, runsRoot, signal) => importJob({ workflowId, runsRoot }, context, signal),
    async parameters(workflowId, signal) {
      const { type, parameters } = await reader.job(workflowId, signal);
      const given = withoutKeys(parameters);
      return type === undefined
        ? { parameters: given }
        : { type, parameters: { ...unnamedResponders(type), ...given } };
    },
    pageUrl: (workflowId) =>
      `${options.name === 'demo' ? origin : 'https://api.together.ai'}/evaluations/result/${jobSegment(workflowId)}`,
  };
}

/** The service may echo the keys of external models. What is null is as good as absent. */
function withoutKeys(parameters: JsonObject): JsonObject {
  const given = Object.entries<Json>(parameters).filter(([, target]) => target !== null);
  return Object.fromEntries(
    given.map(([field, target]) => {
      const hasKey = isJsonObject(target) && typeof target['external_api_token'] === 'string';
      return [field, hasKey ? { ...target, external_api_token: '[key]' } : target];
    }),
  );
}

function toJobList({ jobs, truncated }: JobPage): JobList {
  const byAge = jobs.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  return { jobs: byAge.map(toServiceJob), truncated };
}
