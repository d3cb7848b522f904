import * as vscode from 'vscode';

/** What was chosen: an item, or a button on it. */
interface ButtonChoice<Item> {
  readonly item: Item;
  readonly button?: vscode.QuickInputButton;
}

/** A list whose items carry buttons; undefined where it was left without a choice. */
export function buttonPick<Item extends vscode.QuickPickItem>(list: {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Item[];
}): Promise<ButtonChoice<Item> | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = list.title;
  pick.placeholder = list.placeholder;
  pick.items = list.items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  return new Promise((resolve) => {
    const done = (choice: ButtonChoice<Item> | undefined): void => {
      resolve(choice);
      pick.dispose();
    };
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item) done({ item });
    });
    pick.onDidTriggerItemButton(({ item, button }) => done({ item, button }));
    pick.onDidHide(() => done(undefined));
    pick.show();
  });
}
