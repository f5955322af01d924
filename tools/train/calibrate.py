#!/usr/bin/python3
"""Fit the curve from the F1 the scores promise to the F1 that pages have, and print how well it holds.

  tools/train/calibrate.py --corpora ../shared/corpora --predictions DIR --out extractor/verdict/quality_curve.inc

DIR holds NAME.jsonl a corpus, as tools/dev/fold_predictions writes it: {"id", "text", "expected"} by models that saw no page of
the site. The curve is an isotonic regression (pool adjacent violators) of the pages' word F1 on `expected`, thinned to 24
points. The table comes from five folds over domains: a page is judged by a curve that saw no page of its site."""
import argparse, hashlib, json
from collections import Counter
from pathlib import Path

import numpy as np

import corpus as C

CORPORA = ['wcxb-dev', 'fundus-a']  # those that hold the whole text
FOLDS, POINTS, BINS = 5, 24, 10


def word_f1(text, truth):
    a, b = C.words(text), C.words(truth)
    both = sum((Counter(a) & Counter(b)).values())
    return 2 * both / (len(a) + len(b)) if both else float(not a and not b)


def read_pages(corpora, predictions):
    """[expected, F1, fold] a page."""
    rows = []
    for name in CORPORA:
        told = {p['id']: p for p in map(json.loads, open(predictions / f'{name}.jsonl'))}
        for row in C.read_truth(corpora / name):
            p = told.get(row['id'])
            if p is None or 'text' not in row:
                continue
            fold = int(hashlib.md5(C.domain(row['url']).encode()).hexdigest(), 16) % FOLDS
            rows.append((p.get('expected', 0), word_f1(p['text'], row['text']), fold))
    return np.array(rows)


def fit(expected, measured):
    """Isotonic regression as (x, y) of its steps' middles."""
    order = np.argsort(expected, kind='stable')
    steps = []  # [sum of y, count, sum of x]
    for x, y in zip(expected[order], measured[order]):
        steps.append([y, 1, x])
        while len(steps) > 1 and steps[-2][0] / steps[-2][1] >= steps[-1][0] / steps[-1][1]:
            top = steps.pop()
            steps[-1] = [a + b for a, b in zip(steps[-1], top)]
    xs, ys = np.array([s[2] / s[1] for s in steps]), np.array([s[0] / s[1] for s in steps])
    sizes = np.cumsum([s[1] for s in steps])
    marks = np.linspace(0, sizes[-1] - 1, POINTS)
    keep = sorted({int(np.searchsorted(sizes, m, side='right')) for m in marks})
    return xs[keep], ys[keep]


def auc(scores, positive):
    order = np.argsort(scores, kind='stable')
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n))


def report(predicted, measured):
    print('predicted  pages  mean predicted  mean F1')
    error = 0
    for low in np.arange(BINS) / BINS:
        inside = (predicted >= low) & (predicted < low + 1 / BINS + (low > 0.85))
        if inside.any():
            p, m = predicted[inside].mean(), measured[inside].mean()
            error += inside.mean() * abs(p - m)
            print(f'{low:.1f}-{low + 1 / BINS:.1f}    {inside.sum():5d}  {p:14.3f}  {m:7.3f}')
    print(f'pages {len(predicted)}, expected calibration error {error:.3f}, mean absolute error '
          f'{np.abs(predicted - measured).mean():.3f}, AUC for F1 < 0.8: {auc(-predicted, measured < 0.8):.3f}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--corpora', type=Path, required=True)
    parser.add_argument('--predictions', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    o = parser.parse_args()
    expected, measured, fold = read_pages(o.corpora, o.predictions).T
    predicted = np.empty(len(expected))
    for f in range(FOLDS):
        predicted[fold == f] = np.interp(expected[fold == f], *fit(expected[fold != f], measured[fold != f]))
    report(predicted, measured)
    with open(o.out, 'w') as out:
        out.write('// Made by tools/train/calibrate.py; do not edit. POINT(expected_f1, measured word F1), rising.\n')
        for x, y in zip(*fit(expected, measured)):
            out.write(f'POINT({x:.4f}, {y:.4f})\n')


if __name__ == '__main__':
    main()
