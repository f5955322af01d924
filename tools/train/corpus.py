"""Annotated pages as labelled blocks: joins dump_blocks' output with a corpus' truth."""
import gzip, json, re
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

WORD = re.compile(r'\w+')
SECOND_LEVEL = {'co', 'com', 'org', 'net', 'gov', 'ac', 'edu', 'gob', 'go', 'or', 'ne'}


def words(text):
    return WORD.findall((text or '').lower())


def domain(url):
    """Registrable domain, near enough to keep a site's pages in one fold."""
    parts = (urlsplit(url).hostname or '').split('.')
    take = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL else 2
    return '.'.join(parts[-take:])


def best_chain(matches):
    """Heaviest chain of (block, position, weight) with growing positions: blocks that stand in the truth in
    the page's order. Returns their block numbers."""
    best, came = [], []
    for i, (_, position, weight) in enumerate(matches):
        top, at = 0, -1
        for j in range(i):
            if matches[j][1] < position and best[j] > top:
                top, at = best[j], j
        best.append(top + weight)
        came.append(at)
    chain, i = set(), int(np.argmax(best)) if best else -1
    while i >= 0:
        chain.add(matches[i][0])
        i = came[i]
    return chain


def label_by_text(blocks, truth):
    """Share of each block's words that the annotated text holds, in the page's order."""
    tokens = [words(b['text']) for b in blocks]
    target = words(truth)
    grams = defaultdict(list)
    for i in range(len(target) - 3):
        grams[tuple(target[i:i + 4])].append(i)
    labels, matches = np.zeros(len(blocks)), []
    for n, t in enumerate(tokens):
        if len(t) < 4:
            continue
        hits = [grams.get(tuple(t[i:i + 4])) for i in range(len(t) - 3)]
        found = [(i, h) for i, h in enumerate(hits) if h]
        if len(found) < 0.3 * len(hits):
            continue
        covered = set()
        for i, _ in found:
            covered.update(range(i, i + 4))
        labels[n] = len(covered) / len(t)
        for position in found[0][1][:4]:
            matches.append((n, position - found[0][0], len(t)))
    chain = best_chain(matches)
    position = {}
    for n, p, _ in matches:
        if n in chain:
            position.setdefault(n, p)
    for n in range(len(blocks)):
        if len(tokens[n]) >= 4 and n not in chain:
            labels[n] = 0
    # Short blocks: only where their words stand between those of the chain's blocks around them.
    after = {}
    nxt = len(target)
    for n in range(len(blocks) - 1, -1, -1):
        after[n] = nxt
        if n in position:
            nxt = position[n]
    last = 0
    for n, t in enumerate(tokens):
        if n in position:
            last = max(last, position[n] + max(1, int(labels[n] * len(t))))
        elif 0 < len(t) < 4:
            low, high = max(0, last - 1), min(len(target), after[n] + 1)
            for p in range(low, high - len(t) + 1):
                if target[p:p + len(t)] == t:
                    labels[n], last = 1, p + len(t)
                    break
    return labels


def label_by_snippets(blocks, row):
    """1 for blocks with a must-have segment, 0 for those with a must-not-have one, nan for all others."""
    labels = np.full(len(blocks), np.nan)
    fold = lambda s: re.sub(r'\s+', ' ', s or '').strip()
    for want, value in ((row.get('with', []), 1.0), (row.get('without', []), 0.0)):
        for snippet in map(fold, want):
            if len(snippet) < 4:
                continue
            hits = [n for n, b in enumerate(blocks) if snippet in b['text'] or (len(b['text']) > 25 and b['text'] in snippet)]
            if value == 0.0 or len(hits) == 1:
                for n in hits:
                    labels[n] = value if np.isnan(labels[n]) else labels[n]
    return labels


class Page:
    def __init__(self, corpus, row, blocks, first):
        self.corpus, self.row, self.blocks, self.first = corpus, row, blocks, first
        self.domain = domain(row['url'])
        self.type = row.get('type') or 'page'
        self.tokens = [words(b['text']) for b in blocks]


def read_truth(corpus_dir):
    with gzip.open(Path(corpus_dir) / 'truth.jsonl.gz', 'rt') as f:
        return [json.loads(line) for line in f]


def load(corpus_dir, dump_prefix):
    """Pages, feature matrix, names. A page's rows are [page.first, page.first + len(page.blocks))."""
    names = Path(dump_prefix + '.names').read_text().split()
    matrix = np.fromfile(dump_prefix + '.f32', dtype='<f4').reshape(-1, len(names))
    truth = {row['id']: row for row in read_truth(corpus_dir)}
    pages, at = [], 0
    with open(dump_prefix + '.jsonl') as f:
        for line in f:
            d = json.loads(line)
            pages.append(Page(Path(corpus_dir).name, truth[d['id']], d['blocks'], at))
            at += len(d['blocks'])
    assert at == len(matrix), (at, len(matrix))
    return pages, matrix, names


def f1(predicted, reference):
    if not reference:
        return float(not predicted)
    both = sum((Counter(predicted) & Counter(reference)).values())
    return 2 * both / (len(predicted) + len(reference)) if both else 0.0
