import { once } from 'node:events';
import { startDemoService } from '../../demo/demoService.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';

/** `gavel demo`: the embedded service, until Ctrl-C. */
export async function demo(
  port: number | undefined,
  { terminal, signal }: Pick<CommandContext, 'terminal' | 'signal'>,
): Promise<ExitCode> {
  const service = await startDemoService(port === undefined ? {} : { port });
  const { url, apiKey } = service;
  terminal.result(
    { url, apiKey },
    [
      t('The demo service is running; its judge is scripted. Use it from another terminal with'),
      `  export TOGETHER_BASE_URL=${url} TOGETHER_API_KEY=${apiKey}`,
      t('Ctrl-C ends it.'),
    ].join('\n'),
  );
  if (!signal.aborted) await once(signal, 'abort');
  await service.close();
  return EXIT.ok;
}
