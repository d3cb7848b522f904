import type { ChatTarget } from '../../core/judging/chat.js';
import type { GavelServices } from '../../core/services.js';
import type { BackendName } from '../../core/spec/evalSpec.js';

/** How many tokens models take, as far as a service was asked and told. */
export interface ModelContext {
  /** Prompt and reply together; undefined where it isn't known. */
  lengthOf(
    target: Pick<ChatTarget, 'model' | 'model_source'>,
    backend: BackendName,
  ): number | undefined;
  /**
   * Asks the service behind a backend, once a session and in the background, where that needs no
   * question to anybody. Resolves to whether more is known than before; never rejects.
   */
  learn(backend: BackendName): Promise<boolean>;
  /** Another account: its models are others. */
  forget(): void;
}

export interface ModelContextPorts {
  services(): Pick<GavelServices, 'contextLengths'>;
  isTrusted(): boolean;
  hasServiceKey(): Promise<boolean>;
  /** Says why nothing was learned; nobody is waiting for it. */
  failed(error: unknown): void;
}

type ServiceName = 'together' | 'demo';

export function createModelContext(ports: ModelContextPorts): ModelContext {
  let asked = new Set<ServiceName>();
  const lengths = new Map<ServiceName, ReadonlyMap<string, number>>();
  return {
    lengthOf({ model, model_source: source }, backend) {
      return source === 'external' ? undefined : lengths.get(serviceOf(backend))?.get(model);
    },
    async learn(backend) {
      const name = serviceOf(backend);
      const own = asked;
      if (own.has(name) || !ports.isTrusted()) return false;
      try {
        // The embedded service has its key in itself.
        if (name !== 'demo' && !(await ports.hasServiceKey())) return false;
        if (own.has(name)) return false;
        own.add(name);
        const signal = new AbortController().signal;
        const told = await ports.services().contextLengths(name, signal);
        // An answer to a question of the account before.
        if (own !== asked) return false;
        lengths.set(name, told);
        return true;
      } catch (error) {
        ports.failed(error);
        return false;
      }
    },
    forget() {
      asked = new Set();
      lengths.clear();
    },
  };
}

/** Serverless and dedicated models of the local runner are the cloud service's, too. */
function serviceOf(backend: BackendName): ServiceName {
  return backend === 'demo' ? 'demo' : 'together';
}
