import { z } from 'zod';
import { key } from '../meta.ts';

/** How the values of signals with a personal data class are protected. */
export const privacySection = z.strictObject({
    pseudonymKeyFile: key(z.string().min(1).optional(), {
        description:
            'File with the secret key of pseudonyms, at least 32 characters. Without it the values of such signals are refused; another key makes other pseudonyms.',
        example: './pseudonym.key'
    }),
    locationDecimals: key(z.int().min(0).max(6).default(2), {
        description: 'Decimals that are kept of a location: 2 of a degree are about 1.1 km.'
    })
});
