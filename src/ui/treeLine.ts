/** A line of a tree view as plain values. */
export interface TreeLine {
  readonly label: string;
  readonly description: string;
  /** Markdown; everything that comes from files or the service is escaped. */
  readonly tooltip: string;
  /** A codicon and a theme colour. */
  readonly icon: { readonly id: string; readonly color?: string };
  /** Words that menus ask for: what the line is and what can be done with it. */
  readonly contextValue: string;
  /** What a screen reader says. */
  readonly accessibleLabel: string;
}
