import { qualityOf } from '../../map/index.ts';
import type { DecodedMessage, DecodeResult, Quality } from '../../pipeline/index.ts';
import { asList, decodeJson, isDocument } from '../json/decodeJson.ts';

type Document = DecodedMessage['document'];

/**
 * Decodes Siemens MindConnect and Insights Hub: `{timestamp, values: [{dataPointId, value, qualityCode}]}`, and rows of
 * the time series API, `{_time, <variable>, <variable>_qc}`. Definitions address `values.<data point or variable>`.
 */
export function decodeMindconnect(payload: Uint8Array): DecodeResult {
    const { messages, problems } = decodeJson(payload);
    const result: DecodeResult = { messages: [], problems };
    for (const { document } of messages) {
        const message = Array.isArray(document.values) ? dataPoints(document) : timeSeriesRow(document);
        if (message) result.messages.push(message);
        else problems.push({ reason: 'malformed-payload', detail: 'neither values with dataPointId nor _time' });
    }
    return result;
}

function dataPoints(document: Document): DecodedMessage | undefined {
    const points = asList(document.values)
        .filter(isDocument)
        .filter((point) => typeof point.dataPointId === 'string');
    if (points.length === 0) return undefined;
    const values = Object.fromEntries(points.map((point) => [String(point.dataPointId), point.value]));
    const codes = Object.fromEntries(points.map((point) => [String(point.dataPointId), point.qualityCode]));
    return message(values, codes, document.timestamp);
}

function timeSeriesRow(document: Document): DecodedMessage | undefined {
    const { _time: time, ...variables } = document;
    if (time === undefined) return undefined;
    const names = Object.keys(variables).filter((name) => !name.endsWith('_qc'));
    const values = Object.fromEntries(names.map((name) => [name, variables[name]]));
    const codes = Object.fromEntries(names.map((name) => [name, variables[`${name}_qc`]]));
    return message(values, codes, time);
}

function message(values: Document, codes: Document, timestamp: unknown): DecodedMessage {
    const stated = Object.entries(codes).filter(([, code]) => code !== undefined && code !== null);
    const qualities = Object.fromEntries(stated.map(([name, code]) => [`values.${name}`, qualityOfCode(code)]));
    return {
        document: { values },
        partial: true,
        ...(stated.length === 0 ? {} : { qualities }),
        ...(timestamp === undefined ? {} : { timestamp })
    };
}

/** Codes are OPC UA status codes, as number or text; 0 is good. */
function qualityOfCode(code: unknown): Quality {
    const number = Number(code);
    if (!Number.isFinite(number)) return qualityOf(code);
    return number < 0x40000000 ? 'Good' : qualityOf(number);
}
