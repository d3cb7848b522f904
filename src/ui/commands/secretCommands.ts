import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { buttonPick } from '../buttonPick.js';
import type { ExtensionUi } from '../extensionUi.js';
import { askKey } from '../secrets/askKey.js';
import { secretAddressFault } from '../secrets/secretAddress.js';
import type { SecretLine } from '../secrets/secretLines.js';
import { originsText, secretLines, usesText } from '../secrets/secretLines.js';
import { secretNameFault } from '../secrets/secretName.js';
import { uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';

/** Asks for a secret that specs name as `${secret:NAME}`, and for the one origin it may go to. */
export async function setSecret(
  { ui }: CommandContext,
  givenName?: unknown,
  givenOrigin?: unknown,
): Promise<boolean> {
  const name =
    typeof givenName === 'string' && !uriOf(givenName)
      ? givenName
      : await vscode.window.showInputBox({
          title: t('Set Secret (1/3)'),
          prompt: t('Name, as specs write it: ${secret:NAME}'),
          placeHolder: 'OPENAI_API_KEY',
          ignoreFocusOut: true,
          validateInput: secretNameFault,
        });
  if (name === undefined) return false;
  const nameFault = secretNameFault(name);
  if (nameFault !== undefined) throw new UserError('usage', nameFault);
  const where =
    typeof givenOrigin === 'string'
      ? givenOrigin
      : await vscode.window.showInputBox({
          title: t('Set Secret (2/3)'),
          prompt: t('The one address that {0} may be sent to', name),
          value: ui.keys.secretOrigins()[name]?.[0] ?? 'https://',
          ignoreFocusOut: true,
          validateInput: secretAddressFault,
        });
  if (where === undefined) return false;
  const fault = secretAddressFault(where);
  if (fault !== undefined) throw new UserError('usage', fault);
  const { origin } = new URL(where.trim());
  const value = await askKey(
    t('{0} for {1}', name, origin),
    t('Kept in VS Code’s secret storage.'),
  );
  if (value === undefined) return false;
  await ui.keys.setSecret(name, origin, value);
  ui.keysChanged();
  void vscode.window.showInformationMessage(t('{0} is kept for {1}.', name, origin));
  return true;
}

const icon = (id: string, tooltip: () => string): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(id),
  get tooltip() {
    return tooltip();
  },
});
const REPLACE = icon('edit', () => t('Replace'));
const WITHDRAW = icon('circle-slash', () => t('Withdraw What Was Allowed'));
const REMOVE = icon('trash', () => t('Remove'));

/**
 * Shows the named keys: where each may go, which specs ask for it, what was allowed besides; with
 * actions to add, replace, remove and withdraw; last the addresses that rows may go to without a key,
 * which are withdrawn by their origin as the name. `options`: `{ remove: NAME, origin? }` or
 * `{ withdraw: NAME, origin? }` does that alone, after no question. Gives what there is in the end.
 */
export async function manageSecrets(
  context: CommandContext,
  options?: unknown,
): Promise<readonly SecretLine[]> {
  const { ui } = context;
  const asked = optionsOf(options);
  if (asked) {
    if (asked.remove !== undefined) await ui.keys.removeSecret(asked.remove, asked.origin);
    if (asked.withdraw !== undefined) await withdraw(ui, asked.withdraw, asked.origin);
    ui.keysChanged();
    return linesOf(ui);
  }
  for (;;) {
    const lines = await linesOf(ui);
    const picked = await buttonPick({
      title: t('Named Keys'),
      placeholder: t('Where keys and rows may go, and who asks for them'),
      items: [...lines.map(lineItem), { label: t('$(add) Add a Secret…'), line: undefined }],
    });
    if (!picked) return lines;
    const { line } = picked.item;
    if (!line) await setSecret(context);
    else if (picked.button === REPLACE) await setSecret(context, line.name);
    else if (picked.button === WITHDRAW) await withdrawAll(ui, line);
    else if (picked.button === REMOVE) await remove(ui, line);
    else await managePlaces(context, line);
  }
}

