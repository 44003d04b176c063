import { historyErrors } from './history/errorCatalogue.ts';

/**
 * Every error the bridge raises: a stable code, what happened and what to do about it.
 * `{name}` in a text is filled from the details of the error.
 */
export const errorCatalogue = {
    CONFIG_FILE_MISSING: {
        message: 'The configuration file {file} cannot be read: {reason}.',
        fix: 'Give the path of a YAML file with --config, or write a first one with `iot-bridge sample`.'
    },
    CONFIG_INVALID: {
        message: 'The configuration {file} is refused:\n{problems}',
        fix: 'Correct the named lines. `iot-bridge docs` prints every key with its meaning and default.'
    },
    CONFIG_SECRET_MISSING: {
        message: 'The configuration refers to {reference}, which is not available.',
        fix: 'Set the environment variable or create the file before starting the bridge.'
    },
    SOURCE_MISSING: {
        message: 'The configuration names no source.',
        fix: 'Add at least one entry under `mqtt`, `webhooks` or `files`.'
    },
    BROKER_UNREACHABLE: {
        message: 'The MQTT broker {url} cannot be reached: {reason}. The bridge keeps trying.',
        fix: 'Start the broker, or correct `url` under `mqtt` in the configuration. {advice}'
    },
    BROKER_TLS_FAILED: {
        message: 'There is no secure connection to the MQTT broker {url}: {reason}. The bridge keeps trying.',
        fix: 'Correct `tls` of this broker in the configuration, or the certificate it names. {advice}'
    },
    BROKER_REFUSED: {
        message: 'The MQTT broker {url} refused the connection: {reason}. The bridge keeps trying.',
        fix: 'Check user name, password, certificate and client id of this broker. {advice}'
    },
    SUBSCRIPTION_REFUSED: {
        message: 'The MQTT broker {url} refused the subscription to {filter}: {reason}.',
        fix: 'Allow this client to read the topic, or correct the filter under `routes`. {advice}'
    },
    CREDENTIAL_REFUSED: {
        message: 'The credentials of the source {source} cannot be used: {reason}.',
        fix: 'Correct the named file; the bridge looks at it every few seconds and needs no restart.'
    },
    REPLAY_FILE_UNREADABLE: {
        message: 'The recording {file} cannot be replayed: {reason}.',
        fix: 'Check the path and the column names under `files` in the configuration.'
    },
    BRIDGE_RUNS: {
        message: 'The bridge of this configuration runs; it would write back what it has in memory.',
        fix: 'Stop it first; its messages wait at the broker meanwhile. The history API exports and erases while it runs.'
    },
    LIVES_UNREADABLE: {
        message: 'The lives of machines in {file} cannot be learned from: {reason}.',
        fix: 'Give a CSV file with the column `machine` and one for each of the `signals` under `health.remainingLife`.'
    },
    RECORDING_NOT_PUBLISHED: {
        message: 'The recording cannot be published to {url}: {reason}.',
        fix: 'Check the address of the broker, `--username` and the environment variable MQTT_PASSWORD.'
    },
    RECORDING_UNREADABLE: {
        message: 'The recorded messages in {file} cannot be read: {reason}.',
        fix: 'Record them with `mosquitto_sub -F %J`: one JSON object per line with `topic` and `payload`.'
    },
    SAMPLE_UNREADABLE: {
        message: 'No mapping can be proposed from {file}: {reason}.',
        fix: 'Give one message as it is on the broker, with --topic, or several as lines with `topic` and `payload`.'
    },
    METRICS_UNREADABLE: {
        message: 'The metrics of a bridge at {address} cannot be read: {reason}.',
        fix: 'Start the bridge, or give its address with --measured.'
    },
    STORE_UNUSABLE: {
        message: 'The data directory {directory} cannot be used: {reason}.',
        fix: 'Give the bridge write access to a local directory with free space (`dataDirectory`).'
    },
    SHARED_SUBSCRIPTION_REFUSED: {
        message:
            'The source {source} asks for the shared subscription {group}, which would divide the messages of one machine among bridges, so that each judges alarms by half of them.',
        fix: 'Leave `sharedGroup` out, give every bridge its own `clientId`, and divide the plants by `partition`.'
    },
    STORE_IN_USE: {
        message: 'The data directory {directory} is in use by another bridge.',
        fix: 'Stop the other bridge first, or give each its own `dataDirectory`. After a kill it is free at once.'
    },
    COMMIT_FAILED: {
        message: 'Changes could not be written to {directory}: {reason}. Nothing is acknowledged until it works again.',
        fix: 'Free disk space or repair the file system; the bridge repeats the write by itself.'
    },
    BACKTEST_FAILED: {
        message: 'The bridge at {address} could not try the alarm definition: {reason}.',
        fix: 'Start the bridge with `history.record: on` and a token under `history.api`, and correct what the reason names.'
    },
    ORG_LOGIN_REFUSED: {
        message: 'Salesforce at {url} refused the login: {reason}.',
        fix: 'Check client id, user name and key or secret, and that the external client app is approved for the user.'
    },
    ORG_UNREACHABLE: {
        message: 'Salesforce at {url} cannot be reached: {reason}. The bridge keeps trying.',
        fix: 'Check the network and `salesforce.loginUrl`; telemetry waits in the outbox meanwhile.'
    },
    ORG_REQUEST_REFUSED: {
        message: 'Salesforce refused {request}: {reason}.',
        fix: 'Check that the package is deployed and the permission set IoT Bridge is assigned to the integration user.'
    },
    PROVISIONING_REFUSED: {
        message: 'No Asset is created for unknown devices: {reason}.',
        fix: 'Assign the permission set IoT Bridge Provisioning to the integration user and check the rules under `provisioning`. The devices stay on the list of unknown ones.'
    },
    ORG_KEY_UNREADABLE: {
        message: 'The private key {file} cannot be used: {reason}.',
        fix: 'Give a PKCS#8 PEM file with the RSA key that belongs to the certificate of the external client app.'
    },
    ORG_CERTIFICATE_UNREADABLE: {
        message: 'The certificate file {file} for the Pub/Sub API cannot be used: {reason}.',
        fix: 'Give a PEM file under `salesforce.pubSub.ca`, or leave it out to trust the usual authorities.'
    },
    DEFINITION_REFUSED: {
        message: 'The {kind} definition {name} is refused: {reason}.',
        fix: 'Correct the custom metadata record in Setup; the last good version stays in force until then.'
    },
    UNIT_UNKNOWN: {
        message: 'The unit "{unit}" is not a UCUM unit.',
        fix: 'Use a UCUM code such as Cel, [degF], bar, kPa, mm/s, kW, kW.h, L/min or /min.'
    },
    UNIT_DIMENSION: {
        message: 'The unit "{from}" cannot be converted to "{to}": {reason}.',
        fix: 'Choose two units of the same dimension.'
    },
    DEAD_LETTER_UNKNOWN: {
        message: 'There is no dead letter {id}.',
        fix: 'List them with `iot-bridge dead-letters list`.'
    },
    PORT_TAKEN: {
        message: 'The address {address} for health and metrics is already in use.',
        fix: 'Choose another `observe.port`, or 0 for any free port.'
    },
    WEBHOOK_PORT_TAKEN: {
        message: 'The address {address} for pushed messages cannot be listened on.',
        fix: 'Choose another `port` or `host` under `webhooks`.'
    },
    ...historyErrors
} as const satisfies Record<string, { message: string; fix: string }>;

