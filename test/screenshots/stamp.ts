/** Where pictures lie: below the pages, as a preview of a page outside a workspace shows nothing else. */
export const FOLDER = 'docs/images';
/** The version of package.json that each picture was last taken of, by its name. */
export const STAMP = `${FOLDER}/pictures.json`;
export type Stamp = Readonly<Record<string, string>>;

export const THEMES = ['light', 'dark'] as const;
/** In pixels of the window, and how many of the picture each is. */
export const WINDOW = { size: { width: 1360, height: 840 }, scale: 1.5 } as const;
export const ANIMATION = { size: { width: 1100, height: 690 }, scale: 0.82 } as const;

/** By a command: a window whose bar is hidden from the start is not seen to be ready. */
export const HIDE_STATUS_BAR = 'View: Toggle Status Bar Visibility';

/** Nothing in the window that is not part of what the picture is about. */
export const pictureSettings = {
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'editor.stickyScroll.enabled': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.renderLineHighlight': 'none',
  'breadcrumbs.enabled': false,
} as const;
