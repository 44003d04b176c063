import { errorCatalogue } from './errors.ts';
import { rejectionReasons } from './pipeline/index.ts';

/** The reference page of errors and rejections. */
export function renderErrorDocs(): string {
    const errors = Object.entries(errorCatalogue).map(
        ([code, { message, fix }]) => `| \`${code}\` | ${oneLine(message)} | ${oneLine(fix)} |`
    );
    const rejections = Object.entries(rejectionReasons).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`);
    return [
        '# Errors of the bridge',
        '',
        'Generated from `iot-bridge/src/errors.ts`; do not edit. `{name}` stands for a detail of the case.',
        '',
        '| code | message | what to do |',
        '|---|---|---|',
        ...errors,
        '',
        '## Reasons for rejecting a message or a signal',
        '',
        'Counted in `iot_bridge_rejections_total` by reason and logged with topic, device and signal.',
        '',
        '| reason | meaning |',
        '|---|---|',
        ...rejections,
        ''
    ].join('\n');
}

function oneLine(text: string): string {
    return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
