import type { GavelServices } from '../core/services.js';

/**
 * What each method of a port does that Restricted Mode keeps from a workspace nobody trusts, as the
 * beginning of the refusal; null: it reads what lies on this machine, and no more. Only a method that
 * gives a promise can be refused.
 */
type Needs<Port> = {
  readonly [Name in keyof Port]-?: Port[Name] extends (...args: never[]) => infer Given
    ? Given extends Promise<infer Opened>
      ? string | null | (Opened extends object ? { readonly gives: Needs<Opened> } : never)
      : null
    : Port[Name] extends object
      ? Needs<Port[Name]> | null
      : null;
};

const WRITES_RUN = 'Changing a run';
const WRITES_FILE = 'Writing a file';
const ASKS_SERVICE = 'Asking the evaluation service';

/** Complete by its type: a service that is added later says here what it does. */
const NEEDS: Needs<GavelServices> = {
  datasets: null,
  serviceUrl: null,
  datasetEngine: {
    gives: {
      open: {
        gives: {
          state: null,
          page: null,
          row: null,
          rows: null,
          list: null,
          place: null,
          find: null,
          step: null,
          survey: null,
          write: 'Writing a new dataset',
          refresh: null,
          close: null,
        },
      },
      dispose: null,
    },
  },
  // What it says may be read; what a person named counts in any mode.
  paths: null,
  texts: null,
  saveFile: WRITES_FILE,
  appendText: WRITES_FILE,
  createFile: WRITES_FILE,
  runs: {
    create: WRITES_RUN,
    read: null,
    update: WRITES_RUN,
    append: WRITES_RUN,
    replaceRows: WRITES_RUN,
    sortRows: WRITES_RUN,
    dropRows: WRITES_RUN,
    rows: null,
    resultBytes: null,
    find: null,
    list: null,
    manifestPath: null,
    remove: WRITES_RUN,
  },
  rowsReader: null,
  runFigures: null,
  labels: { gives: { read: null, append: 'Labelling rows' } },
  backend: 'Running an evaluation',
  completions: 'Changing the cache of replies',
  planRetry: 'Retrying rows',
  importSource: 'Importing a file of another program',
  planImport: 'Importing results',
  importResults: 'Importing results',
  rejudgeRow: 'Asking the judge',
  baselines: { gives: { read: null, pin: 'Changing a baseline' } },
  serviceJobs: ASKS_SERVICE,
  serviceFiles: ASKS_SERVICE,
  filePreviews: {
    gives: {
      open: ASKS_SERVICE,
      find: null,
      extend: ASKS_SERVICE,
      remove: null,
      forget: null,
      prune: null,
    },
  },
  curlCommand: null,
  account: ASKS_SERVICE,
  modelLists: {
    gives: { last: null, current: ASKS_SERVICE, refresh: ASKS_SERVICE, forget: null },
  },
  testModel: 'Testing a model',
  startDemo: 'Starting the demo service',
  demoHasStarted: null,
  dispose: null,
};

/**
 * The services as a window in Restricted Mode may use them: what would render, send or write is
 * refused with what `requireTrust` throws, whoever asks for it and on which way. Once the workspace is
 * trusted the same object does everything.
 */
export function gatedServices(
  services: GavelServices,
  requireTrust: (what: string) => void,
): GavelServices {
  return gated(services, NEEDS, requireTrust);
}

function gated<Port extends object>(
  port: Port,
  needs: Needs<Port>,
  requireTrust: (what: string) => void,
): Port {
  return new Proxy(port, {
    get(target, name) {
      // A getter's own `this` is the port, not the proxy.
      const value: unknown = Reflect.get(target, name, target);
      // No symbol and nothing that promises look for is in the table: they are as they are.
      const need: unknown = Object.hasOwn(needs, name) ? Reflect.get(needs, name) : null;
      if (need === null) {
        return typeof value === 'function' ? bound(value, target) : value;
      }
      if (typeof value !== 'function') {
        return gated(value as object, need as Needs<object>, requireTrust); // as the type of `Needs` says
      }
      return async (...args: unknown[]): Promise<unknown> => {
        if (typeof need === 'string') requireTrust(need);
        const given: unknown = await Reflect.apply(value, target, args);
        if (typeof need === 'string') return given;
        const { gives } = need as { readonly gives: Needs<object> }; // what is left of `Needs`
        return gated(given as object, gives, requireTrust);
      };
    },
  });
}

function bound(method: CallableFunction, port: object): unknown {
  return (...args: unknown[]): unknown => Reflect.apply(method, port, args);
}
