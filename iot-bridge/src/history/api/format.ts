import type { FastifyRequest } from 'fastify';
import { arrowType } from './arrow.ts';

/** Media type of CSV answers. */
export const csvType = 'text/csv; charset=utf-8';
/** Media type of answers of one JSON object a line. */
export const linesType = 'application/x-ndjson';

/** How an answer can be written. */
export type AnswerFormat = 'json' | 'ndjson' | 'csv' | 'arrow';

const accepted: readonly [type: string, format: AnswerFormat][] = [
    [arrowType, 'arrow'],
    ['text/csv', 'csv'],
    [linesType, 'ndjson'],
    ['application/json', 'json']
];

/**
 * The format of an answer: the one asked for by the parameter `format`, else the first type of the header `Accept` that
 * is offered (RFC 9110, 12.5.1; weights are not compared), else the first offered.
 */
export function formatOf<F extends AnswerFormat>(
    parameter: F | undefined,
    request: Pick<FastifyRequest, 'headers'>,
    offered: readonly [F, ...F[]]
): F {
    if (parameter !== undefined) return parameter;
    for (const range of (request.headers.accept ?? '').split(',')) {
        const type = range.split(';')[0]?.trim().toLowerCase();
        const [, format] = accepted.find(([known]) => known === type) ?? [];
        const found = offered.find((one) => one === format);
        if (found) return found;
    }
    return offered[0];
}
