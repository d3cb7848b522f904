import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EvaluationType } from '../core/spec/evalSpec.js';
import { readServiceParameters } from '../core/spec/serviceParameters.js';
import type { DemoStorage } from './demoStorage.js';
import { AT_ONCE, inGroups } from './inGroups.js';
import { advanced, isEnded, jobSchema, timestamp } from './jobRecord.js';
import type { DemoJob } from './jobRecord.js';
import { runJob } from './runJob.js';
import type { JobTools } from './runJob.js';

interface NewJob {
  readonly type: EvaluationType;
  /** As they came, without keys. */
  readonly parameters: Record<string, unknown>;
}

/** The service's jobs. A job that was under way when the service stopped goes on when it is read. */
export interface DemoJobs {
  create(job: NewJob): Promise<DemoJob>;
  get(workflowId: string): Promise<DemoJob | undefined>;
  /** The newest so many of that status (null: of any), newest first. */
  list(wanted: JobsWanted): Promise<readonly DemoJob[]>;
  /** Resolves when nothing is under way any more; for whoever stops the service. */
  settled(): Promise<void>;
}

interface JobsWanted {
  readonly most: number;
  readonly status: string | null;
}

/** Jobs that ended are read again when they are asked for; the last ones are kept at hand. */
const MOST_KNOWN = 200;

interface JobsOptions extends JobTools {
  readonly storage: DemoStorage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createDemoJobs(options: JobsOptions): DemoJobs {
  const { storage, now, pace, signal } = options;
  const known = new Map<string, DemoJob>();
  const underWay = new Map<string, Promise<void>>();

  const loading = new Map<string, Promise<DemoJob | undefined>>();
  /** Ids that are given out and have no job yet. */
  const reserved = new Set<string>();

  const keep = async (job: DemoJob) => {
    known.set(job.workflow_id, job);
    await storage.write(`${job.workflow_id}.json`, JSON.stringify(job, withoutKey));
    forgetOldest();
    return job;
  };

  const forgetOldest = () => {
    for (const [id, job] of known) {
      if (known.size <= MOST_KNOWN) return;
      if (isEnded(job)) known.delete(id);
    }
  };

  const proceed = async (first: DemoJob) => {
    let job = first;
    const read = readServiceParameters(job.type, job.parameters);
    if (!read.ok) {
      const results = { error: read.fault };
      await keep(advanced(job, 'user_error', { atMs: now(), results }));
      return;
    }
    for (const [from, to] of [
      ['pending', 'queued'],
      ['queued', 'running'],
    ] as const) {
      if (job.status !== from) continue;
      await delay(pace.stepMs, undefined, { signal, ref: false });
      job = await keep(advanced(job, to, { atMs: now() }));
    }
    const work = { workflowId: job.workflow_id, spec: read.spec };
    const { status, results } = await runJob(work, options);
    await keep(advanced(job, status, { atMs: now(), results }));
  };

  const start = (job: DemoJob) => {
    const id = job.workflow_id;
    if (isEnded(job) || underWay.has(id) || signal.aborted) return;
    const work = proceed(job)
      .catch(async (error: unknown) => {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        const current = known.get(id) ?? job;
        await keep(advanced(current, 'error', { atMs: now(), results: { error: reason } }));
      })
      .finally(() => underWay.delete(id));
    underWay.set(id, work);
  };

  const load = async (workflowId: string): Promise<DemoJob | undefined> => {
    const bytes = await storage.read(`${workflowId}.json`);
    if (!bytes || !workflowId.startsWith('eval-')) return undefined;
    const job = jobSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
    if (!job) return undefined;
    known.set(workflowId, job);
    forgetOldest();
    start(job);
    return job;
  };

  /** Two who ask at once read once: a late reading would bring back an older state. */
  const loadOnce = (workflowId: string) => {
    const reading =
      loading.get(workflowId) ?? load(workflowId).finally(() => loading.delete(workflowId));
    loading.set(workflowId, reading);
    return reading;
  };
  const get = async (workflowId: string) => known.get(workflowId) ?? loadOnce(workflowId);

  const freshId = async (): Promise<string> => {
    const id = `eval-${randomBytes(2).toString('hex')}-${Math.floor(now() / 1000)}`;
    if (reserved.has(id)) return freshId();
    reserved.add(id);
    if (!(await get(id))) return id;
    reserved.delete(id);
    return freshId();
  };

  return {
    create: async ({ type, parameters }) => {
      const at = timestamp(now());
      const update = { status: 'pending', message: 'Job created', timestamp: at };
      const job = await keep({
        workflow_id: await freshId(),
        type,
        status: 'pending',
        parameters,
        results: null,
        created_at: at,
        updated_at: at,
        status_updates: [update],
      });
      reserved.delete(job.workflow_id);
      start(job);
      return job;
    },
    get,
    list: async ({ most, status }) => {
      const ids = (await storage.names()).flatMap((name) => {
        const second = /^(eval-.*-(\d+))\.json$/.exec(name);
        return second ? [{ id: second[1] ?? '', second: Number(second[2]) }] : [];
      });
      ids.sort((a, b) => b.second - a.second);
      const found: DemoJob[] = [];
      for (let at = 0; at < ids.length && found.length < most;) {
        // Those of one second are told apart by what is in them alone.
        const last = ids[Math.min(at + AT_ONCE, ids.length) - 1]?.second;
        const end = ids.findLastIndex(({ second }) => second === last) + 1;
        const jobs = await inGroups(ids.slice(at, end), ({ id }) => get(id));
        for (const job of jobs) if (job && (status ?? job.status) === job.status) found.push(job);
        at = end;
      }
      return found.sort(newestFirst).slice(0, most);
    },
    settled: async () => {
      await Promise.all(underWay.values());
    },
  };
}

function newestFirst(a: DemoJob, b: DemoJob): number {
  return b.created_at.localeCompare(a.created_at) || b.workflow_id.localeCompare(a.workflow_id);
}

/** Keys are in no file, also where a job tells those it was given. */
function withoutKey(name: string, value: unknown): unknown {
  return name === 'external_api_token' ? undefined : value;
}
