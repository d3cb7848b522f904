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
  const asked = new Set<ServiceName>();
  const lengths = new Map<ServiceName, ReadonlyMap<string, number>>();
  return {
    lengthOf({ model, model_source: source }, backend) {
      return source === 'external' ? undefined : lengths.get(serviceOf(backend))?.get(model);
    },
    async learn(backend) {
      const name = serviceOf(backend);
      if (asked.has(name) || !ports.isTrusted()) return false;
      try {
        // The embedded service has its key in itself.
        if (name !== 'demo' && !(await ports.hasServiceKey())) return false;
        if (asked.has(name)) return false;
        asked.add(name);
        lengths.set(
          name,
          await ports.services().contextLengths(name, new AbortController().signal),
        );
        return true;
      } catch (error) {
        ports.failed(error);
        return false;
      }
    },
  };
}

/** Serverless and dedicated models of the local runner are the cloud service's, too. */
function serviceOf(backend: BackendName): ServiceName {
  return backend === 'demo' ? 'demo' : 'together';
}
