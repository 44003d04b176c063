/** Platforms with a preset for pushing by HTTP. */
export const webhookPresetNames = [
    'the-things-stack',
    'chirpstack',
    'thingworx',
    'ixon',
    'azure-event-grid',
    'azure-iot-hub',
    'aws-iot'
] as const;

/** Name of a webhook preset. */
export type WebhookPresetName = (typeof webhookPresetNames)[number];
