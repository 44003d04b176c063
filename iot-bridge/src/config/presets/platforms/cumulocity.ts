import { hasCertificate, hasPassword, isEncrypted, unless } from '../preset.ts';
import type { Preset } from '../preset.ts';

/**
 * The MQTT Service of Cumulocity, which carries any topic (the older endpoint on 8883 is for devices only).
 * Source: "MQTT Service", "MQTT protocol implementation" of the Cumulocity documentation.
 */
export const cumulocity: Preset = {
    product: 'Cumulocity, MQTT Service',
    page: 'Cumulocity documentation, "MQTT Service: MQTT protocol implementation"',
    endpoints: { tls: { scheme: 'mqtts', port: 9883 } },
    defaultTransport: () => 'tls',
    reads: ['tenant', 'user'],
    settings: ({ platform, tls }) => [
        { key: 'clientId', value: 'iotbridge', because: 'a client id has letters and digits only' },
        { key: 'session', value: 'clean', because: 'the service asks for clean sessions' },
        ...(platform.tenant === undefined || (platform.user === undefined && tls?.certificate === undefined)
            ? []
            : [
                  {
                      key: 'username',
                      value: tls?.certificate === undefined ? `${platform.tenant}/${platform.user}` : platform.tenant,
                      because: 'tenant and user; with a client certificate the tenant alone'
                  }
              ])
    ],
    problems: (config) => [
        ...unless(isEncrypted(config), 'url', 'Cumulocity takes TLS only: mqtts://'),
        ...unless(config.platform.tenant !== undefined, 'platform.tenant', 'is required: it is part of the user name'),
        ...unless(
            hasPassword(config) !== hasCertificate(config),
            'password',
            'give either a password or tls.certificate'
        ),
        ...unless(
            hasCertificate(config) || config.platform.user !== undefined,
            'platform.user',
            'is required: the user the password belongs to'
        ),
        ...unless(/^[A-Za-z0-9]{1,128}$/.test(config.clientId), 'clientId', 'must be 1 to 128 letters and digits'),
        ...unless(config.session === 'clean', 'session', 'must be clean: the service keeps no sessions'),
        ...unless(config.sharedGroup === undefined, 'sharedGroup', 'the service knows no shared subscriptions')
    ],
    filterProblem: (filter) => {
        if (/[+#]/.test(filter))
            return 'the MQTT Service takes no wildcards: write the topics one by one under `routes`';
        return filter.startsWith('$') ? 'the MQTT Service takes no topics that start with $' : undefined;
    }
};
