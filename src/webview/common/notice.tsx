import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

interface NoticeProps {
  readonly icon: string;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Fills a place that has nothing to show: says why, and offers what helps. */
export function Notice({ icon, title, children }: NoticeProps) {
  return (
    <div class="notice" role="status">
      <Icon name={icon} />
      <p class="notice-title">{title}</p>
      {children}
    </div>
  );
}
