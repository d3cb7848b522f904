import type * as vscode from 'vscode';
import { knownKeys, redactMessage } from '../core/redaction/knownKeys.js';
import { guardedCalls } from './guardedCalls.js';
import type { Call, Guards } from './guardedCalls.js';
import { plainMessage } from './plainText.js';

// A text function for each kind of place.
/** Where VS Code makes links of Markdown: messages, sentences of input boxes, lines of progress. */
const message = (text: string) => plainMessage(redactMessage(text));
/** Where it shows a line as it is, but for icons, which our own labels have. */
const label = redactMessage;
/** What may be long, and is somebody's text: what only looks like a key stays. */
const content = (text: string) => knownKeys.redact(text);

type Texts = Readonly<Record<string, (text: string) => string>>;

const TITLES: Texts = { title: label, prompt: message, placeHolder: label, placeholder: label };
const ITEM: Texts = { label, description: label, detail: label };
const BUTTON: Texts = { title: label, detail: label };
const PROGRESS: Texts = { title: message, message };
const STATUS: Texts = { text: label, detail: label, tooltip: content };
const TREE_ITEM: Texts = { label: content, description: content, tooltip: content };

/** All through which VS Code shows texts of this extension. */
const WINDOW: Guards = {
  showInformationMessage: says,
  showWarningMessage: says,
  showErrorMessage: says,
  showInputBox: (show) => (options, token) => show(isObject(options) && input(options), token),
  showQuickPick: (show) => async (given, options, token) => {
    const all = (await given) as readonly unknown[]; // what the one argument is, or promises
    const shown = all.map(item);
    const chosen = await show(shown, isObject(options) ? copy(options, TITLES) : options, token);
    const own = (one: unknown) => all[shown.indexOf(one)] ?? one;
    return Array.isArray(chosen) ? chosen.map(own) : own(chosen);
  },
  createQuickPick: (make) => () =>
    watched(make(), (name, value) => {
      if (name === 'items' && Array.isArray(value)) value.forEach((one) => change(one, ITEM));
      return texted(TITLES, name, value);
    }),
  setStatusBarMessage:
    (show) =>
    (text, ...rest) =>
      show(label(String(text)), ...rest),
  createStatusBarItem:
    (make) =>
    (...all) =>
      watched(make(...all), (name, value) => texted(STATUS, name, value)),
  withProgress: (show) => (options, work) =>
    show(copy(options as object, PROGRESS), (progress: Progress, token: unknown) =>
      (work as Call)({ report: (step: object) => progress.report(copy(step, PROGRESS)) }, token),
    ),
  registerFileDecorationProvider: (register) => (provider) =>
    register(
      answering(provider, 'provideFileDecoration', (decoration) => {
        change(decoration, { tooltip: content });
        return decoration;
      }),
    ),
  createTreeView: (make) => (id, options) => {
    const { treeDataProvider } = options as vscode.TreeViewOptions<unknown>;
    return make(id, { ...(options as object), treeDataProvider: tree(treeDataProvider) });
  },
};
const WORKSPACE: Guards = {
  registerTextDocumentContentProvider: (register) => (scheme, provider) =>
    register(
      scheme,
      answering(provider, 'provideTextDocumentContent', (text) =>
        typeof text === 'string' ? content(text) : text,
      ),
    ),
  openTextDocument:
    (open) =>
    (given, ...rest) =>
      open(isObject(given) ? copy(given, { content }) : given, ...rest),
};
const LANGUAGES: Guards = {
  createDiagnosticCollection: (make) => (name) => {
    const marks = make(name) as object;
    const set = (Reflect.get(marks, 'set') as Call).bind(marks);
    return Object.assign(marks, {
      set(...all: unknown[]) {
        all.flat(Infinity).forEach((one) => change(one, { message: label }));
        return set(...all);
      },
    });
  },
  registerHoverProvider: provides('provideHover', (hover) =>
    change(hover, { contents: content, value: content }),
  ),
  registerCodeLensProvider: provides('provideCodeLenses', (lens) =>
    change(Reflect.get(lens, 'command'), { title: label, tooltip: label }),
  ),
  createLanguageStatusItem:
    (make) =>
    (...all) =>
      watched(make(...all), (name, value) => texted(STATUS, name, value)),
  registerCompletionItemProvider: provides('provideCompletionItems', (one) => {
    // A list that may be incomplete, or the items themselves.
    const items: unknown = Reflect.get(one, 'items') ?? one;
    for (const each of Array.isArray(items) ? items : [items])
      change(each, { detail: label, documentation: content });
  }),
  registerCodeActionsProvider: provides('provideCodeActions', (fix) =>
    change(fix, { title: label }),
  ),
};

