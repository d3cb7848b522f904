import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { AgentTool } from '../../../../src/core/agents/agentTool.js';
import { agentTools } from '../../../../src/core/agents/agentTools.js';
import { invocationText } from '../../../../src/ui/agents/invocationText.js';
import { readManifest } from '../../../manifest.js';

interface ContributedTool {
  readonly name: string;
  readonly displayName: string;
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly icon: string;
  readonly userDescription: string;
  readonly modelDescription: string;
  readonly tags: readonly string[];
  readonly when?: string;
  readonly inputSchema: unknown;
}

const manifest = readManifest() as {
  contributes: { languageModelTools: readonly ContributedTool[] };
};
const english = existsSync('package.nls.json')
  ? (JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>)
  : {};
const worded = (text: string) => english[/^%(.+)%$/.exec(text)?.[1] ?? ''] ?? text;
const contributed = manifest.contributes.languageModelTools;

describe('the tools that package.json contributes', () => {
  it('are those of the code, with its titles, descriptions and schemas', () => {
    assert.deepEqual(
      contributed.map(({ name, displayName, modelDescription, inputSchema }) => ({
        name,
        displayName: worded(displayName),
        modelDescription: worded(modelDescription),
        inputSchema,
      })),
      agentTools.map((tool) => ({
        name: tool.name,
        displayName: tool.title,
        modelDescription: tool.description,
        inputSchema: inputSchemaOf(tool),
      })),
    );
  });

  it('are registered by the same names', () => {
    const source = readFileSync('src/ui/agents/registerAgentTools.ts', 'utf8');
    const registered = [...source.matchAll(/'(gavel_\w+)'/g)].map(([, name]) => name);
    assert.deepEqual(
      registered,
      agentTools.map(({ name }) => name),
    );
  });

  it('can be named in a prompt, and those that render or run only where the workspace is trusted', () => {
    for (const tool of contributed) {
      assert.ok(tool.canBeReferencedInPrompt, tool.name);
      assert.match(tool.toolReferenceName, /^gavel[A-Z]\w+$/);
      assert.match(tool.icon, /^\$\([\w-]+\)$/);
      assert.ok(worded(tool.userDescription).length > 20, tool.name);
    }
    assert.equal(
      new Set(contributed.map((tool) => tool.toolReferenceName)).size,
      contributed.length,
    );
    assert.deepEqual(
      contributed.filter(({ when }) => when === 'isWorkspaceTrusted').map(({ name }) => name),
      ['gavel_preview_prompts', 'gavel_preflight', 'gavel_dry_run', 'gavel_run'],
    );
  });

  it('say what they do to whom, and what they work on while they do', () => {
    for (const { description, effect } of agentTools) {
      assert.ok(description.length > 100 && description.length < 700, description);
      if (effect === 'asks') assert.match(description, /confirm/);
    }
    const title = 'Validate an eval spec';
    assert.equal(invocationText({ title }, { spec: 'a.eval.yaml' }), `${title}: a.eval.yaml`);
    assert.equal(invocationText({ title }, { offset: 3 }), title);
    assert.equal(
      invocationText({ title }, { spec: 'a\n\u202eb'.padEnd(300, 'x') }).length < 160,
      true,
    );
  });
});

/** The JSON Schema of a tool's input, as `package.json` has it. */
function inputSchemaOf({ input }: AgentTool): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(input, { io: 'input', target: 'draft-7' });
  delete schema['$schema'];
  return schema;
}
