"""How many pairs a pattern takes, counted without drawing its mask, so that long texts can be counted, too.

Each pair of query and key is one product q · k, so that the number of pairs is the work of attention up to a factor
that does not depend on the length. While window w, global tokens g and random keys r are smaller than the length n:

    full     n²                        causal             n (n + 1) / 2
    window   n (2w + 1) − w (w + 1)    causal window      n (w + 1) − w (w + 1) / 2
    global   n (2g + 1) − g (g + 1)    causal and global  n (g + 1) − g (g + 1) / 2
    random   n (r + 1)                 causal and random  n (r + 1) − r (r + 1) / 2

(every token sees itself). BigBird takes at most n (2w + 1 + 2g + r) pairs, where it is causal n (w + 1 + g + r). All
but the first row grow with n, not with n².
"""

from __future__ import annotations

from sandbox.topics.attention.pattern import Pattern


def keys_seen(pattern: Pattern, query: int, length: int) -> int:
    """Return how many keys one query sees: the global ones, its window, and the random ones as far as keys are left."""
    last = query if pattern.causal else length - 1  # the last key it is allowed to see
    if query < pattern.global_tokens:
        return last + 1
    before = max(query - pattern.window, pattern.global_tokens)  # the global ones are counted already
    after = min(query + pattern.window, last)
    seen = pattern.global_tokens + after - before + 1
    return min(seen + pattern.random, last + 1)


def count_pairs(pattern: Pattern, length: int) -> int:
    """Return how many pairs of query and key the pattern takes in a text of `length` tokens."""
    return sum(keys_seen(pattern, query, length) for query in range(length))
