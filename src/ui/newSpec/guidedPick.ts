import * as vscode from 'vscode';

/** The answer of a person who wants to see the question before this one again. */
export const BACK = Symbol('back');

/** Where a question stands in its guide. */
interface StepPlace {
  /** From 1. */
  readonly step: number;
  readonly of: number;
}

type Answer<T> = T | typeof BACK | undefined;

/** Asks one question; gives what is known after it, `BACK`, or undefined where the person went away. */
export type Ask<State> = (state: State, place: StepPlace) => Promise<Answer<State>>;

/**
 * Asks the questions that `steps` names for what is known so far, one after the other; going back forgets
 * what the answer said. Undefined where the person went away.
 */
export async function guide<State>(
  start: State,
  steps: (state: State) => readonly Ask<State>[],
): Promise<State | undefined> {
  const before: State[] = [];
  let state = start;
  for (;;) {
    const all = steps(state);
    const ask = all[before.length];
    if (!ask) return state;
    const answer = await ask(state, { step: before.length + 1, of: all.length });
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      state = before.pop() ?? start;
    } else {
      before.push(state);
      state = answer;
    }
  }
}

/** A list as one step of a guide, with its number and, from the second one on, a button that goes back. */
export function guidedPick<Item extends vscode.QuickPickItem>(list: {
  readonly title: string;
  readonly place: StepPlace;
  readonly placeholder: string;
  readonly items: readonly Item[];
}): Promise<Answer<Item>> {
  const { title, place, placeholder, items } = list;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = title;
  pick.step = place.step;
  pick.totalSteps = place.of;
  pick.placeholder = placeholder;
  pick.items = items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  if (place.step > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const done = (answer: Answer<Item>): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item) done(item);
    });
    pick.onDidTriggerButton(() => done(BACK));
    pick.onDidHide(() => done(undefined));
    pick.show();
  });
}
