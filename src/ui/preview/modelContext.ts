import type { ChatTarget } from '../../core/judging/chat.js';
import { findListed, type ModelList } from '../../core/models/modelList.js';
import type { GavelServices, ServiceName } from '../../core/services.js';
import { serviceOf } from '../../core/models/serviceOf.js';
import type { BackendName } from '../../core/spec/evalSpec.js';

/** How many tokens models take, as far as a service was asked and told. */
export interface ModelContext {
  /** Prompt and reply together; undefined where it isn't known. */
  lengthOf(
    target: Pick<ChatTarget, 'model' | 'model_source'>,
    backend: BackendName,
  ): number | undefined;
  /**
   * Asks for the list of the service behind a backend, once a session and in the background, where
   * that needs no question to anybody. Resolves to whether more is known than before; never rejects.
   */
  learn(backend: BackendName): Promise<boolean>;
  /** Another account: its models are others. */
  forget(): void;
}

interface ModelContextPorts {
  services(): Pick<GavelServices, 'modelLists'>;
  isTrusted(): boolean;
  hasServiceKey(): Promise<boolean>;
  /** Says why nothing was learned; nobody is waiting for it. */
  failed(error: unknown): void;
}

export function createModelContext(ports: ModelContextPorts): ModelContext {
  let asked = new Set<ServiceName>();
  const lists = new Map<ServiceName, ModelList>();
  return {
    lengthOf({ model, model_source: source }, backend) {
      const list = lists.get(serviceOf(backend));
      if (source === 'external' || !list) return undefined;
      return findListed(list, { model, source })?.contextLength;
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
        const { list } = await (await ports.services().modelLists()).current(name);
        // An answer to a question of the account before.
        if (own !== asked) return false;
        lists.set(name, list);
        return true;
      } catch (error) {
        ports.failed(error);
        return false;
      }
    },
    forget() {
      asked = new Set();
      lists.clear();
    },
  };
}
