import * as vscode from 'vscode';
import type { Account } from '../../core/account.js';
import { accountText, isOtherAccount } from '../../core/account.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { AccountLine } from '../accounts/accountLines.js';
import { accountLines } from '../accounts/accountLines.js';
import type { AccountProfile } from '../accounts/accountProfiles.js';
import { buttonPick } from '../buttonPick.js';
import type { ExtensionUi } from '../extensionUi.js';
import { originOf } from '../extensionUi.js';
import { askKey } from '../secrets/askKey.js';
import { baseUrl, baseUrlIsUsers } from '../settings.js';
import { cancellable } from './arguments.js';
import type { CommandContext } from './commands.js';

/**
 * Asks for a key of the service, checks it and keeps it; true when one was stored. `options`:
 * `{ profile }`, the name of the account that is added or gets another key.
 */
export async function setApiKey({ ui }: CommandContext, options?: unknown): Promise<boolean> {
  const origin = originOf(baseUrl());
  const kept = t('Kept in VS Code’s secret storage and sent nowhere else.');
  const value = await askKey(
    t('API key for {0}', origin),
    baseUrlIsUsers() ? kept : t('The settings of this workspace chose this address. {0}', kept),
  );
  if (value === undefined) return false;
  const checked = await check(ui, origin, value);
  if (!checked) return false;
  const { account } = checked;
  const { profile: name } = optionsOf(options);
  if (name !== undefined && !(await mayReplace(ui, { origin, name, account }))) return false;
  await ui.accounts.save({
    origin,
    value,
    ...(name !== undefined && { name }),
    ...(account && { account }),
  });
  ui.accountChanged();
  const whose = account && accountText(account);
  const text = account
    ? whose === undefined
      ? t('The key is valid and kept for {0}.', origin)
      : t('The key is valid for {0} and kept for {1}.', whose, origin)
    : t('The key is kept for {0}, unverified.', origin);
  void vscode.window.showInformationMessage(text);
  return true;
}

/** Whose key it is; without an account where nobody could be asked and the user keeps it anyhow. */
async function check(
  ui: ExtensionUi,
  origin: string,
  value: string,
): Promise<{ readonly account?: Account } | undefined> {
  try {
    const account = await cancellable(t('Checking the key'), (signal) =>
      ui.services.account('together', signal, value),
    );
    return { account };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.kind === 'auth') {
      throw new UserError(
        'auth',
        t('{0} does not know this key, so it was not kept; copy it again.', origin),
        { cause: error },
      );
    }
    const keep = t('Keep It Unverified');
    const chosen = await vscode.window.showWarningMessage(
      t('The key could not be checked with {0}.', origin),
      { modal: true, detail: t('{0}\nIt may be wrong, or somebody else’s.', error.message) },
      keep,
    );
    return chosen === keep ? {} : undefined;
  }
}

async function mayReplace(
  ui: ExtensionUi,
  { origin, name, account }: { origin: string; name: string; account: Account | undefined },
): Promise<boolean> {
  const before = ui.accounts.list(origin).find((profile) => profile.name === name)?.account;
  if (!before || !account || !isOtherAccount(before, account)) return true;
  const replace = 'Replace';
  const [old, fresh] = [before, account].map((one) => accountText(one) ?? t('somebody unknown'));
  const chosen = await vscode.window.showWarningMessage(
    t('“{0}” holds the key of {1}. Replace it by the key of {2}?', name, old ?? '', fresh ?? ''),
    { modal: true, detail: t('To have both, set the key without naming this account.') },
    replace,
  );
  return chosen === replace;
}

const RENAME: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('edit'),
  get tooltip() {
    return t('Rename');
  },
};
const HERE: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('pin'),
  get tooltip() {
    return t('Use in This Workspace Only');
  },
};
const allRemove = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: t('Remove'),
});

/** An account, or something else to do. */
type AccountItem = vscode.QuickPickItem & {
  readonly choice: AccountLine['choice'] | 'add' | 'everywhere';
};

/**
 * Chooses the account that the service is asked with; gives its name. `options`: `{ profile }`, its
 * name, and `{ here: true }` for this workspace alone.
 */
export async function switchAccount(
  context: CommandContext,
  options?: unknown,
): Promise<string | undefined> {
  const { ui } = context;
  const origin = originOf(baseUrl());
  const { profile: wanted, here = false } = optionsOf(options);
  if (wanted !== undefined) {
    const profile = ui.accounts.list(origin).find(({ name }) => name === wanted);
    if (!profile) {
      throw new UserError(
        'usage',
        t('There is no account “{0}” for {1}; add it first.', wanted, origin),
      );
    }
    return choose(ui, { profile }, here);
  }
  for (;;) {
    const picked = await buttonPick({
      title: t('Account for {0}', origin),
      placeholder: t('Whose key shall the service be asked with?'),
      items: await accountItems(ui, origin),
    });
    if (!picked) return undefined;
    const { button } = picked;
    const { choice } = picked.item;
    if (choice === 'add') return (await setApiKey(context)) ? nameInUse(ui, origin) : undefined;
    if (choice === 'everywhere') {
      await ui.accounts.forgetHere(origin);
      ui.accountChanged();
      return nameInUse(ui, origin);
    }
    if (button === undefined || button === HERE) return choose(ui, choice, button === HERE);
    // What is left are the buttons of accounts; the list is shown again.
    if (choice === 'environment') continue;
    await (button === RENAME ? rename(ui, choice.profile) : remove(ui, choice.profile));
  }
}

