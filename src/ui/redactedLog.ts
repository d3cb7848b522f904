import type * as vscode from 'vscode';
import { redactMessage } from '../core/redaction/knownKeys.js';

/** The extension's log. What is written into it holds no key, known or by the looks of it. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string | Error): void;
  show(): void;
}

export function redactedLog(channel: vscode.LogOutputChannel): Log {
  return {
    debug: (text) => channel.debug(redactMessage(text)),
    info: (text) => channel.info(redactMessage(text)),
    warn: (text) => channel.warn(redactMessage(text)),
    error: (text) =>
      channel.error(redactMessage(typeof text === 'string' ? text : (text.stack ?? text.message))),
    show: () => channel.show(),
  };
}
