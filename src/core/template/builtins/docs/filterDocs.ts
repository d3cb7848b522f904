import { t } from '../../../../l10n/t.js';
import { docsOf } from './builtinDoc.js';

/** Filters; the value before the `|` is left out of their signatures. */
export const FILTER_DOCS = docsOf([
  ['abs', () => t('The number without its sign.'), '{{ -3|abs }}', '3'],
  [
    'attr(name)',
    () =>
      t(
        'The attribute of that name, never the item: `d.items` of a dict, even with a key "items".',
      ),
    "{{ ('ab'|attr('upper'))() }}",
    'AB',
  ],
  [
    'batch(linecount, fill_with=none)',
    () => t('Lists of `linecount` items each; the last is filled up if `fill_with` is given.'),
    "{{ [1, 2, 3]|batch(2, '-')|list }}",
    "[[1, 2], [3, '-']]",
  ],
  [
    'capitalize',
    () => t('First character in upper case, the others in lower case.'),
    "{{ 'fAIR enough'|capitalize }}",
    'Fair enough',
  ],
  [
    'center(width=80)',
    () => t('The text in the middle of `width` characters.'),
    "[{{ 'ok'|center(6) }}]",
    '[  ok  ]',
  ],
  [
    'count',
    () => t('How many items, or characters of a text; the same as `length`.'),
    "{{ 'four'|count }}",
    '4',
  ],
  [
    "d(default_value='', boolean=false)",
    () => t('Short for `default`.'),
    "{{ missing|d('n/a') }}",
    'n/a',
  ],
  [
    "default(default_value='', boolean=false)",
    () =>
      t('Takes the place of what is undefined; with `boolean=true` of everything false or empty.'),
    "{{ ''|default('n/a', true) }}",
    'n/a',
  ],
  [
    "dictsort(case_sensitive=false, by='key', reverse=false)",
    () => t('The (key, value) pairs of a dict, sorted by "key" or by "value".'),
    "{{ {'b': 1, 'a': 2}|dictsort }}",
    "[('a', 2), ('b', 1)]",
  ],
  ['e', () => t('Short for `escape`.'), "{{ '1 < 2'|e }}", '1 &lt; 2'],
  [
    'escape',
    () => t('Text with & < > " and \' made safe for HTML; what is marked as safe stays as it is.'),
    "{{ '<b>'|escape }}",
    '&lt;b&gt;',
  ],
  [
    'filesizeformat(binary=false)',
    () => t('A number of bytes in kB, MB, …; with `binary=true` in KiB, MiB, ….'),
    '{{ 13400|filesizeformat }}',
    '13.4 kB',
  ],
  ['first', () => t('The first item; undefined where there is none.'), '{{ [7, 8]|first }}', '7'],
  [
    'float(default=0.0)',
    () => t('A float made of a number or a text; `default` where the text is no number.'),
    "{{ '2.50'|float }}",
    '2.5',
  ],
  [
    'forceescape',
    () => t('As `escape`, also of what is marked as safe.'),
    "{{ '<b>'|safe|forceescape }}",
    '&lt;b&gt;',
  ],
  [
    'format(*args, **kwargs)',
    () => t('Values put into a text with places such as %s, %d, %.2f.'),
    "{{ '%s: %.1f'|format('score', 4) }}",
    'score: 4.0',
  ],
  [
    'groupby(attribute, default=none, case_sensitive=false)',
    () => t('Groups by an attribute, sorted; each has a `grouper` and a `list`.'),
    "{% for g in [{'k': 2}, {'k': 1}, {'k': 2}]|groupby('k') %}{{ g.grouper }}×{{ g.list|length }} {% endfor %}",
    '1×1 2×2 ',
  ],
  [
    'indent(width=4, first=false, blank=false)',
    () =>
      t(
        'Lines moved in by `width` spaces or by a text, the first and blank ones only if asked for.',
      ),
    "{{ 'a\\nb'|indent(2) }}",
    'a\n  b',
  ],
  [
    'int(default=0, base=10)',
    () => t('A whole number made of a number or a text; `default` where the text is no number.'),
    "{{ '42.9'|int }} {{ 'ff'|int(base=16) }}",
    '42 255',
  ],
  [
    'items',
    () => t('The (key, value) pairs of a dict; none where the value is undefined.'),
    "{% for k, v in {'a': 1}|items %}{{ k }}={{ v }}{% endfor %}",
    'a=1',
  ],
  [
    "join(d='', attribute=none)",
    () => t('Items as one text with `d` between them; with `attribute` that part of each.'),
    "{{ [1, 2, 3]|join(', ') }}",
    '1, 2, 3',
  ],
  ['last', () => t('The last item; undefined where there is none.'), '{{ [7, 8]|last }}', '8'],
  ['length', () => t('How many items, or characters of a text.'), "{{ 'four'|length }}", '4'],
  [
    'list',
    () => t('A new list of the items, or of the characters of a text.'),
    "{{ 'ab'|list }}",
    "['a', 'b']",
  ],
  ['lower', () => t('The text in lower case.'), "{{ 'YES'|lower }}", 'yes'],
  [
    'map(filter, *args, **kwargs)',
    () =>
      t('Each item through a filter, or with `attribute=…` (and `default=…`) that part of each.'),
    "{{ ['a', 'b']|map('upper')|join }} {{ [{'n': 1}]|map(attribute='n')|first }}",
    'AB 1',
  ],
  [
    'max(case_sensitive=false, attribute=none)',
    () => t('The largest item, compared by an attribute if one is given.'),
    '{{ [2, 5, 3]|max }}',
    '5',
  ],
  [
    'min(case_sensitive=false, attribute=none)',
    () => t('The smallest item, compared by an attribute if one is given.'),
    '{{ [2, 5, 3]|min }}',
    '2',
  ],
  [
    'pprint',
    () => t('The value as Python shows it, over several lines where it is long.'),
    "{{ {'b': 1, 'a': [2]}|pprint }}",
    "{'a': [2], 'b': 1}",
  ],
  [
    'random',
    () => t('Some item. The preview has no randomness and takes the first one.'),
    '{{ [7]|random }}',
    '7',
  ],
  [
    'reject(test, *args, **kwargs)',
    () => t('Items that fail a test; without one, those that are false or empty.'),
    "{{ [1, 2, 3]|reject('odd')|list }}",
    '[2]',
  ],
  [
    'rejectattr(attribute, test, *args, **kwargs)',
    () => t('Items whose attribute fails a test; without one, where it is false or empty.'),
    "{{ [{'n': 1}, {'n': 2}]|rejectattr('n', 'odd')|list }}",
    "[{'n': 2}]",
  ],
  [
    'replace(old, new, count=none)',
    () => t('The text with `old` replaced by `new`, everywhere or `count` times.'),
    "{{ 'a-b-c'|replace('-', '+', 1) }}",
    'a+b-c',
  ],
  ['reverse', () => t('A text or the items of a list from the end.'), "{{ 'abc'|reverse }}", 'cba'],
  [
    "round(precision=0, method='common')",
    () =>
      t(
        'The number rounded to digits behind the point, "common", "ceil" or "floor"; a float stays one.',
      ),
    "{{ 2.5|round }} {{ 2.71|round(1, 'ceil') }}",
    '2.0 2.8',
  ],
  ['safe', () => t('Marks text as safe, so that it is not escaped.'), "{{ '<b>'|safe }}", '<b>'],
  [
    'select(test, *args, **kwargs)',
    () => t('Items that pass a test; without one, those that are true and not empty.'),
    "{{ [1, 2, 3]|select('>', 1)|list }}",
    '[2, 3]',
  ],
  [
    'selectattr(attribute, test, *args, **kwargs)',
    () => t('Items whose attribute passes a test; without one, where it is true and not empty.'),
    "{{ [{'n': 1}, {'n': 2}]|selectattr('n', 'odd')|list }}",
    "[{'n': 1}]",
  ],
  [
    'slice(slices, fill_with=none)',
    () =>
      t(
        'The items dealt out to `slices` lists; shorter ones are filled up if `fill_with` is given.',
      ),
    '{{ [1, 2, 3]|slice(2)|list }}',
    '[[1, 2], [3]]',
  ],
  [
    'sort(reverse=false, case_sensitive=false, attribute=none)',
    () => t('The items sorted, by one or more attributes ("age,name") if given.'),
    "{{ ['b', 'A', 'c']|sort }}",
    "['A', 'b', 'c']",
  ],
  ['string', () => t('The value as text.'), '{{ (1.0|string)|length }}', '3'],
  [
    'striptags',
    () => t('The text without HTML tags and comments, its spaces collapsed.'),
    "{{ '<p>so  <b>good</b></p>'|striptags }}",
    'so good',
  ],
  [
    'sum(attribute=none, start=0)',
    () => t('The sum of the items, or of an attribute of each, added to `start`.'),
    '{{ [1, 2.5]|sum }}',
    '3.5',
  ],
  [
    'title',
    () => t('Every word begins in upper case.'),
    "{{ 'the old-new thing'|title }}",
    'The Old-New Thing',
  ],
  [
    'tojson(indent=none)',
    () =>
      t("The value as JSON: keys sorted, ASCII only, < > & and ' written as \\u003c and so on."),
    "{{ {'b': none, 'a': [1, true]}|tojson }}",
    '{"a": [1, true], "b": null}',
  ],
  [
    'trim(chars=none)',
    () => t('The text without space, or the given characters, at both ends.'),
    "[{{ '  ok '|trim }}]",
    '[ok]',
  ],
  [
    "truncate(length=255, killwords=false, end='...', leeway=5)",
    () =>
      t(
        'The text cut at a word so that it has `length` characters with `end`, if it exceeds the leeway.',
      ),
    "{{ 'the quick brown fox'|truncate(10) }}",
    'the...',
  ],
  [
    'unique(case_sensitive=false, attribute=none)',
    () => t('The items without those seen before.'),
    "{{ ['a', 'B', 'b']|unique|list }}",
    "['a', 'B']",
  ],
  ['upper', () => t('The text in upper case.'), "{{ 'yes'|upper }}", 'YES'],
  [
    'urlencode',
    () => t('A text, a dict or pairs made safe for a URL.'),
    "{{ {'q': 'a b', 'n': 1}|urlencode }}",
    'q=a+b&n=1',
  ],
  [
    'urlize(trim_url_limit=none, nofollow=false, target=none, rel=none, extra_schemes=none)',
    () => t('Addresses in a text made HTML links.'),
    "{{ 'me@example.com'|urlize }}",
    '<a href="mailto:me@example.com">me@example.com</a>',
  ],
  ['wordcount', () => t('How many words.'), "{{ 'three short words'|wordcount }}", '3'],
  [
    'wordwrap(width=79, break_long_words=true, wrapstring=none, break_on_hyphens=true)',
    () => t('The text broken into lines of at most `width` characters.'),
    "{{ 'one two three'|wordwrap(8) }}",
    'one two\nthree',
  ],
  [
    'xmlattr(autospace=true)',
    () => t('A dict as HTML attributes, without those that are none or undefined.'),
    "<a{{ {'id': 'x', 'title': none}|xmlattr }}>",
    '<a id="x">',
  ],
]);
