import { FAILS, itRenders } from './itRenders.js';

describe('filters on markup and JSON', () => {
  itRenders([
    [
      "{{ ['<a href=\"x\">\\'&amp;'|e, '<'|safe|e, 1|escape, none|e, missing|e, '<'|safe|forceescape, ['<']|e] }}",
      "[Markup('&lt;a href=&#34;x&#34;&gt;&#39;&amp;amp;'), Markup('<'), Markup('1'), Markup('None'), Markup(''), Markup('&lt;'), Markup('[&#39;&lt;&#39;]')]",
    ],
    [
      "{{ '<b>'|e|length }} {{ '<b>'|safe is escaped }} {{ ('<b>'|e)|e }} {{ ('<'|safe) ~ '>' }} {{ '<'|safe + '>' }}",
      '9 True &lt;b&gt; <> <&gt;',
    ],
    [
      "{% autoescape true %}{{ '<' }}{{ '<'|safe }}{{ ['<', '>'|safe]|join('&') }}{{ ['<', '>']|join('&') }}{{ ['<', '>']|join('&'|safe) }}{% endautoescape %}",
      '&lt;<&lt;&amp;>&lt;&amp;&gt;&lt;&&gt;',
    ],
    [
      "{% autoescape true %}{{ '<a>'|replace('a', '<b>') }} {{ '<a>'|safe|replace('a', '<b>') }} {{ '<a>'|replace('a', '<b>'|safe) }} {{ '<a>'|replace('a'|safe, 'b') }}{% endautoescape %}",
      '&lt;&lt;b&gt;&gt; <&lt;b&gt;> &lt;<b>&gt; &lt;b&gt;',
    ],
    [
      "{% autoescape true %}{{ {'a': '<'}|xmlattr }} {{ {'a': '<'}|tojson }} {{ 'see http://x.org <b>'|urlize }} {{ '<b>'|title }} {{ '<b>'|safe|upper }}{% endautoescape %}",
      ' a="&lt;" {"a": "\\u003c"} see <a href="http://x.org" rel="noopener">http://x.org</a> &lt;b&gt; &lt;B&gt; <B>',
    ],
    [
      "{{ [{'a': '<', 'b': none, 'c': missing, 'd': 1, 'e\"': '\"'}|xmlattr, {'a': 1}|xmlattr(false), {}|xmlattr, {'a': '<'|safe}|xmlattr] }}",
      '[\' a="&lt;" d="1" e&#34;="&#34;"\', \'a="1"\', \'\', \' a="<"\']',
    ],
    ["{{ {'a b': 1}|xmlattr }}", FAILS],
    ["{{ {'a=': 1}|xmlattr }}", FAILS],
    ['{{ {1: 1}|xmlattr }}', FAILS],
    ['{{ {1: none}|xmlattr }}', ''],
    ['{{ [1]|xmlattr }}', FAILS],
    ['{{ missing|xmlattr }}', FAILS],
    [
      "{{ ['<p>a  <b>b</b>\\n c</p>'|striptags, 'a<!-- <b> -->c'|striptags, 'a<b'|striptags, 'a <!-- b'|striptags, '1 < 2 > 1'|striptags, '<<a>b>'|striptags, '<!-->x-->y'|striptags, '<!-<!---->- x -->y'|striptags, 5|striptags, missing|striptags] }}",
      "['a b c', 'ac', 'a<b', 'a <!-- b', '1 1', 'b>', 'x-->y', 'y', '5', '']",
    ],
    [
      "{{ ['&lt;b&gt; &amp;amp; &eacute; &notit; &notin; &#65;&#x1F600;&#0;&#150;&#xD800;&#1;&#99999999; &nosuch; &ampx &fjlig; &'|striptags] }}",
      "['<b> &amp; é ¬it; ∉ A😀�–�� &nosuch; &x fj &']",
    ],
    [
      "{{ ['a b/c?d=é&'|urlencode, 1.5|urlencode, none|urlencode, {'a': 'b c/é', 'k&': 1}|urlencode, [('a', 1), ['b', '~!*']]|urlencode, missing|urlencode, ''|urlencode, \"-_.~!'()*\"|urlencode, [['a', missing]]|urlencode, ['ab']|urlencode] }}",
      "['a%20b/c%3Fd%3D%C3%A9%26', '1.5', 'None', 'a=b+c%2F%C3%A9&k%26=1', 'a=1&b=~%21%2A', '', '', '-_.~%21%27%28%29%2A', 'a=', 'a=b']",
    ],
    ['{{ [1]|urlencode }}', FAILS],
    ["{{ ['abc']|urlencode }}", FAILS],
    [
      "{{ ['http://a.com'|urlize, 'www.a.com/x?y=1&z'|urlize, 'a.org'|urlize, 'a.museum'|urlize, 'https://localhost:80/'|urlize, 'http://1.2.3.4/'|urlize, 'http://[::1]:8080/x'|urlize, 'HTTP://A.COM'|urlize, 'me@x.io'|urlize, 'mailto:me@x.io'|urlize, '@a@b.c'|urlize, 'ftp://x.y'|urlize] }}",
      '[\'<a href="http://a.com" rel="noopener">http://a.com</a>\', \'<a href="https://www.a.com/x?y=1&amp;z" rel="noopener">www.a.com/x?y=1&amp;z</a>\', \'a.org\', \'a.museum\', \'<a href="https://localhost:80/" rel="noopener">https://localhost:80/</a>\', \'<a href="http://1.2.3.4/" rel="noopener">http://1.2.3.4/</a>\', \'<a href="http://[::1]:8080/x" rel="noopener">http://[::1]:8080/x</a>\', \'<a href="https://HTTP://A.COM" rel="noopener">HTTP://A.COM</a>\', \'<a href="mailto:me@x.io">me@x.io</a>\', \'<a href="mailto:me@x.io">me@x.io</a>\', \'@a@b.c\', \'ftp://x.y\']',
    ],
    [
      "{{ ['(see http://a.com/x_(y)).'|urlize, '<http://a.com>,'|urlize, 'http://a.com...'|urlize, '((a.com))'|urlize, '\"http://a.com\"'|urlize, 'http://a.com/&gt;'|urlize] }}",
      '[\'(see <a href="http://a.com/x_(y)" rel="noopener">http://a.com/x_(y)</a>).\', \'&lt;<a href="http://a.com" rel="noopener">http://a.com</a>&gt;,\', \'<a href="http://a.com" rel="noopener">http://a.com</a>...\', \'((a.com))\', \'&#34;http://a.com&#34;\', \'<a href="http://a.com/&amp;gt;" rel="noopener">http://a.com/&amp;gt;</a>\']',
    ],
    [
      "{{ 'http://example.com/long a.com'|urlize(10, true, '_blank', 'me a', none) }} {{ 'ftp://x.y tel:1 ftp:'|urlize(extra_schemes=['ftp:', 'tel:']) }} {{ 'http://example.com'|urlize(-3) }} {{ 'a.com'|urlize(target='\"') }} {{ 'a <b>\\n a.com'|urlize }} {{ 5|urlize }}",
      '<a href="http://example.com/long" rel="a me nofollow noopener" target="_blank">http://exa...</a> a.com <a href="ftp://x.y" rel="noopener">ftp://x.y</a> <a href="tel:1" rel="noopener">tel:1</a> ftp: <a href="http://example.com" rel="noopener">http://example....</a> a.com a &lt;b&gt;\n a.com 5',
    ],
    ["{{ 'a'|urlize(extra_schemes=['x']) }}", FAILS],
    ["{{ 'a'|urlize(extra_schemes='ftp:') }}", FAILS],
    ["{{ 'http://a.com'|urlize('x') }}", FAILS],
    [
      "{{ [[1, 1.0, none, true, 'é\"\\n\\x7f</'], 2**70, {}, [], (), 'x'|safe]|tojson }}",
      '[[1, 1.0, null, true, "\\u00e9\\"\\n\\u007f\\u003c/"], 1180591620717411303424, {}, [], [], "x"]',
    ],
    [
      "{{ {'b': 1, 'a': {'d': [], 'c': \"it's <&>\"}}|tojson(2) }} {{ [1, [2]]|tojson(0) }} {{ [1, [2]]|tojson('--') }} {{ [1]|tojson(indent=none) }} {{ [1]|tojson(true) }} {{ {1: 2, 3: 4}|tojson }} {{ {none: 1}|tojson }} {{ {true: 1, 2.5: 2}|tojson }}",
      '{\n  "a": {\n    "c": "it\\u0027s \\u003c\\u0026\\u003e",\n    "d": []\n  },\n  "b": 1\n} [\n1,\n[\n2\n]\n] [\n--1,\n--[\n----2\n--]\n] [1] [\n 1\n] {"1": 2, "3": 4} {"null": 1} {"true": 1, "2.5": 2}',
    ],
    [
      "{{ ['<'|tojson, 'inf'|float|tojson, 'nan'|float|tojson, 1e22|tojson, '😀'|tojson, '\\u2028'|tojson] }}",
      "[Markup('\"\\\\u003c\"'), Markup('Infinity'), Markup('NaN'), Markup('1e+22'), Markup('\"\\\\ud83d\\\\ude00\"'), Markup('\"\\\\u2028\"')]",
    ],
    ["{{ {'a': 1, 2: 3}|tojson }}", FAILS],
    ['{{ missing|tojson }}', FAILS],
    ['{{ [missing]|tojson }}', FAILS],
    ['{{ {(1, 2): 3}|tojson }}', FAILS],
    ['{{ range(3)|tojson }}', FAILS],
    ["{{ [1]|map('string')|tojson }}", FAILS],
    ['{% set l = [] %}{% set _ = l.append(l) %}{{ l|tojson }}', FAILS],
    ['{{ [1]|tojson(1.5) }}', FAILS],
  ]);
});
