import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { foreignNote, foreignText, shortText } from '../../core/agents/foreignText.js';
import type { AgentHost } from '../../core/agents/agentHost.js';
import { namedRun, projectRuns } from '../../core/agents/projectRuns.js';
import { randomUUID } from 'node:crypto';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { readReport } from '../../core/report/readReport.js';
import { reportText } from '../../core/report/reportText.js';
import { UserError } from '../../core/userError.js';

/** Of a list, and of a text. */
const MOST_LISTED = 100;
const MOST_CHARACTERS = 24_000;

/** `gavel://run/<id>`, the report of a run, and `gavel://spec/<path>`, a spec as it stands. */
export function addResources(server: McpServer, host: AgentHost): void {
  server.registerResource(
    'run',
    new ResourceTemplate('gavel://run/{id}', {
      list: async () => ({
        resources: (await projectRuns(host)).slice(0, MOST_LISTED).map(({ manifest }) => ({
          uri: `gavel://run/${encodeURIComponent(manifest.id)}`,
          name: shortText(manifest.name, 120),
          description: `${manifest.status}, ${manifest.created_at}${manifest.demo ? ', demo' : ''}`,
          mimeType: 'text/markdown',
        })),
      }),
    }),
    { title: 'Report of a run', mimeType: 'text/markdown' },
    async (uri, { id }, { signal }) => {
      const { run } = await namedRun(decoded(id), host);
      const { runs } = host.services;
      const labels = await host.services.labels();
      const report = await readReport(run, { runs, labels, signal });
      const text = redactMessage(await reportText(report, 'md'));
      return answer(uri, 'text/markdown', text);
    },
  );
  server.registerResource(
    'spec',
    new ResourceTemplate('gavel://spec/{+path}', {
      list: async ({ signal }) => ({
        resources: (await host.specFiles(signal)).slice(0, MOST_LISTED).map((file) => ({
          uri: `gavel://spec/${host.shown(file).split('/').map(encodeURIComponent).join('/')}`,
          name: shortText(host.shown(file)),
          mimeType: 'text/plain',
        })),
      }),
    }),
    { title: 'An eval spec', mimeType: 'text/plain' },
    async (uri, { path }) => {
      const file = await host.locate(decoded(path));
      return answer(uri, 'text/plain', redactMessage(await host.services.texts.read(file)));
    },
  );
}

/** Whoever attaches it has chosen it; what others wrote in it is marked all the same. */
function answer(uri: URL, mimeType: string, text: string) {
  const nonce = randomUUID().slice(0, 8);
  const marked = `${foreignNote(nonce)}\n\n${foreignText(text, nonce, MOST_CHARACTERS)}`;
  return { contents: [{ uri: uri.href, mimeType, text: marked }] };
}

function decoded(part: string | readonly string[] | undefined): string {
  try {
    return decodeURIComponent([part ?? []].flat().join('/'));
  } catch (error) {
    throw new UserError('usage', 'The address of the resource is not well-formed.', {
      cause: error,
    });
  }
}
