import type { Page } from 'playwright-core';

/**
 * What `look` sees where each text of a page in the language of `pseudoTexts` is a third longer, as in
 * German: what has no room for it shows. Menus, cards and drawings are left as they
 * are, which measure their texts before they take a place; so are names for screen readers, which have
 * to hold what is seen.
 */
export async function withLongerTexts<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await rewrite(page, `said + 'o'.repeat(Math.ceil(said.length / 3)).replace(/o{1,8}/g, ' $&')`);
  try {
    return await look();
  } finally {
    await rewrite(page, `said.replace(/(?: o{1,8})+$/, '')`);
  }
}

/** `by`: JavaScript of what becomes of `said`, a text between brackets. */
async function rewrite(page: Page, by: string): Promise<void> {
  await page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      if (text.parentElement.closest('svg, [role=menu], .card')) continue;
      text.data = text.data.replace(/⟦([^⟦⟧]+)⟧/g, (_, said) => '⟦' + (${by}) + '⟧');
    }
  })()`);
}