function lineItem(line: SecretLine): vscode.QuickPickItem & { line: SecretLine | undefined } {
  const isSecret = line.store === 'secret';
  const isSet = line.origins.length > 0;
  const icons = { secret: isSet ? 'lock' : 'warning', env: 'terminal', rows: 'table' };
  return {
    label: `$(${icons[line.store]}) ${line.name}`,
    description: originsText(line),
    detail: usesText(line),
    buttons: [
      ...(isSecret ? [REPLACE] : []),
      ...(line.consents.length > 0 || line.store === 'rows' ? [WITHDRAW] : []),
      ...(isSet ? [REMOVE] : []),
    ],
    line,
  };
}

type PlaceItem = vscode.QuickPickItem & { readonly origin?: string; readonly allowed?: string };

/** One key's origins, one by one. */
async function managePlaces(context: CommandContext, line: SecretLine): Promise<void> {
  const { ui } = context;
  const { name, store, origins, consents } = line;
  const items: PlaceItem[] = [
    ...origins.map((origin) => ({
      label: origin,
      description: t('entered for this address'),
      buttons: [REPLACE, REMOVE],
      origin,
    })),
    ...consents.map(({ origin, boundTo }) => ({
      label: origin,
      description: boundTo === undefined ? t('allowed') : t('allowed, entered for {0}', boundTo),
      buttons: [WITHDRAW],
      allowed: origin,
    })),
    ...(store === 'rows'
      ? [{ label: name, description: t('allowed'), buttons: [WITHDRAW], allowed: name }]
      : []),
    ...(store === 'secret' ? [{ label: t('$(add) Enter It for Another Address…') }] : []),
  ];
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      t('{0} is read from the environment and was allowed nowhere but at its own address.', name),
    );
    return;
  }
  const placeholder = store === 'rows' ? t('Where rows may go') : t('Where this key may go');
  const picked = await buttonPick({ title: name, placeholder, items });
  if (!picked) return;
  const { origin, allowed } = picked.item;
  if (allowed !== undefined) await withdraw(ui, name, allowed);
  else if (picked.button === REMOVE && origin !== undefined) await remove(ui, line, origin);
  else await setSecret(context, name, origin);
}

async function remove(ui: ExtensionUi, line: SecretLine, origin?: string): Promise<void> {
  const { name, origins, specs } = line;
  const button = t('Remove');
  const uses = specs.length === 0 ? '' : t(' {0} asks for it and will not run.', specs.join(', '));
  const chosen = await vscode.window.showWarningMessage(
    t('Remove the secret {0} for {1}?', name, origin ?? origins.join(', ')),
    {
      modal: true,
      detail: t(
        'The key is deleted from VS Code’s secret storage, and with it what was allowed for it.{0}',
        uses,
      ),
    },
    button,
  );
  if (chosen !== button) return;
  await ui.keys.removeSecret(name, origin);
  ui.keysChanged();
}

async function withdrawAll(ui: ExtensionUi, { store, name, consents }: SecretLine): Promise<void> {
  if (store === 'rows') await ui.rowConsents.withdraw(name);
  for (const pair of consents) {
    if (pair.store === store) await ui.keys.consents.withdraw(pair);
  }
}

/** What was allowed for a name, at one origin or everywhere; for rows the name is the origin. */
async function withdraw(ui: ExtensionUi, name: string, origin?: string): Promise<void> {
  await ui.rowConsents.withdraw(name);
  for (const pair of ui.keys.consents.all()) {
    const isMeant = pair.name === name && (origin === undefined || pair.origin === origin);
    if (isMeant) await ui.keys.consents.withdraw(pair);
  }
}

async function linesOf(ui: ExtensionUi): Promise<readonly SecretLine[]> {
  const { secretUses } = await import('../secrets/secretUses.js');
  return secretLines({
    origins: ui.keys.secretOrigins(),
    consents: ui.keys.consents.all(),
    rows: ui.rowConsents.all(),
    uses: await secretUses(ui),
  });
}

interface SecretOptions {
  readonly remove?: string;
  readonly withdraw?: string;
  readonly origin?: string;
}

/** Undefined where a person is to be shown the list. */
function optionsOf(argument: unknown): SecretOptions | undefined {
  if (typeof argument !== 'object' || argument === null || uriOf(argument)) return undefined;
  const texts = Object.entries(argument).filter(([, value]) => typeof value === 'string');
  const options: SecretOptions = Object.fromEntries(texts);
  return options.remove === undefined && options.withdraw === undefined ? undefined : options;
}
