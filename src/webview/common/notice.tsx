import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

interface NoticeProps {
  readonly icon: string;
  readonly title: string;
  /** It is all that the view shows: its title is the page's. */
  readonly isPage?: boolean;
  readonly children?: ComponentChildren;
}

/** Fills a place that has nothing to show: says why, and offers what helps. */
export function Notice({ icon, title, isPage = false, children }: NoticeProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div class="notice" role="status">
      <Icon name={icon} />
      <Title class="notice-title">{title}</Title>
      {children}
    </div>
  );
}
