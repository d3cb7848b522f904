/**
 * A JavaScript template engine in a process of its own: `templateEngine.ts <name> <module>` answers
 * the tasks of `EngineTask`, one JSON line each, as jinja2Engine.py does for Python.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export type EngineTask =
  /** Templates compiled in a second of processor time, none of them twice. */
  | {
      readonly task: 'compile';
      readonly template: string;
      readonly rows: readonly string[];
      readonly seconds: number;
    }
  /** Rows rendered in a second of processor time, the template compiled before. */
  | {
      readonly task: 'render';
      readonly template: string;
      readonly rows: readonly string[];
      readonly seconds: number;
    }
  /** Compile and first render, in ms; the process has done nothing before. */
  | { readonly task: 'first'; readonly template: string; readonly rows: readonly string[] }
  /** Output of every case, null where it fails. */
  | {
      readonly task: 'answers';
      readonly cases: readonly { readonly template: string; readonly row: string }[];
    };

export interface EngineAnswers {
  /** null where the engine can't render the template. */
  compile: { readonly rate: number } | null;
  render: { readonly rate: number } | null;
  first: { readonly ms: number } | null;
  answers: { readonly outputs: readonly (string | null)[] };
}

/** A row prepared as the engine's user has it; then compile, and render as often as asked. */
interface Engine {
  row(json: string): unknown;
  compile(template: string): (row: never) => string;
}

interface OwnModule {
  compile(source: string): unknown;
  renderTemplate(source: string, row: unknown): { ok: boolean; output: string };
}
interface HuggingFaceModule {
  Template: new (source: string) => { render(row: unknown): string };
}
interface NunjucksModule {
  default: {
    Environment: new (loader: null, options: object) => object;
    Template: new (
      source: string,
      environment: object,
      path: null,
      eager: boolean,
    ) => { render(row: unknown): string };
  };
}

/** Each engine as its own documentation uses it; the modules are loaded by name. */
const ENGINES: Record<string, (module: never) => Engine> = {
  gavel: ({ compile, renderTemplate }: OwnModule) => ({
    row: (json) => ({ values: JSON.parse(json) as unknown, source: json }),
    compile(template) {
      compile(template);
      return (row) => {
        const rendered = renderTemplate(template, row);
        if (!rendered.ok) throw new Error('it fails');
        return rendered.output;
      };
    },
  }),
  'huggingface-jinja': ({ Template }: HuggingFaceModule) => ({
    row: (json) => JSON.parse(json) as unknown,
    compile(source) {
      const template = new Template(source);
      return (row) => template.render(row);
    },
  }),
  nunjucks: ({ default: { Environment, Template } }: NunjucksModule) => {
    const environment = new Environment(null, { autoescape: false });
    return {
      row: (json) => JSON.parse(json) as unknown,
      compile(source) {
        const template = new Template(source, environment, null, true);
        return (row) => template.render(row);
      },
    };
  },
};

const [name = '', module = ''] = process.argv.slice(2);
const engine = ENGINES[name]!((await import(pathToFileURL(module).href)) as never);
for await (const line of createInterface({ input: process.stdin })) {
  // Written by our own bench.
  console.log(JSON.stringify(answerOrNull(JSON.parse(line) as EngineTask)));
}

function answerOrNull(asked: EngineTask): EngineAnswers[EngineTask['task']] {
  if (asked.task === 'answers') return answer(asked);
  if (asked.task !== 'first' && outputOf(asked.template, asked.rows[0]!) === null) return null;
  try {
    return answer(asked);
  } catch {
    return null;
  }
}

function answer(asked: EngineTask): EngineAnswers[EngineTask['task']] {
  switch (asked.task) {
    case 'compile': {
      let made = 0;
      return rate(asked.seconds, () => {
        made += 1;
        engine.compile(`${asked.template}{# ${made} #}`);
        return 1;
      });
    }
    case 'render': {
      const rows = asked.rows.map((row) => engine.row(row));
      const render = engine.compile(asked.template);
      return rate(asked.seconds, () => {
        for (const row of rows) wholeOf(render(row as never));
        return rows.length;
      });
    }
    case 'first': {
      const row = engine.row(asked.rows[0]!);
      const start = performance.now();
      wholeOf(engine.compile(asked.template)(row as never));
      return { ms: performance.now() - start };
    }
    case 'answers':
      return { outputs: asked.cases.map(({ template, row }) => outputOf(template, row)) };
  }
}

function outputOf(template: string, row: string): string | null {
  try {
    return engine.compile(template)(engine.row(row) as never);
  } catch {
    return null;
  }
}

/** A text pieced together is made whole only when it is read, which is part of rendering. */
function wholeOf(text: string): number {
  return text.charCodeAt(0);
}

/**
 * Turns in a second of processor time, so that what else the machine does counts little; all threads
 * count, the compiler's too. As long again goes before, to warm up.
 */
function rate(seconds: number, turn: () => number): { rate: number } {
  counted(seconds, turn);
  return { rate: counted(seconds, turn) };
}

function counted(seconds: number, turn: () => number): number {
  let done = 0;
  const start = process.cpuUsage();
  for (;;) {
    done += turn();
    const { user, system } = process.cpuUsage(start);
    const spent = (user + system) / 1e6;
    if (spent > seconds) return done / spent;
  }
}