/**
 * Has all that this extension shows go through one place: nothing of it holds a key, and no name, label
 * or word of a service is a link in it. VS Code gives each extension a `window`, a `workspace` and
 * `languages` of its own, so it is done here once for all that speak, those that are written later too.
 * Disposal undoes it.
 */
export function guardedWindow(api: Pick<typeof vscode, 'window' | 'workspace' | 'languages'>): {
  dispose(): void;
} {
  const undo = [
    guardedCalls(api.window, WINDOW),
    guardedCalls(api.workspace, WORKSPACE),
    guardedCalls(api.languages, LANGUAGES),
  ];
  return { dispose: () => undo.forEach((each) => each()) };
}

interface Progress {
  report(step: object): void;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function texted(texts: Texts, name: string, value: unknown): unknown {
  return typeof value === 'string' ? (texts[name]?.(value) ?? value) : value;
}

/** The same with other texts in some fields; the very object where they are as they should be. */
function copy<T extends object>(value: T, texts: Texts): T {
  const changed = Object.keys(texts).flatMap((name) => {
    const before: unknown = Reflect.get(value, name);
    const after = texted(texts, name, before);
    return after === before ? [] : [[name, after] as const];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

/** For what is made anew for each look at it, and must stay the very object: changed in place. */
function change(value: unknown, texts: Texts): void {
  if (!isObject(value)) return;
  for (const [name, text] of Object.entries(texts)) {
    const before: unknown = Reflect.get(value, name);
    const parts: unknown[] = Array.isArray(before) ? before : [before];
    const strings = parts.map((part) => (typeof part === 'string' ? text(part) : part));
    // A label with highlights, and Markdown.
    for (const part of parts) change(part, { label: text, value: text });
    if (strings.every((part, at) => part === parts[at])) continue;
    Reflect.set(value, name, Array.isArray(before) ? strings : strings[0]);
  }
}

function item(given: unknown): unknown {
  if (typeof given === 'string') return label(given);
  return isObject(given) ? copy(given, ITEM) : given;
}

/** Buttons are compared with what was chosen: what comes back is what was given. */
function says(show: Call): Call {
  return async (text, ...rest) => {
    const shown = rest.map((part) => {
      if (typeof part === 'string') return label(part);
      return isObject(part) ? copy(part, BUTTON) : part;
    });
    const chosen = await show(message(String(text)), ...shown);
    return chosen === undefined ? undefined : (rest[shown.indexOf(chosen)] ?? chosen);
  };
}

function input(options: vscode.InputBoxOptions): vscode.InputBoxOptions {
  const { validateInput } = options;
  return {
    ...copy(options, { ...TITLES, value: content }),
    ...(validateInput && {
      async validateInput(typed: string) {
        const fault = await validateInput(typed);
        return typeof fault === 'string' ? message(fault) : fault && copy(fault, { message });
      },
    }),
  };
}

/** An object of VS Code whose texts are set one by one. */
function watched(made: unknown, text: (name: string, value: unknown) => unknown): unknown {
  return new Proxy(made as object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      // Its functions have fields of their own that a proxy has not.
      return typeof value === 'function' ? (value as Call).bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, text(String(name), value)),
  });
}

/** The same provider, whose answers go through `clean`. */
function answering(given: unknown, method: string, clean: (answer: unknown) => unknown): object {
  const provider = given as object;
  const provide = Reflect.get(provider, method) as Call;
  return {
    ...provider,
    [method]: async (...all: unknown[]) => clean(await provide.apply(provider, all)),
  };
}

function provides(method: string, clean: (item: object) => void): Guards[string] {
  return (register) =>
    (selector, provider, ...rest) => {
      const answer = (found: unknown): unknown => {
        for (const one of Array.isArray(found) ? found : [found]) if (isObject(one)) clean(one);
        return found;
      };
      return register(selector, answering(provider, method, answer), ...rest);
    };
}

function tree<T>(provider: vscode.TreeDataProvider<T>): vscode.TreeDataProvider<T> {
  const { onDidChangeTreeData } = provider;
  const clean = (shown: vscode.TreeItem): vscode.TreeItem => {
    if (knownKeys.knowsAny()) change(shown, TREE_ITEM);
    return shown;
  };
  return {
    ...(onDidChangeTreeData && { onDidChangeTreeData }),
    getChildren: (element) => provider.getChildren(element),
    getTreeItem(element) {
      const shown = provider.getTreeItem(element);
      return 'then' in shown ? shown.then(clean) : clean(shown);
    },
    ...(provider.getParent && { getParent: (element) => provider.getParent?.(element) }),
    ...(provider.resolveTreeItem && {
      async resolveTreeItem(shown, element, token) {
        const resolved = await provider.resolveTreeItem?.(shown, element, token);
        return resolved && clean(resolved);
      },
    }),
  };
}
