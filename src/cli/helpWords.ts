import { Help, type Command } from 'commander';
import { t } from '../l10n/t.js';

/** What the parser of the arguments says by itself, in the language of the terminal. */
export function sayHelpWords(program: Command): void {
  const usual = new Help();
  const titles = new Map([
    ['Usage:', t('Usage:')],
    ['Arguments:', t('Arguments:')],
    ['Options:', t('Options:')],
    ['Commands:', t('Commands:')],
  ]);
  program.configureHelp({
    styleTitle: (title) => titles.get(title) ?? title,
    optionDescription: (option) =>
      usual.optionDescription(option).replace('(choices: ', () => t('(choices: ')),
  });
  program.helpOption('-h, --help', t('display help for command'));
  for (const command of [program, ...program.commands]) {
    if (command.commands.length > 0) {
      command.helpCommand('help [command]', t('display help for command'));
    }
  }
}

/** A fault of the arguments as the parser words it, `error: unknown option '--x'`, with its hints. */
export function usageFault(text: string): string {
  return text
    .replace(/^error: unknown option '(.*)'/, (_, name: string) =>
      t("error: unknown option '{0}'", name),
    )
    .replace(/^error: unknown command '(.*)'/, (_, name: string) =>
      t("error: unknown command '{0}'", name),
    )
    .replace(/^error: missing required argument '(.*)'/, (_, name: string) =>
      t("error: missing required argument '{0}'", name),
    )
    .replace(/^error: required option '(.*)' not specified/, (_, name: string) =>
      t("error: required option '{0}' not specified", name),
    )
    .replace(/^error: option '(.*)' argument missing/, (_, name: string) =>
      t("error: option '{0}' argument missing", name),
    )
    .replace(
      /^error: option '(.*)' argument '(.*)' is invalid\./,
      (_, name: string, value: string) =>
        t("error: option '{0}' argument '{1}' is invalid.", name, value),
    )
    .replace(/\(Did you mean (.*)\?\)/, (_, names: string) => t('(Did you mean {0}?)', names));
}
