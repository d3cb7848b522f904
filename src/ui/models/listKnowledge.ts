import type { ModelList } from '../../core/models/modelList.js';
import type { ListAnswer, ModelLists } from '../../core/models/modelLists.js';
import { serviceOf } from '../../core/models/serviceOf.js';
import type { ServiceName } from '../../core/services.js';
import type { BackendName } from '../../core/spec/evalSpec.js';
import { within } from './within.js';

interface ListKnowledgePorts {
  lists(): Promise<ModelLists>;
  /** Whether the service may be asked without a question to anybody. */
  mayAsk(service: ServiceName): Promise<boolean>;
  /** Says why nothing came; nobody is waiting for it. */
  failed(error: unknown): void;
  /** Another list is at hand than before. */
  changed(): void;
}

/** The lists of models as an editor uses them: what is at hand at once, what is new in the background. */
export interface ListKnowledge {
  /** The last list; asks nobody. */
  atHand(backend: BackendName): Promise<ListAnswer | undefined>;
  /**
   * The last list at once, while an old one is renewed in the background; where there is none, what
   * comes within `waitMs`. Never rejects.
   */
  soon(backend: BackendName, waitMs: number): Promise<ListAnswer | undefined>;
  /** As a person asks for it: whatever the last one's age. Throws `UserError` where there is none at all. */
  refresh(backend: BackendName, signal: AbortSignal): Promise<ListAnswer>;
  /** The last list is nobody's any more. */
  forget(service: ServiceName): Promise<void>;
}

export function createListKnowledge(ports: ListKnowledgePorts): ListKnowledge {
  /** How the last asking ended, with the list that it was about. */
  const answers = new Map<ServiceName, ListAnswer>();

  const last = async (service: ServiceName): Promise<ListAnswer | undefined> => {
    try {
      const list = await (await ports.lists()).last(service);
      if (!list) return undefined;
      const answer = answers.get(service);
      return answer?.list === list ? answer : { list };
    } catch (error) {
      ports.failed(error);
      return undefined;
    }
  };

  const keep = (
    service: ServiceName,
    before: ModelList | undefined,
    answer: ListAnswer,
  ): ListAnswer => {
    answers.set(service, answer);
    if (answer.list !== before) ports.changed();
    return answer;
  };

  const ask = async (service: ServiceName): Promise<ListAnswer | undefined> => {
    try {
      if (!(await ports.mayAsk(service))) return undefined;
      const lists = await ports.lists();
      const before = await lists.last(service);
      return keep(service, before, await lists.current(service));
    } catch (error) {
      ports.failed(error);
      return undefined;
    }
  };

  return {
    atHand: (backend) => last(serviceOf(backend)),
    async soon(backend, waitMs) {
      const service = serviceOf(backend);
      const known = await last(service);
      const asked = ask(service);
      return known ?? within(asked, waitMs);
    },
    async refresh(backend, signal) {
      const service = serviceOf(backend);
      const lists = await ports.lists();
      const before = await lists.last(service);
      return keep(service, before, await lists.refresh(service, signal));
    },
    async forget(service) {
      answers.delete(service);
      try {
        (await ports.lists()).forget(service);
      } catch (error) {
        ports.failed(error);
      }
    },
  };
}
