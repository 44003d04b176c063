import { z } from 'zod';
import { key } from '../meta.ts';

/** The share of the plants a bridge has. Bridges with the same `count` and every `index` have all of them. */
export const partitionSection = z
    .strictObject({
        index: key(z.int().min(1).default(1), { description: 'Number of this bridge, from 1.' }),
        count: key(z.int().min(1).max(64).default(1), {
            description:
                'Number of bridges. Assets below one root stay together; the id of the root decides which bridge has them.'
        })
    })
    .refine(({ index, count }) => index <= count, { path: ['index'], error: 'must not be above count' });
