import assert from 'node:assert/strict';
import type Together from 'together-ai';
import type {
  EvalCreateParams,
  EvalCreateResponse,
  EvalStatusResponse,
  EvaluationJob,
} from 'together-ai/resources/evals';
import type { FileDeleteResponse, FileList, FileResponse } from 'together-ai/resources/files';
import type * as z from 'zod';
import type { whoamiReply } from '../../../../../src/backends/together/wire/account.js';
import type { deletedReply, fileReply } from '../../../../../src/backends/together/wire/files.js';
import type { createdReply, jobReply } from '../../../../../src/backends/together/wire/jobs.js';
import { evaluationRequest } from '../../../../../src/core/spec/serviceParameters.js';
import type { EvaluationRequest } from '../../../../../src/core/spec/serviceParameters.js';
import { contractSpecs } from '../../../../contract/ports/contractPlan.js';

// Nothing here is run: it compiles, or the client and the official SDK say different things.

/** The members that a type names, without its index signature. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };
type Read<S extends z.ZodType> = Named<z.output<S>>;

/**
 * `true` where every reply by the SDK's types can be read, its ids given. Objects within are left out:
 * an interface fits no record, whatever it holds.
 */
type Reads<Theirs, S extends z.ZodType> =
  Flat<Required<Theirs>> extends Flat<Read<S>> ? true : false;
type Flat<T> = Omit<T, 'results' | 'status_updates'>;
type Item<T> = NonNullable<T> extends readonly (infer E)[] ? Named<E> : never;
/** Members that we read and the SDK does not know: a name that was changed shows here. */
type Strange<Theirs, S extends z.ZodType> = Exclude<keyof Read<S>, keyof Theirs>;

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Takes `true` where the type says so, and nothing else. */
const compiles = <T extends boolean>(proof: T & true): T => proof;

/** Every member that we may send has a place of its name in the SDK's request. */
type SentBeyond<Ours, Theirs> = Ours extends { type: infer T; parameters: infer P }
  ? Theirs extends { type: T; parameters: infer Q }
    ? Exclude<keyof P, KeysOf<Q>>
    : never
  : never;
type KeysOf<T> = T extends unknown ? keyof T : never;
type JudgeOf<T> = T extends { parameters: { judge: infer J } } ? J : never;
type WhoAmI = Awaited<ReturnType<Together['whoami']>>;

describe('the types of the wire, held against the official SDK’s', () => {
  it('what we send is what the SDK sends', () => {
    const send = (body: EvaluationRequest): EvalCreateParams => body;
    compiles<Equal<SentBeyond<EvaluationRequest, EvalCreateParams>, never>>(true);
    compiles<
      Equal<Exclude<keyof JudgeOf<EvaluationRequest>, KeysOf<JudgeOf<EvalCreateParams>>>, never>
    >(true);
    const body = evaluationRequest(
      contractSpecs({ model_source: 'serverless' }).compare,
      'file-1',
      new Map(),
    );
    assert.equal(send(body).type, 'compare');
  });

  it('what the SDK is answered can be read, each member by its name', () => {
    compiles<Reads<EvaluationJob, typeof jobReply>>(true);
    compiles<Equal<Strange<EvaluationJob, typeof jobReply>, never>>(true);
    type Update = Item<EvaluationJob['status_updates']>;
    type ReadUpdate = Item<Read<typeof jobReply>['status_updates']>;
    compiles<Required<Update> extends ReadUpdate ? true : false>(true);
    compiles<Equal<Exclude<keyof ReadUpdate, keyof Update>, never>>(true);
    compiles<Reads<EvalCreateResponse, typeof createdReply>>(true);
    compiles<Equal<Strange<EvalCreateResponse, typeof createdReply>, never>>(true);
    compiles<Reads<FileResponse & { LineCount: number }, typeof fileReply>>(true);
    // Seen in replies, and in the API's description, not in the SDK.
    compiles<Equal<Strange<FileResponse, typeof fileReply>, 'LineCount'>>(true);
    compiles<Reads<FileDeleteResponse, typeof deletedReply>>(true);
    compiles<Equal<Strange<FileDeleteResponse, typeof deletedReply>, never>>(true);
    compiles<Reads<WhoAmI, typeof whoamiReply>>(true);
    compiles<Equal<Strange<WhoAmI, typeof whoamiReply>, never>>(true);
    compiles<Equal<FileList['data'][number], FileResponse>>(true);
    compiles<Equal<EvalStatusResponse['status'], EvaluationJob['status']>>(true);
  });
});
