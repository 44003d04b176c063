import { z } from 'zod';
import { noQuery } from '../history/api/schemas.ts';
import { route, type Route } from '../history/api/route.ts';
import type { Backtests } from './backtest.ts';
import { backtestQuery, requestOf } from './query.ts';

const answer = z.object({
    definition: z.string(),
    from: z.number(),
    to: z.number(),
    resolution: z.enum(['values', 'minutes']),
    episodes: z.number(),
    episodesPerDay: z.number(),
    cases: z.number().meta({ description: 'Cases by the rules of joining; an alarm of priority Low opens none.' }),
    activeMs: z.number(),
    longestMs: z.number(),
    fleeting: z.number().meta({ description: 'Episodes shorter than ten seconds.' }),
    floodShare: z.number().meta({ description: 'Share of the episodes among more than ten alarms in ten minutes.' }),
    devices: z.array(z.object({ device: z.string(), episodes: z.number(), cases: z.number(), activeMs: z.number() })),
    devicesLeftOut: z.number(),
    newest: z.array(
        z.object({
            device: z.string(),
            raisedAt: z.number(),
            clearedAt: z.number().nullable(),
            value: z.union([z.number(), z.string()]).nullable(),
            root: z.string().nullable(),
            flood: z.boolean()
        })
    )
});

/** `GET /backtest`: what an alarm definition would have done. */
export function backtestRoute(backtests: Backtests, now: () => number): Route {
    return route(
        {
            ...{ method: 'GET', path: '/backtest', name: 'backtestAlarm', scope: 'history:read' },
            summary: 'What an alarm definition would have done in the last days: how often, how long, how many Cases.',
            ...{ pathSchema: noQuery, querySchema: backtestQuery, answer }
        },
        ({ query }) => backtests.run(requestOf(query, (name) => backtests.known(name), now()))
    );
}
