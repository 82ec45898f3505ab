"""Forms that YAML, Liquid, Hugo's shortcodes, kramdown, Markdown or HTML take for their own."""

FORMS: tuple[str, ...] = (
    # words, so that the forms stand inside of them and between them
    *("word", "Two words", "snake_case_name", "文字", "「引用」", "é", "😀", "العربية", "ខ្មែរ"),
    *(" ", " ", "  ", "\n", "\n\n", "\t", "\xa0", "\u3000", "."),
    # YAML
    *(": ", " #", "---", "...", "- ", "? ", "&a", "*a", "!tag", "|", ">", "'", '"', "\\"),
    *("yes", "null", "2024-10-17", "1e3", "@", "`", "%YAML", "\\x41", "{a: b}", "[a, b]"),
    # Liquid and shortcodes
    *("{{ x }}", "{% bogus %}", "{% raw %}", "{% endraw %}", "{{", "}}", "{%", "%}", "{{{%"),
    *("{{< youtube x >}}", "{{% x %}}", "{{</* x */>}}", "{{-", "<!--more-->", "<!-- more -->"),
    # kramdown
    *("$$", "$$x$$", "{: .x}", "{:toc}", "{::comment}", "{:/}", "{#id}", "{.x}", "^", "\n^\n"),
    *("*[HTML]:", "[^1]", "[^1]: ", "\n: ", "Reuters | Seoul", "\n|---|\n", "||", "==m=="),
    # Markdown
    *("*", "**", "_", "__", "~", "~~", "``", "```", "\n~~~\n", "[", "]", "](", "![", "[a](b)"),
    *("[a]: http://b.example", "[a]", "# ", "#", "\n# ", "\n> ", "\n- ", "\n+ ", "\n* ", "\n1. "),
    *("1986. ", "2) ", "\n===\n", "\n---\n", "\n***\n", "_ _ _", "\n:-:\n", "    code", "[x] "),
    *("[ ] ", "\\*", "\\\\", "!", "(", ")", "http://a.example/b_c_d*e*", "www.a.example/_b_"),
    *("a_1_b@a.example", "<http://a.example>", "<a@b.example>", "H~2~O", "x^2^", "::: x"),
    # HTML
    *("<", ">", "<b>", "</p>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
    *("<iframe src=javascript:alert(1)>", "<!--", "-->", "<?php", "<![CDATA[", "]]>", "<é>"),
    *("javascript:alert(1)", "&", "&amp;", "&lt;script&gt;", "&#42;", "&copy;", "&nosuch;"),
    # characters
    *("\x00", "\x08", "\x1b[31m", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\u2028", "\u2029"),
    *("\ufeff", "\ufffe", "\U0001ffff", "\u202e", "\u2066", "\u200f", "\u200b", "\u200d", "\xad"),
)
