import type { DatasetRow } from '../../dataset/dataset.js';
import { rowOutlook } from '../../judging/rowOutlook.js';
import { serviceNote } from '../../judging/serviceNote.js';
import { countedTokens, loadTokenizer } from '../../judging/tokenizer.js';
import { printedUndefined, tracedRequests } from '../../judging/tracedRequests.js';
import type { ResolvedSpec } from '../../spec/evalSpec.js';
import { isServiceFile } from '../../spec/problems/modelProblems.js';
import { parseSpec } from '../../spec/parseSpec.js';
import { resolveSpec } from '../../spec/resolveSpec.js';
import { UserError } from '../../userError.js';
import * as z from 'zod';
import type { AgentCall } from '../agentCall.js';
import type { AgentHost } from '../agentHost.js';
import { defineTool } from '../agentTool.js';
import { foreignText, shortText } from '../foreignText.js';
import { specField, textLimitField } from '../inputFields.js';

export const previewPrompts = defineTool({
  name: 'gavel_preview_prompts',
  title: 'Preview the prompts of a row',
  description:
    'Shows the exact messages that a run of an eval spec sends for one row of its dataset, with token counts, and what renders wrongly there: template errors, undefined names, blank texts. Sends nothing.',
  effect: 'reads',
  shape: {
    spec: specField,
    row: z.int().min(1).default(1).describe('Row of the dataset, from 1.'),
    text_limit: textLimitField(4000),
  },
  async answer({ spec: written, row: number, text_limit: most }, host, call) {
    host.requireTrust('Rendering prompts');
    const specPath = await host.locate(written);
    const spec = await resolved(specPath, host);
    const row = await rowOf(specPath, spec, { number, host, call });
    const tokenizer = await loadTokenizer();
    const { built, traces } = tracedRequests(spec, row);
    const backend = spec.backend ?? host.defaultBackend(specPath);
    const note = serviceNote(backend);
    const document = {
      spec: shortText(host.shown(specPath)),
      row: number,
      outlook: OUTLOOKS[rowOutlook(spec, row).flag],
      ...(built.ok
        ? {}
        : {
            error: {
              field: built.error.field,
              template_line: built.error.line,
              message: shortText(built.error.message, 600),
            },
          }),
      undefined: printedUndefined(traces).map(({ field, name }) => ({
        field,
        name: shortText(name, 120),
      })),
      ...(note !== undefined && { about: note }),
      requests: (built.ok ? built.requests : []).map(({ role, model, messages }) => ({
        role,
        model: shortText(model, 120),
        ...countedTokens({ model, messages }, tokenizer),
        messages: messages.map(({ role: speaker, content }) => ({
          role: speaker,
          content: foreignText(content, call.nonce, most),
        })),
      })),
    };
    return { document, isForeign: true };
  },
});

const OUTLOOKS = {
  ok: 'renders',
  fails: 'fails: no request can be made of this row',
  empty: 'a template or the judged response is blank',
  warns: 'a template prints something undefined',
} as const;

/** The spec with its templates inlined. Throws `UserError` with the place of the first error. */
async function resolved(specPath: string, { services, shown }: AgentHost): Promise<ResolvedSpec> {
  const parsed = parseSpec(await services.texts.read(specPath), specPath);
  if (parsed.spec) return (await resolveSpec(parsed.spec, specPath, services.texts)).spec;
  const first = parsed.problems.find(({ severity }) => severity === 'error');
  const { line, column } = first?.range.start ?? { line: 1, column: 1 };
  const message = `${shown(specPath)}:${line}:${column}: ${first?.message ?? 'not a spec'}`;
  throw new UserError('spec', message);
}

async function rowOf(
  specPath: string,
  { dataset }: ResolvedSpec,
  at: { readonly number: number; readonly host: AgentHost; readonly call: AgentCall },
): Promise<DatasetRow> {
  const { number, host, call } = at;
  if (isServiceFile(dataset)) {
    throw new UserError('usage', `The rows of ${dataset} are on the service alone.`);
  }
  const path = host.services.texts.resolve(specPath, dataset);
  const range = { from: number, to: number };
  for await (const row of host.services.datasets.rows(path, range, call.signal)) return row;
  throw new UserError('usage', `${host.shown(path)} has no row ${number}; rows count from 1.`);
}
