import type { Mark, MarkGroup } from '../../../core/charts/chart.js';

/** What presses on a chart's groups lead to. */
export interface ChartTargets {
  /** Of those whose rows are shown now. */
  readonly pressed: readonly string[];
  onTarget(target: string): void;
  /** Behind the words of a group, e.g. `show only these rows`. */
  readonly hint: string;
}

/** One mark as SVG; its colour comes from the class of its ink. */
export function ChartMark({ mark, targets }: { mark: Mark; targets: ChartTargets | undefined }) {
  switch (mark.kind) {
    case 'group':
      return <Group group={mark} targets={targets} />;
    case 'rect': {
      const { x, y, width, height, ink, opacity, isOutline } = mark;
      return (
        <rect
          class={isOutline ? `ink-${ink} outline` : `ink-${ink} bar-mark`}
          {...{ x, y, width, height }}
          {...(opacity !== undefined && { 'fill-opacity': opacity })}
        />
      );
    }
    case 'line': {
      const { x1, y1, x2, y2, ink } = mark;
      return <line class={`ink-${ink} stroked`} {...{ x1, y1, x2, y2 }} {...strokeOf(mark)} />;
    }
    case 'path': {
      const { d, ink, paint, opacity } = mark;
      return (
        <path
          class={`ink-${ink} ${paint === 'fill' ? 'filled' : 'stroked'}`}
          d={d}
          {...(opacity !== undefined && { opacity })}
          {...(paint === 'stroke' && strokeOf(mark))}
        />
      );
    }
    case 'circle':
      return <circle class={`ink-${mark.ink} dot-mark`} cx={mark.x} cy={mark.y} r={mark.r} />;
    case 'text': {
      const { x, y, text, anchor, ink, full } = mark;
      return (
        <text class={`ink-${ink} filled`} {...{ x, y }} text-anchor={anchor}>
          {full !== undefined && <title>{full}</title>}
          {text}
        </text>
      );
    }
  }
}

function Group({ group, targets }: { group: MarkGroup; targets: ChartTargets | undefined }) {
  const { marks, title, target, area } = group;
  const isChoice = target !== undefined && targets !== undefined;
  const press = () => {
    if (isChoice) targets.onTarget(target);
  };
  return (
    <g {...(isChoice && { class: 'choice' })}>
      <title>{isChoice ? `${title}: ${targets.hint}` : title}</title>
      <rect class="area" {...area} />
      {marks.map((mark, index) => (
        <ChartMark key={index} mark={mark} targets={undefined} />
      ))}
      {isChoice && (
        // Over the marks, so that its name is all that it says.
        <rect
          {...area}
          class="target"
          role="button"
          aria-label={title}
          aria-pressed={targets.pressed.includes(target)}
          onClick={press}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            press();
          }}
        />
      )}
    </g>
  );
}

function strokeOf({
  width,
  dashes,
}: {
  readonly width?: number;
  readonly dashes?: readonly number[];
}) {
  return {
    ...(width !== undefined && { 'stroke-width': width }),
    ...(dashes && { 'stroke-dasharray': dashes.join(' ') }),
  };
}