async function accountItems(ui: ExtensionUi, origin: string): Promise<AccountItem[]> {
  const { accounts, keys } = ui;
  const isHere = accounts.isChosenHere(origin);
  const lines = accountLines({
    profiles: accounts.list(),
    origin,
    chosen: await accounts.chosen(origin),
    hasEnvironment: keys.hasEnvironmentKey(origin),
    isHere,
    now: Date.now(),
  });
  const items = lines.map(({ label, description, detail, isInUse, choice }): AccountItem => {
    const buttons = choice === 'environment' ? [HERE] : [RENAME, HERE, allRemove()];
    return { label: isInUse ? `$(check) ${label}` : label, description, detail, buttons, choice };
  });
  return [
    ...items,
    ...(isHere
      ? [{ label: t('$(globe) Use the Same as Other Workspaces'), choice: 'everywhere' as const }]
      : []),
    { label: t('$(add) Add an Account…'), choice: 'add' },
  ];
}

async function choose(
  ui: ExtensionUi,
  choice: AccountLine['choice'],
  here: boolean,
): Promise<string> {
  const configured = originOf(baseUrl());
  const origin = choice === 'environment' ? configured : choice.profile.origin;
  const meant = choice === 'environment' ? choice : { profile: choice.profile.id };
  await ui.accounts.choose(origin, meant, { here });
  ui.accountChanged();
  if (origin !== configured) {
    void vscode.window.showInformationMessage(
      t(
        'This account is used once gavel.together.baseUrl leads to {0}; it leads to {1}.',
        origin,
        configured,
      ),
    );
  }
  return choice === 'environment' ? 'environment' : choice.profile.name;
}

async function rename(ui: ExtensionUi, { id, name }: AccountProfile): Promise<void> {
  const given = await vscode.window.showInputBox({
    title: t('Rename Account'),
    value: name,
    validateInput: (text) => (text.trim() === '' ? t('An account has a name.') : undefined),
  });
  if (given === undefined || given.trim() === '') return;
  await ui.accounts.rename(id, given.trim());
  await ui.signIn.look();
}

async function remove(ui: ExtensionUi, profile: AccountProfile): Promise<boolean> {
  const { name, origin, id } = profile;
  const button = t('Remove Key');
  const chosen = await vscode.window.showWarningMessage(
    t('Remove the key of {0} for {1}?', name, origin),
    {
      modal: true,
      detail: t('It is deleted from VS Code’s secret storage and stays valid at the service.'),
    },
    button,
  );
  if (chosen !== button) return false;
  await ui.accounts.remove(id);
  ui.accountChanged();
  return true;
}

/** Removes the key in use, after a question unless `{ confirm: false }`; true when it is gone. */
export async function signOut({ ui }: CommandContext, options?: unknown): Promise<boolean> {
  const origin = originOf(baseUrl());
  const key = await ui.keys.serviceKey(origin);
  if (!key) throw new UserError('usage', t('Nobody is signed in to {0}.', origin));
  const { confirm = true } = optionsOf(options);
  if (key.source === 'profile') {
    if (confirm) return remove(ui, key.profile);
    await ui.accounts.remove(key.profile.id);
  } else {
    if (confirm && !(await mayLeaveEnvironment(origin))) return false;
    await ui.accounts.choose(origin, 'none');
  }
  ui.accountChanged();
  return true;
}

async function mayLeaveEnvironment(origin: string): Promise<boolean> {
  const button = t('Sign Out');
  const chosen = await vscode.window.showWarningMessage(
    t('Stop using the key from the environment for {0}?', origin),
    { modal: true, detail: t('TOGETHER_API_KEY itself stays set where VS Code was started.') },
    button,
  );
  return chosen === button;
}

async function nameInUse(ui: ExtensionUi, origin: string): Promise<string | undefined> {
  const key = await ui.keys.serviceKey(origin);
  return key?.source === 'profile' ? key.profile.name : key?.source;
}

interface AccountOptions {
  readonly profile?: string;
  readonly here?: boolean;
  readonly confirm?: boolean;
}

/** What a caller asked for; what is not of its type was not asked for. */
function optionsOf(argument: unknown): AccountOptions {
  if (typeof argument !== 'object' || argument === null) return {};
  return {
    ...('profile' in argument &&
      typeof argument.profile === 'string' && { profile: argument.profile }),
    ...('here' in argument && { here: argument.here === true }),
    ...('confirm' in argument && { confirm: argument.confirm !== false }),
  };
}
