import type { JobList, ServiceJobs } from '../../core/runs/serviceJobs.js';
import { importJob } from './importJob.js';
import { createJobPoller } from './jobPoller.js';
import type { JobPage, JobPoller } from './jobPoller.js';
import type { ServiceOptions } from './serviceOptions.js';
import { serviceUrl } from './serviceUrl.js';
import { toServiceJob } from './toServiceJob.js';

/** The jobs of the evaluation service, launched here or elsewhere; `poller` reads them. */
export function createServiceJobs(
  options: ServiceOptions,
  poller: JobPoller = createJobPoller(options),
): ServiceJobs {
  const context = { ...options, client: poller.client };
  const { origin } = serviceUrl(options.baseUrl);
  return {
    list: async (signal, maxAgeMs) => toJobList(await poller.list(signal, maxAgeMs)),
    follow: ({ read, failed }) => poller.follow({ read: (page) => read(toJobList(page)), failed }),
    import: (workflowId, runsRoot, signal) => importJob({ workflowId, runsRoot }, context, signal),
    pageUrl: (workflowId) =>
      `${options.name === 'demo' ? origin : 'https://api.together.ai'}/evaluations/result/${encodeURIComponent(workflowId)}`,
  };
}

function toJobList({ jobs, truncated }: JobPage): JobList {
  const byAge = jobs.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  return { jobs: byAge.map(toServiceJob), truncated };
}
