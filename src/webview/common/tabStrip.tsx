interface TabStripProps<Id extends string> {
  readonly label: string;
  /** Id of the element that the tabs show something in; a tab's own is `<panel>-<id>`. */
  readonly panel: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly current: Id;
  onTab(id: Id): void;
}

/** Tabs as VS Code's panels have them: one stop for Tab, arrows go on from one to the next. */
export function TabStrip<Id extends string>({
  label,
  panel,
  tabs,
  current,
  onTab,
}: TabStripProps<Id>) {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    onTab(next.id);
    document.getElementById(`${panel}-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={step}>
      {tabs.map(({ id, label: text }) => (
        <button
          class="tab"
          role="tab"
          key={id}
          id={`${panel}-${id}`}
          aria-selected={id === current}
          aria-controls={panel}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onTab(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
