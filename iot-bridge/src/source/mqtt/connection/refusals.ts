import type { Explanation } from './trouble.ts';

const identity = 'Check user name, password or token, and client certificate of this source.';
const clientId = 'Correct `clientId`; some platforms demand a certain one (see the presets).';
const later = 'Try again later; the bridge does so by itself.';

/** Reason codes of refused connections and subscriptions, of both MQTT versions. */
export const refusals: Readonly<Record<number, Explanation>> = {
    1: { says: 'the broker does not speak this MQTT version', advice: 'Set `protocolVersion` to 3.1.1 or 5.' },
    2: { says: 'the client id is refused', advice: clientId },
    3: { says: 'the broker is not available', advice: later },
    4: { says: 'user name or password is wrong', advice: identity },
    5: { says: 'this client is not authorised', advice: identity },
    128: { says: 'the broker gives no reason', advice: 'Look into the log of the broker.' },
    129: { says: 'the packet was malformed', advice: 'Set `protocolVersion` to 3.1.1, and report this.' },
    130: { says: 'protocol error', advice: 'Set `protocolVersion` to 3.1.1, and report this.' },
    131: { says: 'a limit or rule of the broker', advice: 'Look into the log of the broker.' },
    132: { says: 'the broker does not speak MQTT 5', advice: 'Set `protocolVersion` to 3.1.1.' },
    133: { says: 'the client id is refused', advice: clientId },
    134: { says: 'user name or password is wrong', advice: identity },
    135: { says: 'this client is not authorised', advice: identity },
    136: { says: 'the broker is not available', advice: later },
    137: { says: 'the broker is busy', advice: later },
    138: { says: 'this client is banned', advice: 'Ask the administrator of the broker.' },
    140: { says: 'the authentication method is refused', advice: 'Correct `credential.mqttMethod`.' },
    143: { says: 'the topic filter is refused', advice: 'Correct the filter under `routes`.' },
    144: { says: 'the topic of the last will is refused', advice: 'Correct `will.topic`.' },
    149: { says: 'the packet is too large', advice: 'Shorten the last will.' },
    151: { says: 'a quota is used up', advice: 'Raise the quota, or subscribe to fewer topics.' },
    153: { says: 'the payload of the last will is refused', advice: 'Correct `will.payload`.' },
    154: { says: 'the broker keeps no retained messages', advice: 'Set `will.retain` to off.' },
    155: { says: 'the quality of service is refused', advice: 'Set `qos` or `will.qos` to 0.' },
    156: { says: 'another server is to be used', advice: 'Correct the address.' },
    157: { says: 'the server has moved', advice: 'Correct the address.' },
    158: { says: 'shared subscriptions are not supported', advice: 'Remove `sharedGroup`.' },
    159: { says: 'too many connections in a short time', advice: 'Raise `reconnectSeconds`.' },
    161: { says: 'subscription identifiers are not supported', advice: 'Report this.' },
    162: { says: 'wildcards are not supported', advice: 'Write the topics one by one under `routes`.' }
};
