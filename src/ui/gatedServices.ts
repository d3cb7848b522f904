import type { GavelServices } from '../core/services.js';
import { t } from '../l10n/t.js';

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

const writesRun = () => t('Changing a run');
const writesFile = () => t('Writing a file');
const asksService = () => t('Asking the evaluation service');

/** Complete by its type: a service that is added later says here what it does. */
const allNeeds = (): Needs<GavelServices> => ({
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
          write: t('Writing a new dataset'),
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
  saveFile: writesFile(),
  appendText: writesFile(),
  createFile: writesFile(),
  runs: {
    create: writesRun(),
    read: null,
    update: writesRun(),
    append: writesRun(),
    replaceRows: writesRun(),
    sortRows: writesRun(),
    dropRows: writesRun(),
    rows: null,
    resultBytes: null,
    find: null,
    list: null,
    manifestPath: null,
    remove: writesRun(),
  },
  rowsReader: null,
  runFigures: null,
  labels: { gives: { read: null, append: t('Labelling rows') } },
  backend: t('Running an evaluation'),
  completions: t('Changing the cache of replies'),
  planRetry: t('Retrying rows'),
  importSource: t('Importing a file of another program'),
  planImport: t('Importing results'),
  importResults: t('Importing results'),
  rejudgeRow: t('Asking the judge'),
  baselines: { gives: { read: null, pin: t('Changing a baseline') } },
  serviceJobs: asksService(),
  serviceFiles: asksService(),
  filePreviews: {
    gives: {
      open: asksService(),
      find: null,
      extend: asksService(),
      remove: null,
      forget: null,
      prune: null,
    },
  },
  curlCommand: null,
  account: asksService(),
  modelLists: {
    gives: { last: null, current: asksService(), refresh: asksService(), forget: null },
  },
  testModel: t('Testing a model'),
  startDemo: t('Starting the demo service'),
  demoHasStarted: null,
  dispose: null,
});

/**
 * The services as a window in Restricted Mode may use them: what would render, send or write is
 * refused with what `requireTrust` throws, whoever asks for it and on which way. Once the workspace is
 * trusted the same object does everything.
 */
export function gatedServices(
  services: GavelServices,
  requireTrust: (what: string) => void,
): GavelServices {
  return gated(services, allNeeds(), requireTrust);
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
