import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { originOf } from '../extensionUi.js';
import { isSecretAddress } from '../secrets/secretAddress.js';
import { baseUrl } from '../settings.js';
import { uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';

const VERIFY_MS = 8000;

type Verdict =
  | { readonly kind: 'valid'; readonly owner: string | undefined }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unverified'; readonly why: string };

/** Asks for the service's key, checks it and keeps it; true when one was stored. */
export async function setApiKey({ ui }: CommandContext): Promise<boolean> {
  ui.requireTrust('Setting an API key');
  const url = baseUrl();
  const origin = originOf(url);
  const value = await askKey(
    `API key for ${origin}`,
    'Kept in VS Code’s secret storage and sent nowhere else.',
  );
  if (value === undefined) return false;
  const location = vscode.ProgressLocation.Notification;
  const verdict = await vscode.window.withProgress({ location, title: 'Checking the key' }, () =>
    verify(url, value),
  );
  if (verdict.kind === 'refused') {
    throw new UserError(
      'auth',
      `${origin} does not know this key, so it was not kept; copy it again.`,
    );
  }
  await ui.keys.setServiceKey(origin, value);
  ui.keysChanged();
  const text =
    verdict.kind === 'valid'
      ? `The key is valid${verdict.owner === undefined ? '' : ` for ${verdict.owner}`} and kept for ${origin}.`
      : `The key is kept for ${origin}, unverified: ${verdict.why}.`;
  void vscode.window.showInformationMessage(text);
  return true;
}

/** `GET /whoami`: who the key belongs to. */
async function verify(url: string, key: string): Promise<Verdict> {
  try {
    const response = await fetch(`${url}/whoami`, {
      headers: { authorization: `Bearer ${key}`, 'user-agent': 'gavel-vscode' },
      signal: AbortSignal.timeout(VERIFY_MS),
      redirect: 'error',
    });
    if (response.status === 401 || response.status === 403) return { kind: 'refused' };
    if (!response.ok) return { kind: 'unverified', why: `it answered ${response.status}` };
    return { kind: 'valid', owner: ownerOf(await response.json()) };
  } catch {
    return { kind: 'unverified', why: 'nothing answered' };
  }
}

function ownerOf(reply: unknown): string | undefined {
  if (typeof reply !== 'object' || reply === null || !('organization_name' in reply)) {
    return undefined;
  }
  return typeof reply.organization_name === 'string' ? reply.organization_name : undefined;
}

/** Asks for a secret that specs name as `${secret:NAME}`, and for the one origin it may go to. */
export async function setSecret(
  { ui }: CommandContext,
  givenName?: unknown,
  givenOrigin?: unknown,
): Promise<boolean> {
  ui.requireTrust('Setting a secret');
  const name =
    typeof givenName === 'string' && !uriOf(givenName)
      ? givenName
      : await vscode.window.showInputBox({
          title: 'Set Secret (1/3)',
          prompt: 'Name, as specs write it: ${secret:NAME}',
          placeHolder: 'OPENAI_API_KEY',
          ignoreFocusOut: true,
          validateInput: (text) =>
            /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text) ? undefined : 'Letters, digits, _ . - only.',
        });
  if (name === undefined) return false;
  const where =
    typeof givenOrigin === 'string'
      ? givenOrigin
      : await vscode.window.showInputBox({
          title: 'Set Secret (2/3)',
          prompt: `The one address that ${name} may be sent to`,
          value: ui.keys.secretOrigins()[name]?.[0] ?? 'https://',
          ignoreFocusOut: true,
          validateInput: (text) =>
            isSecretAddress(text) ? undefined : 'A web address, e.g. https://api.openai.com.',
        });
  if (where === undefined) return false;
  if (!isSecretAddress(where))
    throw new UserError('usage', 'The address of a secret must be an https URL.');
  const origin = new URL(where).origin;
  const value = await askKey(`${name} for ${origin}`, 'Kept in VS Code’s secret storage.');
  if (value === undefined) return false;
  await ui.keys.setSecret(name, origin, value);
  ui.keysChanged();
  void vscode.window.showInformationMessage(`${name} is kept for ${origin}.`);
  return true;
}

async function askKey(title: string, prompt: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[\x21-\x7e]*$/.test(value.trim())
        ? undefined
        : 'A key has no spaces and only plain letters.',
  });
  const value = text?.trim();
  return value === '' ? undefined : value;
}
