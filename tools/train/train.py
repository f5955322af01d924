#!/usr/bin/python3
"""Train the block scorer from annotated corpora and write the model the extractor is built with.

  tools/train/train.py --corpora ../shared/corpora --dump build/release/tools/dev/dump_blocks \\
                       --out extractor/blocks/model.inc [--work /tmp/train] [--folds 3] [--no-final]

Three models (all gradient-boosted trees, seeded): `own` judges a block by its own features, `kind` the page by
the means of its blocks, `context` a block again by its own features, the first opinions of the blocks
around it and the page's kind. Every figure printed comes from folds over domains: a page is judged only by models
that saw no page of its site. Needs Debian's python3-xgboost and python3-numpy.
"""
import argparse, base64, hashlib, json, lzma, struct, subprocess, sys
from pathlib import Path

import numpy as np
import xgboost as xgb

import corpus as C

CORPORA = ['wcxb-dev', 'fundus-a', 'trafilatura-a']
KINDS = ['article', 'forum', 'product', 'listing', 'collection', 'documentation', 'service']
LIBRARY = dict(tree_method='hist', nthread=2, seed=7)
OWN = dict(LIBRARY, objective='binary:logistic', max_depth=7, eta=0.07, subsample=0.7, colsample_bytree=0.3, min_child_weight=2.0)
CONTEXT = dict(LIBRARY, objective='binary:logistic', max_depth=6, eta=0.06, subsample=0.7, colsample_bytree=0.3, min_child_weight=1.0)
KIND = dict(LIBRARY, objective='multi:softprob', num_class=len(KINDS), max_depth=4, eta=0.1, subsample=0.7, colsample_bytree=0.2)
ROUNDS = dict(own=240, context=220, kind=100)
IN_FIGCAPTION = 1 << 7
NEWS_WEIGHT, SNIPPET_WEIGHT = 2.0, 0.2  # fewer pages, but more languages and more of what is news; chosen on the folds


def unpack(corpora, work):
    """Plain pages and a manifest a corpus."""
    for name in CORPORA:
        manifest = work / f'{name}.manifest'
        if manifest.exists():
            continue
        rows = C.read_truth(corpora / name)
        (work / name).mkdir(exist_ok=True)
        with open(manifest, 'w') as f:
            for i, row in enumerate(rows):
                page = work / name / f'{i}.html'
                page.write_bytes(lzma.open(corpora / name / row['page']).read())
                f.write(json.dumps({'id': row['id'], 'path': str(page), 'url': row['url']}) + '\n')


def path_of_page(page, names, view):
    """The path_* features of a page as `view` knows its address: None as they are, zeros where it is not known. 'mixed', to
    learn from, leaves three pages in ten without and gives one in ten a short one, as of a file or a small server."""
    pick = int(hashlib.md5(page.row['id'].encode()).hexdigest(), 16) % 10 if view == 'mixed' else 0
    if view == 'given' or pick > 3:
        return None
    row = np.zeros(len(names), dtype=np.float32)
    if view == 'mixed' and pick == 3:
        row[names.index('path_depth')], row[names.index('path_bytes')] = 1, 3 + len(page.blocks) % 20
    return row


