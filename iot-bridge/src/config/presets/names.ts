/** Platforms with a connection preset. */
export const presetNames = [
    'aws-iot-core',
    'azure-iot-hub',
    'azure-event-grid',
    'hivemq',
    'emqx',
    'mosquitto',
    'cumulocity',
    'thingsboard',
    'the-things-stack',
    'siemens-insights-hub'
] as const;

/** Name of a preset. */
export type PresetName = (typeof presetNames)[number];

/** Ways a preset can reach its platform. */
export const transports = ['tls', 'tls-443', 'websocket', 'tcp'] as const;

/** One of {@link transports}. */
export type Transport = (typeof transports)[number];
