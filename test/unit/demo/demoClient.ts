import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoOptions, DemoService } from '../../../src/demo/demoService.js';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined for other text. */
  readonly body: unknown;
}

export interface DemoClient {
  readonly service: DemoService;
  /** `init.json` becomes the body. */
  call(path: string, init?: RequestInit & { readonly json?: unknown }): Promise<Answer>;
  upload(text: string, fields?: Record<string, string>): Promise<string>;
  /** Launches a job and asks until it has ended. */
  run(type: string, parameters: object): Promise<Job>;
}

export interface Job {
  readonly workflow_id: string;
  readonly status: string;
  readonly parameters: unknown;
  readonly results: Record<string, unknown> | null;
  readonly status_updates: readonly { readonly status: string }[];
}

export async function startDemo(options: DemoOptions = {}): Promise<DemoClient> {
  const service = await startDemoService({ pace: INSTANT_PACE, ...options });

  const call: DemoClient['call'] = async (path, { json, ...init } = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${service.apiKey}`);
    if (json !== undefined) headers.set('content-type', 'application/json');
    const sent =
      json === undefined ? init : { ...init, method: 'POST', body: JSON.stringify(json) };
    const response = await fetch(service.url + path, { redirect: 'manual', ...sent, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };

  const upload: DemoClient['upload'] = async (text, fields = {}) => {
    const form = new FormData();
    const all = { purpose: 'eval', file_name: 'rows.jsonl', ...fields };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    form.set('file', new Blob([text]), 'rows.jsonl');
    const { body } = await call('/files/upload', { method: 'POST', body: form });
    return (body as { id: string }).id;
  };

  const run: DemoClient['run'] = async (type, parameters) => {
    const created = await call('/evaluation', { json: { type, parameters } });
    if (created.status !== 200) throw new Error(`The job was refused: ${created.text}`);
    const { workflow_id: id } = created.body as { workflow_id: string };
    for (;;) {
      const job = (await call(`/evaluation/${id}`)).body as Job;
      if (['completed', 'error', 'user_error'].includes(job.status)) return job;
    }
  };
  return { service, call, upload, run };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The message of an error envelope. */
export function messageOf({ body }: Answer): string {
  return (body as { error: { message: string } }).error.message;
}
