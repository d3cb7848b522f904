import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';

/** As `core/agents` defines them; written out, as that would load the schema library at every start. */
const TOOL_NAMES = [
  'gavel_list_specs',
  'gavel_validate_spec',
  'gavel_preview_prompts',
  'gavel_preflight',
  'gavel_dry_run',
  'gavel_run',
  'gavel_read_results',
  'gavel_read_failures',
  'gavel_list_runs',
  'gavel_compare_runs',
] as const;

/** Tools for the editor's language models; each is loaded when one calls it. */
export function registerAgentTools(ui: GavelUi): vscode.Disposable {
  /** What a person was asked about, by the call that asks for it. */
  const proposed = new Map<string, string>();
  return vscode.Disposable.from(
    ...TOOL_NAMES.map((name) =>
      vscode.lm.registerTool<object>(name, {
        async prepareInvocation({ input }, token) {
          const { prepareCall } = await import('./agentToolCalls.js');
          return prepareCall({ name, input, token }, { ui, proposed });
        },
        async invoke({ input, tokenizationOptions }, token) {
          const { invokeCall } = await import('./agentToolCalls.js');
          const tokens = tokenizationOptions?.tokenBudget;
          return invokeCall({ name, input, token }, { ui, proposed }, tokens);
        },
      }),
    ),
  );
}
