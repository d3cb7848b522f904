import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AgentAnswer } from '../../unit/core/agents/agentAnswer.js';

const spec = 'answer-correctness.eval.yaml';

/** As a chat extension calls a tool on its own, outside of a request of the chat. */
async function invoke(name: string, input: object): Promise<AgentAnswer> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as AgentAnswer;
}

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

describe('tools for the language models of the editor', () => {
  it('are all there, with descriptions and schemas', () => {
    const extension = vscode.extensions.getExtension('gavel.gavel') ?? assert.fail();
    const manifest = extension.packageJSON as Manifest;
    const own = vscode.lm.tools.filter(({ tags }) => tags.includes('gavel'));
    assert.deepEqual(
      own.map(({ name }) => name).sort(),
      manifest.contributes.languageModelTools.map(({ name }) => name).sort(),
    );
    assert.ok(own.every(({ description, inputSchema }) => description !== '' && inputSchema));
  });

  it('list, validate and preview the specs of the workspace', async () => {
    const { specs } = await invoke('gavel_list_specs', {});
    assert.ok(specs.some(({ path, type }) => path === spec && type === 'classify'));
    assert.ok(specs.some(({ path, errors }) => path === 'broken.eval.yaml' && errors > 0));
    const { problems } = await invoke('gavel_validate_spec', { spec: 'broken.eval.yaml' });
    assert.ok(problems.some(({ place }) => place.startsWith('broken.eval.yaml:5:')));
    const { requests } = await invoke('gavel_preview_prompts', { spec, row: 2 });
    assert.match(JSON.stringify(requests), /The boots I bought in the sale/);
  });

  it('a dry run on the demo asks nobody; its results and failures can be read', async () => {
    const tried = await invoke('gavel_dry_run', { spec, backend: 'demo', rows: 3 });
    assert.deepEqual([tried.run.status, tried.rows.rows], ['completed', 3]);
    assert.match(tried.run.demo, /^scripted judge/);
    const results = await invoke('gavel_read_results', { run: tried.run.id });
    assert.match(results.answer, /of 3 judged rows pass/);
    const { page } = await invoke('gavel_read_failures', { run: tried.run.id });
    assert.equal(page.total, tried.rows.failed);
  });

  it('what can’t be is said in one sentence, to the model', async () => {
    await assert.rejects(
      Promise.resolve(invoke('gavel_validate_spec', { spec: '/etc/x.eval.yaml' })),
      /\/etc\/x\.eval\.yaml lies outside the workspace/,
    );
  });
});
