import { t } from '../../../l10n/t.js';
import type { SetupCheck, SetupTemplateView } from '../../../shared/results/setupProtocol.js';
import { CheckWords } from './checkWords.js';
import { jinjaParts } from './jinjaParts.js';
import { CopyButton, Section } from './setupSection.js';
import type { SetupActions } from './setupSection.js';

interface SetupTemplatesProps {
  readonly templates: readonly SetupTemplateView[];
  /** null while they are under way. */
  readonly checks: readonly SetupCheck[] | null;
  /** What can be opened. */
  readonly files: readonly string[];
  readonly actions: SetupActions;
}

/** The texts that the models were sent, each with its hash. */
export function SetupTemplates({ templates, checks, files, actions }: SetupTemplatesProps) {
  return (
    <>
      {templates.map(({ field, file, sha256, text }) => (
        <Section
          key={field}
          title={field}
          note={
            <>
              <span class="setup-check muted">{file ?? t('in the spec')}</span>
              {file !== undefined && (
                <CheckWords
                  check={checks?.find(({ of }) => of === field)}
                  isChecking={checks === null}
                />
              )}
              <CopyButton what={t('{0}, its text', field)} onCopy={() => actions.copy(text)} />
            </>
          }
          {...(files.includes(field) && { onOpen: () => actions.open(field) })}
        >
          <pre class="text setup-template" tabIndex={0} role="region" aria-label={field}>
            {jinjaParts(text).map((part, index) =>
              part.kind === 'text' ? (
                part.text
              ) : (
                <span class={`jinja-${part.kind}`} key={index}>
                  {part.text}
                </span>
              ),
            )}
          </pre>
          {sha256 !== undefined && (
            <p class="setup-hash muted">
              {t('SHA-256')} <span class="setup-code">{sha256}</span>
              <CopyButton what={t('{0}, its SHA-256', field)} onCopy={() => actions.copy(sha256)} />
            </p>
          )}
        </Section>
      ))}
    </>
  );
}