/** Stable code of an error, safe to match on. */
export type ErrorCode = keyof typeof errorCatalogue;

/** An error of the catalogue with its details filled in. */
export class BridgeError extends Error {
    readonly code: ErrorCode;
    readonly fix: string;

    constructor(code: ErrorCode, details: Record<string, unknown> = {}, cause?: unknown) {
        super(fill(errorCatalogue[code].message, details), cause === undefined ? undefined : { cause });
        this.name = 'BridgeError';
        this.code = code;
        this.fix = fill(errorCatalogue[code].fix, { advice: '', ...details }).trim();
    }
}

/** The text of anything thrown, in one line; with the cause where the error itself says nothing, as with `fetch`. */
export function reasonOf(thrown: unknown): string {
    if (thrown instanceof AggregateError && thrown.errors.length > 0) return reasonOf(thrown.errors[0]);
    if (!(thrown instanceof Error)) return String(thrown);
    const text = (thrown.message || thrown.name).replace(/\s+/g, ' ').trim();
    const cause = thrown instanceof BridgeError || thrown.cause === undefined ? '' : reasonOf(thrown.cause);
    return cause === '' || text.includes(cause) ? text : `${text} (${cause})`;
}

/** The code of an error of the catalogue; undefined for any other. */
export function errorCodeOf(thrown: unknown): string | undefined {
    return thrown instanceof BridgeError ? thrown.code : undefined;
}

function fill(template: string, details: Record<string, unknown>): string {
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}
