interface ViewEmptinessPorts {
  /** Whether there is nothing to list, found out for less than a reading of all. */
  look(): Promise<boolean>;
  /** It is known now, or has changed. */
  tell(isEmpty: boolean): void;
}

interface ViewEmptiness {
  /** Looks again. Once the view has read what it lists, its readings alone count. */
  look(): Promise<void>;
  /** A reading found something, or nothing. */
  read(isEmpty: boolean): void;
}

/**
 * Knows whether a view is empty before anybody opens it. VS Code gives the focus to the welcome of a view
 * whose list is still read, and it is lost with the welcome when the list comes; one that shows late takes
 * it from the empty list. So a welcome shows from the start or not at all.
 */
export function createViewEmptiness({ look, tell }: ViewEmptinessPorts): ViewEmptiness {
  let told: boolean | undefined;
  let looks = 0;
  let hasRead = false;

  const set = (isEmpty: boolean): void => {
    if (isEmpty === told) return;
    told = isEmpty;
    tell(isEmpty);
  };

  return {
    async look() {
      if (hasRead) return;
      const turn = ++looks;
      const isEmpty = await look();
      if (turn === looks) set(isEmpty);
    },
    read(isEmpty) {
      hasRead = true;
      looks += 1; // one that is under way comes too late
      set(isEmpty);
    },
  };
}
