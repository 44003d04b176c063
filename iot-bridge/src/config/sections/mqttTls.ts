import { z } from 'zod';
import { key } from '../meta.ts';

/** TLS of a broker connection. The files are watched: a renewed certificate is used without a restart. */
export const tlsSection = z
    .strictObject({
        ca: key(z.string().optional(), {
            description: 'PEM file with the certificate authorities of the broker.',
            example: '/etc/iot-bridge/ca.pem'
        }),
        certificate: key(z.string().optional(), {
            description: 'PEM file with the client certificate and its chain (mutual TLS).',
            example: '/etc/iot-bridge/client.pem'
        }),
        key: key(z.string().optional(), {
            description: 'PEM file with the key of the client certificate.',
            example: '/etc/iot-bridge/client.key'
        }),
        verification: key(z.enum(['strict', 'none']).default('strict'), {
            description: 'Whether the certificate of the broker must be valid. `none` is for test brokers only.'
        }),
        servername: key(z.string().min(1).optional(), {
            description: 'Host name the certificate of the broker must carry, when it is not the one of `url`.',
            example: 'broker.example.com'
        }),
        alpn: key(z.array(z.string()).default([]), {
            description: 'ALPN protocol names, for brokers that share port 443.'
        }),
        warningDays: key(z.int().min(0).max(3650).default(30), {
            description: 'A certificate or token that expires sooner is warned about once a day.',
            unit: 'd'
        })
    })
    .superRefine(({ certificate, key: keyFile }, context) => {
        if ((certificate === undefined) === (keyFile === undefined)) return;
        const missing = certificate === undefined ? 'certificate' : 'key';
        context.addIssue({
            code: 'custom',
            path: [missing],
            message: 'is required: certificate and key belong together'
        });
    });