class Data:
    """All corpora as one table of blocks. `view` says what is known of the pages' addresses: path_of_page()."""

    def __init__(self, options, view):
        self.o, self.work, self.view = options, Path(options.work), view
        self.load('own')
        self.label()
        fold = lambda d: int(hashlib.md5(d.encode()).hexdigest(), 16) % options.folds
        self.page_fold = np.array([fold(p.domain) for p in self.pages])
        self.block_fold = np.concatenate([np.full(len(p.blocks), f) for p, f in zip(self.pages, self.page_fold)])

    def load(self, stage, opinions=None, kinds=None):
        pages, tables, at, first_page = [], [], 0, 0
        page_rows = []
        for name in CORPORA:
            prefix = str(self.work / f'{name}.{stage}')
            command = [self.o.dump, str(self.work / f'{name}.manifest'), prefix]
            if opinions is not None:
                mine = [p for p in self.pages if p.corpus == name]
                opinions[mine[0].first:mine[-1].first + len(mine[-1].blocks)].astype('<f4').tofile(prefix + '.opinions')
                kinds[first_page:first_page + len(mine)].astype('<f4').tofile(prefix + '.kinds')
                first_page += len(mine)
                command += [prefix + '.opinions', prefix + '.kinds']
            subprocess.run(command, check=True)
            own, matrix, self.names = C.load(self.o.corpora / name, prefix)
            for p in own:
                p.first += at
            at += len(matrix)
            pages += own
            tables.append(matrix)
            if opinions is not None:
                page_rows.append(np.fromfile(prefix + '.page', dtype='<f4').reshape(len(own), -1))
        self.x = np.concatenate(tables)
        if opinions is None:
            self.pages = pages
        else:
            self.page_rows = np.concatenate(page_rows)
        self.hide_paths()

    def hide_paths(self):
        columns = np.array([n for n, name in enumerate(self.names) if name.startswith('path_')])
        names = [self.names[n] for n in columns]
        for n, page in enumerate(self.pages):
            row = path_of_page(page, names, self.view)
            if row is None:
                continue
            self.x[self.rows(page), columns[:, None]] = row[:, None]
            for mean in range(3 if hasattr(self, 'page_rows') else 0):  # page_features() has three means a feature
                self.page_rows[n, columns + mean * (self.page_rows.shape[1] // 3)] = row

    def rows(self, page):
        return slice(page.first, page.first + len(page.blocks))

    def label(self):
        """Targets in [0, 1] (nan: unknown) and weights. A block weighs by its share of its page's words: the sum of
        the errors is then near the loss of word F1. Pages whose annotation our blocks cannot reach weigh less."""
        self.y = np.full(len(self.x), np.nan)
        self.weight = np.zeros(len(self.x))
        for p in self.pages:
            size = np.array([b['words'] for b in p.blocks], dtype=float)
            if 'text' in p.row:
                y = C.label_by_text(p.blocks, p.row['text'])
                y[[bool(b['within'] & IN_FIGCAPTION) for b in p.blocks]] = 0  # the shared convention
                reach = C.f1([w for n, t in enumerate(p.tokens) if y[n] > 0.5 for w in t], C.words(p.row['text']))
                kept = max(30.0, float(size[y > 0.5].sum()))
                weight = (size + 2) / (kept + 50)
                weight *= min(1, 6 / max(weight.sum(), 1e-9)) * (1 if reach > 0.7 else 0.3)
                weight *= NEWS_WEIGHT if p.corpus == 'fundus-a' else 1
            else:
                y = C.label_by_snippets(p.blocks, p.row)
                weight = np.where(np.isnan(y), 0, SNIPPET_WEIGHT)
            self.y[self.rows(p)], self.weight[self.rows(p)] = y, weight
        self.weight *= 1e5 / self.weight.sum()


def fit_blocks(data, mask, settings, rounds):
    m = mask & ~np.isnan(data.y) & (data.weight > 0)
    return xgb.train(settings, xgb.DMatrix(data.x[m], label=data.y[m], weight=data.weight[m]), rounds)


def judge(models, rows, fold, outputs=None):
    """Each row's opinion by the model that saw nothing of its domain."""
    out = np.zeros((len(rows), outputs) if outputs else len(rows), dtype=np.float32)
    for k, model in enumerate(models):
        out[fold == k] = model.predict(xgb.DMatrix(rows[fold == k]))
    return out


def kind_targets(data):
    target = np.array([KINDS.index(p.type) if p.type in KINDS else 0 for p in data.pages])
    weight = np.array([1.0 if p.corpus == 'wcxb-dev' else 0.3 for p in data.pages])
    return target, weight


def fit_kind(data, mask):
    target, weight = kind_targets(data)
    return xgb.train(KIND, xgb.DMatrix(data.page_rows[mask], label=target[mask], weight=weight[mask]), ROUNDS['kind'])


def best_threshold(probability, size, article):
    """The cut that maximises the expected F1 (Lewis 1995); as extractor/blocks/pass_probable.cc does, but for
    its kArticleLift of 0.3, which was chosen by the passes' own figures."""
    if not len(probability):
        return 0.5
    order = np.argsort(-probability, kind='stable')
    kept, good = np.cumsum(size[order]), np.cumsum((size * probability)[order])
    i = int(np.argmax(2 * good / (kept + good[-1])))
    low = 0.2 + 0.25 * article
    return float(np.clip(probability[order][i] - 1e-6, low, 0.5))


def report(data, probability, kinds, title):
    scores = {}
    squash = lambda s: ' '.join((s or '').split())
    for n, p in enumerate(data.pages):
        pr = probability[data.rows(p)]
        size = np.array([b['words'] for b in p.blocks], dtype=float) + 0.5
        cut = best_threshold(pr, size, kinds[n][0])
        if 'text' in p.row:
            s = C.f1([w for i, t in enumerate(p.tokens) if pr[i] > cut for w in t], C.words(p.row['text']))
            for group in (p.type, 'all') if p.corpus == 'wcxb-dev' else ('all',):
                scores.setdefault((p.corpus, group), []).append(s)
        else:
            text = squash(' '.join(b['text'] for i, b in enumerate(p.blocks) if pr[i] > cut))
            hit = sum(squash(s) in text for s in p.row.get('with', []))
            wrong = sum(squash(s) in text for s in p.row.get('without', []))
            scores.setdefault((p.corpus, 'snippets'), []).append((hit, wrong, len(p.row.get('with', []))))
    print(f'## {title}, {data.o.folds} folds over domains')
    for (name, group), values in sorted(scores.items()):
        if group == 'snippets':
            hit, wrong, want = map(sum, zip(*values))
            value = 2 * hit / (hit + wrong + want)
        else:
            value = sum(values) / len(values)
        print(f'{name:14} {group:14} {len(values):5d} pages  {value:.4f}')
    sys.stdout.flush()


def pack(booster, outputs):
    """The form extractor/blocks/tree_ensemble.h reads."""
    trees = [json.loads(t) for t in booster.get_dump(dump_format='json')]
    roots, nodes = [], []
    for tree in trees:
        roots.append(len(nodes))
        flat, queue = [None], [(tree, 0)]
        while queue:
            node, at = queue.pop(0)
            if 'leaf' in node:
                flat[at] = struct.pack('<HHf', 0xFFFF, 0, node['leaf'])
                continue
            by_id = {c['nodeid']: c for c in node['children']}
            left = len(flat)
            flat += [None, None]
            flat[at] = struct.pack('<HHf', int(node['split'][1:]), left, node['split_condition'])
            queue += [(by_id[node['yes']], left), (by_id[node['no']], left + 1)]
        nodes += flat
    width = booster.num_features()
    base = float(json.loads(booster.save_config())['learner']['learner_model_param']['base_score'])
    base = [float(np.log(base / (1 - base)))] if outputs == 1 else [base] * outputs
    head = struct.pack('<III', width, outputs, len(trees))
    return head + struct.pack(f'<{outputs}f', *base) + struct.pack(f'<{len(roots)}I', *roots) + b''.join(nodes)


def write_model(path, command, models):
    with open(path, 'w') as f:
        f.write(f'// Made by {command}; do not edit. MODEL(name, base64 of the form in tree_ensemble.h)\n')
        for name, data in models.items():
            text = base64.b64encode(data).decode()
            lines = '\n'.join(f'    "{text[i:i + 4000]}"' for i in range(0, len(text), 4000))
            f.write(f'MODEL({name},\n{lines})\n')
    print(f'{path}: {Path(path).stat().st_size / 1e6:.2f} MB')


def blend(first, second):
    """The mean of the log-odds; the same rule as extractor/blocks/scorer.cc."""
    odds = lambda p: np.log(np.clip(p, 1e-7, 1 - 1e-7) / (1 - np.clip(p, 1e-7, 1 - 1e-7)))
    return (1 / (1 + np.exp(-0.5 * (odds(first) + odds(second))))).astype(np.float32)


class Judges:
    """The three models of each fold, learnt in the order in which a page meets them."""

    def __init__(self, data):
        blocks = [data.block_fold != k for k in range(data.o.folds)]
        self.own = [fit_blocks(data, m, OWN, ROUNDS['own']) for m in blocks]
        self.context = None
        self.judge_pages(data, learn=True)
        self.context = [fit_blocks(data, m, CONTEXT, ROUNDS['context']) for m in blocks]

    def judge_pages(self, data, learn=False):
        """(opinions, kinds) of the first round; leaves `data` with the features of the second."""
        opinions = judge(self.own, data.x, data.block_fold)
        data.load('page', opinions, np.zeros((len(data.pages), len(KINDS)), dtype=np.float32))
        if learn:
            self.kind = [fit_kind(data, data.page_fold != k) for k in range(data.o.folds)]
        kinds = judge(self.kind, data.page_rows, data.page_fold, len(KINDS))
        data.load('context', opinions, kinds)
        return opinions, kinds


def print_folds(judges, options, view):
    """The folds' table for pages whose addresses are known so far."""
    data = Data(options, view)
    opinions, kinds = judges.judge_pages(data)
    no_kinds = np.zeros_like(kinds)
    report(data, opinions, no_kinds, f'own features, addresses {view}')
    target, _ = kind_targets(data)
    ours = np.array([p.corpus == 'wcxb-dev' for p in data.pages])
    print(f'page kind: {np.mean((kinds.argmax(1) == target)[ours]):.3f} right')
    final = blend(opinions, judge(judges.context, data.x, data.block_fold))
    report(data, final, kinds, f'with context, addresses {view}')
    leave_for_passes(data, final, kinds)


def leave_for_passes(data, final, kinds):
    """What tools/dev/fold_predictions reads: NAME.VIEW.probabilities and NAME.VIEW.kinds of each corpus."""
    for name in CORPORA:
        mine = [n for n, p in enumerate(data.pages) if p.corpus == name]
        blocks = slice(data.rows(data.pages[mine[0]]).start, data.rows(data.pages[mine[-1]]).stop)
        final[blocks].astype('<f4').tofile(data.work / f'{name}.{data.view}.probabilities')
        kinds[mine].astype('<f4').tofile(data.work / f'{name}.{data.view}.kinds')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--corpora', type=Path, required=True)
    ap.add_argument('--dump', default='build/release/tools/dev/dump_blocks')
    ap.add_argument('--out', default='extractor/blocks/model.inc')
    ap.add_argument('--work', default='/tmp/cuttings-train')
    ap.add_argument('--folds', type=int, default=3)
    ap.add_argument('--no-final', action='store_true', help='only print the folds\' table')
    o = ap.parse_args()
    Path(o.work).mkdir(parents=True, exist_ok=True)
    unpack(o.corpora, Path(o.work))
    data = Data(o, 'mixed')
    everything = np.ones(len(data.x), dtype=bool)
    own = None if o.no_final else fit_blocks(data, everything, OWN, ROUNDS['own'])
    judges = Judges(data)  # leaves data with the folds' opinions beside the features
    if not o.no_final:
        kind = fit_kind(data, np.ones(len(data.pages), dtype=bool))
        context = fit_blocks(data, everything, CONTEXT, ROUNDS['context'])
        write_model(o.out, 'tools/train/train.py', {'own': pack(own, 1), 'kind': pack(kind, len(KINDS)), 'context': pack(context, 1)})
    for view in 'given', 'none':
        print_folds(judges, o, view)


if __name__ == '__main__':
    main()
